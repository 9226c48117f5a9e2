"""The difference between two readings of an article."""

from typing import Any

from onrecord_core.changes import changes
from onrecord_core.records import ArticleRef, Extractor, Span, Speaker, Statement

ARTICLE = ArticleRef(id="art_1", revision="r")


def statement(name: str, **fields: Any) -> Statement:
    given: dict[str, Any] = {
        "id": name,
        "article": ARTICLE,
        "content": (Span(start=0, end=3, text="Yes"),),
        "kind": "direct",
        "confidence": 0.5,
        "extractor": Extractor(name="test", version="1"),
    }
    return Statement(**(given | fields))


def speaker(name: str, entity: str | None = None) -> Speaker:
    return Speaker(name=name, kind="person", resolution="named", entity_id=entity)


def test_statements_are_new_changed_unchanged_or_retracted() -> None:
    same, other, gone, new = (statement(f"st_{number}") for number in range(4))
    another = other.model_copy(update={"speaker": speaker("Ana Ruiz"), "stance": "opposed"})
    found = changes([same, other, gone], [new, another, same])
    assert (found.new, found.unchanged, found.retracted) == ((new,), (same,), (gone,))
    ((change),) = found.changed
    assert (change.before, change.after, change.fields) == (other, another, ("speaker", "stance"))
    assert not found.are_none


def test_how_a_statement_was_found_is_no_change() -> None:
    before = statement("st_1", speaker=speaker("Ana Ruiz", "ent_1"))
    after = statement(
        "st_1",
        speaker=speaker("Ana Ruiz", "ent_2"),
        confidence=0.9,
        extractor=Extractor(name="other", version="2"),
    )
    found = changes([before], [after])
    assert found.unchanged == (after,)
    assert found.are_none
