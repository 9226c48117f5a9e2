"""What the tables keep of an event."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from onrecord_core.errors import MalformedEntryError, TooLargeError
from onrecord_core.events import Extraction, Retraction, article_accepted, article_extracted, statement_extracted
from onrecord_core.events import statement_retracted as retracted
from onrecord_core.ids import revision_of
from onrecord_core.records import Affiliation, Article, Extractor, SaidAt, Span, Speaker, Statement
from onrecord_store.rows import ArticleKey, article_row, extraction_row, retraction_row, statement_row

TEXT = "Ana Ruiz said: “We will sail.” And: “In May.”"
WHEN = datetime(2024, 3, 5, 12, tzinfo=UTC)
EXTRACTOR = Extractor(name="test", version="1")


def _article(text: str = TEXT, **fields: Any) -> Article:
    given: dict[str, Any] = {"id": "art_1", "revision": revision_of(text), "text": text}
    return Article(**(given | fields))


def _statement(**fields: Any) -> Statement:
    start = TEXT.index("We will sail.")
    given: dict[str, Any] = {
        "id": "st_1",
        "article": _article().ref,
        "content": (Span.of(TEXT, start, start + 13),),
        "kind": "direct",
        "confidence": 1.0,
        "extractor": EXTRACTOR,
    }
    return Statement(**(given | fields))


def _speaker(**fields: Any) -> Speaker:
    given: dict[str, Any] = {"name": "Ana Ruiz", "kind": "person", "resolution": "named"}
    return Speaker(**(given | fields))


def _values(**fields: Any) -> Any:
    return statement_row(statement_extracted(_statement(**fields), time=WHEN)).values


def test_an_article_is_kept_with_its_text_apart() -> None:
    row = article_row(article_accepted(_article(publisher="P"), time=WHEN))
    assert row.article == ArticleKey("art_1", revision_of(TEXT))
    assert row.values["text"] == TEXT
    assert row.values["accepted_at"] == WHEN
    assert '"publisher":"P"' in str(row.values["record"])
    assert "sail" not in str(row.values["record"])


@pytest.mark.parametrize(
    ("article", "says"),
    [
        (_article("a\0b"), "NUL"),
        (_article(headline="a\0b"), "NUL"),
        (_article(headline="\\\0"), "NUL"),
        (_article(id="\0"), "NUL"),
        (_article(revision=revision_of("other")), "SHA-256"),
        (_article(published_at=datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=5)))), "years 1 to 9999"),
    ],
)
def test_articles_that_cannot_be_kept(article: Article, says: str) -> None:
    with pytest.raises(MalformedEntryError, match=says):
        article_row(article_accepted(article, time=WHEN))


def test_text_that_only_spells_a_nul_is_kept() -> None:
    article_row(article_accepted(_article("\\u0000", headline="\\u0000 \\\\u0000"), time=WHEN))


def test_long_ids_are_refused() -> None:
    with pytest.raises(TooLargeError, match="at most 200"):
        article_row(article_accepted(_article(id="x" * 201), time=WHEN))
    with pytest.raises(TooLargeError):
        _values(id="x" * 201)


def test_who_said_it() -> None:
    values = _values(speaker=_speaker(affiliation=Affiliation(name="Ministry of Transport", country="ES")))
    assert values["speaker"] == "Ana Ruiz"
    assert values["speaker_words"] == ["ana", "ruiz"]
    assert values["country"] == "ES"
    assert values["organization_words"] == ["ministry", "of", "transport"]


def test_for_whom_it_was_said() -> None:
    assert _values(speaker=_speaker(on_behalf_of="The Union"))["organization_words"] == ["the", "union"]
    assert _values(speaker=_speaker(name="Kremlin", kind="government"))["organization_words"] == ["kremlin"]
    assert _values(speaker=_speaker())["organization_words"] == []


def test_a_statement_of_nobody_in_particular() -> None:
    for speaker in (None, _speaker(name=None)):
        values = _values(speaker=speaker)
        assert (values["speaker"], values["speaker_words"], values["country"]) == (None, [], None)


def test_content_in_pieces_is_searched_as_a_whole() -> None:
    second = TEXT.index("In May.")
    pieces = (Span.of(TEXT, second, second + 7), _statement().content[0])
    values = _values(content=pieces)
    assert values["content"] == "In May.\nWe will sail."
    assert values["content_start"] == TEXT.index("We will sail.")


@pytest.mark.parametrize(
    ("published", "kept"),
    [
        (date(2024, 3, 5), datetime(2024, 3, 5, tzinfo=UTC)),
        (datetime(2024, 3, 5, 8, tzinfo=timezone(timedelta(hours=3))), datetime(2024, 3, 5, 5, tzinfo=UTC)),
        (datetime(2024, 3, 5, 8), datetime(2024, 3, 5, 8, tzinfo=UTC)),  # noqa: DTZ001 - a source without a zone
        (None, None),
    ],
)
def test_when_it_was_published(published: date | None, kept: datetime | None) -> None:
    assert _values(article=_article(published_at=published).ref)["published_at"] == kept


def test_an_undated_statement_is_not_dated_by_its_article() -> None:
    article = _article(published_at=date(2024, 3, 5)).ref
    assert _values(article=article, said_at=None)["said_at"] is None
    assert _values(article=article, said_at=SaidAt())["said_at"] is None
    assert _values(article=article, said_at=SaidAt(value=date(2024, 3, 4)))["said_at"] == date(2024, 3, 4)


def test_a_reading_and_a_retraction() -> None:
    found = Extraction(article_id="art_1", revision="r", statements=("st_1", "st_2"), extractor=EXTRACTOR)
    reading = extraction_row(article_extracted(found, time=WHEN))
    assert reading.article == ArticleKey("art_1", "r")
    assert (reading.values["statement_ids"], reading.values["extracted_at"]) == (["st_1", "st_2"], WHEN)
    assert (reading.values["extractor_name"], reading.values["extractor_version"]) == ("test", "1")
    lost = Retraction(statement_id="st_1", article_id="art_1", revision="r", extractor=EXTRACTOR)
    withdrawal = retraction_row(retracted(lost, source="onrecord/extract", time=WHEN))
    assert (withdrawal.values["statement_id"], withdrawal.values["retracted_at"]) == ("st_1", WHEN)
