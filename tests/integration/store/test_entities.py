"""Who the speakers are across articles: joined by name and country, merged and split by hand."""

import asyncio
import itertools
import json
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from onrecord_core.entities import Identity, identify
from onrecord_core.events import Event
from onrecord_core.records import Article, Speaker, Statement
from onrecord_store.archive import Archive, keep_new_entities, keep_readings, lock_articles
from onrecord_store.database import make_pool
from onrecord_store.decisions import Decisions, Merge
from onrecord_store.migrate import migrate
from onrecord_store.rows import article_row, statement_row
from onrecord_store.settling import settle_speakers
from onrecord_store.sqlfiles import query
from psycopg.sql import SQL

if TYPE_CHECKING:
    from .conftest import Desk, Store

type Told = tuple[Article, Statement]


def _key(statement: Statement) -> Identity:
    assert statement.speaker
    identity = identify(statement.speaker, statement.article.id)
    assert identity
    return identity


def _together(desk: "Desk", *speakers: tuple[str, str | None], **fields: Any) -> list[Told]:
    """An article in which each of the speakers, with a country or none, says something."""
    said = {f"We will sail {number}.": speaker for number, speaker in enumerate(speakers)}
    article = desk.article(
        "\n".join(f"{name} of {country} said: “{w}”" for w, (name, country) in said.items()), **fields
    )
    return [(article, desk.statement(article, w, speaker=name, country=country)) for w, (name, country) in said.items()]


async def _keep_together(store: "Store", desk: "Desk", told: list[Told]) -> None:
    article = told[0][0]
    await store.drop_articles(desk.accepted(article))
    await store.drop(*desk.read(article, *(statement for _, statement in told)))
    await store.settled()


async def _ids(store: "Store", *told: Told) -> list[str]:
    """The entities of statements, as the store answers."""
    ids: list[str] = []
    for _, statement in told:
        answer = (await store.http.get(f"/v1/statements/{statement.id}")).json()
        ids.append(answer["speaker"]["entity_id"])
    return ids


async def _do(store: "Store", entity: str, action: str, expect: int = 200, **body: Any) -> dict[str, Any]:
    answer = await store.http.post(f"/v1/entities/{entity}/{action}", json=body)
    assert answer.status_code == expect, answer.text
    return answer.json()


async def _entities(store: "Store", **params: Any) -> list[tuple[str, str | None, int]]:
    """Name, country and number of statements of the entities that a query finds."""
    items = (await store.http.get("/v1/entities", params=params)).json()["items"]
    return [(item["name"], item["country"], item["statements"]) for item in items]


async def test_spellings_of_a_name_are_one_entity_across_articles(store: "Store", desk: "Desk") -> None:
    told = [
        desk.said("We will talk.", speaker="Sergey Lavrov", country="RU"),
        desk.said("We have talked.", speaker="Sergei Lavrov", country="RU"),
        desk.said("We shall see.", speaker="Sergey Viktorovich Lavrov", country="RU"),
        desk.said("No comment yet.", speaker="Russian Foreign Ministry", speaks_as="government"),
        desk.said("It is agreed.", speaker="the Foreign Ministry of Russia", speaks_as="organization"),
        desk.said("It is signed.", speaker="Foreign Ministry", country="RU", speaks_as="government"),
    ]
    await store.keep(desk, *told)
    lavrov, ministry = _key(told[0][1]).id, _key(told[3][1]).id
    assert await _ids(store, *told) == [lavrov] * 3 + [ministry] * 3
    assert sorted(await store.find(entity=ministry)) == ["It is agreed.", "It is signed.", "No comment yet."]
    assert await store.find(entity=lavrov, speaker="viktorovich") == ["We shall see."]
    assert await store.find(entity="ent_unheard_of") == []
    entity = (await store.http.get(f"/v1/entities/{lavrov}")).json()
    assert entity["names"] == ["Sergei Lavrov", "Sergey Lavrov", "Sergey Viktorovich Lavrov"]
    assert (entity["kind"], entity["country"], entity["statements"]) == ("person", "RU", 3)


