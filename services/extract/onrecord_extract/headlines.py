"""Attributions without a verb: "Russia: We will wait", "Talks go on — envoy" or ": envoy", and a signed quotation."""

from collections.abc import Callable, Sequence

from onrecord_extract.lexicon import either, is_geographic
from onrecord_extract.patterns import DASHES, Match
from onrecord_extract.sentences import Token

MAX_LABEL_TOKENS = 7
MIN_WORDS = 3


def headline_match(tokens: Sequence[Token], is_known: Callable[[str], bool]) -> Match | None:
    """The attribution of a headline; `is_known` tells whether a word is a name that the text uses elsewhere."""
    return _labelled(tokens, is_known) or _signed(tokens, is_known)


def signed_quotation(tokens: Sequence[Token]) -> Match | None:
    """ "A." — Jane Doe: a line that is a quotation, a dash and a name."""
    if len(tokens) < MIN_WORDS or not tokens[0].is_quotation or tokens[1].text not in DASHES:
        return None
    name = [t for t in tokens[2:] if t.text not in {".", ","}]
    if len(name) > MAX_LABEL_TOKENS or not name or not all(t.is_word for t in name) or not name[0].is_capital:
        return None
    return _match(((0, 1),), (2, 2 + len(name)), (1, 2), tokens[1].text, len(tokens))


def _labelled(tokens: Sequence[Token], is_known: Callable[[str], bool]) -> Match | None:
    colon = next((i for i, t in enumerate(tokens[: MAX_LABEL_TOKENS + 1]) if t.text == ":"), 0)
    rest = tokens[colon + 1 :]
    enough = sum(t.is_word for t in rest) >= MIN_WORDS or (rest and rest[0].is_quotation)
    if not colon or not enough or not _is_label(tokens[:colon], is_known):
        return None
    return _match(((colon + 1, len(tokens)),), (0, colon), (colon, colon + 1), ":", len(tokens))


def _signed(tokens: Sequence[Token], is_known: Callable[[str], bool]) -> Match | None:
    dashes = [i for i, t in enumerate(tokens) if t.text in DASHES or t.text == ":"]
    if not dashes or len(tokens) - dashes[-1] - 1 > MAX_LABEL_TOKENS or dashes[-1] < MIN_WORDS:
        return None
    at = dashes[-1]
    if not _is_label(tokens[at + 1 :], is_known):
        return None
    return _match(((0, at),), (at + 1, len(tokens)), (at, at + 1), tokens[at].text, len(tokens))


def _is_label(label: Sequence[Token], is_known: Callable[[str], bool]) -> bool:
    if not label or not all(t.is_word for t in label):
        return False
    head = label[-1]
    if head.lower in either("roles", "group_nouns", "org_words"):
        return True
    return head.is_capital and (is_geographic(" ".join(t.text for t in label)) or is_known(head.text))


def _match(
    pieces: tuple[tuple[int, int], ...], source: tuple[int, int], cue: tuple[int, int], lemma: str, until: int
) -> Match:
    return Match(pieces, source, cue, lemma, "state", "headline", until)
