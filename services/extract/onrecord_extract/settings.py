"""Settings of the extract service, on top of those that every service reads."""

from pathlib import Path

from onrecord_core.settings import Settings
from pydantic import Field, field_validator


class ExtractSettings(Settings):
    """What the extract service reads from `ONRECORD_*`."""

    extract_port: int = Field(default=8082, ge=0, le=65535, description="The extract service's port, for its health.")
    extract_batch: int = Field(default=2, ge=1, description="Articles that one extract process takes at a time.")
    extractor_model: str = Field(
        default="default",
        description="What finds attributions: `default`, `fast`, `rules`, or the folder of a model of one's own.",
    )
    lexicon_dir: Path | None = Field(
        default=None, description="A folder of words that are added to the lexicons of the extractor."
    )
    """Empty, as an unset variable comes through docker compose, is none."""
    extract_threads: int = Field(default=1, ge=1, description="Threads with which the model computes.")

    replay_share: float = Field(
        default=0.1,
        gt=0,
        le=1,
        description="Share of the time that a replay gets while new articles wait; it has all of it while none do.",
    )

    @field_validator("lexicon_dir", mode="before")
    @classmethod
    def _given(cls, value: object) -> object:
        return value or None
