"""Which spellings of a person's name are one name.

Titles, patronymics and a middle initial are left out, and transliterations of Cyrillic and Arabic are brought to one
spelling: by rules, then by the names of `data/speakers.toml`. The outcome is for comparing, not for reading.
"""

import re
from functools import cache

from onrecord_core.folding import fold
from onrecord_core.speaker_words import alternatives, listed

SHORT = 3
"""Rules that would mistake Lee and Joe are for words of more letters."""

_ASIDE = re.compile(r"\([^()]{0,80}\)|[\"“”„«][^\"“”„«»]{0,80}[\"“”»]")
_APOSTROPHE = re.compile("['`\u2018\u2019\u02bb-\u02bf]")
_ARTICLE = re.compile(r"\b(?:al|el|ul|as|ash|at|ad|ar|az|an)-(?=\w)")
"""The Arabic article, as in al-Assad and as-Sisi."""
_HYPHEN = re.compile("[\u2010\u2011]")
_WORD = re.compile(r"\w+(?:-\w+)*")
_PATRONYMIC = re.compile(r"\w{2,}(?:[oe]v[iy]t?ch|[ykmt]ich|[oei]vna|ichna)")
_SERVANT = re.compile(r"abd(?:[uea]l|ur)-?(?=\w{3})")
"""Begins "Abdulrahman"; "Abdul Rahman" is brought to the same."""
_SERVANT_ALONE = frozenset({"abd", "abdul", "abdel", "abdal", "abdur"})
_SPELLING = [
    (re.compile(pattern), by)
    for pattern, by in [
        ("ə", "a"), ("kh", "h"), ("gh", "g"), ("dh", "d"), ("q", "k"), ("ks", "x"), ("dzh|dj", "j"), ("tch", "ch"),
        ("^ye", "e"), ("y", "i"), (r"(?<=[aeiou])j$", "i"), (r"(?<=[^aeiou])ja$", "ia"),
        ("(?:i+e|io|ef)[fv]$", "ev"), ("off$", "ov"),
    ]
]  # fmt: skip
_SPELLING_OF_LONG = [
    (re.compile(pattern), by)
    for pattern, by in [
        ("oo|ou", "u"), ("ee", "i"), (r"(?<=[^aeiou])([ou])e(?=[^aeiou])", r"\1"), ("(?<=..)ah$", "a"),
    ]
]  # fmt: skip
_DOUBLED = re.compile(r"(\w)\1+")


@cache
def _spellings() -> dict[str, str]:
    return dict(alternatives("person", "spellings", by_rule))


def by_rule(word: str) -> str:
    """A folded word as the rules spell it: Sergey and Sergej as sergei."""
    for pattern, by in _SPELLING:
        word = pattern.sub(by, word)
    if len(word) > SHORT:
        for pattern, by in _SPELLING_OF_LONG:
            word = pattern.sub(by, word)
    return _DOUBLED.sub(r"\1", word)


def person_words(name: str) -> tuple[str, ...]:
    """The words by which a person's name is compared, in order; empty where it has none, as "the President" has none.

    >>> person_words("Sergey Viktorovich Lavrov"), person_words("Mr. Sergei LAVROV")
    (('sergei', 'lavrov'), ('sergei', 'lavrov'))
    """
    words = _WORD.findall(_ARTICLE.sub("", _HYPHEN.sub("-", _APOSTROPHE.sub("", fold(_in_order(name))))))
    words, generation = _without_titles(words)
    words = _without_middle(_with_initials(_without_particles(words)))
    return tuple(map(_spelled, words)) + generation


def _spelled(word: str) -> str:
    """A word in one spelling; the parts of a double name are spelled each for itself and written as one."""
    return "".join(_spellings().get(part, part) for part in map(by_rule, word.split("-")))


def _in_order(name: str) -> str:
    """A name without asides, and its first name first: "Lavrov, Sergey" is Sergey Lavrov."""
    first, *others = [part.strip() for part in _ASIDE.sub(" ", name).split(",")]
    behind = listed("person", "postnominals") | _generations().keys()
    before = [part for part in others if part and fold(part).replace(".", "") not in behind]
    after = [part for part in others if part not in before]
    return " ".join([*before, first, *after])


@cache
def _generations() -> dict[str, str]:
    return dict(alternatives("person", "generations"))


def _without_titles(words: list[str]) -> tuple[list[str], tuple[str, ...]]:
    """The words between titles and what stands behind a name; and the generation, where one is told."""
    generation: tuple[str, ...] = ()
    while len(words) > 1 and (words[-1] in listed("person", "postnominals") or words[-1] in _generations()):
        last = words[-1]
        generation = (_generations()[last],) if last in _generations() else generation
        words = words[:-1]
    titles, styles = listed("person", "titles"), listed("person", "styles")
    while len(words) > 1 and (words[0] in titles or (words[0] in styles and len(words) > 2)):  # noqa: PLR2004
        words = words[1:]
    return ([] if len(words) == 1 and words[0] in titles else words), generation


def _without_particles(words: list[str]) -> list[str]:
    """Arabic particles apart, and "Abdul Rahman" as one word."""
    found: list[str] = []
    for number, word in enumerate(words):
        if number and word in {"al", "el", "ul", "ur"}:
            continue
        if found and found[-1] in _SERVANT_ALONE:
            found[-1] = "abd" + word
        elif by_rule(word) in _spellings():
            found.append(word)
        else:
            found.append("bin" if word == "ibn" else _SERVANT.sub("abd", word))
    return found


def _with_initials(words: list[str]) -> list[str]:
    """Initials side by side as one word: J. D. Vance is JD Vance."""
    found: list[str] = []
    run = False
    for word in words:
        if run and len(word) == 1:
            found[-1] += word
        else:
            found.append(word)
        run = len(word) == 1
    return found


def _without_middle(words: list[str]) -> list[str]:
    """Without a middle initial and a patronymic. George W. and George H. W. Bush are two: several initials are kept."""
    middle = [word for word in words[1:-1] if len(word) > 1 and not _PATRONYMIC.fullmatch(word)]
    if {"oglu", "oglou", "oghlu", "ogly", "kizi", "qizi"} & set(middle):
        middle = []
    return [*words[:1], *middle, *words[1:][-1:]]
