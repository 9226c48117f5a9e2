"""Whether two sources are one: the same words, or one of them inside the other."""

from collections.abc import Set

from onrecord.scoring.matching import jaccard

SOURCE_JACCARD = 0.5

FUNCTION_WORDS = frozenset(
    " ".join((
        "a an the this that these those such same other own each all any both few more most some no only",
        "i me my myself we our ours ourselves you your yours yourself yourselves",
        "he him his himself she her hers herself it its itself they them their theirs themselves one",
        "who whom which what when where why while how here there then than once",
        "about above after against at before below between by down during for from in into of off on out over",
        "through to under until up with",
        "and but or nor if as because so not also again further just now too very",
        "am is are was were be been being do does did doing has have had having can could should will would",
        "mr mrs ms",
    )).split()
)  # fmt: skip
"""Words that alone make no source. "us" is not among them: in lower case it may be the country."""


def same_source[T](gold: Set[T], predicted: Set[T], naming: Set[T]) -> bool:
    """Whether two sources match: none on either side, half of their words in common, or one inside the other.

    Of a source inside another, a word of `naming` must be in common: those that are no function words.
    """
    if not gold or not predicted:
        return not gold and not predicted
    if jaccard(gold, predicted) >= SOURCE_JACCARD:
        return True
    inside = gold <= predicted or predicted <= gold
    return inside and bool(gold & predicted & naming)
