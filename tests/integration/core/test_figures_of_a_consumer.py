"""What a consumer tells of its work: how entries ended, how far its group is, whether it makes progress."""

import asyncio
from collections.abc import Sequence

from onrecord_core.delivery import Consumer, Done, Entry, Outcome, one_by_one
from onrecord_core.errors import MalformedEntryError
from onrecord_core.measures import Measures
from onrecord_core.readiness import ANSWER_SECONDS, Patient, progress_of, readiness_of
from onrecord_core.service import consuming
from onrecord_core.settings import Settings
from onrecord_core.streams import Streams, decode, ensure_group, entries
from onrecord_core.testing import wait_until
from redis.asyncio import Redis

GROUP = "readers"
GIVEN = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


def consumer_of(redis: Redis, settings: Settings, measures: Measures | None = None) -> Consumer:
    """A consumer that does what the field `do` of an entry says, and counts what is done."""
    counted = (measures or Measures()).articles("extracted")

    async def one(entry: Entry) -> Done:
        match entry.fields["do"]:
            case b"refuse":
                raise MalformedEntryError("not an article")
            case b"fail":
                raise ZeroDivisionError("division by zero")
            case b"fail once" if entry.deliveries == 1:
                raise ConnectionError("away for a moment")
            case _:
                return Done(then=counted.inc)

    async def handle(batch: Sequence[Entry]) -> Sequence[Outcome]:
        return await one_by_one(batch, one)

    stream = Streams(settings.prefix).articles
    return Consumer(redis, settings, source="t", stream=stream, group=GROUP, handle=handle, batch=10, measures=measures)


async def test_entries_are_counted_by_their_ends(redis: Redis, settings: Settings, streams: Streams) -> None:
    measures = Measures()
    consumer = consumer_of(redis, settings, measures)
    for do in ("be done", "refuse", "fail", "fail once", "be done"):
        await redis.xadd(streams.articles, {"do": do, "traceparent": GIVEN})
    async with consuming(settings, [consumer]):

        async def all_settled() -> bool:
            progress = await progress_of(consumer)
            return (progress.lag, progress.pending) == (0, 0)

        await wait_until(all_settled, description="each entry came to its end")
        assert (await readiness_of([consumer])).reasons == ()
    found = {
        end: measures.registry.get_sample_value("onrecord_entries_total", {"stream": "articles", "end": end})
        for end in ("done", "refused", "again", "failed")
    }
    tries = settings.max_tries
    assert found == {"done": 3, "refused": 1, "again": 1 + tries - 1, "failed": 1}
    assert measures.registry.get_sample_value("onrecord_articles_total", {"outcome": "extracted"}) == 3
    letters = [decode(fields) for _, fields in await entries(redis, streams.dead)]
    assert [letter.traceparent for letter in letters] == [GIVEN, GIVEN]


async def test_what_another_has_brought_to_its_end_is_not_counted(
    redis: Redis, settings: Settings, streams: Streams
) -> None:
    measures = Measures()
    consumer = consumer_of(redis, settings, measures)
    await ensure_group(redis, streams.articles, GROUP)
    await redis.xadd(streams.articles, {"do": "be done"})
    [(entry_id, _)] = await entries(redis, streams.articles)
    await redis.xreadgroup(GROUP, consumer.name, {streams.articles: ">"})
    entry = Entry(streams.articles, entry_id, {"do": b"be done"})
    await consumer.process([entry])
    await consumer.process([entry])
    assert measures.registry.get_sample_value("onrecord_articles_total", {"outcome": "extracted"}) == 1


async def test_a_group_that_is_gone_is_no_progress(redis: Redis, settings: Settings, streams: Streams) -> None:
    consumer = consumer_of(redis, settings)
    await ensure_group(redis, streams.articles, GROUP)
    assert (await readiness_of([consumer])).reasons == ()
    await redis.xgroup_destroy(streams.articles, GROUP)
    [reason] = (await readiness_of([consumer])).reasons
    assert "is gone" in reason


async def test_work_that_nobody_does_is_no_progress(redis: Redis, settings: Settings, streams: Streams) -> None:
    impatient = settings.model_copy(update={"stall_seconds": 0.05})
    consumer = consumer_of(redis, impatient)
    await ensure_group(redis, streams.articles, GROUP)
    await redis.xadd(streams.articles, {"do": "be done"})

    async def stalled() -> bool:
        return bool((await readiness_of([consumer])).reasons)

    await wait_until(stalled, description="an unread entry is a stall")
    progress = await progress_of(consumer)
    assert (progress.lag, progress.pending, progress.last_success_seconds) == (1, 0, None)
    assert progress.oldest_unread_seconds


async def test_a_question_that_is_not_answered_is_asked_once(redis: Redis, settings: Settings) -> None:
    asked: list[int] = []
    answer = asyncio.Event()

    async def unwell() -> str | None:
        asked.append(1)
        await answer.wait()
        return None

    patient = Patient(unwell, "the database")
    silent = f"the database does not answer within {ANSWER_SECONDS:g} s"
    assert await asyncio.gather(patient(), patient()) == [silent, silent]
    answer.set()
    assert await patient() is None
    assert len(asked) == 1
