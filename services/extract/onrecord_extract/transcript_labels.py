"""The labels of a transcript: what stands before the words of a paragraph, or alone above them."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord_extract.attributions import Offsets
from onrecord_extract.layout import Paragraph, paragraphs
from onrecord_extract.role_words import is_role_word
from onrecord_extract.selection_words import selection_words

MAX_QUESTION_CHARS = 400
MIN_DASHES = 2
"""So often a label before a dash stands in a transcript."""
MAX_HEADING_CHARS = 90

_UP = "A-ZÀ-ÖØ-Þ" + "".join(char for char in map(chr, range(0x100, 0x250)) if char.isupper())
# "MARIN", "SEC. BLINKEN", "Dmitry Peskov", "Dr Jane Smith (via video)", "Q", "Question", all of them bold or not; a
# label stands before a turn's first words, or, with a dash, where it comes again
_NAME = (
    rf"(?:[{_UP}][{_UP}&.'’-]*(?: [{_UP}&][{_UP}.'’-]*){{0,4}}"
    rf"|[{_UP}][\w.'’-]*(?: [a-z]{{2,3}}| &)?(?: [{_UP}][\w.'’-]*){{0,3}})"
    r"(?: \([^()\n]{2,40}\))?"
)
_LABEL = re.compile(
    rf"[*_]{{0,2}}(?:(?P<label>{_NAME})[*_]{{0,2}}(?P<mark>:[*_]{{0,2}}|[ \u00a0]?[—–]|[ \u00a0]-)[ \t\u00a0]+"
    r"|(?P<letter>[QA])(?P<stop>\.|\)|[ \t\u00a0]{2,})[*_]{0,2}[ \t\u00a0]*)(?=\S)"
)
_HEADING = re.compile(
    rf"(?P<name>[{_UP}][\w.'’-]*(?: (?:of|for|the|and|de|von|van|bin|al|el|[{_UP}][\w.'’-]*)){{1,9}})"
    r"(?: \([^()\n]{2,40}\))?"
)
_BOLD = " \t\u00a0*_"
_QUOTES = '“"‘«„'
_ENDS_ASKING = re.compile(r"\?[”’\"')*_\s]*$")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph with the label before its words, if it has one."""

    label: Offsets | None
    words: Offsets
    name: str
    """The label, lower case."""
    is_dashed: bool
    asks: bool
    is_kicker: bool = False
    """Whether a label of the page opens it, "PULL QUOTE:", behind which nobody’s turn goes on."""
    is_heading: bool = False
    """Whether it is a label alone, above the paragraphs that it is of."""


def blocks_of(text: str) -> list[Block]:
    """The paragraphs of a text with their labels, in order."""
    blocks = _without_dashes([_block(text, paragraph) for paragraph in paragraphs(text)])
    surnames = {block.name.rsplit(maxsplit=1)[-1] for block in blocks if block.label}
    headed = [_headed(text, block) for block in blocks]
    known = any(one.is_heading and one.name.rsplit(maxsplit=1)[-1] in surnames for one in headed)
    return headed if known else blocks


def _block(text: str, paragraph: Paragraph) -> Block:
    start, end = paragraph.start, paragraph.end
    match = _LABEL.match(text, start, end)
    if match and paragraph.headline and text[match.end()] in _QUOTES:
        match = None  # "Jane Doe: “We will wait”" above an interview
    label = match.span("label" if match["label"] else "letter") if match else None
    first, last = match.end() if match else start, end
    while last > first and text[last - 1] in _BOLD:
        last -= 1
    while first < last and text[first] in _BOLD:
        first += 1
    name = text[slice(*label)].rstrip(".").lower().removeprefix("the ") if label else ""
    is_kicker = name in selection_words("kickers") or name.endswith(" quote")
    if is_kicker:
        label, name, first = None, "", start
    asks = last - first <= MAX_QUESTION_CHARS and _ENDS_ASKING.search(text, max(first, last - 8), last) is not None
    is_dashed = bool(match and match["mark"] and match["mark"][0] != ":")
    return Block(label, (first, last), name, is_dashed, asks, is_kicker)


def _without_dashes(blocks: Sequence[Block]) -> list[Block]:
    """With labels before a dash kept only where they come again: "Oslo — The ferry …" opens an article."""
    counts = Counter(block.name for block in blocks if block.is_dashed)
    return [
        replace(block, label=None, words=(block.label[0], block.words[1]), name="")
        if block.label and block.is_dashed and counts[block.name] < MIN_DASHES
        else block
        for block in blocks
    ]


def _headed(text: str, block: Block) -> Block:
    """A line that is an office with its holder’s name, "Minister Jane Doe (Norway)", as the label of what follows."""
    start, end = block.words
    match = _HEADING.fullmatch(text, start, end) if not block.label and end - start <= MAX_HEADING_CHARS else None
    if match is None or not any(is_role_word(word.lower()) for word in match["name"].split()[:-1]):
        return block
    return replace(block, label=match.span("name"), name=match["name"].lower(), is_heading=True)
