"""Transcripts and interviews: turns behind labels, as in "PESKOV: We will wait." or "Q: Who pays?", "A: The port."

The form says who speaks, so it is read by its form: each answer is one statement of the person whom its label names,
however many paragraphs it runs over; questions are none. An interview may print its questions without a label.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord_extract.askers import askers_of
from onrecord_extract.attributions import Attribution, Offsets
from onrecord_extract.layout import paragraphs
from onrecord_extract.lexicon import words

MIN_TURNS = 2
MIN_WORDS = 3
"""An answer of fewer words says nothing by itself."""
MAX_COURTESY_WORDS = 16
"""A longer answer is no mere greeting."""
MIN_BARE_QUESTIONS = 3
"""So many questions without labels make an interview."""
MAX_QUESTION_CHARS = 400
CONFIDENCE = 0.9
"""Of a turn, by hand; no probability."""
BARE_CONFIDENCE = 0.6
"""Of an answer without a label."""

# "MARIN", "SEC. BLINKEN", "Dmitry Peskov", "Dr Jane Smith (via video)", "Q", "Question", all of them bold or not; a
# label stands before a turn's first words, or, with a dash, where it comes again
_NAME = (
    r"(?:[A-Z][A-Z.'’-]*(?: [A-Z][A-Z.'’-]*){0,4}|[A-Z][\w.'’-]*(?: [a-z]{2,3})?(?: [A-Z][\w.'’-]*){0,3})"
    r"(?: \([^()\n]{2,40}\))?"
)
_LABEL = re.compile(
    rf"[*_]{{0,2}}(?:(?P<label>{_NAME})[*_]{{0,2}}(?P<mark>:[*_]{{0,2}}|[ \u00a0]?[—–]|[ \u00a0]-)[ \t\u00a0]+"
    r"|(?P<letter>[QA])(?P<stop>\.|\)|[ \t\u00a0]{2,})[*_]{0,2}[ \t\u00a0]*)(?=\S)"
)
_BOLD = " \t\u00a0*_"
_WORD = re.compile(r"\w+")
_ENDS_ASKING = re.compile(r"\?[”’\"')*_\s]*$")
_OWN = re.compile(r"\b(?:I|I’m|I'm|we|my|our|me|us)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Turn:
    """What one person says before the next speaks."""

    label: Offsets | None
    """None where the page prints none."""
    pieces: tuple[Offsets, ...]
    """A piece for each paragraph."""
    is_question: bool

    @property
    def start(self) -> int:
        return self.label[0] if self.label else self.pieces[0][0]

    @property
    def end(self) -> int:
        return self.pieces[-1][1]

    def attribution(self, inner: tuple[Attribution, ...]) -> Attribution:
        """The turn as an attribution; `inner` are those that it reports in its own words."""
        colon = (self.label[1], self.label[1] + 1) if self.label else None
        frame = (self.start, self.end)
        confidence = CONFIDENCE if self.label else BARE_CONFIDENCE
        lemma = ":" if colon else ""
        return Attribution(
            self.pieces, self.label, colon, lemma, "state", confidence, frame, inner=inner, verbatim=True
        )


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph with the label before its words, if it has one."""

    label: Offsets | None
    words: Offsets
    name: str
    is_dashed: bool
    asks: bool


def turns(text: str) -> list[Turn]:
    """The turns of a transcript in order; none where the text is not one.

    A text is a transcript where a label for questions stands in it, or where a label comes twice and another does too,
    and where every other paragraph behind the first label at the least has one.
    """
    blocks = _without_dashes(_blocks(text))
    askers = askers_of(_asking(blocks))
    found = list(_turns(blocks, askers))
    counts = Counter(text[slice(*turn.label)] for turn in found if turn.label)
    asked = any(turn.is_question for turn in found)
    alternating = sum(count > 1 for count in counts.values()) >= MIN_TURNS
    dense = 2 * len(found) >= sum(len(turn.pieces) for turn in found)
    if len(found) >= MIN_TURNS and dense and (asked or alternating):
        return found
    return [] if counts else list(_bare_turns(text, blocks))


