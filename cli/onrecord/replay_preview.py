"""`onrecord replay --dry-run`: stored articles read here, and what would change printed; nothing is stored."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from functools import partial
from json import dumps
from typing import TYPE_CHECKING, Protocol, cast

from onrecord_core.changes import Changes, changes
from onrecord_core.errors import MalformedEntryError
from onrecord_core.records import Article, Extractor, Statement
from pydantic import ValidationError
from rich.console import RenderableType
from rich.text import Text

from onrecord.client import Api, Params, connected
from onrecord.progress_bar import Bar, bar
from onrecord.show import name_of, words_of
from onrecord.terminal import clean, counted, stderr, stdout, write_json

if TYPE_CHECKING:
    from onrecord_extract import AttributionFinder

PAGE = 200
NAMED = 100
"""Articles that one question to the store may name."""
FILTERS = ("since", "until", "publisher", "extractor")
type Order = dict[str, object]


class Tell(Protocol):
    """Is told of each article that would change."""

    def __call__(self, article: Article, difference: Changes, /) -> object: ...


def preview(url: str, order: Order, *, as_json: bool) -> None:
    """Print what a replay would change; raises ModelError, LexiconError, ProblemError and AwayError."""
    # Here, so that the other commands need not wait for the extractor.
    from onrecord_extract import configured_finder, extract  # noqa: PLC0415

    finder = configured_finder()
    messages = stderr()
    messages.print(f"reading with {clean(finder.name)}/{clean(finder.version)}; nothing is stored", style="dim")
    tell: Tell = partial(_write, _extractor(finder)) if as_json else _print
    shown = Preview(partial(extract, finder=finder), _extractor(finder), tell)
    with Bar(messages, shown.row):
        asyncio.run(shown.run(url, order))
    (messages if as_json else stdout()).print(shown.summary(), soft_wrap=True)


def _extractor(finder: "AttributionFinder") -> Extractor:
    return Extractor(name=finder.name, version=finder.version)


class Preview:
    """Reads articles of the store again, and counts what would change."""

    def __init__(self, extract: Callable[[Article], list[Statement]], extractor: Extractor, tell: Tell) -> None:
        self._extract = extract
        self._extractor = extractor
        self._tell = tell
        self._counts = Counter[str]()
        self._found = 0
        self._read = 0

    async def run(self, url: str, order: Order) -> None:
        """Go through the articles of an order, one after the other."""
        async with connected(url, "the store") as api:
            async for article_id in self._articles(api, order):
                await self._compare(api, article_id)

    async def _articles(self, api: Api, order: Order) -> AsyncIterator[str]:
        """The ids of the articles that are asked for, each as it comes."""
        filters = {name: str(order[name]) for name in FILTERS if name in order}
        for chosen in _choices(cast("list[str]", order.get("articles") or [])):
            async for item in _pages(api, {**filters, **chosen}):
                if "outdated" not in order or item["extractor"] != self._extractor.model_dump():
                    self._found += 1
                    yield str(item["id"])

    async def _compare(self, api: Api, article_id: str) -> None:
        answer = await api.get(f"/v1/articles/{article_id}")
        try:
            article = Article.model_validate(answer["article"])
            before = [Statement.model_validate(item) for item in cast("list[object]", answer["statements"])]
        except ValidationError as error:
            raise MalformedEntryError("the store is of another version of onrecord; update both") from error
        difference = changes(before, await asyncio.to_thread(self._extract, article))
        self._read += 1
        for name in ("unchanged", "changed", "new", "retracted"):
            self._counts[name] += len(getattr(difference, name))
        if not difference.are_none:
            self._tell(article, difference)

    def row(self) -> RenderableType:
        """How far it is."""
        return bar("reading", self._read, self._found, self._words())

    def summary(self) -> str:
        """What would change, in words."""
        return f"{counted(self._read, 'article')} read: {self._words()}; nothing was stored"

    def _words(self) -> str:
        return " · ".join(f"{self._counts[name]} {name}" for name in ("unchanged", "changed", "new", "retracted"))


def _choices(named: list[str]) -> list[dict[str, list[str]]]:
    """Parameters that choose articles by id, as many as one question takes; nothing chooses all."""
    return [{"article": named[n : n + NAMED]} for n in range(0, len(named), NAMED)] or [{}]


async def _pages(api: Api, filters: Params) -> AsyncIterator[dict[str, object]]:
    cursor: dict[str, str] = {}
    while True:
        page = await api.get("/v1/articles", {**filters, **cursor, "limit": PAGE})
        for item in cast("list[dict[str, object]]", page["items"]):
            yield item
        if not page.get("next_cursor"):
            return
        cursor = {"cursor": str(page["next_cursor"])}


def _write(extractor: Extractor, article: Article, difference: Changes) -> None:
    """One line of JSON for an article."""
    line = {
        "article_id": article.id,
        "revision": article.revision,
        "extractor": extractor.model_dump(),
        "unchanged": len(difference.unchanged),
        "new": [statement.model_dump(mode="json") for statement in difference.new],
        "retracted": [statement.model_dump(mode="json") for statement in difference.retracted],
        "changed": [
            {
                "fields": one.fields,
                "before": one.before.model_dump(mode="json"),
                "after": one.after.model_dump(mode="json"),
            }
            for one in difference.changed
        ],
    }
    write_json(dumps(line, ensure_ascii=False))


def _print(article: Article, difference: Changes) -> None:
    """A few lines to be read."""
    console = stdout()
    title = " · ".join(clean(part) for part in (article.publisher, article.headline or article.url, article.id) if part)
    console.print(Text(title, style="bold"))
    for statement in difference.new:
        console.print(Text(f"  + {_line(statement)}", style="green"))
    for statement in difference.retracted:
        console.print(Text(f"  - {_line(statement)}", style="red"))
    for one in difference.changed:
        console.print(Text(f"  ~ {_line(one.after)}", style="yellow"))
        for name in one.fields:
            console.print(Text(f"      {name}: {_value(one.before, name)} → {_value(one.after, name)}", style="dim"))
    console.print()


def _line(statement: Statement) -> str:
    return f"{name_of(statement)}: {words_of(statement)}"


def _value(statement: Statement, name: str) -> str:
    """A field in short: its parts that say something."""
    value: object = statement.model_dump(mode="json", exclude_none=True)[name] if getattr(statement, name) else None
    if isinstance(value, dict):
        parts = cast("dict[str, object]", value)
        return clean(" ".join(str(part) for key, part in parts.items() if key != "entity_id" and not _span(part)))
    return clean(str(value))


def _span(value: object) -> bool:
    return isinstance(value, dict) and "start" in value
