"""What lets questions, and the driver of replays, read as much as they answer."""

from onrecord_store.migrations.script import run

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create indexes, figures for the planner, and the column of when a replay was sent last."""
    run("v0005_less_to_read.sql")
