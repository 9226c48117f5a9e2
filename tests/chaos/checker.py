"""Every accepted article compared with the store: none missing, none doubled, every span true."""

import asyncio
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

import httpx
import psycopg
from onrecord_core.letters import original
from onrecord_core.streams import entries

from .articles import Made
from .site import Site

AT_A_TIME = 8
LETTERS = 100
NOT_FOUND = 404
type Key = tuple[str, str]
"""The id of an article, and a revision of it."""


@dataclass(slots=True)
class Verdict:
    """What the store holds, and what is wrong with that."""

    articles: int = 0
    """Submissions that were answered with 202."""
    statements: int = 0
    """Statements in force in the store."""
    lost: list[str] = field(default_factory=list[str])
    doubled: list[str] = field(default_factory=list[str])
    wrong: list[str] = field(default_factory=list[str])
    """Neither: false spans, other texts, dead letters of good articles."""

    @property
    def good(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.lost or self.doubled or self.wrong)


async def check(site: Site, accepted: Sequence[Made]) -> Verdict:
    """Compare; the stack must be settled."""
    verdict = Verdict(articles=len(accepted))
    good = {(made.id, made.revision): made for made in accepted if made.kind != "bad"}
    latest = {made.id: made for made in good.values()}
    _check_rows(site.stack.state.database_url, set(good), verdict)
    in_force = sum(len(made.contents) for made in latest.values())
    if verdict.statements != in_force:
        verdict.wrong.append(f"{verdict.statements} statements are in force, not {in_force}")
    await _check_letters(site, accepted, verdict)
    places = asyncio.Semaphore(AT_A_TIME)
    async with httpx.AsyncClient(base_url=site.stack.state.store_url, timeout=30, trust_env=False) as store:

        async def check_one(made: Made) -> None:
            async with places:
                await _check_article(store, made, verdict, current=latest[made.id] == made)

        await asyncio.gather(*(check_one(made) for made in good.values()))
    return verdict


def _check_rows(database_url: str, expected: set[Key], verdict: Verdict) -> None:
    """Compare what there is at all, whether anybody asks for it or not."""
    with psycopg.connect(database_url) as connection:
        found = {
            (str(name), str(revision)) for name, revision in connection.execute("SELECT id, revision FROM article")
        }
        row = connection.execute("SELECT count(*) FROM statement_in_force").fetchone()
    assert row
    verdict.statements = row[0]
    verdict.lost += [f"article {name} in revision {revision[:8]}" for name, revision in expected - found]
    verdict.doubled += [f"article {name} in revision {revision[:8]}" for name, revision in found - expected]


async def _check_letters(site: Site, accepted: Sequence[Made], verdict: Verdict) -> None:
    """Compare the dead letters with the bad articles.

    One article may have two: it was refused, and then dropped again by a client that had seen no answer, or read again
    by a group that was lost.
    """
    bad = {made.url for made in accepted if made.kind == "bad"}
    found: set[str] = set()
    last = "-"
    while page := await entries(site.redis, site.streams.dead, first=last, count=LETTERS):
        found.update(_url_of(original(fields)) for _, fields in page)
        last = f"({page[-1][0]}"
    verdict.lost += [f"dead letter of {url}" for url in bad - found]
    verdict.wrong += [f"dead letter of {url}" for url in found - bad]


def _url_of(fields: Mapping[str, bytes]) -> str:
    """The address of the article in an entry, or the entry itself where it is none."""
    try:
        return str(json.loads(fields["data"])["url"])
    except (KeyError, ValueError):
        return repr(fields)[:200]


async def _check_article(store: httpx.AsyncClient, made: Made, verdict: Verdict, *, current: bool) -> None:
    """Compare one revision of an article with what was said in it; the current one has to be that without its name."""
    parameters = {} if current else {"revision": made.revision}
    answer = await store.get(f"/v1/articles/{made.id}", params=parameters)
    if answer.status_code == NOT_FOUND:
        return  # told already
    found: dict[str, Any] = answer.raise_for_status().json()
    if found["article"]["text"] != made.text:
        verdict.wrong.append(f"{made.url}: another text, revision {found['article']['revision'][:8]}")
        return
    said = Counter(" … ".join(span["text"] for span in statement["content"]) for statement in found["statements"])
    expected = Counter(made.contents)
    verdict.lost += [f"{made.url}: {content}" for content in (expected - said).elements()]
    verdict.doubled += [f"{made.url}: {content}" for content in (said - expected).elements()]
    for span in _spans(found["statements"]):
        if made.text[span["start"] : span["end"]] != span["text"]:
            verdict.wrong.append(f"{made.url}: false span {span}")


def _spans(value: object) -> Iterator[dict[str, Any]]:
    """All spans in a JSON value, however deep."""
    if isinstance(value, dict):
        items = cast("dict[str, Any]", value)
        if items.keys() >= {"start", "end", "text"}:
            yield items
        for item in items.values():
            yield from _spans(item)
    elif isinstance(value, list):
        for item in cast("list[object]", value):
            yield from _spans(item)
