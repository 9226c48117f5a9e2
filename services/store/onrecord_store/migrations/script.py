"""How a migration runs the SQL file beside it."""

from importlib.resources import files

from alembic import op


def run(name: str) -> None:
    """Run `versions/<name>`, which may hold several commands, as it stands."""
    text = files("onrecord_store").joinpath("migrations", "versions", name).read_text("utf-8")
    # without parameters psycopg takes `%` and `:` for what they are
    op.get_bind().execution_options(no_parameters=True).exec_driver_sql(text)