async def test_two_people_of_one_name_in_two_countries_are_two(store: "Store", desk: "Desk") -> None:
    told = [
        desk.said("We will sail.", speaker="Maria Silva", country="PT"),
        desk.said("We will fly.", speaker="María Silva", country="BR"),
    ]
    await store.keep(desk, *told)
    portugal, brazil = await _ids(store, *told)
    assert portugal != brazil
    assert await _entities(store, name="silva", country="br") == [("María Silva", "BR", 1)]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
async def test_a_person_without_a_country_joins_the_only_one_of_the_name_whatever_comes_first(
    store: "Store", desk: "Desk", order: tuple[int, ...]
) -> None:
    told = [
        desk.said("We will sail.", speaker="Maria Silva", country="PT"),
        desk.said("We will walk.", speaker="Maria Silva"),
        desk.said("We will fly.", speaker="Maria Silva", country="BR"),
    ]
    here: set[int] = set()
    for number in order:
        await store.keep(desk, told[number])
        here.add(number)
        if 1 in here:
            (found,) = await _ids(store, told[1])
            known = [told[other] for other in here - {1}]
            assert found == (_key(known[0][1]).id if len(known) == 1 else _key(told[1][1]).id)


async def test_a_single_name_joins_nobody_but_the_fuller_name_of_its_article(store: "Store", desk: "Desk") -> None:
    article = desk.article("Sergey Lavrov said: “We will talk.” Lavrov added: “Soon.”")
    full = desk.statement(article, "We will talk.", speaker="Sergey Lavrov", country="RU")
    short = desk.statement(article, "Soon.", speaker="Lavrov")
    elsewhere = [
        desk.said("Later.", speaker="Lavrov"),
        desk.said("Never.", speaker="Lavrov", country="RU"),
        desk.said("Perhaps.", speaker="Lavrov", country="RU"),
    ]
    await store.drop_articles(desk.accepted(article))
    await store.drop(*desk.read(article, short, full))
    await store.keep(desk, *elsewhere)
    (one, other), apart = await _ids(store, (article, full), (article, short)), await _ids(store, *elsewhere)
    assert one == other
    assert one not in apart
    assert apart[0] != apart[1] == apart[2]


async def test_a_single_name_joins_nobody_where_its_article_has_two(store: "Store", desk: "Desk") -> None:
    article = desk.article("Ana Ruiz said: “Yes.” Eva Ruiz said: “No.” Ruiz said: “Perhaps.”")
    statements = [
        desk.statement(article, words, speaker=speaker)
        for words, speaker in (("Yes.", "Ana Ruiz"), ("No.", "Eva Ruiz"), ("Perhaps.", "Ruiz"))
    ]
    await store.drop_articles(desk.accepted(article))
    await store.drop(*desk.read(article, *statements))
    await store.settled()
    assert len(set(await _ids(store, *((article, statement) for statement in statements)))) == 3


async def test_a_single_name_follows_what_is_decided_of_the_fuller_ones_whatever_comes_first(
    store: "Store", desk: "Desk"
) -> None:
    """One article is there before the decision, the other comes after it."""
    before = _together(desk, ("Sergey Lavrov", "RU"), ("Ivan Lavrov", "RU"), ("Lavrov", None))
    after = _together(desk, ("Ivan Lavrov", "RU"), ("Sergey Lavrov", "RU"), ("Lavrov", None))
    await _keep_together(store, desk, before)
    sergey, ivan, alone = await _ids(store, *before)
    assert alone == _key(before[2][1]).id
    await _do(store, sergey, "merge", entities=[ivan])
    await _keep_together(store, desk, after)
    assert await _ids(store, *before, *after) == [sergey] * 6
    await _do(store, ivan, "split")
    assert await _ids(store, *before) == [sergey, ivan, alone]
    assert await _ids(store, *after) == [ivan, sergey, _key(after[2][1]).id]


@pytest.mark.parametrize("article_first", [True, False])
async def test_a_single_name_is_the_same_however_late_a_second_country_turns_up(
    store: "Store", desk: "Desk", article_first: bool
) -> None:
    article = _together(desk, ("Maria Silva", "PT"), ("Maria Silva", None), ("Silva", None))
    brazil = [desk.said("We will fly.", speaker="Maria Silva", country="BR")]
    for told in (article, brazil) if article_first else (brazil, article):
        await _keep_together(store, desk, told)
    # the one without a country stands apart, so the article has two
    assert await _ids(store, *article) == [_key(statement).id for _, statement in article]


