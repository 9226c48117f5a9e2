"""How names are looked up, and the statements under them."""

from onrecord_store.migrations.script import run

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the indexes of names."""
    run("v0004_names.sql")
