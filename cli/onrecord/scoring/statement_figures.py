"""The figures of statements: which were found, who said them, when and how."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.scoring.abouts import about_figures
from onrecord.scoring.clusters import Clusters
from onrecord.scoring.figures import Figures, Found, Share, total
from onrecord.scoring.gold_statements import GoldStatement
from onrecord.scoring.marks import Offsets
from onrecord.scoring.matching import jaccard, shared_sizes
from onrecord.scoring.misses import Miss, MissKind, words_at
from onrecord.scoring.names import words_of
from onrecord.scoring.predicted_statements import PredictedStatement
from onrecord.scoring.references import ReferenceText
from onrecord.scoring.statement_fields import EXTRAS, FIELDS, days, kinds, right_speaker, speakers

SAME_JACCARD = 0.5
"""A predicted and a reference statement may be one where their letters and digits share so much."""
ALARM_SHARE = 0.5
"""A passage that is no statement is a false alarm where so much of it is predicted and pairs with nothing."""

type Cover = frozenset[int]
"""Offsets of letters and digits."""


@dataclass(frozen=True, slots=True)
class _Target:
    """One reference statement, or several of an utterance that may come as one."""

    members: tuple[GoldStatement, ...]
    cover: Cover


class StatementComparison:
    """The statements of one document, references beside predictions."""

    def __init__(self, reference: ReferenceText, predicted: Sequence[PredictedStatement]) -> None:
        self._reference = reference
        self._predicted = predicted
        self._covers = [self._cover(one.spans) for one in predicted]
        self._gold_covers = {one.id: self._cover(one.spans) for one in reference.gold}
        self.pairs = pairs = self._paired()
        """The found statements with their references, those among them that may be found or not."""
        self._pairs = [(found, gold) for found, gold in pairs if not gold.optional]
        taken = {gold.id for _, gold in pairs}
        self._missed = [gold for gold in reference.gold if gold.id not in taken and not gold.optional]
        used = {id(found) for found, _ in pairs}
        self._spare = [place for place, one in enumerate(predicted) if id(one) not in used]

    def figures(self) -> Figures:
        """The counts behind every figure; the names are those of `docs/evaluation.md`."""
        right = [pair for pair in self._pairs if right_speaker(*pair)]
        shares = {name: self._share(name) for name in FIELDS} | {"exact_span": self._exact()}
        shares |= {name: share for name in EXTRAS if (share := self._answered(name)).of}
        found = Counter(gold.type for _, gold in self._pairs)
        wanted = Counter(gold.type for gold in self._reference.gold if not gold.optional)
        shares |= {f"recall_{kind}": Share(found[kind], size) for kind, size in wanted.items()}
        sizes = {"false_alarms": sum(1 for _ in self._alarms())}
        scored = {"found": self._found(self._pairs), "attributed": self._found(right)}
        speakers = self._by_speaker()
        clusters = {"entity_id": speakers} if speakers.cells else {}
        return total([Figures(scored, shares, sizes, clusters), about_figures(self._pairs)])

    def misses(self) -> list[Miss]:
        """What was missed and what is too much, false alarms, and wrong speakers, dates and kinds."""
        text = self._reference.text
        found = [Miss("missed", _words(text, gold)) for gold in self._missed]
        found += [Miss("spare", words_at(text, self._predicted[place].spans)) for place in self._spare]
        found += [Miss("false alarm", " ".join(passage.split())) for passage in self._alarms()]
        for predicted, gold in self._pairs:
            fields: list[tuple[MissKind, str, list[str | None], str | None]] = [
                ("speaker", "speaker", speakers(gold), predicted.name),
                ("said_at", "said_at", days(gold), predicted.said_on),
                ("kind", "kind", kinds(gold), predicted.kind),
            ]
            found += [
                Miss(what, _words(text, gold), " or ".join(answer or "nothing" for answer in wanted), got)
                for what, name, wanted, got in fields
                if not FIELDS[name](predicted, gold)
            ]
        return found

    def _cover(self, spans: Sequence[Offsets]) -> Cover:
        text = self._reference.text
        return frozenset(
            place for start, end in spans for place in range(start, min(end, len(text))) if text[place].isalnum()
        )

    def _targets(self) -> Iterator[_Target]:
        groups: defaultdict[str, list[GoldStatement]] = defaultdict(list)
        for gold in self._reference.gold:
            yield _Target((gold,), self._gold_covers[gold.id])
            if gold.utterance_group:
                groups[gold.utterance_group].append(gold)
        for members in groups.values():
            if len(members) > 1:
                covers = [self._gold_covers[gold.id] for gold in members]
                yield _Target(tuple(members), frozenset[int]().union(*covers))

    def _paired(self) -> list[tuple[PredictedStatement, GoldStatement]]:
        """Predictions with the references that they find, the best pairs first, each taken once.

        Of equally good ones a single statement goes before a group, one that must be found before an optional one, and
        one whose speaker is right before others.
        """
        targets = list(self._targets())
        ranked: list[tuple[float, int, bool, bool, int, int]] = []
        for place, other in shared_sizes(self._covers, [target.cover for target in targets]):
            members, predicted = targets[other].members, self._predicted[place]
            likeness = jaccard(self._covers[place], targets[other].cover)
            required = not any(gold.optional for gold in members)
            speaker = right_speaker(predicted, members[0])
            if likeness >= SAME_JACCARD:
                ranked.append((likeness, -len(members), required, speaker, place, other))
        used: set[int] = set()
        taken: set[str] = set()
        pairs: list[tuple[PredictedStatement, GoldStatement]] = []
        for *_, place, other in sorted(ranked, reverse=True):
            ids = {gold.id for gold in targets[other].members}
            if place not in used and not ids & taken:
                used.add(place)
                taken |= ids
                pairs += [(self._predicted[place], gold) for gold in targets[other].members]
        return pairs

    def _found(self, pairs: Sequence[tuple[PredictedStatement, GoldStatement]]) -> Found:
        """A prediction that finds several references is one prediction; one that finds an optional one is none."""
        predicted = len({id(one) for one, _ in self._pairs}) + len(self._spare)
        return Found(len({id(one) for one, _ in pairs}), predicted, len(pairs), len(self._pairs) + len(self._missed))

    def _share(self, field: str) -> Share:
        return Share(sum(FIELDS[field](*pair) for pair in self._pairs), len(self._pairs))

    def _answered(self, field: str) -> Share:
        pairs = [pair for pair in self._pairs if pair[1].answers_to(field)]
        return Share(sum(EXTRAS[field](*pair) for pair in pairs), len(pairs))

    def _by_speaker(self) -> Clusters:
        """Statements of one `entity_id`, beside those of one name and country; without an id each stands alone."""
        document = self._reference.name
        return Clusters(
            Counter(
                (found.entity_id or f"{document} {gold.id}", f"{' '.join(words_of(gold.speaker))} {gold.country}")
                for found, gold in self._pairs
                if gold.speaker and gold.answers_to("country")
            )
        )

    def _exact(self) -> Share:
        right = sum(self._cover(found.spans) == self._gold_covers[gold.id] for found, gold in self._pairs)
        return Share(right, len(self._pairs))

    def _alarms(self) -> Iterator[str]:
        wild = frozenset[int]().union(*(self._covers[place] for place in self._spare))
        for passage in self._reference.negatives:
            area = self._cover([passage.span])
            if area and len(area & wild) / len(area) >= ALARM_SHARE:
                yield passage.text


def _words(text: str, gold: GoldStatement) -> str:
    return " … ".join(gold.content) or words_at(text, gold.spans)
