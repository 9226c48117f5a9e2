"""The lemma of a reporting verb that the lexicon of cues does not have, by the rules of English spelling."""

import re
from collections.abc import Sequence

from onrecord_core.records import Act

from onrecord_extract.acts import lexical_act
from onrecord_extract.cues import FoundCue, cue_at
from onrecord_extract.lexicon import either, irregular_verbs
from onrecord_extract.sentences import Token

_DOUBLED = re.compile(r"([bdgkmnprt])\1$")
_SILENT_E = re.compile(r"(?:[cvzu]|dg|[lr]g|[aeiou][bs]|[^aeiou](?:[aou][kmnprt]|i[dkmnrp]|[ou]d|[bdgpt]l))$")
_SUFFIXES = ((r"(?<=..)ie[sd]$", "y"), (r"(?<=ss|sh|ch|zz)es$", ""), (r"(?<=x)es$", ""), (r"(?<=[^isu])s$", ""))


def known_cue(cue: Sequence[Token]) -> FoundCue | None:
    """The first cue of the lexicon among the words that a corpus takes for one, as in "had also said on Monday"."""
    plain = [token._replace(text=token.lower) for token in cue]
    return next(filter(None, (cue_at(plain, i) for i in range(len(plain)))), None)


def lemma_and_act(cue: Sequence[Token]) -> tuple[str, Act]:
    """Lemma and act of the words of a cue: those of the lexicons, else the main verb's lemma and "state"."""
    if found := lexical_act([token.lower for token in cue]):
        return found
    plain = [token._replace(text=token.lower) for token in cue]
    passed_over = either("auxiliaries", "adverbs", "blockers", "function_words")
    verbs = [token.text for token in plain if token.text not in passed_over and not token.text.endswith("ly")]
    return lemma_of((verbs or [token.text for token in plain])[0]), "state"


def lemma_of(verb: str) -> str:
    """The infinitive of a verb's form in lower case; other words come back as they are."""
    if known := irregular_verbs().get(verb):
        return known
    for suffix, ending in _SUFFIXES:
        if re.search(suffix, verb):
            return re.sub(suffix, ending, verb)
    stem = re.sub(r"(?:ed|ing)$", "", verb)
    if stem == verb or not re.search("[aeiouy]", stem):
        return verb
    if _DOUBLED.search(stem):
        return stem[:-1]
    return stem + "e" if _SILENT_E.search(stem) else stem
