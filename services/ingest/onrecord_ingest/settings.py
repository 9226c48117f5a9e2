"""Settings of the ingest service, on top of those that every service reads."""

from onrecord_core.settings import Settings
from pydantic import Field, field_validator

from onrecord_ingest.accept import MAX_CHARS

MIB = 1024 * 1024


class IngestSettings(Settings):
    """What the ingest service reads from `ONRECORD_*`."""

    ingest_port: int = Field(default=8081, ge=0, le=65535, description="The ingest service's port.")
    ingest_batch: int = Field(default=8, ge=1, description="Submissions that one ingest process takes at a time.")
    max_body_bytes: int = Field(
        default=8 * MIB, ge=1024, description="The largest submission, in bytes: a body, a line of a batch, an entry."
    )
    max_text_chars: int = Field(
        default=MAX_CHARS, ge=1000, description="The longest text of an article, in characters."
    )
    max_batch_bytes: int = Field(
        default=64 * MIB, ge=1024, description="The largest body of a batch, in bytes, after decompression."
    )
    max_load_bytes: int = Field(
        default=64 * MIB,
        ge=0,
        description="Bytes of bodies that a process has in work at a time, after decompression; one always goes.",
    )
    max_batch_lines: int = Field(default=10_000, ge=1, description="The most lines that a batch may have.")
    languages: str = Field(
        default="en",
        description="Languages of articles to accept, comma-separated; the first is that of a text too short to tell.",
    )
    dedup_days: float = Field(default=90.0, gt=0, description="Days for which a text is known as seen before.")
    idempotency_hours: float = Field(
        default=24.0, gt=0, description="Hours for which an Idempotency-Key is known, from its last use."
    )
    page_seconds: int = Field(default=10, ge=1, description="Processor time that reading a page may take, in seconds.")
    fetch_seconds: float = Field(default=20.0, gt=0, description="Time for fetching a page, redirects included.")
    fetch_bytes: int = Field(default=8 * MIB, ge=1024, description="The largest page fetched, after decompression.")
    fetch_redirects: int = Field(default=5, ge=0, description="The most redirects followed on the way to a page.")
    fetch_private: bool = Field(
        default=False,
        description="Fetch pages of private, loopback and link-local addresses too, from any port; for trusted "
        "submitters only.",
    )

    @field_validator("languages")
    @classmethod
    def _some(cls, value: str) -> str:
        if not any(code.strip() for code in value.split(",")):
            raise ValueError("name at least one language, such as `en`")
        return value

    @property
    def language_codes(self) -> tuple[str, ...]:
        """The primary language subtags of `languages`, lower-cased."""
        return tuple(code.strip().lower() for code in self.languages.split(",") if code.strip())