def _blocks(text: str) -> list[_Block]:
    return [_block(text, paragraph.start, paragraph.end) for paragraph in paragraphs(text)]


def _block(text: str, start: int, end: int) -> _Block:
    match = _LABEL.match(text, start, end)
    label = match.span("label" if match["label"] else "letter") if match else None
    first, last = match.end() if match else start, end
    while last > first and text[last - 1] in _BOLD:
        last -= 1
    while first < last and text[first] in _BOLD:
        first += 1
    name = text[slice(*label)].rstrip(".").lower().removeprefix("the ") if label else ""
    if name in words("kickers", "selection.toml"):
        label, name, first = None, "", start
    asks = last - first <= MAX_QUESTION_CHARS and _ENDS_ASKING.search(text, max(first, last - 8), last) is not None
    return _Block(label, (first, last), name, bool(match and match["mark"] and match["mark"][0] != ":"), asks)


def _without_dashes(blocks: Sequence[_Block]) -> list[_Block]:
    """With labels before a dash kept only where they come again: "Oslo — The ferry …" opens an article."""
    counts = Counter(block.name for block in blocks if block.is_dashed)
    return [
        replace(block, label=None, words=(block.label[0], block.words[1]), name="")
        if block.label and block.is_dashed and counts[block.name] < MIN_TURNS
        else block
        for block in blocks
    ]


def _asking(blocks: Sequence[_Block]) -> dict[str, list[bool]]:
    """Of each label whether it asks, for each of its turns."""
    asking: defaultdict[str, list[bool]] = defaultdict(list)
    for block in blocks:
        if block.label:
            asking[block.name].append(block.asks)
    return asking


def _turns(blocks: Sequence[_Block], askers: set[str]) -> Iterator[Turn]:
    """The turns; where no label asks, a paragraph that asks is a question if a label follows it."""
    label: Offsets | None = None
    pieces: list[Offsets] = []
    asks = False
    for place, block in enumerate(blocks):
        following = blocks[place + 1] if place + 1 < len(blocks) else None
        unlabelled = not askers and not block.label and block.asks and following and following.label
        if block.label or unlabelled:
            if pieces:
                yield Turn(label, tuple(pieces), asks)
            label, pieces, asks = block.label, [block.words], block.name in askers or bool(unlabelled)
        elif pieces:
            pieces.append(block.words)
    if pieces:
        yield Turn(label, tuple(pieces), asks)


def _bare_turns(text: str, blocks: Sequence[_Block]) -> Iterator[Turn]:
    """The answers of an interview without labels: paragraphs in the first person between paragraphs that ask."""
    questions = [place for place, block in enumerate(blocks) if block.asks and not _quotes(text, block)]
    answered = [place for place in questions if place + 1 < len(blocks) and not blocks[place + 1].asks]
    if len(answered) < MIN_BARE_QUESTIONS or 4 * len(questions) < len(blocks) - questions[0]:
        return
    personal = sum(bool(_OWN.search(text, *blocks[place + 1].words)) for place in answered)
    if 2 * personal < len(answered) or sum(_quotes(text, blocks[place + 1]) for place in answered) * 2 > len(answered):
        return
    for place, following in zip(questions, [*questions[1:], len(blocks)], strict=True):
        yield Turn(None, (blocks[place].words,), is_question=True)
        # below the last question stands an answer of one paragraph, and maybe the page again
        until = following if following < len(blocks) else min(following, place + 2)
        if pieces := tuple(block.words for block in blocks[place + 1 : until]):
            yield Turn(None, pieces, is_question=False)


def _quotes(text: str, block: _Block) -> bool:
    return text[block.words[0]] in '“"‘«„'


def says_something(text: str, turn: Turn) -> bool:
    """Whether a turn is an answer of some words and more than a greeting or thanks, of which names are a part."""
    said = [word for piece in turn.pieces for word in _WORD.findall(text, *piece)]
    if turn.is_question or len(said) < MIN_WORDS:
        return False
    courteous = words("courtesies", "selection.toml")
    return any(word.lower() not in courteous and not word[0].isupper() for word in said[:MAX_COURTESY_WORDS]) or (
        len(said) > MAX_COURTESY_WORDS or said[0].lower() not in courteous
    )
