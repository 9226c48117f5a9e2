"""What contents name is measured name by name, and who speaks by what is put together."""

import pytest
from onrecord.scoring.abouts import about_figures
from onrecord.scoring.clusters import Clusters
from onrecord.scoring.figures import Figures, Found, Share, total
from onrecord.scoring.gold_statements import GoldStatement
from onrecord.scoring.predicted_statements import PredictedStatement

HARBOUR = {"name": "Porto Harbour", "name_alt": ["the Douro docks"], "kind": "place", "kind_alt": ["organization"]}
ANA = {"name": "Ana Pereira", "kind": "person"}
SHIPS = {"name": "shipping", "kind": "topic"}
RAIN = {"name": "storms", "kind": "topic"}


def gold(*about: object, **more: object) -> GoldStatement:
    return GoldStatement.model_validate(
        {"doc": "a.txt", "id": "1", "spans": [(0, 1)], "type": "direct", "about": about} | more
    )


def found(*about: tuple[str, str]) -> PredictedStatement:
    named = [{"name": name, "kind": kind} for name, kind in about]
    return PredictedStatement.model_validate({"article": {"id": "a.txt"}, "content": [], "about": named})


def test_names_and_topics_are_told_apart() -> None:
    named = found(("Ana Pereira", "person"), ("Lisbon", "place"), ("shipping", "topic"))
    figures = about_figures([(named, gold(ANA, HARBOUR, SHIPS, RAIN))])
    assert figures.found == {"about": Found(1, 2, 1, 2), "about_topics": Found(1, 1, 1, 2)}


@pytest.mark.parametrize(
    ("name", "kind", "right"),
    [
        ("Porto Harbour", "place", 1),
        ("Douro docks", "organization", 1),
        ("Porto Harbour", "person", 0),
    ],
)
def test_one_of_the_right_names_is_enough_and_its_kind_is_counted_beside(name: str, kind: str, right: int) -> None:
    figures = about_figures([(found((name, kind)), gold(HARBOUR))])
    assert figures.found["about"] == Found(1, 1, 1, 1)
    assert figures.shares["about_kind"] == Share(right, 1)


def test_what_may_be_named_counts_neither_way() -> None:
    reference = gold(ANA, about_alt=[HARBOUR, SHIPS])
    with_it = found(("Ana Pereira", "person"), ("Porto Harbour", "person"), ("shipping", "topic"))
    without = found(("Ana Pereira", "person"))
    assert about_figures([(with_it, reference)]) == about_figures([(without, reference)])


def test_what_finds_two_references_should_name_what_both_do() -> None:
    both = found(("Ana Pereira", "person"), ("Porto Harbour", "place"))
    figures = about_figures([(both, gold(ANA)), (both, gold(ANA, HARBOUR, id="2"))])
    assert figures.found["about"] == Found(2, 2, 2, 2)


def test_references_that_say_nothing_of_it_are_not_measured() -> None:
    silent = GoldStatement(doc="a.txt", id="1", spans=[(0, 1)], type="direct")
    assert about_figures([(found(("Ana Pereira", "person")), silent)]) == Figures()


def test_clusters_that_are_put_together_wrongly_cost_precision_and_torn_ones_recall() -> None:
    # Three of Ana's and one of Bruno's under one id, one of Ana's under another.
    clusters = Clusters({("id-1", "ana"): 3, ("id-1", "bruno"): 1, ("id-2", "ana"): 1})
    assert clusters.precision == pytest.approx((3 * 3 / 4 + 1 / 4 + 1) / 5)
    assert clusters.recall == pytest.approx((3 * 3 / 4 + 1 + 1 / 4) / 5)
    assert clusters.f1 == pytest.approx(0.7)
    assert Clusters({}).f1 == 0


def test_clusters_of_several_documents_are_one_by_their_names() -> None:
    documents = [Figures(clusters={"entity_id": Clusters({(name, "ana"): 1})}) for name in ("id-1", "id-2")]
    assert total(documents).clusters["entity_id"].precision == 1
    assert total(documents).clusters["entity_id"].recall == 1 / 2
