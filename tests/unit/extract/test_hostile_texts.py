"""Texts made to take long: extraction takes time in proportion to their length.

No clock is read but where an expression runs in C, out of sight: there a processor second is a bound of last resort,
which the square of the length passes tenfold.
"""

import signal
import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from functools import partial
from itertools import product
from pathlib import Path
from string import ascii_lowercase
from types import CodeType, FrameType

import pytest
from onrecord_extract import RuleFinder
from onrecord_extract import extract as extract_by

extract = partial(extract_by, finder=RuleFinder(), published_at="2024-05-06")

ARTICLE = "Foreign Minister Ana Brandt of Norway said on Monday that no. "
END = " “Yes it is so,” Ana Brandt said."

RUNS = (
    "\n", " ", '"', "“", "‘", "‘as’ b ", "“A ", "(", "😀", "a", "A", "a-", "A-", "1.", "U.", "A. ", ", ", "— ", "Ab's ",
    "Ab, ", "Ab ", "The ", "said ", "he said, ", "who, ", "March 3, 2021 ", "10:10 ", "University of ", "Ab of the Cd ",
    "- \n", "Ab: c\n", "Talks Between Two Big Nations Go On\n",
)  # fmt: skip
"""What is repeated without end."""

MANY: dict[str, str] = {
    "speakers": "“A b c d,” said C{0}. ",
    "speakers by two names": "“A b c d,” said B{0} C{0}. ",
    "speakers in paragraphs": "“A b c d,” said C{0}.\n",
    "names": "B{0} C{0} sat. ",
    "offices": "Foreign Minister C{0} said no. ",
    "offices of bodies": "Ana B{0} of A{0} Bank said no. ",
    "spokespersons": "a spokesman for A{0} said no. ",
    "organizations": "The A{0} Ministry said no. ",
    "parts": "The A{0} Division said no. ",
    "judges": "Judge C{0} of Peru said no. ",
    "statements of one": "Ana Brandt said that it was {0}. ",
    "pronouns": "He said no in C{0} on Monday. ",
    "datelines": "A{0}, March 3 (TASS) - It was so.\n",
    "days": "on Monday, said B{0}, ",
    "headlines": "A{0} Backs B{0} In Big Talks\n",
    "labels": "B{0} C{0}: We talk of it.\n\n",
    "questions": "B{0}: Do you see?\n\nA: We talk of it.\n\n",
    "quotations of a paragraph": "“It was {0} or so.” ",
    "quotations left open": "“It was {0} or so.\n\n",
    "nested quotations": "“A {0} ‘b c d’ said C{0}” ",
    "reports within reports": "Bo C{0} said that A{0} said that ",
    "scenes": "C{0} was speaking at a {0} meeting. ",
}
"""What is repeated with other words each time."""

BOUND = 8
"""By so many times at the most a function's work grows with four times the text; sixteen would be the square."""
MIN_LINES = 20_000
"""A function that runs fewer lines costs nothing, and may not have come to its bounds yet."""
PROCESSOR_SECONDS = 5


def repeated(unit: str, characters: int) -> str:
    return unit * (characters // len(unit))


def varied(unit: str, characters: int) -> str:
    words = ("".join(reversed(letters)) for letters in product(ascii_lowercase, repeat=3))
    return "".join(unit.format(next(words)) for _ in range(characters // len(unit.format("abc"))))


def lines_run(text: str) -> Mapping[str, int]:
    """How many lines each function of the extractor runs for a text."""
    counts: dict[int, int] = {}  # by identity, for the hash of a code object takes its time
    names: dict[int, str] = {}
    monitoring, tool = sys.monitoring, sys.monitoring.DEBUGGER_ID + 4

    def count(code: CodeType, _: int) -> object:
        if (known := id(code)) in counts:
            counts[known] += 1
        elif "onrecord_" in code.co_filename:
            counts[known], names[known] = 1, f"{Path(code.co_filename).stem}.{code.co_qualname}:{code.co_firstlineno}"
        else:
            return monitoring.DISABLE
        return None

    monitoring.use_tool_id(tool, "lines run")
    monitoring.register_callback(tool, monitoring.events.LINE, count)
    monitoring.set_events(tool, monitoring.events.LINE)
    try:
        extract(text)
    finally:
        monitoring.set_events(tool, 0)
        monitoring.free_tool_id(tool)
    return {names[known]: lines for known, lines in counts.items()}


@contextmanager
def processor_seconds(most: int) -> Generator[None]:
    """Break off what takes the processor longer, an expression too."""

    def break_off(_: int, __: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, break_off)
    signal.setitimer(signal.ITIMER_VIRTUAL, most)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@pytest.fixture(scope="module", autouse=True)
def tables() -> None:
    """What is read once is no work of a text."""
    extract(ARTICLE + END)


@pytest.mark.parametrize("unit", MANY.values(), ids=MANY.keys())
def test_no_function_works_more_than_in_proportion(unit: str) -> None:
    few, many = (lines_run(ARTICLE + varied(unit, size) + END) for size in (3_000, 12_000))
    grown = {name: (few.get(name, 0), lines) for name, lines in many.items() if lines > MIN_LINES}
    assert {name: lines for name, lines in grown.items() if lines[1] > BOUND * lines[0]} == {}


@pytest.mark.parametrize("unit", RUNS, ids=ascii)
def test_no_expression_starts_anew_at_each_place_of_a_run(unit: str) -> None:
    text = f"{repeated(unit, 30_000)}\n{ARTICLE}{repeated(unit, 25_000)}{END}"
    with processor_seconds(PROCESSOR_SECONDS):
        for statement in extract(text):
            statement.check(text)
