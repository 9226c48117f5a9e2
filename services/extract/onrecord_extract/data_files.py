"""The lexicons' files: those of the package's `data` folder, with a user's own words of `ONRECORD_LEXICON_DIR` added.

A user's file has the name of the package's file that it adds to, and the same form. Rows of a table (`.tsv`) come
after the package's, and what they say of the same name or form replaces what the package says. A group of words
(`.toml`) is joined to the package's group; a word with a hyphen before it ("-captain") is taken out of the group.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

from onrecord_core.errors import OnrecordError

from onrecord_extract.settings import ExtractSettings

_PACKAGE = files("onrecord_extract") / "data"
_SHARED = {"countries.tsv": files("onrecord_core") / "data" / "countries.tsv"}
"""Files that the core needs too; a user's words are added to them for the extractor alone."""
MAX_BYTES = 4_000_000
"""A user's file is no larger."""


class LexiconError(OnrecordError):
    """A file of `ONRECORD_LEXICON_DIR` that cannot be used. The message says which, where and why."""


def names() -> list[str]:
    """The files that the package has, and a user may add to."""
    return sorted([*_SHARED, *(file.name for file in _PACKAGE.iterdir() if file.name.endswith((".toml", ".tsv")))])


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a table, a user's last; empty lines and those that begin with "#" are none.

    Raises LexiconError where a user's row has another number of columns than the package's.
    """
    found = [tuple(line.split("\t")) for line in _lines(_package(name))]
    for number, line in enumerate(_lines(_own(name)), 1):
        row = tuple(line.split("\t"))
        if len(row) != len(found[0]):
            raise LexiconError(
                f"ONRECORD_LEXICON_DIR: row {number} of {name} has {len(row)} columns instead of {len(found[0])}, "
                "parted by tabs"
            )
        found.append(row)
    return tuple(found)


@cache
def tables(name: str) -> Mapping[str, Any]:
    """A file of groups of words; raises LexiconError where a user's file is no TOML or has another form."""
    try:
        own = tomllib.loads(_own(name))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"ONRECORD_LEXICON_DIR: {name} is no TOML: {error}") from error
    return _joined(tomllib.loads(_package(name)), own, name)


def check() -> None:
    """Read all of a user's files; raises LexiconError for the first that cannot be used."""
    folder = _folder()
    if folder is None:
        return
    if not folder.is_dir():
        raise LexiconError(f"ONRECORD_LEXICON_DIR: {folder} is no folder")
    for path in sorted(folder.iterdir()):
        if path.suffix not in {".toml", ".tsv"}:
            continue
        if path.name not in names():
            raise LexiconError(f"ONRECORD_LEXICON_DIR: {path.name} adds to no lexicon; there are {', '.join(names())}")
        (tables if path.suffix == ".toml" else rows)(path.name)


def _joined(package: Mapping[str, Any], own: Mapping[str, Any], name: str) -> dict[str, Any]:
    joined = dict(package)
    for group, value in own.items():
        known = package.get(group, type(value)())
        if type(known) is not type(value):
            raise LexiconError(f"ONRECORD_LEXICON_DIR: {group} of {name} is to be a {type(known).__name__}")
        if isinstance(value, dict):
            joined[group] = _joined(cast("dict[str, Any]", known), cast("dict[str, Any]", value), name)
        elif isinstance(value, str):
            joined[group] = _with_words(cast("str", known), value)
        elif isinstance(value, list):
            joined[group] = [*known, *cast("list[object]", value)]
        else:
            joined[group] = value
    return joined


def _with_words(known: str, added: str) -> str:
    dropped = {word[1:] for word in added.split() if word.startswith("-")}
    kept = [word for word in (*known.split(), *added.split()) if word not in dropped and not word.startswith("-")]
    return " ".join(kept)


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _package(name: str) -> str:
    return _SHARED.get(name, _PACKAGE / name).read_text(encoding="utf-8")


def _own(name: str) -> str:
    """A user's file of that name, or nothing."""
    folder = _folder()
    path = folder / name if folder else None
    if path is None or not path.is_file():
        return ""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise LexiconError(f"ONRECORD_LEXICON_DIR: {name} is larger than {MAX_BYTES:,} bytes")
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"ONRECORD_LEXICON_DIR: {name} cannot be read: {error}") from error


@cache
def _folder() -> Path | None:
    return ExtractSettings().lexicon_dir
