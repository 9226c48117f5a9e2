"""The conditions that a statement sets: "Moscow would recognise them only if | an inclusive government is formed".

Some words always bind ("only if", "unless", "contingent on"). Others bind where what stands beside them is a position,
something that the speaker decides ("we will sign if …"), and else tell when or how a thing happens ("prices rise if …").
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache

from onrecord_core.records import Act

from onrecord_extract.attributions import Offsets
from onrecord_extract.inflection import forms_of
from onrecord_extract.lexicon import read_data

MAX_CONDITIONS = 12
"""How many conditions of one statement are kept."""
MIN_CONDITION_CHARS = 3

_GAP = r"(?:\s+[\w'’-]+){0,6}?\s+"
_SENTENCE_ENDS = re.compile(r"[.!?;](?=[\s\"'’”»)]|$)")
_CLAUSE_START = re.compile(r"(?:^|[,;:.!?—–\"'“‘«]|\band|\bbut|\bthat|\bbecause)\s*$", re.IGNORECASE)
_COMMA = re.compile(r",\s")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_INVERTED = re.compile(
    r"(?<!what )(?<!why )(?<!how )(?<!who )\b[Ss]hould(?=\s+(?:the|an?|any|he|she|it|they|we|you|I|this|these|[A-Z]\w+)\b)"
)
""" "should the contractor fail to return", not "why should the government pay"."""
_TRIMMED = " \t\r\n\u00a0,;:.—–-\"'“”‘’«»"
_DECIDING = frozenset({"promise", "threaten", "agree", "refuse", "demand"})
"""Acts whose content is for the speaker to decide."""
_OWN = frozenset({"i", "we", "our", "us", "my", "he", "she", "they", "it", "i'll", "we'll", "i'd", "we'd"})
DECISION_REACH = 5
"""How many words behind a modal the verb of a decision may stand."""


@cache
def _tables() -> dict[str, list[str] | str]:
    return tomllib.loads(read_data("conditions.toml"))


@cache
def phrases(table: str) -> re.Pattern[str]:
    """A table of `data/conditions.toml` as one pattern; "…" in a phrase stands for up to six words."""
    listed = _tables()[table]
    alternatives = sorted(listed, key=len, reverse=True)
    sources = [re.escape(one).replace("'", "['’]").replace(r"\ …\ ", _GAP).replace(r"\ ", r"\s+") for one in alternatives]
    return re.compile(rf"\b(?:{'|'.join(sources)})\b", re.IGNORECASE)


@cache
def _words(table: str) -> frozenset[str]:
    return frozenset(str(_tables()[table]).split())


@cache
def _decisions() -> frozenset[str]:
    return frozenset(form for word in _words("decisions") for form in forms_of(word))


def conditions_of(
    text: str, pieces: Sequence[Offsets], act: Act = "state", own: frozenset[str] = frozenset()
) -> list[Offsets]:
    """The conditions within a content that a cue of that act reports, without their conjunctions, in order.

    `own` are the words by which the content may call its speaker beside pronouns, in lower case ("moscow").
    """
    decided = act in _DECIDING
    found = [one for piece in pieces for one in _in_piece(text, piece, own, decided=decided)]
    return found[:MAX_CONDITIONS]


def _in_piece(text: str, piece: Offsets, own: frozenset[str], *, decided: bool) -> Iterator[Offsets]:
    until = piece[0]
    for start, end in _sentences(text, piece):
        for opener, binds in _openers(text, start, end):
            if opener.start() < until:
                continue
            first, after, main = _extent(text, opener, (start, end))
            if after - first >= MIN_CONDITION_CHARS and _binds(binds, main, own, decided=decided):
                yield first, after
                until = after


def _sentences(text: str, piece: Offsets) -> Iterator[Offsets]:
    start = piece[0]
    for match in _SENTENCE_ENDS.finditer(text, *piece):
        yield start, match.start()
        start = match.end()
    if start < piece[1]:
        yield start, piece[1]


def _openers(text: str, start: int, end: int) -> list[tuple[re.Match[str], str]]:
    """What may open a condition in a sentence, in order; what always does goes first where two overlap."""
    found = [
        (match, table)
        for table in ("conditions", "of_positions", "of_own_positions")
        for match in phrases(table).finditer(text, start, end)
        if table == "conditions" or _word_before(text, start, match.start()) not in _words("not_conditions")
    ]
    if text[end : end + 1] != "?":
        found += [(match, "of_positions") for match in _INVERTED.finditer(text, start, end)]
    return sorted(found, key=lambda one: (one[0].start(), -one[0].end()))


def _word_before(text: str, start: int, at: int) -> str:
    last = None
    for last in _WORD.finditer(text, max(start, at - 30), at):
        pass
    return last[0].lower() if last else ""


def _extent(text: str, opener: re.Match[str], sentence: Offsets) -> tuple[int, int, str]:
    """Where the condition behind an opener begins and ends, and the clause that it binds."""
    start, end = sentence
    first = opener.end()
    fronted = _CLAUSE_START.search(text, max(start, opener.start() - 12), opener.start()) or opener.start() == start
    comma = _COMMA.search(text, first, end)
    if fronted and comma:
        return *_trimmed(text, first, comma.start()), text[comma.end() : end]
    after = _clause_end(text, first, end)
    return *_trimmed(text, first, after), text[start : opener.start()]


def _clause_end(text: str, first: int, end: int) -> int:
    for comma in re.finditer(r",\s|\s[—–-]\s|\s-\s", text[first:end]):
        following = _WORD.search(text, first + comma.end(), end)
        if following and (following[0].lower() in _words("ends") or comma[0].strip() != ","):
            return first + comma.start()
    return end


def _trimmed(text: str, first: int, after: int) -> Offsets:
    while first < after and text[first] in _TRIMMED:
        first += 1
    while after > first and text[after - 1] in _TRIMMED:
        after -= 1
    return first, after


def _binds(table: str, main: str, own: frozenset[str], *, decided: bool) -> bool:
    return table == "conditions" or (decided and table == "of_positions") or _is_position(main, table, own)


def _is_position(main: str, binds: str, own: frozenset[str]) -> bool:
    """Whether a clause is something that the speaker decides."""
    words = [match[0].lower().replace("’", "'") for match in _WORD.finditer(main)]
    mine = any(word in _OWN or word in own for word in words)
    modals = [i for i, word in enumerate(words) if word in _words("modals") or word.endswith(("'ll", "'d", "n't"))]
    decides = any(word in _decisions() for i in modals for word in words[i : i + DECISION_REACH + 1])
    if binds == "of_own_positions":
        return decides and (mine or not _words("taken").isdisjoint(words))
    return decides or (mine and bool(modals))
