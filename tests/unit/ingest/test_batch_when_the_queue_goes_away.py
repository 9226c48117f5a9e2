"""A batch during which the queue goes away: what stands in it is told from what does not."""

from collections.abc import AsyncIterator, Sequence
from typing import override

import pytest
from onrecord_ingest.batch import CHUNK_LINES, Batch
from onrecord_ingest.intake import Drop, Intake
from onrecord_ingest.settings import IngestSettings
from redis.exceptions import ConnectionError as QueueAwayError
from redis.exceptions import RedisError


class FailingIntake(Intake):
    """Takes so many puts, and then none."""

    def __init__(self, puts: int) -> None:
        self.left = puts
        self.tried = 0
        self.synced = 0

    @override
    async def put(self, drops: Sequence[Drop], *, durably: bool = True) -> list[str | None]:
        self.tried += 1
        if not self.left:
            raise QueueAwayError
        self.left -= 1
        return [f"{self.tried}-{n}" for n in range(len(drops))]

    @override
    async def server(self) -> str:
        return "the first"

    @override
    async def on_disk(self, server: str) -> None:
        assert server == "the first"
        self.synced = self.tried


async def body(count: int) -> AsyncIterator[bytes]:
    for n in range(count):
        yield b'{"text": "%d"}\n' % n


async def test_what_was_not_queued_is_to_be_sent_again() -> None:
    intake = FailingIntake(puts=2)
    answers = await Batch(intake, IngestSettings()).queue(body(5 * CHUNK_LINES + 1))
    assert [answer.status for answer in answers] == ["queued"] * 2 * CHUNK_LINES + ["refused"] * (3 * CHUNK_LINES + 1)
    assert [answer.line for answer in answers] == list(range(1, 5 * CHUNK_LINES + 2))
    last = answers[-1].model_dump()
    assert list(last) == ["line", "status", "problem"]
    assert last["problem"]["status"] == 503
    assert "again" in last["problem"]["detail"]
    assert intake.synced == 3, "what is answered as queued is on disk"
    assert intake.tried == 3, "nobody waits for a queue that is away more than once"


async def test_a_queue_that_is_away_from_the_start_is_one_answer() -> None:
    with pytest.raises(RedisError):
        await Batch(FailingIntake(puts=0), IngestSettings()).queue(body(3))
