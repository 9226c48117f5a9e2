"""Whom and what the contents name, beside those that the references name."""

from collections.abc import Iterable, Mapping, Sequence

from onrecord.scoring.figures import Figures, Found, Share, total
from onrecord.scoring.gold_statements import GoldAbout, GoldStatement
from onrecord.scoring.names import same_name
from onrecord.scoring.predicted_statements import PredictedAbout, PredictedStatement

TOPIC = "topic"


def about_figures(pairs: Iterable[tuple[PredictedStatement, GoldStatement]]) -> Figures:
    """The names and topics of the found statements; one that finds several references should name what they all do."""
    found: dict[int, tuple[PredictedStatement, list[GoldStatement]]] = {}
    for predicted, gold in pairs:
        if gold.answers_to("about"):
            found.setdefault(id(predicted), (predicted, []))[1].append(gold)
    return total(_of_statement(*one) for one in found.values())


def _of_statement(predicted: PredictedStatement, gold: Sequence[GoldStatement]) -> Figures:
    wanted = {one.name: one for statement in gold for one in statement.about}
    allowed = [one for statement in gold for one in statement.about_alt]
    entities, shares = _compared(
        [one for one in predicted.about if one.kind != TOPIC],
        [one for one in wanted.values() if one.kind != TOPIC],
        [one for one in allowed if one.kind != TOPIC],
    )
    topics, _ = _compared(
        [one for one in predicted.about if one.kind == TOPIC],
        [one for one in wanted.values() if one.kind == TOPIC],
        [one for one in allowed if one.kind == TOPIC],
    )
    return Figures({"about": entities, "about_topics": topics}, {"about_kind": shares})


def _compared(
    predicted: Sequence[PredictedAbout], wanted: Sequence[GoldAbout], allowed: Sequence[GoldAbout]
) -> tuple[Found, Share]:
    """How many are right, and how many of these with their kind; what is allowed and not wanted counts for nothing."""
    hits: list[tuple[PredictedAbout, GoldAbout]] = []
    spare = 0
    for one in predicted:
        if gold := _named(one, wanted):
            hits.append((one, gold))
        elif not _named(one, allowed):
            spare += 1
    met: Mapping[str, GoldAbout] = {gold.name: gold for _, gold in hits}
    kinds = sum(one.kind in {gold.kind, *gold.kind_alt} for one, gold in hits)
    return Found(len(hits), len(hits) + spare, len(met), len(wanted)), Share(kinds, len(hits))


def _named(predicted: PredictedAbout, among: Iterable[GoldAbout]) -> GoldAbout | None:
    return next((one for one in among if any(same_name(predicted.name, name) for name in _names(one))), None)


def _names(gold: GoldAbout) -> list[str]:
    return [gold.name, *gold.name_alt]
