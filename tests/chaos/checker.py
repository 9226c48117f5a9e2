"""Every accepted article compared with what the store answers: none missing, none doubled, every span true."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncGenerator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

import httpx
from onrecord_core.letters import original
from onrecord_core.streams import entries

from .articles import Made
from .site import Site

AT_A_TIME = 8
PAGE = 100
WITHIN = 30.0
NOT_FOUND = 404


@dataclass(slots=True)
class Verdict:
    """What the store holds, and what is wrong with that."""

    articles: int = 0
    """Submissions that were answered with 202."""
    statements: int = 0
    """Statements in force in the store."""
    read_again: int = 0
    """Articles that replays went through."""
    lost: list[str] = field(default_factory=list[str])
    doubled: list[str] = field(default_factory=list[str])
    wrong: list[str] = field(default_factory=list[str])
    """Neither: false spans, other texts, dead letters of good articles, replays that failed."""

    @property
    def good(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.lost or self.doubled or self.wrong)

    def compare(self, what: str, expected: Sequence[str], found: Sequence[str]) -> None:
        """Note what is missing, and what is there too often."""
        self.lost += [f"{what}: {one}" for one in (Counter(expected) - Counter(found)).elements()]
        self.doubled += [f"{what}: {one}" for one in (Counter(found) - Counter(expected)).elements()]


async def check(site: Site, accepted: Sequence[Made]) -> Verdict:
    """Compare; the stack must be settled. `accepted` is in the order of the submissions."""
    verdict = Verdict(articles=len(accepted))
    articles: dict[str, list[Made]] = {}
    for made in accepted:
        revisions = articles.setdefault(made.id, [])
        if made.kind != "bad" and made.revision not in [one.revision for one in revisions]:
            revisions.append(made)
    good = {name: revisions for name, revisions in articles.items() if revisions}
    await _check_letters(site, accepted, verdict)
    async with httpx.AsyncClient(base_url=site.store_url, timeout=WITHIN, trust_env=False) as store:
        await _check_lists(store, good, verdict)
        await _check_replays(store, verdict)
        places = asyncio.Semaphore(AT_A_TIME)

        async def check_one(revisions: Sequence[Made]) -> None:
            async with places:
                await _check_article(store, revisions, verdict)

        await asyncio.gather(*map(check_one, good.values()))
    return verdict


async def _check_lists(store: httpx.AsyncClient, good: Mapping[str, Sequence[Made]], verdict: Verdict) -> None:
    """Compare what there is at all, whether anybody asks for it or not."""
    found = [str(one["id"]) async for one in _all(store, "/v1/articles")]
    verdict.compare("article", list(good), found)
    in_force = [str(one["id"]) async for one in _all(store, "/v1/statements")]
    verdict.statements = len(in_force)
    verdict.doubled += [f"statement {name}" for name, times in Counter(in_force).items() if times > 1]
    expected = sum(len(revisions[-1].contents) for revisions in good.values())
    if verdict.statements != expected:
        verdict.wrong.append(f"{verdict.statements} statements are in force, not {expected}")


async def _check_replays(store: httpx.AsyncClient, verdict: Verdict) -> None:
    for replay in (await _answer(store, "/v1/replays", {}))["items"]:
        verdict.read_again += replay["done"]
        if replay["failed"] or replay["done"] != replay["articles"]:
            verdict.wrong.append(f"replay {replay['id']}: {replay}")


async def _check_letters(site: Site, accepted: Sequence[Made], verdict: Verdict) -> None:
    """Compare the dead letters with the bad articles.

    One article may have two: it was refused, and then dropped again by a client that had seen no answer, or read again
    by a group that was lost.
    """
    bad = {made.url for made in accepted if made.kind == "bad"}
    found: set[str] = set()
    last = "-"
    while page := await entries(site.redis, site.streams.dead, first=last, count=PAGE):
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


async def _check_article(store: httpx.AsyncClient, revisions: Sequence[Made], verdict: Verdict) -> None:
    """Compare an article with its revisions, in the order of their submissions; the last one has to be the current."""
    path = f"/v1/articles/{revisions[0].id}"
    answer = await store.get(f"{path}/revisions")
    if answer.status_code == NOT_FOUND:
        return  # told already
    told = [str(one["revision"]) for one in answer.raise_for_status().json()["revisions"]]
    expected = [made.revision for made in revisions]
    verdict.compare(f"{revisions[0].url}: revision", expected, told)
    if sorted(told) == sorted(expected) and told != expected:
        verdict.wrong.append(f"{revisions[0].url}: revisions in another order than they were submitted in")
    for made in revisions:
        if made.revision in told:
            asked = {} if made is revisions[-1] else {"revision": made.revision}
            _check_revision(await _answer(store, path, asked), made, verdict)


def _check_revision(found: dict[str, Any], made: Made, verdict: Verdict) -> None:
    """Compare one revision of an article with what was said in it."""
    if found["article"]["text"] != made.text:
        verdict.wrong.append(f"{made.url}: another text, revision {found['article']['revision'][:8]}")
        return
    said = [" … ".join(span["text"] for span in statement["content"]) for statement in found["statements"]]
    verdict.compare(made.url, made.contents, said)
    for span in _spans(found["statements"]):
        if made.text[span["start"] : span["end"]] != span["text"]:
            verdict.wrong.append(f"{made.url}: false span {span}")


async def _all(store: httpx.AsyncClient, path: str) -> AsyncGenerator[dict[str, Any]]:
    """All items of a list, page by page."""
    cursor: dict[str, str] = {}
    while True:
        page = await _answer(store, path, {"limit": str(PAGE), **cursor})
        for item in page["items"]:
            yield item
        if not page["next_cursor"]:
            return
        cursor = {"cursor": page["next_cursor"]}


async def _answer(store: httpx.AsyncClient, path: str, parameters: Mapping[str, str]) -> dict[str, Any]:
    answer = await store.get(path, params=parameters)
    return answer.raise_for_status().json()


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