async def test_an_unnamed_speaker_has_no_entity(store: "Store", desk: "Desk") -> None:
    told = desk.said("We will sail.")
    speaker = Speaker(name=None, kind="anonymous", resolution="unknown")
    unnamed = told[0], told[1].model_copy(update={"speaker": speaker})
    await store.keep(desk, unnamed)
    assert await _ids(store, unnamed) == [None]
    assert await _entities(store) == []


async def test_what_comes_again_changes_nothing(store: "Store", desk: "Desk") -> None:
    told = [desk.said(f"We will sail {n}.", speaker="Maria Silva", country=c) for n, c in enumerate(("PT", None))]
    accepted = [desk.accepted(article) for article, _ in told]
    events: list[Event] = [event for article, statement in told for event in desk.read(article, statement)]
    await store.drop_articles(*accepted)
    await store.drop(*events)
    await store.settled()
    before = await store.rows("entity"), await store.rows("statement")
    await store.drop_articles(*accepted)
    await store.drop(*events, *events)
    await store.settled()
    assert (await store.rows("entity"), await store.rows("statement")) == before


async def test_a_new_reading_may_name_another_speaker(store: "Store", desk: "Desk") -> None:
    article, statement = desk.said("We will sail.", speaker="Ana Ruiz")
    again = desk.statement(article, "We will sail.", speaker="Ana Ruiz", country="ES")
    await store.keep(desk, (article, statement))
    await store.drop(*desk.read(article, again))
    await store.settled()
    assert await _ids(store, (article, again)) == [_key(again).id]
    assert await _entities(store) == [("Ana Ruiz", "ES", 1)]


async def test_a_merge_holds_for_articles_to_come_and_for_new_readings(store: "Store", desk: "Desk") -> None:
    full = desk.said("We will talk.", speaker="Zamir Kabulov", country="RU")
    short = desk.said("We have talked.", speaker="Kabulov", country="RU")
    await store.keep(desk, full, short)
    kept, other = await _ids(store, full, short)
    entity = await _do(store, kept, "merge", entities=[other])
    assert entity["id"] == kept
    assert (entity["name"], entity["names"], entity["statements"]) == ("Zamir Kabulov", ["Zamir Kabulov", "Kabulov"], 2)
    assert [(member["id"], member["by"]) for member in entity["members"]] == [(other, "hand")]

    later = desk.said("We talk again.", speaker="Kabulov", country="RU")
    await store.keep(desk, later)
    await store.drop(*desk.read(*short), *desk.read(*later))
    await store.settled()
    assert await _ids(store, full, short, later) == [kept] * 3
    assert len(await store.find(entity=kept)) == len(await store.find(entity=other)) == 3
    assert (await store.http.get(f"/v1/entities/{other}")).json()["id"] == kept
    assert await _do(store, kept, "merge", entities=[other]) == await _do(store, other, "merge", entities=[kept])


async def test_a_split_undoes_a_merge(store: "Store", desk: "Desk") -> None:
    told = [desk.said(f"{name} will sail.", speaker=f"{name} Ruiz") for name in ("Ana", "Eva", "Ida")]
    await store.keep(desk, *told)
    ana, eva, ida = await _ids(store, *told)
    await _do(store, eva, "merge", entities=[ida])
    await _do(store, ana, "merge", entities=[eva])
    assert await _ids(store, *told) == [ana] * 3
    apart = await _do(store, eva, "split")
    # what had been merged into it goes with it
    assert (apart["id"], apart["statements"]) == (eva, 2)
    assert await _ids(store, *told) == [ana, eva, eva]
    await _do(store, ida, "split")
    assert await _ids(store, *told) == [ana, eva, ida]


async def test_who_was_joined_by_name_can_be_told_apart(store: "Store", desk: "Desk") -> None:
    here, nowhere = desk.said("Yes.", speaker="Maria Silva", country="PT"), desk.said("No.", speaker="Maria Silva")
    await store.keep(desk, here, nowhere)
    assert len(set(await _ids(store, here, nowhere))) == 1
    await _do(store, _key(nowhere[1]).id, "split")
    later = desk.said("Perhaps.", speaker="Maria Silva")
    await store.keep(desk, later)
    assert await _ids(store, here, nowhere, later) == [_key(here[1]).id, _key(nowhere[1]).id, _key(nowhere[1]).id]
    await _do(store, _key(here[1]).id, "merge", entities=[_key(nowhere[1]).id])
    assert len(set(await _ids(store, here, nowhere, later))) == 1


