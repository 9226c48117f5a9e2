"""What is read from a page, however broken it is."""

import contextlib
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from onrecord_core.errors import NoTextError
from onrecord_ingest.pages import MAX_ELEMENTS, read_page

PARAGRAPHS = (
    "“We will go on talking,” Foreign Minister Ana Pereira said on Monday. “There is no other way.”",
    "The border had been open since 2019-05-03, she added, and would stay so — whatever the outcome.",
    "Her Norvanian colleague “neither confirms nor denies” that a date for the next round is fixed.",
)


def page(*, head: str = "", before: str = "", lang: str = "en-GB") -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return (
        f'<!doctype html><html lang="{lang}"><head><title>Talks go on | Example Daily</title>{head}</head>'
        f"<body><nav><a href=/>Home</a></nav><article><h1>Talks go on</h1>{before}{body}</article>"
        "<footer>© 2024 Example Daily</footer></body></html>"
    )


LINKED = '<script type="application/ld+json">{}</script>'
META = (
    '<meta property="og:site_name" content="Example Daily"><meta name="author" content="Jane Doe">'
    '<link rel="canonical" href="https://example.org/talks">'
    '<meta property="article:published_time" content="2021-12-23T16:20:00+03:00">'
    '<meta property="article:modified_time" content="2022-01-05T10:00:00+03:00">'
)


def test_a_page_tells_its_article_and_where_it_is_from() -> None:
    read = read_page(page(head=META))
    assert [line for line in read.text.split("\n") if line in PARAGRAPHS] == list(PARAGRAPHS)
    assert "Home" not in read.text
    assert "©" not in read.text
    assert read.headline == "Talks go on"
    assert read.authors == ("Jane Doe",)
    assert read.publisher == "Example Daily"
    assert read.url == "https://example.org/talks"
    assert read.language == "en-GB"
    assert read.published_on == date(2021, 12, 23)


@pytest.mark.parametrize(
    ("marks", "day"),
    [
        (
            {"head": LINKED.format('{"@type": "NewsArticle", "datePublished": "2021-12-22"}')},
            22,
        ),
        ({"before": '<time datetime="2021-12-21T10:00">yesterday</time>'}, 21),
        ({"before": '<span class="news-date">December 20, 2021</span>'}, 20),
    ],
)
def test_the_markup_dates_a_page(marks: dict[str, str], day: int) -> None:
    assert read_page(page(**marks)).published_on == date(2021, 12, day)


def test_a_day_in_the_prose_or_the_footer_dates_nothing() -> None:
    assert read_page(page()).published_on is None


def test_a_short_page_keeps_its_paragraphs() -> None:
    read = read_page("<html><body><article><p>It is over, he said.</p><p>That was all.</p></article></body></html>")
    assert read.text == "It is over, he said.\nThat was all."


def test_a_page_without_an_end_is_read() -> None:
    assert "There is no other way" in read_page(page()[:-60]).text


def test_nuls_and_half_surrogates_do_not_get_into_the_text() -> None:
    read = read_page(page(before="<p>A \0 word that \ud800 ends &#0; badly, said the ministry of many words.</p>"))
    assert "\0" not in read.text
    read.text.encode()


@pytest.mark.parametrize(
    "html",
    ["", "\0\0", "word", "<html>", "<html><body></body></html>", "<div>" * 50_000, "<!--" * 50_000, "&" * 100_000,
     "http://127.0.0.1:1/", "<?xml version='1.0'?>", "<a href='" + "x" * 500_000, "%PDF-1.4",
     "<p>" * (MAX_ELEMENTS + 1)],
    ids=range(13),
)  # fmt: skip
def test_a_page_without_an_article_says_what_to_send(html: str) -> None:
    with pytest.raises(NoTextError, match="`text`"):
        read_page(html)


TAGS = st.sampled_from(
    ["<p>", "</p>", "<div", ">", "<article>", "<script>", "<table><tr>", "&#0;", "<time datetime='", "'>"]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(TAGS | st.text(max_size=40), max_size=30).map("".join))
def test_any_page_is_read_or_refused(html: str) -> None:
    with contextlib.suppress(NoTextError):
        read = read_page(f"<html><body>{html}</body></html>")
        assert "\0" not in read.text
        read.text.encode()
