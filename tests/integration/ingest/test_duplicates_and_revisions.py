"""The same text is not news, an article that changes is; even when two processes look at the same time."""

import asyncio
import json
from collections.abc import Sequence
from typing import cast

from onrecord_core.delivery import Consumer, Entry, Outcome
from onrecord_core.measures import Measures
from onrecord_core.progress import ProgressBook, text_id
from onrecord_core.records import Article
from onrecord_core.settings import Settings
from onrecord_core.streams import Streams, ensure_group
from onrecord_core.streams import entries as stream_entries
from onrecord_core.tracing import Tracing
from onrecord_ingest.fetch import Fetcher
from onrecord_ingest.handlers import SubmissionHandler
from onrecord_ingest.readers import PageReaders
from onrecord_ingest.settings import IngestSettings
from redis.asyncio import Redis

from .conftest import Ingest, Run

ONE = "The minister said on Monday that the talks would go on and that the border would stay open for everybody."
TWO = "The minister said on Tuesday that the talks were over and that the border would be closed to everybody."
THREE = "The minister said on Friday that nobody had asked him about the talks, and that he would say no more."
URL = "https://example.org/talks"


async def drop_and_tell(ingest: Ingest, **fields: str) -> tuple[str | None, str | None]:
    status = await ingest.settled(await ingest.drop(**fields))
    return status["status"], status["article_id"]


async def test_the_same_text_again_is_a_duplicate(ingest: Ingest) -> None:
    _, first = await drop_and_tell(ingest, text=ONE, url=URL)
    respaced = ONE.replace(" ", "\u00a0\n ")
    for again in ({"text": ONE, "url": URL}, {"text": ONE}, {"text": respaced, "url": "https://other.example/b"}):
        assert await drop_and_tell(ingest, **again) == ("duplicate", first)
    assert len(await ingest.accepted()) == 1


async def test_duplicates_in_one_batch_are_told_apart(
    run: Run, redis: Redis, streams: Streams, ingest_settings: IngestSettings
) -> None:
    for n in range(6):
        await redis.xadd(streams.submissions, {"text": ONE, "url": f"https://example.org/{n}"}, id=f"1-{n + 1}")
    async with run(ingest_settings.model_copy(update={"progress_days": 1e5})) as ingest:
        told = [(await ingest.settled(f"1-{n + 1}"))["status"] for n in range(6)]
        assert told == ["accepted"] + ["duplicate"] * 5
        assert len(await ingest.accepted()) == 1


async def test_an_article_that_changes_is_news_each_time(ingest: Ingest) -> None:
    told = [await drop_and_tell(ingest, text=text, url=URL) for text in (ONE, TWO, TWO, ONE)]
    assert [status for status, _ in told] == ["accepted", "accepted", "duplicate", "accepted"]
    assert len({article for _, article in told}) == 1
    events = await ingest.accepted()
    assert [event.data.text for event in events] == [ONE, TWO, ONE]
    assert events[0].id == events[2].id != events[1].id


async def drop_one_whose_reader_dies(redis: Redis, streams: Streams, **fields: str) -> str:
    """An entry that is not handled before its lease is over."""
    await ensure_group(redis, streams.submissions, "ingest")
    name = cast("bytes", await redis.xadd(streams.submissions, {**fields})).decode()
    await redis.xreadgroup("ingest", "dies", {streams.submissions: ">"})
    return name


async def test_a_submission_handled_after_a_newer_one_is_the_older_revision(
    run: Run, redis: Redis, streams: Streams, ingest_settings: IngestSettings
) -> None:
    late = await drop_one_whose_reader_dies(redis, streams, text=ONE, url=URL)
    async with run(ingest_settings.model_copy(update={"lease_seconds": 600.0})) as ingest:
        assert (await drop_and_tell(ingest, text=TWO, url=URL))[0] == "accepted"
        assert (await ingest.status(late))["status"] == "queued"
    async with run(ingest_settings) as ingest:
        assert (await ingest.settled(late))["status"] == "accepted"
        newer, older = await ingest.accepted()
        assert (newer.data.text, older.data.text) == (TWO, ONE)
        assert older.time < newer.time
        assert older.time == older.submittedtime
        assert (await drop_and_tell(ingest, text=TWO, url=URL))[0] == "duplicate"
        assert (await drop_and_tell(ingest, text=ONE, url=URL))[0] == "accepted", "the page went back to its old text"
        assert (await ingest.accepted())[-1].time > newer.time


async def test_submissions_that_are_handled_again_are_no_news(
    run: Run, redis: Redis, streams: Streams, ingest_settings: IngestSettings
) -> None:
    async with run(ingest_settings) as ingest:
        told = [await drop_and_tell(ingest, text=text, url=URL) for text in (ONE, TWO, ONE)]
        assert [status for status, _ in told] == ["accepted"] * 3
    await redis.xgroup_destroy(streams.submissions, "ingest")
    async with run(ingest_settings) as ingest:
        assert (await drop_and_tell(ingest, text=THREE))[0] == "accepted"
        assert [event.data.text for event in await ingest.accepted()] == [ONE, TWO, ONE, THREE]


