"""From a submission to an article: who is believed, about what."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from onrecord_core.errors import LanguageError, NoTextError
from onrecord_core.ids import article_id, revision_of
from onrecord_core.records import Article
from onrecord_ingest.accept import accept
from onrecord_ingest.pages import read_page
from onrecord_ingest.submission import Submission

ENGLISH = "The minister said on Monday that the talks would go on and that the border would stay open for everybody."
GERMAN = "Die Ministerin sagte am Montag, dass die Verhandlungen weitergehen und die Grenze für alle offen bleibt."
PAGE = (
    '<html lang="{lang}"><head><title>On the page</title><meta property="og:site_name" content="Page Daily">'
    '<meta name="author" content="Page Author"><meta property="article:published_time" content="2021-12-20">'
    '<link rel="canonical" href="https://page.example/a?utm_source=x"></head>'
    "<body><article><p>{text}</p><p>{text}</p></article></body></html>"
)


def accepted(**fields: object) -> Article:
    submission = Submission.model_validate(fields)
    page = read_page(submission.html, url=submission.url) if submission.html else None
    return accept(submission, page, languages=("en", "fr"))


def test_a_plain_text_is_kept_and_nothing_made_up() -> None:
    text = f"\ufeff {ENGLISH}\u00a0\r\n\tEnd. "
    article = accepted(text=text)
    assert article == Article(id=article_id(url=None, text=text), revision=revision_of(text), language="en", text=text)


def test_an_article_with_an_address_is_known_by_it() -> None:
    article = accepted(text=ENGLISH, url="https://Example.org/a?utm_source=x")
    assert article.url == "https://example.org/a"
    assert article.id == article_id(url="https://example.org/a", text="")
    assert article.id == accepted(text=ENGLISH + " More.", url="https://example.org/a").id


def test_the_page_tells_what_the_submitter_leaves_open() -> None:
    article = accepted(html=PAGE.format(lang="en-GB", text=ENGLISH))
    assert (article.headline, article.publisher, article.authors) == ("On the page", "Page Daily", ("Page Author",))
    assert (article.published_at, article.published_basis) == (date(2021, 12, 20), "page")
    assert (article.url, article.language) == ("https://page.example/a", "en-GB")


def test_the_submitter_wins_over_the_page() -> None:
    article = accepted(
        html=PAGE.format(lang="en", text=ENGLISH),
        headline="Given",
        publisher="Given Daily",
        authors=["Given Author"],
        published_at="2021-12-22T10:00:00Z",
        url="https://given.example/2019/01/01/b",
        language="fr",
        text="As given.",
    )
    assert (article.headline, article.publisher, article.authors) == ("Given", "Given Daily", ("Given Author",))
    assert (article.published_at, article.published_basis) == (datetime(2021, 12, 22, 10, tzinfo=UTC), "given")
    assert (article.url, article.language, article.text) == ("https://given.example/2019/01/01/b", "fr", "As given.")


def test_the_address_dates_an_article_that_nothing_else_dates() -> None:
    article = accepted(text=ENGLISH, url="https://example.org/2021/12/23/a")
    assert (article.published_at, article.published_basis) == (date(2021, 12, 23), "url")


@pytest.mark.parametrize(
    ("dateline", "day"),
    [
        ("OSLO, November 4, 2025 (Nordvarde) - ", date(2025, 11, 4)),
        ("Geneva, 3 May 2024 – ", date(2024, 5, 3)),
        ("date 2021-12-23 OSLO, December 23. /NORD/. ", date(2021, 12, 23)),
        ("OSLO, November 4 (Nordvarde) - ", None),
        ("OSLO (Nordvarde) - ", None),
        ("On November 4, 2025, a strike began. ", None),
    ],
)
def test_a_dateline_with_its_year_dates_an_article_that_nothing_else_dates(dateline: str, day: date | None) -> None:
    article = accepted(text=f"Talks go on\n\n{dateline}{ENGLISH}")
    assert (article.published_at, article.published_basis) == (day, "dateline" if day else None)


def test_the_address_is_believed_before_the_dateline() -> None:
    text = f"OSLO, November 4, 2025 (Nordvarde) - {ENGLISH}"
    article = accepted(text=text, url="https://example.org/2025/11/05/a")
    assert (article.published_at, article.published_basis) == (date(2025, 11, 5), "url")


def test_the_day_of_fetching_is_never_that_of_the_article() -> None:
    submission = Submission(text=ENGLISH, url="https://example.org/a")
    now = datetime.now(UTC)
    article = accept(submission, languages=("en",), fetched_at=now)
    assert (article.published_at, article.published_basis, article.fetched_at) == (None, None, now)


def test_an_article_in_another_language_is_refused() -> None:
    with pytest.raises(LanguageError, match=r"is de; accepted: en, fr\..*ONRECORD_LANGUAGES"):
        accepted(text=GERMAN)


def test_a_given_language_is_believed() -> None:
    assert accepted(text=GERMAN, language="en-US").language == "en-US"
    with pytest.raises(LanguageError, match="is de"):
        accepted(text=ENGLISH, language="de")


def test_the_text_is_believed_before_the_template_of_its_page() -> None:
    with pytest.raises(LanguageError, match="is de"):
        accepted(html=PAGE.format(lang="en", text=GERMAN))
    assert accepted(html=PAGE.format(lang="ru", text=ENGLISH)).language == "en"


def test_a_tag_without_end_is_none() -> None:
    """It would stand in every statement of the article."""
    assert accepted(html=PAGE.format(lang="en" + "-aaaaaaaa" * 10_000, text=ENGLISH)).language == "en"


def test_a_text_too_short_to_tell_is_taken_for_the_first_language() -> None:
    assert accepted(text="Ja, sagte er.").language == "en"
    assert accepted(text="12:0 – 7 — 2021").language == "en"


def test_an_address_alone_is_no_article() -> None:
    with pytest.raises(NoTextError, match="`text`"):
        accepted(url="https://example.org/a")


@given(st.text(min_size=1, alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_any_text_is_kept_to_the_character(text: str) -> None:
    if text.strip():
        assert accepted(text=text, language="en").text == text
