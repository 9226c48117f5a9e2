"""What lets questions read as much as they answer: indexes, and figures for the planner."""

from onrecord_store.migrations.script import run

revision = "0005"
down_revision = "0003"


def upgrade() -> None:
    """Create them."""
    run("v0005_less_to_read.sql")
