"""What a submission may hold, and what its sender is told about the rest."""

import contextlib
import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from onrecord_core.errors import MalformedEntryError, RefusedError, TooLargeError
from onrecord_ingest.submission import (
    InvalidSubmissionError,
    NotJSONError,
    parse_entry,
    parse_fields,
    parse_json,
)

LIMIT = 10_000


def test_plain_fields_make_a_submission() -> None:
    fields = {"text": "“Да”,\u00a0he said.\n".encode(), "publisher": b"X", "authors": b"A B; C D", "language": b"en-GB"}
    parsed = parse_entry(fields, max_bytes=LIMIT)
    assert parsed.submission.text == "“Да”,\u00a0he said.\n"
    assert parsed.submission.authors == ("A B", "C D")
    assert parsed.submission.language == "en-GB"
    assert parsed.ignored == ()


def test_json_in_data_makes_a_submission() -> None:
    data = json.dumps({"text": "x", "authors": ["A B", " "], "published_at": "2021-12-23", "colour": 1}).encode()
    parsed = parse_entry({"data": data, "priority": b"1"}, max_bytes=LIMIT)
    assert parsed.submission.authors == ("A B",)
    assert parsed.submission.published_at == date(2021, 12, 23)
    assert parsed.ignored == ("colour", "priority")


def test_empty_fields_count_as_absent() -> None:
    submission = parse_fields({"text": "x", "url": "", "headline": " ", "published_at": "", "language": ""}).submission
    assert submission.model_dump(exclude_defaults=True) == {"text": "x"}


@pytest.mark.parametrize(
    ("given_date", "read"),
    [
        ("2021-12-23", date(2021, 12, 23)),
        ("2021-12-23T16:20:00Z", datetime(2021, 12, 23, 16, 20, tzinfo=UTC)),
        ("2021-12-23T00:00:00Z", datetime(2021, 12, 23, tzinfo=UTC)),
    ],
)
def test_dates_keep_their_precision(given_date: str, read: date) -> None:
    parsed = parse_fields({"text": "x", "published_at": given_date}).submission
    assert parsed.published_at == read
    assert parse_json(parsed.model_dump_json(exclude_defaults=True).encode()).submission == parsed


@pytest.mark.parametrize(
    ("fields", "field", "change"),
    [
        ({}, "", "needs one of text, html or url"),
        ({"text": " \n"}, "", "needs one of text, html or url"),
        ({"text": 5}, "text", "valid string"),
        ({"text": "a\0b"}, "text", "NUL character at 1"),
        ({"text": "a\ud800"}, "text", "half a surrogate pair at 1"),
        ({"url": "ftp://example.org/a"}, "url", "http://"),
        ({"url": "example.org"}, "url", "http://"),
        ({"url": "https://example.org/" + "a" * 3000}, "url", "at most 2048"),
        ({"text": "x", "published_at": "yesterday"}, "published_at", "ISO 8601"),
        ({"text": "x", "published_at": 1700000000}, "published_at", "ISO 8601"),
        ({"text": "x", "published_at": "0001-01-01T00:00:00+23:59"}, "published_at", "ISO 8601"),
        ({"text": "x", "published_at": "9999-12-31T23:59:59-23:59"}, "published_at", "ISO 8601"),
        ({"text": "x", "language": "english"}, "language", "BCP 47"),
        ({"text": "x", "authors": {"name": "A"}}, "authors", "valid tuple"),
        ({"text": "x", "authors": ["A"] * 51}, "authors", "at most 50"),
        ({"text": "x", "headline": "h" * 1001}, "headline", "at most 1000"),
    ],
)
def test_what_cannot_be_used_is_named_with_its_remedy(fields: dict[str, object], field: str, change: str) -> None:
    with pytest.raises(InvalidSubmissionError) as refused:
        parse_fields(fields)
    assert [name for name, _ in refused.value.fields] == [field]
    assert change in str(refused.value)


@pytest.mark.parametrize(
    "data", [b"", b"x", b'{"text": "\xff"}', b'{"text": "\\ud800"}', b"[" * 100_000, b'{"a":' * 100_000]
)
def test_what_is_not_json_is_said_to_be_so(data: bytes) -> None:
    with pytest.raises(NotJSONError, match="not JSON in UTF-8"):
        parse_json(data)


@pytest.mark.parametrize("data", [b"[]", b"1", b'"text"', b"null"])
def test_json_other_than_an_object_is_refused(data: bytes) -> None:
    with pytest.raises(InvalidSubmissionError, match="one JSON object"):
        parse_json(data)


def test_an_entry_over_the_limit_is_refused() -> None:
    with pytest.raises(TooLargeError, match="ONRECORD_MAX_BODY_BYTES"):
        parse_entry({"text": b"x" * (LIMIT + 1)}, max_bytes=LIMIT)


def test_fields_that_are_not_utf8_are_refused() -> None:
    with pytest.raises(InvalidSubmissionError, match="UTF-8"):
        parse_entry({"text": b"\xff\xfe"}, max_bytes=LIMIT)


def test_ignored_names_are_bounded() -> None:
    ignored = parse_fields({"text": "x"} | {f"{n}" * 1000: 1 for n in range(100)}).ignored
    assert len(ignored) == 20
    assert max(map(len, ignored)) <= 300


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(MalformedEntryError):
        parse_json(data)


@given(
    st.dictionaries(
        st.sampled_from(["text", "url", "html", "authors", "published_at", "language", "data"]), st.binary()
    )
)
def test_any_entry_is_read_or_refused(fields: dict[str, bytes]) -> None:
    with contextlib.suppress(RefusedError):
        parsed = parse_entry(fields, max_bytes=LIMIT)
        assert parsed.submission.text or parsed.submission.html or parsed.submission.url
        parsed.submission.model_dump_json().encode()
