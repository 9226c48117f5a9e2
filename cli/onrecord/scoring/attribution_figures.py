"""The figures of attributions: contents, sources and single spans, gold against predicted."""

from collections.abc import Callable, Sequence

from onrecord.scoring.attributions import KINDS, ROLES, Measured
from onrecord.scoring.figures import Figures, Found, Share
from onrecord.scoring.matching import best_pairs, jaccard
from onrecord.scoring.misses import Miss, words_at
from onrecord.scoring.sources import FUNCTION_WORDS, same_source
from onrecord.scoring.tokens import TokenizedText

DETECTED_JACCARD = 0.5
"""A gold attribution is detected where its content shares so much with the predicted one's."""

type Aligned = tuple[Measured, Measured]
"""A gold attribution and the predicted one that was aligned with it."""


class AttributionComparison:
    """The attributions of one document, gold beside predicted."""

    def __init__(self, text: TokenizedText, gold: Sequence[Measured], predicted: Sequence[Measured]) -> None:
        self._text = text
        self._gold = gold
        self._predicted = predicted
        places = best_pairs([one.content for one in gold], [one.content for one in predicted])
        self._aligned: list[Aligned] = [(gold[left], predicted[right]) for left, right in places]
        self._detected = [pair for pair in self._aligned if _is_detected(pair)]
        self._sourced = [pair for pair in self._detected if pair[0].source]

    def figures(self) -> Figures:
        """The counts behind every figure; the names are those of `docs/evaluation.md`."""
        whole = {
            "exact": self._pairs([pair for pair in self._aligned if pair[0].content == pair[1].content]),
            "exact_char": self._pairs([pair for pair in self._aligned if pair[0].characters == pair[1].characters]),
            "token": self._tokens(lambda _: True),
            "detected": self._pairs(self._detected),
            "full": self._pairs([pair for pair in self._detected if self._same_source(pair)]),
        }
        by_kind: dict[str, Found] = {}
        sizes = {"n_gold": len(self._gold), "n_pred": len(self._predicted), "n_aligned": len(self._aligned)}
        sizes["n_gold_sourced"] = sum(bool(one.source) for one in self._gold)
        for kind in KINDS:
            of_kind = _of_kind(kind)
            by_kind[f"types.{kind}.token"] = self._tokens(of_kind)
            by_kind[f"types.{kind}.detected"] = detected = self._pairs(self._detected, of_kind)
            sizes[f"types.{kind}.n_gold"] = detected.gold
            sizes[f"types.{kind}.n_pred"] = detected.predicted
        spans = {f"spans.{role}": self._spans(role) for role in ROLES}
        return Figures(whole | by_kind | spans, self._shares(), sizes)

    def misses(self) -> list[Miss]:
        """What was not detected, what was detected that is none, and wrong sources, in order of the text."""
        detected = {id(one) for pair in self._detected for one in pair}
        found = [(one, Miss("missed", self._said(one))) for one in self._gold if id(one) not in detected]
        found += [(one, Miss("spare", self._said(one))) for one in self._predicted if id(one) not in detected]
        found += [
            (pair[0], Miss("source", self._said(pair[0]), self._source(pair[0]), self._source(pair[1])))
            for pair in self._detected
            if not self._same_source(pair)
        ]
        return [miss for _, miss in sorted(found, key=lambda entry: min(entry[0].content))]

    def _pairs(self, pairs: Sequence[Aligned], wanted: Callable[[Measured], bool] = lambda _: True) -> Found:
        """How many of the attributions `wanted` are in `pairs`."""
        return Found(
            sum(wanted(predicted) for _, predicted in pairs),
            sum(map(wanted, self._predicted)),
            sum(wanted(gold) for gold, _ in pairs),
            sum(map(wanted, self._gold)),
        )

    def _tokens(self, wanted: Callable[[Measured], bool]) -> Found:
        """How many tokens of contents are shared by aligned attributions."""
        shared = [(gold, predicted, len(gold.content & predicted.content)) for gold, predicted in self._aligned]
        return Found(
            sum(size for _, predicted, size in shared if wanted(predicted)),
            sum(len(one.content) for one in self._predicted if wanted(one)),
            sum(size for gold, _, size in shared if wanted(gold)),
            sum(len(one.content) for one in self._gold if wanted(one)),
        )

    def _spans(self, role: str) -> Found:
        """Single spans of a role, whatever they are linked to."""
        gold, predicted = (
            {span for one in side for name, spans in one.spans.items() if name == role for span in spans}
            for side in (self._gold, self._predicted)
        )
        hits = len(gold & predicted)
        return Found(hits, len(predicted), hits, len(gold))

    def _shares(self) -> dict[str, Share]:
        aligned = [pair for pair in self._aligned if pair[0].source]
        return {
            "source_acc": Share(sum(map(self._same_source, aligned)), len(aligned)),
            "source_acc_detected": Share(sum(map(self._same_source, self._sourced)), len(self._sourced)),
            "source_acc_text_detected": Share(sum(map(_same_words, self._sourced)), len(self._sourced)),
        }

    def _same_source(self, pair: Aligned) -> bool:
        gold, predicted = pair[0].source, pair[1].source
        naming = {token for token in gold if self._text.words[token] not in FUNCTION_WORDS}
        return same_source(gold, predicted, naming)

    def _said(self, one: Measured) -> str:
        return words_at(self._text.text, one.characters)

    def _source(self, one: Measured) -> str | None:
        return words_at(self._text.text, one.given.source) or None


def _is_detected(pair: Aligned) -> bool:
    return jaccard(pair[0].content, pair[1].content) >= DETECTED_JACCARD


def _same_words(pair: Aligned) -> bool:
    """Whether the sources are spelt alike, wherever they stand."""
    gold, predicted = pair[0].source_words, pair[1].source_words
    return same_source(gold, predicted, gold - FUNCTION_WORDS)


def _of_kind(kind: str) -> Callable[[Measured], bool]:
    return lambda one: one.kind == kind
