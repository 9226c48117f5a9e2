"""Which statements a query finds, and in which order."""

from collections.abc import AsyncGenerator
from typing import TYPE_CHECKING

import pytest
from onrecord_store.settings import StoreSettings

if TYPE_CHECKING:
    from .conftest import Desk, OpenStore, Store

RECOGNITION = "Recognition depends on an inclusive government."
DRUGS = "We will fight the trade in drugs together."
TALKS = "The talks with the Taliban were useful."
UNDATED = "Nobody will be recognised today."


@pytest.fixture
async def store(open_store: "OpenStore", store_settings: StoreSettings, desk: "Desk") -> AsyncGenerator["Store"]:
    """A store with four statements."""
    told = [
        desk.said(
            RECOGNITION,
            speaker="Sergey Lavrov",
            country="RU",
            organization="Russian Foreign Ministry",
            said="2021-09-25",
            publisher="TASS",
            headline="Lavrov on Kabul",
            published_at="2021-09-26",
        ),
        desk.said(
            DRUGS,
            speaker="Recep Tayyip Erdoğan",
            country="TR",
            organization="Türkiye",
            said="2021-12-23",
            publisher="Anadolu Agency",
            headline="Erdoğan and the road",
            published_at="2021-12-23T08:00:00Z",
            kind="indirect",
        ),
        desk.said(
            TALKS,
            speaker="Zamir Kabulov",
            country="RU",
            organization="Russian Foreign Ministry",
            said="2022-01-31",
            publisher="TASS Russian News Agency",
            headline="Envoy on recognition",
            published_at="2022-01-31T10:00:00+03:00",
            kind="mixed",
        ),
        desk.said(UNDATED, speaker="Kremlin"),
    ]
    # an organisation is found as such where it speaks itself
    article, statement = told[3]
    speaker = statement.speaker.model_copy(update={"kind": "government"}) if statement.speaker else None
    told[3] = article, statement.model_copy(update={"speaker": speaker})
    async with open_store(store_settings) as running:
        await running.keep(desk, *told)
        yield running


QUESTIONS: list[tuple[dict[str, str], list[str]]] = [
    ({"speaker": "Lavrov"}, [RECOGNITION]),
    ({"speaker": "lavrov SERGEY"}, [RECOGNITION]),
    ({"speaker": "Lav"}, []),
    ({"speaker": "erdogan"}, [DRUGS]),
    ({"speaker": "ERDOĞAN"}, [DRUGS]),
    ({"country": "RU"}, [TALKS, RECOGNITION]),
    ({"country": "ru"}, [TALKS, RECOGNITION]),
    ({"organization": "foreign ministry"}, [TALKS, RECOGNITION]),
    ({"organization": "turkiye"}, [DRUGS]),
    ({"organization": "Kremlin"}, [UNDATED]),
    ({"publisher": "TASS"}, [TALKS, RECOGNITION]),
    ({"publisher": "tass agency"}, [TALKS]),
    ({"kind": "indirect"}, [DRUGS]),
    ({"from": "2021-12-23"}, [TALKS, DRUGS]),
    ({"to": "2021-12-23"}, [DRUGS, RECOGNITION]),
    ({"from": "2021-12-23", "to": "2021-12-23"}, [DRUGS]),
    ({"dated": "false"}, [UNDATED]),
    ({"dated": "true"}, [TALKS, DRUGS, RECOGNITION]),
    ({"to": "9999-12-31"}, [TALKS, DRUGS, RECOGNITION]),
    ({"from": "0001-01-01", "sort": "said_at"}, [RECOGNITION, DRUGS, TALKS]),
    ({"from": "2021-12-23", "sort": "said_at"}, [DRUGS, TALKS]),
    ({"to": "2021-12-23", "sort": "said_at"}, [RECOGNITION, DRUGS]),
    ({"dated": "false", "sort": "said_at"}, [UNDATED]),
    ({"dated": "true", "sort": "said_at"}, [RECOGNITION, DRUGS, TALKS]),
    ({"to": "2021-12-23", "sort": "-published_at"}, [DRUGS, RECOGNITION]),
    ({"dated": "false", "sort": "published_at"}, [UNDATED]),
    ({"country": "RU", "from": "2022-01-01", "q": "taliban"}, [TALKS]),
    ({"q": "drug trade"}, [DRUGS]),
    ({"q": '"inclusive government"'}, [RECOGNITION]),
    ({"q": '"government inclusive"'}, []),
    ({"q": "recognition -depends"}, [TALKS]),
    ({"q": "drugs or talks"}, [TALKS, DRUGS]),
    ({"q": "Kabulov"}, [TALKS]),
    ({"q": "Kabul"}, [RECOGNITION]),
    ({"q": "the"}, []),
    ({"q": "it's \"unfinished & | ! <-> :* '"}, []),
    ({}, [TALKS, DRUGS, RECOGNITION, UNDATED]),
    ({"sort": "said_at"}, [RECOGNITION, DRUGS, TALKS, UNDATED]),
    ({"sort": "-published_at"}, [TALKS, DRUGS, RECOGNITION, UNDATED]),
    ({"sort": "published_at"}, [RECOGNITION, DRUGS, TALKS, UNDATED]),
    ({"sort": "relevance", "q": "recognition or Kabulov"}, [RECOGNITION, TALKS]),
    ({"limit": "2"}, [TALKS, DRUGS]),
]


async def test_filters_and_orders(store: "Store", subtests: pytest.Subtests) -> None:
    for params, found in QUESTIONS:
        with subtests.test(params=params):
            assert await store.find(**params) == found


async def test_the_context_of_a_statement(store: "Store") -> None:
    (item,) = (await store.http.get("/v1/statements", params={"speaker": "Lavrov"})).json()["items"]
    path = f"/v1/statements/{item['id']}/context"
    narrow = (await store.http.get(path, params={"chars": 7})).json()
    assert narrow == {
        "id": item["id"],
        "before": "said: “",
        "text": RECOGNITION,
        "after": "”\n",
        "start": 21,
        "end": 21 + len(RECOGNITION),
        "article_id": item["article"]["id"],
        "url": None,
        "headline": "Lavrov on Kabul",
    }
    assert (await store.http.get(path)).json()["before"] == "Sergey Lavrov said: “"
    assert (await store.http.get(path, params={"chars": 0})).json()["after"] == ""
