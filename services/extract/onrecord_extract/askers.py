"""Who asks in a transcript: by a label such as "Q", or because most of what stands behind a label are questions."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from onrecord_extract.lexicon import words
from onrecord_extract.selection_words import selection_words

MIN_TURNS = 2


def askers_of(asking: Mapping[str, Sequence[bool]]) -> set[str]:
    """The labels of those who ask; `asking` tells of each label, small, for each of its turns whether it asks."""
    named = {name for name in asking if name in words("asker_labels") | selection_words("chair_labels")}
    only = {name for name, asks in asking.items() if all(asks)}
    answered = any(len(asks) >= MIN_TURNS and not any(asks) for asks in asking.values())
    asked = only | _hosts(asking)
    enough = sum(len(asking[name]) for name in asked) >= MIN_TURNS
    return named | asked if answered and enough else named


def _hosts(asking: Mapping[str, Sequence[bool]]) -> set[str]:
    """Those who ask in most of their turns, by whole name and by surname: they greet and thank too."""
    by_surname: defaultdict[str, list[bool]] = defaultdict(list)
    for name, asks in asking.items():
        by_surname[_surname(name)] += asks
    mostly = {name for name, asks in by_surname.items() if len(asks) > MIN_TURNS and 2 * sum(asks) > len(asks)}
    return {name for name in asking if _surname(name) in mostly}


def _surname(label: str) -> str:
    return label.rsplit(maxsplit=1)[-1]
