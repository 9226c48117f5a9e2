"""The address by which an article is known, and the date that stands in it."""

import contextlib
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from onrecord_ingest.urls import URLError, canonical_url, date_in_url


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        (" https://Example.ORG:443/a?utm_source=x&b=2&a=1#comments ", "https://example.org/a?a=1&b=2"),
        ("https://user:secret@example.org/a", "https://example.org/a"),
        ("https://example.org/", "https://example.org"),
        ("https://example.org/news?12345", "https://example.org/news?12345"),
        ("https://example.org/#!/news/5", "https://example.org#!/news/5"),
        ("http://example.org:8080/a", "http://example.org:8080/a"),
        ("http://[2001:DB8::1]/a", "http://[2001:db8::1]/a"),
    ],
)
def test_one_article_has_one_address(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical
    assert canonical_url(canonical) == canonical


def test_pages_in_an_archive_stay_apart() -> None:
    archived = {canonical_url(f"https://archive.example/2020/https://{site}.org/a") for site in ("one", "two")}
    assert len(archived) == 2


@pytest.mark.parametrize(
    "url", ["", "a", "//example.org/a", "ftp://example.org", "javascript:alert(1)", "http://", "http://[::1", "http://a:b/",
            "http://exa mple.org/", "file:///etc/passwd", "https://example.org/\x00"],
)  # fmt: skip
def test_what_is_no_address_of_a_page_is_refused(url: str) -> None:
    with pytest.raises(URLError):
        canonical_url(url)


@given(st.text() | st.text().map("https://example.org/".__add__) | st.text().map("http://".__add__))
def test_any_string_has_an_address_or_is_refused(url: str) -> None:
    with contextlib.suppress(URLError):
        assert canonical_url(url).startswith(("http://", "https://"))


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("world/2021/12/23/talks", date(2021, 12, 23)),
        ("world/2021-2-3-talks", date(2021, 2, 3)),
        ("2021/02/30/talks", None),
        ("2021/12/talks", None),
        ("id/120211223", None),
    ],
)
def test_a_date_in_an_address(path: str, day: date | None) -> None:
    assert date_in_url(f"https://example.org/{path}") == day


def test_a_day_to_come_is_no_date_of_an_article() -> None:
    later = datetime.now(UTC).date() + timedelta(days=3)
    assert date_in_url(f"https://example.org/{later:%Y/%m/%d}/x") is None