async def test_articles_of_one_batch_are_in_the_order_of_its_lines(ingest: Ingest) -> None:
    texts = [f"{ONE} This is account number {n} of them." for n in range(20)]
    body = "\n".join(json.dumps({"text": text, "url": URL}) for text in texts)
    answer = await ingest.http.post(
        "/v1/articles:batch", content=body, headers={"Content-Type": "application/x-ndjson"}
    )
    await ingest.settled(json.loads(answer.text.splitlines()[-1])["id"])
    in_time = sorted(await ingest.accepted(), key=lambda event: event.time)
    assert [event.data.text for event in in_time] == texts
    assert len({event.time for event in in_time}) == len(texts)


async def test_a_duplicate_tells_the_statements_of_its_article(ingest: Ingest, settings: Settings) -> None:
    first = await ingest.drop(text=ONE)
    await ingest.settled(first)
    again = await ingest.drop(text=ONE)
    await ingest.settled(again)
    [event] = await ingest.accepted()
    await note_extracted(ingest, settings, event.data, statements=3)
    assert (await ingest.status(first)).items() >= {"id": first, "status": "extracted", "statements": 3}.items()
    assert (await ingest.status(again)).items() >= {"id": again, "status": "duplicate", "statements": 3}.items()


async def note_extracted(ingest: Ingest, settings: Settings, article: Article, *, statements: int) -> None:
    """Note what extract notes of a text that it has read."""
    book = ProgressBook(ingest.streams, days=settings.progress_days)
    async with ingest.redis.pipeline() as pipe:
        name = text_id(article.id, article.revision)
        book.note(pipe, name, "extracted", article_id=article.id, statements=statements)
        await pipe.execute()


async def test_what_becomes_of_an_earlier_text_is_no_news_of_a_later_one(ingest: Ingest, settings: Settings) -> None:
    earlier = await ingest.drop(text=ONE, url=URL)
    await ingest.settled(earlier)
    later = await ingest.drop(text=f"{ONE} That was corrected.", url=URL)
    article = str((await ingest.settled(later))["article_id"])
    first, second = sorted(await ingest.accepted(), key=lambda event: event.time)
    await note_extracted(ingest, settings, first.data, statements=1)
    assert (await ingest.status(earlier))["status"] == "extracted"
    for name in (later, article):
        assert (await ingest.status(name))["status"] == "accepted"
    await note_extracted(ingest, settings, second.data, statements=2)
    for name in (later, article):
        assert (await ingest.status(name)).items() >= {"id": name, "status": "extracted", "statements": 2}.items()


async def test_what_was_seen_is_forgotten_after_its_days(ingest: Ingest, ingest_settings: IngestSettings) -> None:
    await drop_and_tell(ingest, text=ONE)
    keys = await ingest.redis.keys(f"{ingest_settings.prefix}seen:*")  # pyright: ignore[reportUnknownMemberType]
    assert len(keys) == 2
    days = [await ingest.redis.ttl(key) / 86400 for key in keys]
    assert all(ingest_settings.dedup_days - 1 < left <= ingest_settings.dedup_days for left in days)


async def test_two_processes_accept_a_text_once(
    redis: Redis, streams: Streams, ingest_settings: IngestSettings
) -> None:
    """Both judge before either settles: the later one is asked anew and finds a duplicate."""
    await ensure_group(redis, streams.submissions, "ingest")
    both_judged = asyncio.Barrier(2)
    judged: list[int] = []

    def consumer(number: int) -> Consumer:
        handler = SubmissionHandler(
            redis,
            ingest_settings,
            fetch=Fetcher(ingest_settings),
            read_page=PageReaders(seconds=1),
            measures=Measures(),
            tracing=Tracing(),
        )

        async def handle(entries: Sequence[Entry]) -> list[Outcome]:
            outcomes = list(await handler(entries))
            judged.append(number)
            if judged.count(number) == 1:
                await both_judged.wait()
            return outcomes

        return Consumer(
            redis, ingest_settings, source="test", stream=streams.submissions, group="ingest", handle=handle
        )

    for n in (1, 2):
        await redis.xadd(streams.submissions, {"text": ONE, "url": f"https://e.org/{n}"})
    await redis.xreadgroup("ingest", "both", {streams.submissions: ">"})
    entries = [
        Entry(streams.submissions, name, fields) for name, fields in await stream_entries(redis, streams.submissions)
    ]
    await asyncio.gather(*(consumer(n).process([entry]) for n, entry in enumerate(entries)))
    assert len(judged) == 3
    assert await redis.xlen(streams.articles) == 1
    book = ProgressBook(streams, days=1)
    told = [await book.read(redis, entry.id) for entry in entries]
    assert sorted(progress.status for progress in told if progress) == ["accepted", "duplicate"]
