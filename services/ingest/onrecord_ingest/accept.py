"""From a submission to the article that is accepted: a pure function, apart from the clock that no day may pass.

What the submitter says wins over what the page says, and what the page says over what is guessed.
"""

from datetime import datetime
from typing import NamedTuple

from onrecord_core.datelines import dated_by_dateline
from onrecord_core.errors import LanguageError, NoTextError, TooLargeError
from onrecord_core.ids import article_id, revision_of
from onrecord_core.records import Article, ArticleDate, PublishedBasis

from onrecord_ingest.languages import detect, primary
from onrecord_ingest.page import Page
from onrecord_ingest.submission import LANGUAGE_CHARS, LANGUAGE_TAG, Submission
from onrecord_ingest.urls import URLError, canonical_url, date_in_url

MAX_CHARS = 300_000
"""A text of that length is a book; the time to extract it grows faster than its length."""


class Published(NamedTuple):
    """When an article was published, and what says so; both None where nothing does."""

    at: ArticleDate | None
    basis: PublishedBasis | None


def accept(
    submission: Submission,
    page: Page | None = None,
    *,
    languages: tuple[str, ...],
    fetched_at: datetime | None = None,
    max_chars: int = MAX_CHARS,
) -> Article:
    """The article of a submission that brings its text, or of its page, where that was read.

    `languages` are primary subtags, the first being that of a text too short to tell; `fetched_at` is when the page
    was fetched, if it was; `max_chars` bounds the text. Raises NoTextError, TooLargeError, LanguageError or URLError.
    """
    text = submission.text or (page.text if page else "")
    if not text.strip():
        raise NoTextError("the article has no text; give it in `text`, or its page in `html`")
    if len(text) > max_chars:
        raise TooLargeError(
            f"the text has {len(text)} characters, more than {max_chars}; drop its parts, or raise "
            "ONRECORD_MAX_TEXT_CHARS"
        )
    url = _url_of(submission, page)
    published = _published(submission, page, url, text)
    return Article(
        id=article_id(url=url, text=text),
        revision=revision_of(text),
        url=url,
        publisher=submission.publisher or (page and page.publisher),
        headline=submission.headline or (page and page.headline),
        authors=submission.authors or (page.authors if page else ()),
        published_at=published.at,
        published_basis=published.basis,
        fetched_at=fetched_at,
        language=_language(submission, page, text, languages),
        text=text,
    )


def _url_of(submission: Submission, page: Page | None) -> str | None:
    if submission.url:
        return canonical_url(submission.url)
    try:
        return canonical_url(page.url) if page and page.url else None
    except URLError:
        return None  # the page's own word on its address is of no use; the submitter gave none to correct


def _published(submission: Submission, page: Page | None, url: str | None, text: str) -> Published:
    if submission.published_at:
        return Published(submission.published_at, "given")
    if page and page.published_on:
        return Published(page.published_on, "page")
    if day := date_in_url(url):
        return Published(day, "url")
    if day := dated_by_dateline(text):
        return Published(day, "dateline")
    # The day of fetching is no answer: an article without a date is undated. Nor is a dateline without a year: which
    # year fits its weekday is the extractor's to reckon.
    return Published(None, None)


def _language(submission: Submission, page: Page | None, text: str, languages: tuple[str, ...]) -> str:
    """The language as given, as the text shows, as the page says, or the first of `languages`, in this order.

    The text is asked before the page: `lang="en"` stands in many a page that was made from an English template.
    """
    claimed = page.language if page and _is_tag(page.language) else None
    found = submission.language or detect(text) or claimed or languages[0]
    if claimed and primary(claimed) == found:
        found = claimed
    if primary(found) not in languages:
        raise LanguageError(
            f"the article's language is {found}; accepted: {', '.join(languages)}. "
            "Give `language` if that is wrong; ONRECORD_LANGUAGES sets what is accepted"
        )
    return found


def _is_tag(language: str | None) -> bool:
    return bool(language) and len(language) <= LANGUAGE_CHARS and bool(LANGUAGE_TAG.fullmatch(language))
