"""The extractor on the sample articles, against the statements that their author meant (`samples/expected.jsonl`)."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from onrecord_core.records import Statement
from onrecord_extract import extract

type Pairs = list[tuple[dict[str, Any], Statement | None]]

SAMPLES = Path(__file__).parents[3] / "samples"
EXPECTED: list[dict[str, Any]] = [
    json.loads(line) for line in (SAMPLES / "expected.jsonl").read_text(encoding="utf-8").splitlines()
]
REQUIRED = [item for item in EXPECTED if item["tier"] != "optional" and not item["file"].endswith(".html")]
"""Those of the page are left to the tests that read pages."""


def found_in(name: str) -> list[Statement]:
    raw = (SAMPLES / name).read_text(encoding="utf-8")
    if name.endswith(".txt"):
        return extract(raw)
    article = json.loads(raw)
    return extract(article["text"], published_at=article["published_at"])


@pytest.fixture(scope="module")
def pairs() -> Pairs:
    """Each statement that was meant, with the one that has its very words."""
    words = {
        (name, tuple(piece.text for piece in statement.content)): statement
        for name in {item["file"] for item in REQUIRED}
        for statement in found_in(name)
    }
    return [(item, words.get((item["file"], tuple(item["content"])))) for item in REQUIRED]


def share(pairs: Pairs, field: str, value: Callable[[Statement], str | None]) -> float:
    found = [(item, statement) for item, statement in pairs if statement]
    return sum(item[field] == value(statement) for item, statement in found) / len(found)


def speaker_of(statement: Statement) -> str | None:
    return statement.speaker.name if statement.speaker else None


def day_of(statement: Statement) -> str | None:
    day = statement.said_at.value if statement.said_at else None
    return day.isoformat() if day else None


def test_nearly_all_are_found_word_for_word(pairs: Pairs) -> None:
    assert sum(statement is not None for _, statement in pairs) / len(pairs) >= 0.93


def test_little_is_found_that_was_not_meant() -> None:
    meant = {(item["file"], tuple(item["content"])) for item in EXPECTED}
    found = [
        (name, tuple(piece.text for piece in statement.content))
        for name in sorted({item["file"] for item in REQUIRED})
        for statement in found_in(name)
    ]
    assert sum(one not in meant for one in found) / len(found) <= 0.06


def test_speaker_kind_and_day_are_right(pairs: Pairs) -> None:
    assert share(pairs, "speaker", speaker_of) >= 0.88
    assert share(pairs, "kind", lambda s: s.kind) >= 0.95
    assert share(pairs, "said_on", day_of) >= 0.83
