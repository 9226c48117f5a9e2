"""What is printed, and how: nothing that an article brings may steer the reader's terminal."""

import contextlib
import re
import sys
from collections.abc import Generator, Mapping, Sequence

import typer
from onrecord_core.errors import OnrecordError
from rich.console import Console

STEERING = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""Control characters, line separators and the marks that reverse the direction of text."""


def clean(text: str) -> str:
    """A text as one line: white space is one space, what steers a terminal is left out."""
    return STEERING.sub("", " ".join(text.split()))


def one_line_json(text: str) -> str:
    r"""The same JSON with what steers a terminal, or splits lines for some readers, as \u escapes."""
    return STEERING.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def write_json(text: str) -> None:
    """Print one line of JSON, in UTF-8 whatever the locale."""
    out = typer.get_binary_stream("stdout")
    out.write(one_line_json(text).encode() + b"\n")
    out.flush()


def on_terminal() -> bool:
    """Whether somebody reads along."""
    return sys.stdout.isatty()


def stdout() -> Console:
    """Where answers go; neither markup nor emoji codes of an article are obeyed, and a pipe gets no colours."""
    return Console(highlight=False, markup=False, emoji=False)


def stderr() -> Console:
    """Where messages go."""
    return Console(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=True)


@contextlib.contextmanager
def failures_told() -> Generator[None]:
    """End the command with status 1 and the message where onrecord itself says what went wrong."""
    try:
        yield
    except OnrecordError as error:
        stderr().print(f"onrecord: {clean(str(error))}", style="bold red")
        raise typer.Exit(1) from error


def counted(number: int, noun: str) -> str:
    """`1 article`, `2 articles`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def several(names: Sequence[str], *, most: int = 5) -> str:
    """The first of many names, and how many there are besides."""
    shown = ", ".join(clean(name) for name in names[:most])
    return f"{shown} and {len(names) - most} more" if len(names) > most else shown


def tallied(counts: Mapping[str, int]) -> str:
    """Names with how often each was met."""
    return several([f"{name} ({count})" for name, count in counts.items()])
