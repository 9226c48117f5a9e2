"""How dead letters are shown; nothing in them steers the reader's terminal."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from onrecord_core.letters import Letter, printable
from rich.table import Table

from onrecord.terminal import clean

LISTED_CHARS = 200
"""Of an error, in a list."""
SHOWN_CHARS = 2000
"""Of a field of an entry."""


def listed(letters: Sequence[Letter]) -> Table:
    """A table of letters."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for heading in ("id", "set aside", "where", "tries"):
        table.add_column(heading, no_wrap=True)
    table.add_column("error", overflow="fold")
    for letter in letters:
        where = f"{letter.stream.rpartition(':')[2]}/{letter.group}"
        why = f"{letter.error.type}: {letter.error.message}"[:LISTED_CHARS]
        cells = (letter.id, f"{letter.failed_at:%d %b %H:%M}Z", where, str(letter.tries), why)
        table.add_row(*(clean(cell) for cell in cells))
    return table


def described(letter: Letter, fields: Mapping[str, bytes]) -> str:
    """All of a letter, and the beginning of each field of its entry."""
    tries = "1 try" if letter.tries == 1 else f"{letter.tries} tries"
    facts = {
        "id": letter.id,
        "stream": f"{letter.stream}  {letter.entry_id}",
        "group": f"{letter.group} ({letter.source})",
        "entered": _day(letter.entered_at) if letter.entered_at else "",
        "set aside": f"{_day(letter.failed_at)} after {tries}",
        "error": f"{letter.error.type}: {letter.error.message}",
        "digest": letter.error.traceback_digest or "",
    }
    lines = [f"{name:<10} {clean(value)}" for name, value in facts.items() if value]
    if letter.traceback:
        lines += ["", *(clean_line(line) for line in letter.traceback.rstrip().split("\n"))]
    lines += ["", f"the entry ({letter.size} bytes):"]
    for name, value in fields.items():
        text = clean(value[:SHOWN_CHARS].decode("utf-8", "replace"))
        more = f" … ({len(value)} bytes)" if len(value) > SHOWN_CHARS else ""
        lines.append(f"  {clean(printable(name))}: {text}{more}")
    return "\n".join(lines)


def clean_line(line: str) -> str:
    """A line with its indentation."""
    indent = len(line) - len(line.lstrip(" "))
    return " " * indent + clean(line)


def _day(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S}Z"
