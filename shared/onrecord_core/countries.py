"""The countries of `data/countries.tsv`: their names, adjectives and seats."""

from collections.abc import Iterator
from importlib.resources import files


def rows() -> Iterator[list[str]]:
    """The columns of each country, as the head of the file describes them."""
    text = (files("onrecord_core") / "data" / "countries.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")
