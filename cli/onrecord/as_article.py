"""An article of a file as the record that the extractor reads."""

from collections.abc import Mapping
from datetime import date

from onrecord_core.errors import MalformedEntryError, NoTextError
from onrecord_core.ids import revision_of
from onrecord_core.records import Article
from pydantic import ValidationError

from onrecord.formats import Found

KEPT = ("url", "publisher", "headline", "published_at", "language")


def as_article(found: Found, *, published_at: date | None = None) -> Article:
    """The article, with the id that it brings, else the name of its file.

    `published_at` is the day of those that tell none. Raises NoTextError where there is only an address, and
    MalformedEntryError for fields that are not what they should be.
    """
    fields = {name: found.fields.get(name) or None for name in KEPT}
    fields["authors"] = _authors(found.fields.get("authors"))
    text = found.fields.get("text")
    if not isinstance(text, str) or not text.strip():
        page = _page(found.fields, fields["url"])
        text = page.pop("text")
        fields |= {name: value for name, value in page.items() if value and not fields.get(name)}
    fields["published_at"] = fields["published_at"] or published_at
    try:
        return Article.model_validate({**fields, "id": found.id, "revision": revision_of(str(text)), "text": text})
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise MalformedEntryError(f"{where}: {first['msg']}") from error


def _authors(value: object) -> object:
    if isinstance(value, str):
        return tuple(name.strip() for name in value.split(";") if name.strip())
    return value or ()


def _page(fields: Mapping[str, object], url: object) -> dict[str, object]:
    """What the article's page holds, read as ingest reads it."""
    html = fields.get("html")
    if not isinstance(html, str) or not html.strip():
        raise NoTextError("has only an address; fetch it with: onrecord ingest URL")
    # Here, for what reads pages takes a second to import and most files are no pages.
    from onrecord_ingest.pages import read_page  # noqa: PLC0415

    page = read_page(html, url=url if isinstance(url, str) else None)
    return {
        "text": page.text,
        "headline": page.headline,
        "authors": page.authors,
        "published_at": page.published_on,
        "publisher": page.publisher,
        "language": page.language,
        "url": page.url,
    }
