"""What a page holds: the text of its article, and what the page says of it.

trafilatura reads text, headline, authors, publisher and address, htmldate the date. Both get a parsed tree and never
the page as a string: a string that looks like a URL would make htmldate fetch it.
"""

import json
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from typing import Any, cast

from htmldate import find_date
from onrecord_core.errors import NoTextError
from trafilatura import bare_extraction
from trafilatura.settings import Document, use_config
from trafilatura.utils import load_html

from onrecord_ingest.page import Page

type Element = Any
"""An element of lxml, which has no types."""

MAX_AUTHORS = 50
NAME_CHARS = 300
HEADLINE_CHARS = 1000
MAX_ELEMENTS = 50_000
"""Some steps of the extraction take time with the square of a page's elements; a long page has some thousands."""
META_CHARS = 1000
"""Of what a page says of itself in one line; reading names of authors takes time with the square of their length."""
BROKEN_CHARS = 10_000
"""Linked data that is no JSON is searched for names by expressions that take time with the square of its length."""
LINKED_DATA = "@type='application/ld+json' or @type='application/settings+json'"
SHORT_CHARS = 100
"""Below this length trafilatura takes all words of a page and loses its paragraphs; its own limit is too high for news
in brief."""
NAMES_A_DATE = "contains(@{0}, 'date') or contains(@{0}, 'publish') or contains(@{0}, 'time')"
DATED = " or ".join(NAMES_A_DATE.format(name) for name in ("class", "id", "itemprop"))


def read_page(html: str, *, url: str | None = None) -> Page:
    """Read a page, at `url` where that is known. No network is used.

    `text` is what trafilatura gives, to the character. Raises NoTextError where no article is found. For a page that is
    made for it that may take hours; where strangers write the pages, `onrecord_ingest.readers` sets an end to it.
    """
    try:
        return _read(html.replace("\0", "").encode("utf-8", "replace").decode(), url)
    except NoTextError:
        raise
    except Exception as error:
        # whatever lxml and the extractors stumble over in a page made by strangers, it is the page's fault
        raise NoTextError(f"the page cannot be read ({type(error).__name__}); give its text in `text`") from error


def _read(markup: str, url: str | None) -> Page:
    tree: Element = load_html(markup)
    if tree is not None and sum(1 for _ in tree.iter()) > MAX_ELEMENTS:
        raise NoTextError(f"the page has more than {MAX_ELEMENTS} elements; give its text in `text`")
    if tree is not None:
        _shorten(tree)
    document = _article(tree, url)
    if document is None or not (document.text or "").strip():
        raise NoTextError("no article is found in the page; give its text in `text`")
    return _page(tree, document)


def _shorten(tree: Element) -> None:
    """Cut what ordinary pages overdo and the extraction takes too long over; what is cut, nobody would have read."""
    for element in _elements(tree, f"//meta[string-length(@content) > {META_CHARS}]"):
        element.set("content", element.get("content")[:META_CHARS])
    for element in _elements(tree, f"//script[{LINKED_DATA}]"):
        element.text = _shortened(element.text or "")


def _shortened(linked: str) -> str:
    """Linked data with `MAX_AUTHORS` for each thing at most: of more, the time it takes grows with the cube."""
    try:
        data: object = json.loads(linked, strict=False)
    except (ValueError, RecursionError):
        return linked if len(linked) <= BROKEN_CHARS else ""
    crowded = [thing for thing in _things(data) if _many(thing.get("author"))]
    for thing in crowded:
        thing["author"] = thing["author"][:MAX_AUTHORS]
    return json.dumps(data) if crowded else linked


def _things(data: Any) -> Iterator[dict[str, Any]]:
    left = [data]
    while left:
        value = left.pop()
        if isinstance(value, dict):
            thing = cast("dict[str, Any]", value)
            yield thing
            left.extend(thing.values())
        elif isinstance(value, list):
            left.extend(cast("list[Any]", value))


def _many(value: Any) -> bool:
    return isinstance(value, list) and len(cast("list[Any]", value)) > MAX_AUTHORS


def _article(tree: Element, url: str | None) -> Document | None:
    if tree is None:
        return None
    config = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", str(SHORT_CHARS))
    found = bare_extraction(tree, url=url, include_comments=False, with_metadata=True, config=config)
    return cast("Document | None", found)


def _page(tree: Element, document: Document) -> Page:
    names = (name.strip()[:NAME_CHARS] for name in (document.author or "").split(";"))
    return Page(
        text=document.text or "",
        headline=(document.title or "")[:HEADLINE_CHARS] or None,
        authors=tuple(name for name in names if name)[:MAX_AUTHORS],
        published_on=_published_on(tree),
        publisher=(document.sitename or "")[:NAME_CHARS] or None,
        language=tree.get("lang") or tree.get("xml:lang"),
        url=document.url or None,
    )


def _published_on(tree: Element) -> date | None:
    """The day that the page's markup gives.

    htmldate sees the markup alone: in prose it would take any day that the article speaks of for the day of the
    article. It does not see the address either, whose date has a basis of its own.
    """
    slim: Element = load_html("<html><head></head><body></body></html>")
    head, body = slim[0], slim[1]
    for element in _dating(tree):
        alone = deepcopy(element)
        alone.tail = None
        (head if element.tag in {"meta", "script"} else body).append(alone)
    found = find_date(slim, extensive_search=False, original_date=True, url="")
    return date.fromisoformat(found) if found else None


def _dating(tree: Element) -> Iterator[Element]:
    """The parts of a page that date it; of its clocks and date lines the first beside the article."""
    yield from _elements(tree, "//head//meta | //script[@type='application/ld+json']")
    for place in ("//article", "//main", "//body"):
        clocks = _elements(tree, f"{place}//time") or _elements(tree, f"{place}//*[{DATED}][string-length() < 100]")
        if clocks:
            yield clocks[0]
            return


def _elements(tree: Element, path: str) -> list[Element]:
    return list(tree.xpath(path))
