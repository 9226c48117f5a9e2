"""Reporting cues: the lexicon of `data/cues.tsv`, and where one stands in a sentence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast

from onrecord_core.records import Act

from onrecord_extract.data_files import rows
from onrecord_extract.lexicon import words
from onrecord_extract.sentences import Token


@dataclass(frozen=True, slots=True)
class Entry:
    """A cue of the lexicon; `frames` says what may follow it."""

    lemma: str
    act: Act
    frames: frozenset[str]


@dataclass(frozen=True, slots=True)
class FoundCue:
    """A cue in a sentence, from token `first` to before token `after`."""

    entry: Entry
    first: int
    after: int
    form: str

    @property
    def is_participle(self) -> bool:
        return self.form.split()[0].endswith("ing")

    @property
    def is_past(self) -> bool:
        return not self.is_participle and not self.form.split()[0].endswith("s")

    def takes(self, *frames: str) -> bool:
        """Whether it has one of these frames."""
        return not self.entry.frames.isdisjoint(frames)


@cache
def lexicon() -> dict[str, list[tuple[list[str], Entry]]]:
    """The cues by the first word of a form, longest form first; each with the form's words."""
    by_form: dict[str, Entry] = {}
    for lemma, act, frames, forms in rows("cues.tsv"):
        entry = Entry(lemma, cast("Act", act), frozenset(frames.split(",")))
        by_form |= dict.fromkeys(forms.split(","), entry)
    found: dict[str, list[tuple[list[str], Entry]]] = {}
    for form, entry in by_form.items():
        found.setdefault(form.split()[0], []).append((form.split(), entry))
    for options in found.values():
        options.sort(key=lambda option: -len(option[0]))
    return found


def cue_at(tokens: Sequence[Token], i: int) -> FoundCue | None:
    """The longest cue that begins at token `i`; a capitalised word is none."""
    for form, entry in lexicon().get(tokens[i].text, ()):
        if [t.text for t in tokens[i : i + len(form)]] == form:
            return FoundCue(entry, i, i + len(form), " ".join(form))
    return None


def cues_in(tokens: Sequence[Token]) -> Iterator[FoundCue]:
    """The cues of a sentence in order, those within quotation marks, negated or passive left out."""
    i = 0
    while i < len(tokens):
        cue = None if tokens[i].is_quotation else cue_at(tokens, i)
        if cue and not _is_blocked(tokens, cue):
            yield cue
        i = cue.after if cue else i + 1


def _is_blocked(tokens: Sequence[Token], cue: FoundCue) -> bool:
    """Whether it is negated, wished for or passive ("did not say", "to announce", "was told", "reported by")."""
    following = tokens[cue.after].text if cue.after < len(tokens) else ""
    if following == "by" and cue.is_past and cue.entry.lemma not in {"say", "tell", "add", "warn"}:
        return True
    for token in reversed(tokens[max(0, cue.first - 4) : cue.first]):
        if token.lower in words("blockers"):
            return True
        if token.lower in words("passive"):
            return cue.is_past and cue.entry.lemma != "be quoted as saying"
        if token.lower not in words("adverbs") and not token.text.endswith("ly"):
            return False
    return False
