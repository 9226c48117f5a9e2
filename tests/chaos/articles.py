"""Made-up articles of which it is known what is said in them: the same ones for the same seed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Literal

from onrecord_core.ids import article_id, revision_of

PUBLISHER = "The Chaos Post"
TOWNS = ("Harstad", "Molde", "Bergen", "Drammen", "Larvik", "Moss", "Halden", "Narvik")
PEOPLE = ("Anna Berg", "Jonas Lie", "Ingrid Falk", "Per Moen", "Sara Holm", "Nils Aas", "Kari Strand")
WORKS = ("bridges", "schools", "tunnels", "ferries", "hospitals", "harbours")
SAID = (
    ('"We will build {count} {work} before the end of programme {name}," Minister {person} said.', '"', '," '),
    ('"We will close {count} {work} in the year after project {name}," Minister {person} said.', '"', '," '),
    ("{person} said that the council of {town} would open {count} {work} under plan {name}.", "that ", "."),
)
"""A paragraph with one statement, and the words between which its content stands."""
BACKGROUND = (
    "The meeting took three hours. Work is to start in the spring, when the snow has gone from the hills.",
    "The town has 40,000 inhabitants. Its harbour is open all year, and ships from many countries come in.",
    "The road along the fjord was closed for two days. It is open again now.",
)
type Kind = Literal["new", "revision", "duplicate", "bad"]


@dataclass(frozen=True, slots=True)
class Made:
    """One article as it is dropped, and what is to become of it."""

    name: str
    """Of this drop: no other has it."""
    kind: Kind
    url: str
    town: str
    paragraphs: tuple[str, ...]
    contents: tuple[str, ...]
    """The words of each statement in it, in order."""
    language: str = "en"

    @property
    def text(self) -> str:
        """The whole text."""
        head = f"{self.town}, 4 March 2025. The council of {self.town} met on Tuesday to talk about its plans."
        return "\n\n".join([head, *self.paragraphs]) + "\n"

    @property
    def id(self) -> str:
        """The id that it is to have as an article."""
        return article_id(url=self.url, text=self.text)

    @property
    def revision(self) -> str:
        """The revision that it is to be."""
        return revision_of(self.text)

    @property
    def submission(self) -> dict[str, str]:
        """The fields with which it is dropped."""
        return {
            "text": self.text,
            "url": self.url,
            "headline": f"The council of {self.town} meets",
            "publisher": PUBLISHER,
            "published_at": "2025-03-04",
            "language": self.language,
        }


class Press:
    """Writes articles; `seed` says which."""

    def __init__(self, seed: int) -> None:
        self._random = Random(f"articles {seed}")  # noqa: S311 - a test's, not a secret's
        self._written = 0

    def new(self) -> Made:
        """An article with one to four statements that nobody has read before."""
        self._written += 1
        name = f"n{self._written}"
        url = f"https://chaos.example/plans/{self._written}"
        town = self._random.choice(TOWNS)
        said = [self._said(f"{self._written}-{n}", town) for n in range(1, self._random.randint(1, 4) + 1)]
        return self._made(Made(name, "new", url, town, (), ()), said)

    def bad(self) -> Made:
        """One in a language that is not accepted, as which its sender gives it."""
        made = self.new()
        return replace(made, kind="bad", language="nb")

    def revision(self, of: Made) -> Made:
        """An article anew: its first statement stays, the others go, one or two come."""
        self._written += 1
        first = [(of.paragraphs[0], of.contents[0])]
        said = [self._said(f"{self._written}-{n}", of.town) for n in range(1, self._random.randint(1, 2) + 1)]
        return self._made(replace(of, name=f"n{self._written}", kind="revision"), first + said)

    def duplicate(self, of: Made) -> Made:
        """The same once more, dropped on its own."""
        self._written += 1
        return replace(of, name=f"n{self._written}", kind="duplicate")

    def _said(self, name: str, town: str) -> tuple[str, str]:
        """A paragraph, and the content of the statement in it."""
        draw = self._random
        pattern, before, after = draw.choice(SAID)
        values = {"count": draw.randint(2, 90), "work": draw.choice(WORKS), "person": draw.choice(PEOPLE)}
        paragraph = pattern.format(name=name, town=town, **values)
        return paragraph, paragraph.partition(before)[2].partition(after)[0]

    def _made(self, made: Made, said: Sequence[tuple[str, str]]) -> Made:
        paragraphs = (*(paragraph for paragraph, _ in said), self._random.choice(BACKGROUND))
        return replace(made, paragraphs=paragraphs, contents=tuple(content for _, content in said))
