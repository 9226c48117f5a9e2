"""Dead letters: what they tell, and the two ways out."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from onrecord_core.deadletters import ORIGINAL, failure_of, letter_fields, traceback_of
from onrecord_core.errors import FetchError
from onrecord_core.events import DeadLetter
from onrecord_core.letterbox import CannotRetryError, Letterbox
from onrecord_core.letters import Letter, Wanted
from onrecord_core.settings import Settings
from onrecord_core.streams import Streams, entries
from redis.asyncio import Redis
from redis.exceptions import OutOfMemoryError

RAW = {"text": b"\xff\x00raw", "n\udcff": b"name", "empty": b""}


@pytest.fixture
def box(redis: Redis, settings: Settings) -> Letterbox:
    return Letterbox(redis, settings.prefix)


def raised(error: Exception) -> Exception:
    try:
        raise error
    except type(error) as caught:
        return caught


async def write(redis: Redis, streams: Streams, error: Exception, stream: str | None = None) -> str:
    letter = DeadLetter(
        stream=stream or streams.articles, entry_id="1700000000000-0", group="extract", error=failure_of(error), tries=5
    )
    fields = letter_fields(letter, RAW, source="onrecord/extract", raised_at=traceback_of(error))
    await redis.xadd(streams.dead, fields)
    return (await entries(redis, streams.dead))[-1][0]


async def found(box: Letterbox, wanted: Wanted | None = None) -> list[Letter]:
    return [letter async for letter in box.find(wanted or Wanted())]


async def test_a_letter_tells_all_that_is_known(box: Letterbox, redis: Redis, streams: Streams) -> None:
    name = await write(redis, streams, raised(ZeroDivisionError("division by zero")))
    read = await box.read(name)
    assert read
    letter, original = read
    assert original == RAW
    assert (letter.id, letter.stream, letter.entry_id, letter.group) == (
        name,
        streams.articles,
        "1700000000000-0",
        "extract",
    )
    assert (letter.error.type, letter.error.message, letter.tries) == ("ZeroDivisionError", "division by zero", 5)
    assert letter.entered_at == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
    assert datetime.now(UTC) - letter.failed_at < timedelta(minutes=5)
    assert letter.traceback
    assert "raise error" in letter.traceback
    assert letter.size == sum(len(key.encode("utf-8", "surrogateescape")) + len(RAW[key]) for key in RAW)


async def test_letters_are_found_by_stream_error_and_time_newest_first(
    box: Letterbox, redis: Redis, streams: Streams
) -> None:
    names = [await write(redis, streams, FetchError("gone"), streams.submissions) for _ in range(20)]
    names += [await write(redis, streams, raised(ZeroDivisionError("x")))]
    assert [letter.id for letter in await found(box)] == names[::-1]
    assert [letter.id for letter in await found(box, Wanted(stream="articles"))] == names[20:]
    assert [letter.id for letter in await found(box, Wanted(stream=streams.articles))] == names[20:]
    assert [letter.id for letter in await found(box, Wanted(error="FetchError"))] == names[:20][::-1]
    digest = (await found(box))[0].error.traceback_digest
    assert [letter.id for letter in await found(box, Wanted(error=digest))] == names[20:]
    assert await found(box, Wanted(since=datetime.now(UTC) + timedelta(minutes=1))) == []
    assert [letter.id async for letter in box.find(Wanted(), before=names[1])] == names[:1]


async def test_a_retry_puts_the_entry_back_byte_for_byte_and_once(
    box: Letterbox, redis: Redis, streams: Streams
) -> None:
    name = await write(redis, streams, FetchError("gone"))
    retries = await asyncio.gather(*(box.retry(name) for _ in range(5)))
    assert sorted(retried.before for retried in retries if retried) == [False, True, True, True, True]
    [(entry_id, fields)] = await entries(redis, streams.articles)
    assert {retried.entry_id for retried in retries if retried} == {entry_id}
    assert fields == RAW
    assert await redis.xlen(streams.dead) == 0


async def test_a_letter_that_never_was_is_neither_retried_nor_dropped(box: Letterbox) -> None:
    for name in ("1-1", "x", "", "1", "9" * 20 + "-0", "-"):
        assert await box.read(name) is None
        assert await box.retry(name) is None
        assert not await box.drop(name)


async def test_a_dropped_letter_is_gone(box: Letterbox, redis: Redis, streams: Streams) -> None:
    name = await write(redis, streams, FetchError("gone"))
    assert await box.drop(name)
    assert await found(box) == []
    assert await box.retry(name) is None


async def test_nothing_is_written_where_a_stranger_wants_it(
    box: Letterbox, redis: Redis, settings: Settings, streams: Streams
) -> None:
    name = await write(redis, streams, FetchError("gone"), f"{settings.prefix}seen:text:x")
    with pytest.raises(CannotRetryError, match="no stream of this instance"):
        await box.retry(name)
    assert not await redis.exists(f"{settings.prefix}seen:text:x")
    assert len(await found(box)) == 1


async def test_what_is_no_letter_is_listed_and_can_be_dropped(box: Letterbox, redis: Redis, streams: Streams) -> None:
    await redis.xadd(streams.dead, {"data": "{}", f"{ORIGINAL}a": "b"})
    [letter] = await found(box)
    assert "no dead letter of onrecord" in letter.error.message
    with pytest.raises(CannotRetryError):
        await box.retry(letter.id)
    assert await box.drop(letter.id)


def test_what_an_error_says_is_bounded_and_can_be_written() -> None:
    error = raised(ValueError("\ud800" + "x" * 100_000))
    assert len(failure_of(error).message) <= 2000
    assert len(traceback_of(error)) <= 8000
    (failure_of(error).message + traceback_of(error)).encode()


def test_a_digest_tells_the_place_not_the_machine_nor_the_value() -> None:
    first, second = (failure_of(raised(ValueError(value))).traceback_digest for value in "ab")
    assert first == second != failure_of(raised(KeyError("a"))).traceback_digest
    assert failure_of(ValueError("never raised")).traceback_digest is None


async def test_a_server_that_is_full_is_told_from_an_entry_that_cannot_go_back(
    valkey: Redis, settings: Settings, streams: Streams
) -> None:
    """So that whoever asks may ask again."""
    name = await write(valkey, streams, ValueError("no"))
    await valkey.config_set("maxmemory", "1mb")  # pyright: ignore[reportUnknownMemberType]
    with pytest.raises(OutOfMemoryError):
        await Letterbox(valkey, settings.prefix).retry(name)
    await valkey.config_set("maxmemory", "0")  # pyright: ignore[reportUnknownMemberType]
    assert await Letterbox(valkey, settings.prefix).retry(name)
