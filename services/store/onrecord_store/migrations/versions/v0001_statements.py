"""Articles, statements and retractions."""

from onrecord_store.migrations.script import run

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the tables."""
    run("v0001_statements.sql")