async def test_a_merged_pair_of_countries_takes_in_the_name_without_one_and_lets_it_go(
    store: "Store", desk: "Desk"
) -> None:
    told = [desk.said(f"We will sail {n}.", speaker="Maria Silva", country=c) for n, c in enumerate(("PT", "BR", None))]
    await store.keep(desk, *told)
    portugal, brazil, nowhere = await _ids(store, *told)
    await _do(store, portugal, "merge", entities=[brazil])
    assert await _ids(store, *told) == [portugal] * 3
    assert (await _do(store, portugal, "split", country="BR"))["id"] == brazil
    assert await _ids(store, *told) == [portugal, brazil, nowhere]


async def test_a_merge_into_a_name_without_a_country_takes_no_namesake_along(store: "Store", desk: "Desk") -> None:
    told = [desk.said(f"We will sail {n}.", speaker="Maria Silva", country=c) for n, c in enumerate(("PT", "BR", None))]
    await store.keep(desk, *told)
    portugal, brazil, nowhere = await _ids(store, *told)
    assert (await _do(store, nowhere, "merge", entities=[portugal]))["id"] == nowhere
    assert await _ids(store, *told) == [nowhere, brazil, nowhere]
    await _do(store, portugal, "split")
    assert await _ids(store, *told) == [portugal, brazil, nowhere]


async def test_a_publishers_namesake_is_split_off_for_good(store: "Store", desk: "Desk") -> None:
    def told(number: int, publisher: str) -> Told:
        return desk.said(f"We will sail {number}.", speaker="John Smith", country="US", publisher=publisher)

    gazette, post = told(1, "The Northport Gazette"), told(2, "The Post")
    await store.keep(desk, gazette, post)
    (whole, _) = await _ids(store, gazette, post)
    apart = await _do(store, whole, "split", publisher="northport gazette")
    assert (apart["split_from"], apart["statements"], apart["country"]) == (whole, 1, "US")
    later = told(3, "The Northport Gazette"), told(4, "The Post")
    await store.keep(desk, *later)
    assert await _ids(store, gazette, post, *later) == [apart["id"], whole, apart["id"], whole]

    # merged again, and apart again: the same split has the same id
    await _do(store, whole, "merge", entities=[apart["id"]])
    assert await _ids(store, gazette, post, *later) == [whole] * 4
    assert await _do(store, whole, "split", publisher="Northport Gazette") == {**apart, "statements": 2}


async def test_a_single_name_goes_with_the_fuller_one_that_is_split_off(store: "Store", desk: "Desk") -> None:
    def told(publisher: str, number: int) -> list[Told]:
        url = f"https://a.test/{publisher}/{number}"
        return _together(desk, ("Anna Berg", "NO"), ("Berg", None), publisher=publisher, url=url)

    gazette, post, later = told("The Gazette", 1), told("The Post", 2), told("The Gazette", 3)
    await _keep_together(store, desk, gazette)
    await _keep_together(store, desk, post)
    whole = _key(post[0][1]).id
    assert await _ids(store, *gazette, *post) == [whole] * 4
    apart = await _do(store, whole, "split", publisher="The Gazette")
    assert apart["statements"] == 2
    await _keep_together(store, desk, later)
    assert await _ids(store, *gazette, *post, *later) == [apart["id"]] * 2 + [whole] * 2 + [apart["id"]] * 2
    await _do(store, whole, "merge", entities=[apart["id"]])
    assert await _ids(store, *gazette, *post, *later) == [whole] * 6


async def test_a_single_name_stands_alone_between_two_parts_of_one_entity(store: "Store", desk: "Desk") -> None:
    told = _together(desk, ("Ana Berg", None), ("Anna Berg", None), ("Berg", None))
    await _keep_together(store, desk, told)
    whole = _key(told[0][1]).id
    assert await _ids(store, *told) == [whole] * 3
    apart = (await _do(store, whole, "split", name="Anna Berg"))["id"]
    assert await _ids(store, *told) == [whole, apart, _key(told[2][1]).id]
    await _do(store, whole, "merge", entities=[apart])
    assert await _ids(store, *told) == [whole] * 3


