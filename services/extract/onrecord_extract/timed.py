"""A finder of attributions whose time is measured."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from onrecord_extract.attributions import Attribution, AttributionFinder


class TimedFinder:
    """Finds what `finder` finds; each search is within a context that `timer` gives."""

    def __init__(self, finder: AttributionFinder, timer: Callable[[], AbstractContextManager[object]]) -> None:
        self._finder = finder
        self._timer = timer
        self.name = finder.name
        self.version = finder.version

    def find(self, text: str) -> list[Attribution]:
        """The attributions of `text`."""
        with self._timer():
            return self._finder.find(text)
