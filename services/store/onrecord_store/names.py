"""Names as people type them: a name is found by any of its words, whatever their case and accents."""

import re

from onrecord_core.folding import fold

WORDS_MAX = 64
WORD_CHARS = 100

_WORD = re.compile(r"\w+")


def words(*names: str | None) -> list[str]:
    """The different words of names, folded and in order; bounded, for an index holds them.

    >>> words("Recep Tayyip Erdoğan", None)
    ['recep', 'tayyip', 'erdogan']
    """
    folded = fold(" ".join(name for name in names if name))
    found = dict.fromkeys(word[:WORD_CHARS] for word in _WORD.findall(folded))
    return list(found)[:WORDS_MAX]
