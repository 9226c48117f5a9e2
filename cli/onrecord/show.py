"""How a statement is printed: when, who, where it stands, and its words."""

from collections.abc import Sequence

from onrecord_core.records import Statement
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from onrecord.terminal import clean

STANCES = {"supportive": "▲", "opposed": "▼", "conditional": "◇", "noncommittal": "○", "factual": "●"}
DATE_WIDTH = 12
RIGHT_WIDTH = 24


def when(statement: Statement) -> str:
    """The day on which it was said, as exactly as the article tells: `23 Dec 2021`, `Dec 2021`, `undated`."""
    said = statement.said_at
    if said is None or said.value is None:
        return "undated"
    day = said.value
    match said.precision:
        case "year":
            return f"{day:%Y}"
        case "month":
            return f"{day:%b %Y}"
        case "week":
            return f"wk {day.day} {day:%b %Y}"
        case _:
            return f"{day.day} {day:%b %Y}"


def name_of(statement: Statement) -> str:
    """The speaker's name, else the words that stand for it."""
    speaker = statement.speaker
    if speaker is None:
        return "nobody named"
    return clean(speaker.name or (speaker.mention.text if speaker.mention else "") or speaker.kind)


def office_of(statement: Statement) -> list[str]:
    """In which office and for whom: the role, then the country, else the organisation."""
    speaker = statement.speaker
    if speaker is None:
        return []
    affiliation = speaker.affiliation
    # A government's or an organisation's own name need not be said twice.
    of = (affiliation.country or affiliation.name) if affiliation else None
    parts = [clean(part) for part in (speaker.role, of) if part]
    return [part for part in parts if part != name_of(statement)]


def words_of(statement: Statement) -> str:
    """What was said; between quotation marks where all of it is verbatim."""
    words = clean(statement.quotation)
    return f"“{words}”" if statement.kind == "direct" else words


def manner_of(statement: Statement) -> str:
    """The kind, and the stance where there is one."""
    stance = statement.stance
    return f"{statement.kind} · {STANCES[stance]} {stance}" if stance else statement.kind


def source_of(statement: Statement) -> list[str]:
    """Where it stands: the publisher and the address, else the headline, else the article's id."""
    article = statement.article
    named = [clean(part) for part in (article.publisher, article.url) if part]
    return named or [clean(article.headline or article.id)]


def block(statement: Statement, *, address: bool = False, file: str = "") -> RenderableType:
    """A statement in two or three lines, as wide as the console; with `address` its source is told in full.

    `file` stands for the publisher where that is not known.
    """
    who = Text(" · ".join([name_of(statement), *office_of(statement)]))
    who.stylize("bold", 0, len(name_of(statement)))
    rows = [
        _row(Text(when(statement), style="cyan"), who, clean(statement.article.publisher or file)),
        _row(Text(), Text(words_of(statement)), manner_of(statement), at_the_end=True),
    ]
    if address and statement.article.url:
        rows.append(_row(Text(), Text(clean(statement.article.url), style="dim"), ""))
    return Group(*rows)


def _row(left: Text, middle: Text, right: str, *, at_the_end: bool = False) -> RenderableType:
    """What is on the right stands beside the first line of the middle, or beside its last."""
    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(width=DATE_WIDTH, no_wrap=True)
    grid.add_column(ratio=1, overflow="fold")
    grid.add_column(justify="right", max_width=RIGHT_WIDTH, vertical="bottom" if at_the_end else "top")
    grid.add_row(left, middle, Text(right, style="dim"))
    return grid


def table(statements: Sequence[Statement], *, sources: bool = True) -> RenderableType:
    """Statements as a table: date, speaker, words and kind; where `sources` are wanted, they stand below the words."""
    view = Table(box=None, expand=True, padding=(0, 2, 1, 0), header_style="bold")
    view.add_column("date", no_wrap=True)
    view.add_column("speaker", ratio=2, min_width=14, overflow="fold")
    view.add_column("statement and source" if sources else "statement", ratio=5, overflow="fold")
    view.add_column("kind", no_wrap=True)
    for statement in statements:
        who = Text("\n".join([name_of(statement), *office_of(statement)]), style="dim")
        who.stylize("not dim", 0, len(name_of(statement)))
        said = Text(words_of(statement))
        if sources:
            said.append("\n" + "  ".join(source_of(statement)), style="dim")
        view.add_row(Text(when(statement), style="cyan"), who, said, Text(statement.kind))
    return view