@pytest.mark.parametrize("split_first", [True, False])
async def test_a_split_holds_for_whoever_joins_by_the_name_while_it_does(
    store: "Store", desk: "Desk", split_first: bool
) -> None:
    portugal = [
        desk.said(f"We will sail {publisher}.", speaker="Maria Silva", country="PT", publisher=publisher)
        for publisher in ("The Gazette", "The Post")
    ]
    nowhere = desk.said("We will walk.", speaker="Maria Silva", publisher="The Gazette")
    whole = _key(portugal[0][1]).id
    await store.keep(desk, *portugal, *([] if split_first else [nowhere]))
    apart = (await _do(store, whole, "split", publisher="The Gazette"))["id"]
    await store.keep(desk, nowhere)
    assert await _ids(store, *portugal, nowhere) == [apart, whole, apart]
    # a second country turns up, and the one without stands apart from all of them
    await store.keep(desk, desk.said("We will fly.", speaker="Maria Silva", country="BR"))
    assert await _ids(store, *portugal, nowhere) == [apart, whole, _key(nowhere[1]).id]


async def test_a_split_holds_for_what_is_merged_into_the_entity_but_not_for_what_the_entity_is_merged_into(
    store: "Store", desk: "Desk"
) -> None:
    names = ("Z. Kabulov", "Kabulov", "Zamir Kabulov")
    told = [desk.said(f"{name} will talk.", speaker=name, country="RU", publisher="The Gazette") for name in names]
    post = desk.said("We talk again.", speaker="Kabulov", country="RU", publisher="The Post")
    await store.keep(desk, *told, post)
    initial, single, full = await _ids(store, *told)
    apart = (await _do(store, single, "split", publisher="The Gazette"))["id"]
    assert await _ids(store, *told, post) == [initial, apart, full, single]
    await _do(store, single, "merge", entities=[initial])
    assert await _ids(store, *told, post) == [apart, apart, full, single]
    await _do(store, full, "merge", entities=[single])
    assert await _ids(store, *told, post) == [apart, apart, full, full]
    await _do(store, initial, "split")
    assert await _ids(store, *told, post) == [initial, apart, full, full]


async def test_a_name_that_is_wrongly_joined_is_split_off(store: "Store", desk: "Desk") -> None:
    told = [desk.said(f"We will sail {n}.", speaker=name) for n, name in enumerate(("Ana Berg", "Anna Berg"))]
    await store.keep(desk, *told)
    (whole, same) = await _ids(store, *told)
    assert whole == same
    apart = await _do(store, whole, "split", name="Anna Berg")
    assert apart["name"] == "Anna Berg"
    assert await _ids(store, *told) == [whole, apart["id"]]


async def test_single_statements_are_split_off_for_good(store: "Store", desk: "Desk") -> None:
    told = [desk.said(f"We will sail {n}.", speaker="John Smith", country="US") for n in range(3)]
    await store.keep(desk, *told)
    whole = _key(told[0][1]).id
    chosen = [statement.id for _, statement in told[:2]]
    apart = (await _do(store, whole, "split", statements=chosen))["id"]
    assert await _ids(store, *told) == [apart, apart, whole]
    await store.drop(*desk.read(*told[0]))
    await store.settled()
    assert await _ids(store, *told) == [apart, apart, whole]
    assert len(await store.find(entity=apart)) == 2


WRONG: list[tuple[str, dict[str, Any], int, str]] = [
    ("ent_none/merge", {"entities": ["{a}"]}, 404, "there is no entity ent_none"),
    ("{a}/merge", {"entities": ["ent_none"]}, 404, "GET /v1/entities"),
    ("{a}/merge", {"entities": []}, 422, "at least 1"),
    ("{a}/merge", {"entity": "{b}"}, 422, "body.entity"),
    ("{a}/merge", {"entities": ["\0"]}, 422, "NUL"),
    ("ent_none/split", {}, 404, "there is no entity"),
    ("{a}/split", {}, 409, "counts as no other entity"),
    ("{a}/split", {"country": "BR"}, 409, "no member of BR"),
    ("{a}/split", {"country": "Brazil"}, 422, "body.country"),
    ("{a}/split", {"name": "Somebody Else"}, 409, "no statement of"),
    ("{a}/split", {"publisher": "…"}, 422, "at least one word"),
    ("{a}/split", {"statements": ["st_none"]}, 409, "st_none"),
    ("{a}/split", {"name": "Ana", "statements": ["st_1"]}, 422, "give one of"),
]


