"""The word lists of `data/speakers.toml`."""

import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Kind = Literal["person", "body"]


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads((files("onrecord_core") / "data" / "speakers.toml").read_text(encoding="utf-8"))


@cache
def listed(kind: Kind, name: str) -> frozenset[str]:
    """A list of words, such as the "titles" of persons. Raises KeyError for one that there is not."""
    return frozenset(_tables()[kind][name].split())


def alternatives(kind: Kind, name: str, spelled: Callable[[str], str] = str) -> Mapping[str, str]:
    """Of a table, the form that stands for each other one; `spelled` is applied to all of them."""
    table: dict[str, str] = _tables()[kind][name]
    return {spelled(other): spelled(form) for form, others in table.items() for other in others.split()}
