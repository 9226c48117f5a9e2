"""A corpus of reference statements.

`DIR/gold.jsonl` holds a reference statement a line, `DIR/articles/` (or `texts/`, `text/`) the documents under the
names that the statements give in `doc`, with what is known beside the text in a JSON file of the same name, and
`DIR/negatives.json`, where it is there, passages that are no statements.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import BaseModel, TypeAdapter, ValidationError

from onrecord.scoring.errors import CorpusError
from onrecord.scoring.gold_statements import GoldStatement, Negatives, Passage
from onrecord.scoring.reading import read_lines, read_text

FOLDERS = ("articles", "texts", "text")


class Given(BaseModel):
    """What is known of a document beside its text; `NAME.json` beside `NAME.txt` says it."""

    published_at: date | None = None


@dataclass(frozen=True, slots=True)
class ReferenceText:
    """A document with its reference statements and the passages that are none."""

    name: str
    text: str
    given: Given
    gold: tuple[GoldStatement, ...]
    negatives: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class References:
    """The whole corpus."""

    folder: Path
    gold: tuple[GoldStatement, ...]
    negatives: tuple[Negatives, ...]

    @property
    def names(self) -> list[str]:
        """The documents that have references; others of the folder are not measured."""
        return sorted({one.doc for one in self.gold} | {one.doc for one in self.negatives})

    def text_of(self, name: str) -> ReferenceText:
        """A document; raises CorpusError where its text is not there."""
        path = next((path for path in self._paths(name) if path.is_file()), None)
        if path is None:
            raise CorpusError(f"{self.folder} has no text of {name!r}; put it into {self.folder / FOLDERS[0]}")
        passages = [passage for one in self.negatives if one.doc == name for passage in one.not_statements]
        gold = tuple(one for one in self.gold if one.doc == name)
        return ReferenceText(name, read_text(path), _given(path), gold, tuple(passages))

    def _paths(self, name: str) -> list[Path]:
        if Path(name).name != name:
            raise CorpusError(f"{self.folder}: {name!r} is no name of a file in a folder of texts")
        return [self.folder / folder / name for folder in FOLDERS]


def read_references(folder: Path) -> References:
    """The references of a folder; raises CorpusError for the first that cannot be read."""
    if not (folder / "gold.jsonl").is_file():
        raise CorpusError(f"{folder} holds no gold.jsonl; name a corpus of reference statements")
    gold: list[GoldStatement] = []
    seen: set[str] = set()
    for number, one in read_lines(folder / "gold.jsonl", GoldStatement):
        if one.id in seen:
            raise CorpusError(f"{folder / 'gold.jsonl'}:{number}: the id {one.id!r} was there before")
        seen.add(one.id)
        gold.append(one)
    return References(folder, tuple(gold), _read_negatives(folder / "negatives.json"))


def _given(text: Path) -> Given:
    path = text.with_suffix(".json")
    if not path.is_file():
        return Given()
    try:
        return Given.model_validate_json(read_text(path))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise CorpusError(f"{path}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from error


def _read_negatives(path: Path) -> tuple[Negatives, ...]:
    if not path.is_file():
        return ()
    try:
        return tuple(TypeAdapter(list[Negatives]).validate_json(read_text(path)))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise CorpusError(f"{path}: {where}: {first['msg']}") from error