async def test_what_cannot_be_decided_is_told_and_changes_nothing(
    store: "Store", desk: "Desk", subtests: pytest.Subtests
) -> None:
    told = [desk.said("Yes.", speaker="Ana Ruiz"), desk.said("No.", speaker="Eva Berg")]
    await store.keep(desk, *told)
    a, b = await _ids(store, *told)
    tables = ("entity", "entity_decision", "entity_split", "entity_statement", "statement")
    before = [await store.rows(table) for table in tables]
    for path, body, status, says in WRONG:
        with subtests.test(path=path, body=body):
            sent = json.loads(json.dumps(body).replace("{a}", a).replace("{b}", b))
            answer = await store.http.post(f"/v1/entities/{path.format(a=a)}", json=sent)
            assert answer.status_code == status, answer.text
            assert answer.headers["content-type"] == "application/problem+json"
            problem = answer.json()
            assert says in problem["detail"] + " ".join(f"{e['field']}: {e['detail']}" for e in problem["errors"])
    assert [await store.rows(table) for table in tables] == before
    for path in ("/v1/entities/ent_none", "/v1/entities?cursor=x", "/v1/entities?limit=0", "/v1/entities?order=name"):
        with subtests.test(path=path):
            answer = await store.http.get(path)
            assert answer.status_code in {400, 404, 422}
            assert answer.headers["content-type"] == "application/problem+json"


async def test_entities_come_in_pages_those_with_the_most_statements_first(store: "Store", desk: "Desk") -> None:
    counts = {"Ana Ruiz": 3, "Eva Berg": 1, "Ida Holm": 2, "Ulf Dahl": 1, "The Post": 1}
    told = [
        desk.said(f"{name} will sail {n}.", speaker=name, speaks_as="media" if name == "The Post" else "person")
        for name, count in counts.items()
        for n in range(count)
    ]
    await store.keep(desk, *told)
    found: list[tuple[str, int]] = []
    cursor: dict[str, str] = {}
    while True:
        page = (await store.http.get("/v1/entities", params={"limit": 2, **cursor})).json()
        found += [(item["name"], item["statements"]) for item in page["items"]]
        if page["next_cursor"] is None:
            break
        cursor = {"cursor": page["next_cursor"]}
    assert found[:2] == [("Ana Ruiz", 3), ("Ida Holm", 2)]
    assert sorted(found) == sorted(counts.items())
    assert await _entities(store, kind="body") == [("The Post", None, 1)]
    assert await _entities(store, name="ruiz ana") == [("Ana Ruiz", None, 3)]


async def test_writers_at_the_same_time_make_no_entity_twice_and_wait_for_decisions(
    database_url: str, desk: "Desk"
) -> None:
    """Eight writers with the same names in different orders, and decisions in between."""
    migrate(database_url)
    names = ("Ana", "Eva", "Ida", "Mia", "Pia", "Una", "Ute", "Zoe")
    told = [
        [
            desk.said(f"Day {day} of {writer}.", speaker=f"{name} Silva", country=country)
            for day, (name, country) in enumerate(itertools.product(names, (None, "PT", "BR")[: 2 + writer % 2]))
        ][:: 1 if writer % 3 else -1]
        for writer in range(8)
    ]
    everything = [pair for batch in told for pair in batch]
    articles = [article_row(desk.accepted(article)) for article, _ in everything]
    async with make_pool(database_url, size=10) as pool:
        archive, decisions = Archive(pool), Decisions(pool)
        await archive.save_articles(articles)

        async def write(batch: list[Told]) -> None:
            for first in range(0, len(batch), 5):
                part = batch[first : first + 5]
                assert not any(await archive.save_readings([statement_row(desk.extracted(s)) for _, s in part]))

        async def decide() -> None:
            ids = [_key(statement).id for _, statement in told[0] if _key(statement).country == "PT"]
            for other in ids[1:]:
                while True:
                    async with pool.connection() as connection:
                        rows = await connection.execute(
                            "SELECT count(*) AS n FROM entity WHERE id = ANY (%s)", [[ids[0], other]]
                        )
                        if (await rows.fetchone() or {})["n"] == 2:
                            break
                    await asyncio.sleep(0.01)
                await decisions.merge(ids[0], Merge(entities=(other,)))

        async with asyncio.timeout(60), asyncio.TaskGroup() as group:
            for batch in told:
                group.create_task(write(batch))
            group.create_task(decide())
    with psycopg.connect(database_url) as connection:
        keys = {_key(statement).id for _, statement in everything}
        assert {row[0] for row in connection.execute("SELECT id FROM entity")} == keys
        apart = {row[0] for row in connection.execute("SELECT id FROM entity WHERE same_as = id")}
    # those of PT are one by hand, and each of BR and of no country stands alone
    portugal = [_key(statement).id for _, statement in told[0] if _key(statement).country == "PT"]
    assert apart == keys - set(portugal[1:])


