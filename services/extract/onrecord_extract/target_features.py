"""How the candidates of a document stand to one statement of it: in its content and where, or outside and how near."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from onrecord_core.records import Act, Speaker

from onrecord_extract.attributions import Offsets
from onrecord_extract.candidate_features import Named
from onrecord_extract.candidates import Candidate, Candidates, Occurrence
from onrecord_extract.entities import gender_of
from onrecord_extract.lexicon import words
from onrecord_extract.noun_phrases import closed
from onrecord_extract.phrases import group
from onrecord_extract.wording import Wording

MAX_INSIDE = 60
"""How many phrases of a piece of content are looked at."""
MAX_BEFORE = 10
"""How many phrases before a content are looked at, whatever they name."""
EARLY_WORDS = 4
SHORT_WORDS = 8
LEAD_WORDS = 2
"""How many words may stand between an attitude and what it is to."""
PASSIVE_REACH = 4
NEAR_CHARS = 20
"""The unit in which the logarithm of a distance is taken."""
_JUDGING: frozenset[Act] = frozenset({"praise", "criticise", "apologise"})
_SPOKEN_OF = ("of men", "of women", "of things", "of hearers")


@dataclass(frozen=True, slots=True)
class Said:
    """A statement, as far as it tells what it is about."""

    content: Sequence[Offsets]
    wording: Wording
    """The words of the content."""
    act: Act
    speaker: Speaker


class TargetFeatures:
    """The features of candidates for the target of one statement, beside those that they have in the document."""

    def __init__(self, found: Candidates, shared: Sequence[Mapping[str, float]], said: Said) -> None:
        """`shared` are the features of all candidates in the document."""
        self._found, self._shared, self._said, self._wording = found, shared, said, said.wording
        self._pieces = [found.range_of(piece) for piece in said.content]
        self._held = found.stems_in(said.content)
        self._last_paragraph, self._paragraph = found.paragraphs_around(self._pieces[0][0])

    @cached_property
    def inside(self) -> Mapping[int, Occurrence]:
        """The candidates that the content names, each with where it does so first."""
        found: dict[int, Occurrence] = {}
        for first, after in self._pieces:
            for one in self._found.among(first, after)[:MAX_INSIDE]:
                if one.phrase.after <= after:
                    found.setdefault(one.candidate, one)
        return found

    @cached_property
    def before(self) -> Mapping[int, Occurrence]:
        """The candidates named shortly before the content, each with where last."""
        end = self._pieces[0][0]
        nearest = self._found.before(end, MAX_BEFORE)
        return {one.candidate: one for one in nearest if one.phrase.after <= end and one.candidate not in self.inside}

    @cached_property
    def outside(self) -> list[Named]:
        """What all candidates have in common that the content does not name: what makes it be about something else."""
        inside = list(self.inside)
        found = [f"known {min(2, sum(map(self._is_known, inside)))}", f"named {min(3, len(inside))}", *self._spoken_of]
        if any("encapsulating" in self._shared[number] for number in inside):
            found.append("encapsulating")
        if len(self._wording.words) < SHORT_WORDS:
            found.append("short")
        return [("without", 1), *((f"without {one}", 1) for one in found)]

    def of(self, number: int) -> Iterator[Named]:
        """The features of a candidate by its number, but for those of `outside`."""
        candidate = self._found.all[number]
        at = self.inside.get(number)
        yield from self._within(number, at) if at else self._without(candidate, self.before.get(number))
        if "head in headline" in self._shared[number]:
            yield "without in headline", at is None
        if candidate.person:
            yield "speaker", candidate.person.name == self._said.speaker.name
        yield "own", self._is_own(candidate)

    def _within(self, number: int, at: Occurrence) -> Iterator[Named]:
        plain, kinds = self._found.plain, self._found.kinds
        lead, first, _, after, _ = at.phrase
        place = sum(max(0, min(end, lead) - start) for start, end in self._pieces)
        before = plain[lead - 1] if lead else ""
        kind = kinds[lead - 1] if lead else "other"
        behind = plain[after : after + PASSIVE_REACH]
        is_passive = not words("passive").isdisjoint(behind[:2])
        yield "within", 1
        yield "within early", place <= EARLY_WORDS
        yield "within place", math.log(1 + place)
        yield "within object", kind == "word"
        yield (
            "within object of verb",
            kind == "word" and (before in closed("verbs") or before in closed("verbs_or_nouns")),
        )
        yield "within deed", kind == "word" and lead > 1 and plain[lead - 2] == "to"
        yield "within behind link", kind == "link"
        yield "within behind be", before in words("passive")
        yield "within the", lead < first and plain[lead] in closed("definite")
        yield "within a", lead < first and plain[lead] in {"a", "an"}
        yield "within no", lead < first and plain[lead] in {"no", "any"}
        yield "within attitude", any(0 <= place - one <= LEAD_WORDS for one in self._attitudes)
        yield "within passive", is_passive and any(word.endswith("ed") for word in behind[1:])
        yield "within copula", bool(behind) and behind[0] in words("passive")
        yield "within known", self._is_known(number)
        if place == 0:
            yield "within lead", 1
            yield "within lead animate", self._is_animate(number, plain[at.phrase.head])
            yield "within lead subject", after < len(kinds) and kinds[after] == "other"

    def _without(self, candidate: Candidate, at: Occurrence | None) -> Iterator[Named]:
        held = candidate.stems
        yield "without words", len(held & self._held) / len(held)
        yield "without any word", not held.isdisjoint(self._held)
        yield "without head", candidate.head in self._held
        if at:
            end = self._found.tokens[at.phrase.after - 1].end
            start = self._found.starts[self._pieces[0][0]]
            yield "without distance", math.log(1 + (start - end) / NEAR_CHARS)
            yield "without paragraph", at.phrase.first >= self._paragraph
            yield "without last paragraph", self._last_paragraph <= at.phrase.first < self._paragraph
        else:
            yield "without far", 1
        if candidate.person:
            yield from self._of_person(gender_of(candidate.person))

    def _of_person(self, gender: str | None) -> Iterator[Named]:
        men, women = "of men" in self._spoken_of, "of women" in self._spoken_of
        yield "person judged", self._said.act in _JUDGING
        yield "person you", "of hearers" in self._spoken_of
        yield "person he or she", (gender == "m" and men) or (gender == "f" and women)
        yield "person other", (gender == "m" and women and not men) or (gender == "f" and men and not women)

    @cached_property
    def _spoken_of(self) -> list[str]:
        """Whom and what the pronouns of the content speak of."""
        plain = frozenset(self._wording.words)
        return [one for one in _SPOKEN_OF if not closed(one.replace(" ", "_")).isdisjoint(plain)]

    @cached_property
    def _attitudes(self) -> list[int]:
        return [one.after for one in self._wording.evaluatives if one.kind in {"for", "against"}]

    def _is_known(self, number: int) -> bool:
        """Whether the document speaks of a candidate elsewhere, and it is no mere word of time or of the speaker."""
        shared = self._shared[number].keys()
        vague = not shared.isdisjoint({"general", "time", "encapsulating"})
        told = not shared.isdisjoint({"head named", "head in headline", "head in lede", "topic"})
        return told and not vague and not self._is_own(self._found.all[number])

    def _is_own(self, candidate: Candidate) -> bool:
        return not self._wording.own.isdisjoint(candidate.words)

    def _is_animate(self, number: int, noun: str) -> bool:
        is_somebody = not self._shared[number].keys().isdisjoint({"person", "office", "country"})
        return is_somebody or noun in group("institutions")
