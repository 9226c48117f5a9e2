"""The forms of English words by the rules of spelling, so that a lexicon need not list them."""

from functools import cache

from onrecord_extract.lexicon import irregular_verbs

_SIBILANTS = ("s", "x", "z", "ch", "sh", "o")
_VOWELS = frozenset("aeiou")
_NEVER_DOUBLED = frozenset("hwxy")


@cache
def _irregular_forms() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for form, lemma in irregular_verbs().items():
        found.setdefault(lemma, []).append(form)
    return found


def forms_of(word: str) -> set[str]:
    """The forms of a noun or a verb in lower case, itself among them: its plural, its past, its participles.

    The spelling leaves open which word is a noun or doubles its last letter; the forms that nobody uses do no harm
    where words are looked up.
    """
    stem, last = word[:-1], word[-1]
    consonant = last not in _VOWELS and last not in _NEVER_DOUBLED
    found = {word, *_irregular_forms().get(word, ())}
    if last == "y" and stem[-1:] not in _VOWELS:
        found |= {stem + "ies", stem + "ied", word + "ing"}
    elif word.endswith("ie"):
        found |= {word + "s", word + "d", word[:-2] + "ying"}
    elif last == "e":
        found |= {word + "s", word + "d", (word if stem[-1:] in {"e", "o"} else stem) + "ing"}
    else:
        found |= {word + ("es" if word.endswith(_SIBILANTS) else "s"), word + "ed", word + "ing"}
        if consonant and stem[-1:] in _VOWELS:
            found |= {word + last + "ed", word + last + "ing"}
    return found


def phrase_forms(phrase: str) -> set[str]:
    """The forms of a phrase whose first word is inflected: "rule out" to "ruled out"."""
    first, _, rest = phrase.partition(" ")
    return {f"{form} {rest}" if rest else form for form in forms_of(first)}
