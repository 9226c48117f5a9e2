"""`extract` and `find_attributions`: the two layers of what an article says, pure functions of it."""

from datetime import date, datetime
from typing import cast

from onrecord_core.ids import article_id, revision_of
from onrecord_core.records import Article, ArticleDate, Extractor, Statement

from onrecord_extract.assemble import assemble
from onrecord_extract.attributions import Attribution, AttributionFinder
from onrecord_extract.finders import load_finder
from onrecord_extract.statements import stated


def extract(
    article: Article | str,
    *,
    published_at: ArticleDate | str | None = None,
    publisher: str | None = None,
    headline: str | None = None,
    url: str | None = None,
    finder: AttributionFinder | None = None,
    today: date | None = None,
) -> list[Statement]:
    """The statements of an article, in order of the text.

    A text becomes an article whose id is made from its text, or from `url`. What is given beside an Article replaces
    what the article says of itself. `published_at` (a date, a datetime or an ISO 8601 string) is the day from which
    "on Thursday" is reckoned; without it the dateline is, and without that no weekday is resolved.

    `today` is the day that no article is later than: a dateline without a year gets the newest one up to it in which
    its weekday fits. Without it that is the day of `article.fetched_at`, and without that the clock's; so a program
    that must give the same answer in every year says one of them.

    `speaker` is an object in every statement and its `name` None where nobody is named; `said_at` is an object and
    its `value` None where the text does not date the statement.

    Without a `finder` the default model finds the attributions; it is loaded at the first call.

    Raises ValueError where `published_at` is a string but no ISO date.
    """
    whole = article if isinstance(article, Article) else _article(article, url)
    given = {"published_at": _date(published_at), "publisher": publisher, "headline": headline, "url": url}
    changed = {name: value for name, value in given.items() if value is not None}
    if "published_at" in changed:
        changed["published_basis"] = "given"
    whole = whole.model_copy(update=changed) if changed else whole
    used = finder or load_finder()
    found = stated(whole.text, used.find(whole.text))
    return assemble(whole, found, Extractor(name=used.name, version=used.version), today=today)


def find_attributions(article: Article | str, *, finder: AttributionFinder | None = None) -> list[Attribution]:
    """The first layer alone: the attributions of an article or a text, in order, before statements are made of them."""
    return (finder or load_finder()).find(article.text if isinstance(article, Article) else article)


def _article(text: str, url: str | None) -> Article:
    return Article(id=article_id(url=url, text=text), revision=revision_of(text), text=text)


def _date(value: ArticleDate | str | None) -> ArticleDate | None:
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        return cast("ArticleDate", datetime.fromisoformat(value))