async def test_a_new_name_does_not_wait_for_an_article_that_is_in_work(database_url: str, desk: "Desk") -> None:
    migrate(database_url)
    article = _together(desk, ("Maria Silva", "PT"), ("Maria Silva", None), ("Silva", None))
    brazil = desk.said("We will fly.", speaker="Maria Silva", country="BR")
    rows = [statement_row(desk.extracted(statement)) for _, statement in article]
    async with make_pool(database_url, size=2) as pool:
        archive = Archive(pool)
        await archive.save_articles([article_row(desk.accepted(told)) for told, _ in (article[0], brazil)])
        await archive.save_readings(rows)
        async with asyncio.timeout(30), pool.connection() as connection:
            async with connection.transaction():
                await lock_articles(connection, rows)
                await connection.execute("UPDATE statement SET updated_at = now()")
                await archive.save_readings([statement_row(desk.extracted(brazil[1]))])
                await keep_readings(connection, rows)
            found = await connection.execute("SELECT entity_id, named_entity FROM statement")
            assert all([row["entity_id"] == row["named_entity"] async for row in found])


async def test_what_writers_at_the_same_time_leave_is_settled(database_url: str, desk: "Desk") -> None:
    """Single names and fuller ones, while countries turn up that part those; settled again, nothing moves."""
    migrate(database_url)
    names = [f"{name} Silva" for name in ("Ana", "Eva", "Ida", "Mia", "Pia", "Una", "Ute", "Zoe")]
    writers: list[list[list[Told]]] = [
        [
            _together(
                desk, *((name, country) for country in countries), ("Silva", None), url=f"https://a.test/{n}/{name}"
            )
            for name in names
        ][:: 1 if n % 2 else -1]
        for n, countries in enumerate([("PT", None), (None,), ("PT", None), ("BR", None), ("PT",), (None, "ES")])
    ]
    async with make_pool(database_url, size=8) as pool:
        archive = Archive(pool)

        async def write(articles: list[list[Told]]) -> None:
            for told in articles:
                await archive.save_articles([article_row(desk.accepted(told[0][0]))])
                assert not any(await archive.save_readings([statement_row(desk.extracted(one)) for _, one in told]))

        async with asyncio.timeout(60), asyncio.TaskGroup() as group:
            for articles in writers:
                group.create_task(write(articles))
        async with pool.connection() as connection:
            before = await (await connection.execute("SELECT id, entity_id FROM statement ORDER BY id")).fetchall()
            await settle_speakers(connection, {told[0][0].id for articles in writers for told in articles})
            after = await (await connection.execute("SELECT id, entity_id FROM statement ORDER BY id")).fetchall()
    assert after == before


