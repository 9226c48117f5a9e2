"""Transcripts and interviews: turns behind labels, as in "PESKOV: We will wait." or "Q: Who pays?", "A: The port."

The form says who speaks, so it is read by its form: each answer is one statement of the person whom its label names,
however many paragraphs it runs over; questions are none. An interview may print its questions without a label.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord_extract.askers import askers_of
from onrecord_extract.attributions import Attribution, Offsets
from onrecord_extract.selection_words import selection_words
from onrecord_extract.transcript_labels import Block, blocks_of

MIN_TURNS = 2
MIN_WORDS = 3
"""An answer of fewer words says nothing by itself."""
MAX_COURTESY_WORDS = 16
"""A longer answer is no mere greeting."""
MIN_BARE_QUESTIONS = 3
"""So many questions without labels make an interview."""
CONFIDENCE = 0.9
"""Of a turn, by hand; no probability."""
BARE_CONFIDENCE = 0.6
"""Of an answer without a label."""

_WORD = re.compile(r"\w+")
_OWN = re.compile(r"\b(?:I|I’m|I'm|we|my|our|me|us)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Turn:
    """What one person says before the next speaks."""

    label: Offsets | None
    """None where the page prints none."""
    pieces: tuple[Offsets, ...]
    """A piece for each paragraph."""
    is_question: bool
    is_headed: bool = False
    """Whether its label is a heading, "Minister Jane Doe (Norway)", rather than a name before a colon."""

    @property
    def start(self) -> int:
        return self.label[0] if self.label else self.pieces[0][0]

    @property
    def end(self) -> int:
        return self.pieces[-1][1]

    def attribution(self, inner: tuple[Attribution, ...]) -> Attribution:
        """The turn as an attribution; `inner` are those that it reports in its own words."""
        colon = (self.label[1], self.label[1] + 1) if self.label and not self.is_headed else None
        frame = (self.start, self.end)
        confidence = CONFIDENCE if self.label else BARE_CONFIDENCE
        lemma = ":" if colon else ""
        return Attribution(
            self.pieces, self.label, colon, lemma, "state", confidence, frame, inner=inner, verbatim=True
        )


def turns(text: str) -> list[Turn]:
    """The turns of a transcript in order; none where the text is not one.

    A text is a transcript where a label for questions stands in it, or where a label comes twice and another does too,
    and where every other paragraph behind the first label at the least has one.
    """
    blocks = blocks_of(text)
    askers = askers_of(_asking(blocks))
    found = list(_turns(blocks, askers))
    counts = Counter(text[slice(*turn.label)] for turn in found if turn.label)
    asked = any(turn.is_question for turn in found)
    alternating = sum(count > 1 for count in counts.values()) >= MIN_TURNS
    dense = 2 * len(found) >= sum(len(turn.pieces) for turn in found)
    if len(found) >= MIN_TURNS and dense and (asked or alternating):
        return found
    return [] if counts else list(_bare_turns(text, blocks))


def _asking(blocks: Sequence[Block]) -> dict[str, list[bool]]:
    """Of each label whether it asks, for each of its turns."""
    asking: defaultdict[str, list[bool]] = defaultdict(list)
    for block in blocks:
        if block.label:
            asking[block.name].append(block.asks)
    return asking


def _turns(blocks: Sequence[Block], askers: set[str]) -> Iterator[Turn]:
    """The turns; where no label asks, a paragraph that asks is a question if a label follows it."""
    head: Block | None = None
    pieces: list[Offsets] = []
    asks = False
    for place, block in enumerate(blocks):
        following = blocks[place + 1] if place + 1 < len(blocks) else None
        unlabelled = not askers and not block.label and block.asks and following and following.label
        if block.label or unlabelled or block.is_kicker:
            if pieces:
                yield _turn(head, pieces, is_question=asks)
            head, pieces = block, [] if block.is_heading or block.is_kicker else [block.words]
            asks = block.name in askers or bool(unlabelled)
        elif pieces or (head and head.is_heading):
            pieces.append(block.words)
    if pieces:
        yield _turn(head, pieces, is_question=asks)


def _turn(head: Block | None, pieces: Sequence[Offsets], *, is_question: bool) -> Turn:
    label = head.label if head else None
    return Turn(label, tuple(pieces), is_question, is_headed=head is not None and head.is_heading)


def _bare_turns(text: str, blocks: Sequence[Block]) -> Iterator[Turn]:
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


def _quotes(text: str, block: Block) -> bool:
    return text[block.words[0]] in '“"‘«„'


def says_something(text: str, turn: Turn) -> bool:
    """Whether a turn is an answer of some words and more than a greeting or thanks, of which names are a part."""
    said = [word for piece in turn.pieces for word in _WORD.findall(text, *piece)]
    if turn.is_question or len(said) < MIN_WORDS:
        return False
    courteous = selection_words("courtesies")
    return any(word.lower() not in courteous and not word[0].isupper() for word in said[:MAX_COURTESY_WORDS]) or (
        len(said) > MAX_COURTESY_WORDS or said[0].lower() not in courteous
    )
