"""The example in the API's description: a true statement of a true article, so that its spans hold."""

from datetime import UTC, date, datetime
from typing import Any

from onrecord_core.entities import identified
from onrecord_core.ids import article_id, revision_of, statement_id
from onrecord_core.records import (
    About,
    Affiliation,
    Article,
    Cue,
    Extractor,
    SaidAt,
    Span,
    Speaker,
    Statement,
)

from onrecord_store.answers import Entity, Member
from onrecord_store.articles import ArticlePage, ArticleSummary
from onrecord_store.cursor import Cursor
from onrecord_store.history_answers import (
    Account,
    ArticleReading,
    ArticleRevision,
    ArticleRevisions,
    StatementHistory,
    Step,
)
from onrecord_store.question import Question
from onrecord_store.replays import Failed, Replay, ReplayOrder

_URL = "https://example.org/2024/03/ferry"
_TEXT = "NORTHPORT, March 5. Transport Minister Ana Ruiz said on Monday: “The ferry to Lund will sail again in May.”"
_CONTENT = "The ferry to Lund will sail again in May."


def _span(words: str) -> Span:
    start = _TEXT.index(words)
    return Span.of(_TEXT, start, start + len(words))


_ARTICLE = Article(
    id=article_id(url=_URL, text=_TEXT),
    revision=revision_of(_TEXT),
    url=_URL,
    publisher="The Northport Gazette",
    headline="Ferry to sail again",
    authors=("Kim Berg",),
    published_at=date(2024, 3, 5),
    published_basis="page",
    language="en",
    text=_TEXT,
)
_SPEAKER = identified(
    Speaker(
        name="Ana Ruiz",
        kind="person",
        mention=_span("Transport Minister Ana Ruiz"),
        resolution="named",
        role="Transport Minister",
        affiliation=Affiliation(name="Spain", country="ES"),
    ),
    _ARTICLE.id,
)
_STATEMENT = Statement(
    id=statement_id(_ARTICLE.id, [_CONTENT], "said", 0),
    article=_ARTICLE.ref,
    speaker=_SPEAKER,
    cue=Cue(span=_span("said"), lemma="say", act="state"),
    content=(_span(_CONTENT),),
    kind="direct",
    said_at=SaidAt(value=date(2024, 3, 4), precision="day", basis="phrase", phrase=_span("on Monday")),
    about=(About(name="Lund", kind="place", country="SE", span=_span("Lund")),),
    stance="factual",
    section="lede",
    confidence=0.97,
    extractor=Extractor(name="example", version="1"),
)

ARTICLE: dict[str, Any] = _ARTICLE.model_dump(mode="json")
"""An Article record."""
STATEMENT: dict[str, Any] = _STATEMENT.model_dump(mode="json")
"""A Statement record."""
CONTEXT: dict[str, Any] = {
    "id": _STATEMENT.id,
    "before": _TEXT[_STATEMENT.content[0].start - 12 : _STATEMENT.content[0].start],
    "text": _CONTENT,
    "after": _TEXT[_STATEMENT.content[0].end :],
    "start": _STATEMENT.content[0].start,
    "end": _STATEMENT.content[0].end,
    "article_id": _ARTICLE.id,
    "url": _URL,
    "headline": _ARTICLE.headline,
}
"""The statement's context, 12 characters on each side."""
PAGE: dict[str, Any] = {
    "items": [STATEMENT],
    # not null, which FastAPI leaves out of its description
    "next_cursor": Cursor(
        sort="-said_at", question=Question().fingerprint, position="2024-03-04", id=_STATEMENT.id
    ).token,
}
"""A page that is not the last."""
ARTICLE_WITH_STATEMENTS: dict[str, Any] = {"article": ARTICLE, "statements": [STATEMENT]}
"""The article and what stands in it."""

_ENTITY = Entity(
    id=_SPEAKER.entity_id or "",
    kind="person",
    name="Ana Ruiz",
    country="ES",
    names=("Ana Ruiz", "Ana M. Ruiz"),
    statements=12,
    # nothing in here is null, which FastAPI leaves out of its description
    members=(Member(id="ent_9d7a5c0b2e4f6a8c1d3e5f70", name="Ruiz", country="ES", by="hand"),),
    split_from="ent_0b2e4f6a8c1d3e5f709d7a5c",
    created_at=datetime(2024, 3, 5, 9, 30, tzinfo=UTC),
)
ENTITY: dict[str, Any] = _ENTITY.model_dump(mode="json")
"""An entity."""
ENTITY_PAGE: dict[str, Any] = {"items": [ENTITY], "next_cursor": f"12.{_ENTITY.id}"}
"""A page of entities that is not the last."""
_AT = datetime(2024, 3, 5, 12, 30, tzinfo=UTC)

ARTICLE_PAGE: dict[str, Any] = ArticlePage(
    items=(
        ArticleSummary(
            **_ARTICLE.model_dump(include={"id", "revision", "url", "publisher", "headline", "published_at"}),
            accepted_at=_AT,
            characters=len(_TEXT),
            extracted_at=_AT,
            extractor=_STATEMENT.extractor,
        ),
    ),
    next_cursor=_ARTICLE.id,
).model_dump(mode="json")
"""A page of articles that is not the last."""
REVISIONS: dict[str, Any] = ArticleRevisions(
    id=_ARTICLE.id,
    revisions=(
        ArticleRevision(
            revision=_ARTICLE.revision,
            accepted_at=_AT,
            is_current=True,
            headline=_ARTICLE.headline,
            published_at=_ARTICLE.published_at,
            characters=len(_TEXT),
            readings=(
                ArticleReading(
                    extracted_at=_AT,
                    revision=_ARTICLE.revision,
                    extractor=_STATEMENT.extractor,
                    rules=True,
                    added=(_STATEMENT.id,),
                    kept=(),
                    retracted=(),
                ),
            ),
        ),
    ),
).model_dump(mode="json")
"""An article of one revision that was read once."""
HISTORY: dict[str, Any] = StatementHistory(
    id=_STATEMENT.id,
    article_id=_ARTICLE.id,
    in_force=True,
    steps=(Step(at=_AT, step="found", revision=_ARTICLE.revision, extractor=_STATEMENT.extractor),),
    accounts=(Account(found_at=_AT, last_found_at=_AT, statement=_STATEMENT),),
).model_dump(mode="json")
"""A statement that was found once."""
REPLAY: dict[str, Any] = Replay(
    id="rp_6a1f0c9d2b7e4853",
    order=ReplayOrder(since=date(2024, 3, 1), outdated=True, rate=20),
    status="done",
    created_at=_AT,
    finished_at=_AT,
    articles=120,
    done=120,
    skipped=20,
    failed=1,
    unchanged=910,
    changed=14,
    new=31,
    retracted=6,
    failures=(Failed(article_id=_ARTICLE.id, reason="the article does not hold 'in May' at 88-94"),),
).model_dump(mode="json")
"""A replay that is done."""
REPLAYS: dict[str, Any] = {"items": [REPLAY]}
"""All replays."""


def answer(example: dict[str, Any]) -> dict[int | str, dict[str, Any]]:
    """For FastAPI's `responses=`: the answer of a route that finds what is asked for."""
    return {200: {"content": {"application/json": {"example": example}}}}
