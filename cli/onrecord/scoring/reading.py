"""Files of a corpus, read within bounds."""

from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ValidationError

from onrecord.formats import ARTICLE_BYTES
from onrecord.scoring.errors import CorpusError


def read_text(path: Path) -> str:
    """A text to the character, its line ends as they are; raises CorpusError."""
    try:
        with path.open("rb") as stream:
            data = stream.read(ARTICLE_BYTES + 1)
    except OSError as error:
        raise CorpusError(f"{path} cannot be read: {error.strerror or error}") from error
    if len(data) > ARTICLE_BYTES:
        raise CorpusError(f"{path} is over {ARTICLE_BYTES >> 20} MiB; split it")
    return _decoded(data, str(path))


def read_lines[T: BaseModel](path: Path, model: type[T]) -> Iterator[tuple[int, T]]:
    """The numbered lines of a JSON Lines file, each as a `model`, empty ones left out; raises CorpusError."""
    try:
        with path.open("rb") as stream:
            number = 0
            while line := stream.readline(ARTICLE_BYTES + 1):
                number += 1
                if len(line) > ARTICLE_BYTES:
                    raise CorpusError(f"{path}:{number} is over {ARTICLE_BYTES >> 20} MiB; split it")
                if line.strip():
                    yield number, parsed(line, model, f"{path}:{number}")
    except OSError as error:
        raise CorpusError(f"{path} cannot be read: {error.strerror or error}") from error


def parsed[T: BaseModel](data: bytes, model: type[T], where: str) -> T:
    """JSON as a `model`; raises CorpusError that says what is wrong `where`."""
    try:
        return model.model_validate_json(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        raise CorpusError(f"{where}: {field + ': ' if field else ''}{first['msg']}") from error


def _decoded(data: bytes, where: str) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise CorpusError(f"{where}: byte {error.start} (0x{data[error.start]:02X}) is not UTF-8") from error