@pytest.mark.parametrize("country", [None, "RU"])
async def test_a_new_name_is_settled_without_a_look_at_all_others(
    database_url: str, desk: "Desk", country: str | None
) -> None:
    """Thirty thousand articles have a foreign ministry of their own, and as many people have names."""
    migrate(database_url)
    _, statement = desk.said("No comment.", speaker="Foreign Ministry", country=country, speaks_as="government")
    ministry = _key(statement)
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(
            "INSERT INTO entity (id, kind, key, words, country, article_id, is_vague, name, same_as)"
            " SELECT 'm' || n, %(kind)s, %(key)s, '{}'::text[], NULL, 'art_' || n, true, '', 'm' || n"
            " FROM generate_series(1, 30000) AS n"
            " UNION ALL SELECT 'p' || n, 'person', 'name' || n, '{}', NULL, NULL, false, '', 'p' || n"
            " FROM generate_series(1, 30000) AS n",
            {"kind": ministry.kind, "key": ministry.key},
        )
        connection.execute("ANALYZE entity")
    async with make_pool(database_url, size=1) as pool, pool.connection() as connection, connection.transaction():
        await connection.execute(query("plan_once"))
        await keep_new_entities(connection, [statement_row(desk.extracted(statement))])
        rows = await connection.execute(
            "SELECT coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0) AS n FROM pg_stat_xact_user_tables"
            " WHERE relname = 'entity'"
        )
        looked_at = (await rows.fetchone() or {})["n"]
    assert looked_at < 100


async def test_each_single_name_of_an_article_is_looked_up_and_not_compared_with_all(
    database_url: str, desk: "Desk"
) -> None:
    """An article of hundreds of them, each of somebody else, would hold up the statements of all others."""
    count = 400
    letters = ["".join(word) for word in itertools.product("abcdefgh", repeat=3)][:count]
    told = _together(desk, *((f"C{word}y", None) for word in letters))
    migrate(database_url)
    async with make_pool(database_url, size=1) as pool:
        archive = Archive(pool)
        await archive.save_articles([article_row(desk.accepted(told[0][0]))])
        await archive.save_readings([statement_row(desk.extracted(statement)) for _, statement in told])
        async with pool.connection() as connection:
            explained = SQL("EXPLAIN (ANALYZE, FORMAT JSON) {}").format(query("settle_speakers"))
            answer = await connection.execute(explained, {"ids": [told[0][0].id]})
            [plan] = (await answer.fetchone() or {})["QUERY PLAN"]
    assert _rows(plan["Plan"]) < 50 * count


def _rows(plan: dict[str, Any]) -> int:
    """How many rows the steps of a plan gave or passed over."""
    passed_over = sum(count for name, count in plan.items() if name.startswith("Rows Removed"))
    own = int((plan["Actual Rows"] + passed_over) * plan["Actual Loops"])
    return own + sum(_rows(step) for step in plan.get("Plans", []))


async def test_statements_of_a_database_without_entities_get_theirs(database_url: str, desk: "Desk") -> None:
    told = [desk.said("Yes.", speaker="Sergey Lavrov", country="RU"), desk.said("No.", speaker="Sergei Lavrov")]
    migrate(database_url)
    async with make_pool(database_url, size=2) as pool:
        archive = Archive(pool)
        await archive.save_articles([article_row(desk.accepted(article)) for article, _ in told])
        await archive.save_readings([statement_row(desk.extracted(statement)) for _, statement in told])
    with psycopg.connect(database_url, autocommit=True) as connection:
        before = connection.execute("SELECT id, named_entity, entity_id FROM statement ORDER BY id").fetchall()
        # back to the first version
        connection.execute("DROP STATISTICS statement_said_at_newest_first, statement_said_at_oldest_first")
        connection.execute("DROP TABLE acceptance, reading, statement_version, outbox, replay_article, replay")
        connection.execute("ALTER TABLE article ADD COLUMN extracted_at timestamptz, ADD COLUMN statement_ids text[]")
        connection.execute("DROP VIEW statement_in_force")
        connection.execute("ALTER TABLE statement DROP COLUMN named_entity, DROP COLUMN entity_id")
        connection.execute("DROP TABLE entity_statement, entity_split, entity_decision, entity")
        connection.execute("CREATE VIEW statement_in_force AS SELECT * FROM statement WHERE retracted_at IS NULL")
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
        connection.execute("DROP VIEW statement_in_force")
    migrate(database_url)
    with psycopg.connect(database_url) as connection:
        assert connection.execute("SELECT id, named_entity, entity_id FROM statement ORDER BY id").fetchall() == before
        assert connection.execute("SELECT count(DISTINCT same_as) FROM entity").fetchone() == (1,)
