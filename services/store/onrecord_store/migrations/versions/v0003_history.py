"""What was before: acceptances, readings and accounts of statements; replays; and what is still to be published."""

from onrecord_store.migrations.script import run

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the tables, with what is known of the articles and statements that are here."""
    run("v0003_history.sql")
