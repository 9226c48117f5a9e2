"""Entities, with those of the statements that are here."""

from onrecord_store.migrations.entities_of_statements import name_entities
from onrecord_store.migrations.script import run

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the tables, and give every statement its entity."""
    run("v0002_entities.sql")
    name_entities()
