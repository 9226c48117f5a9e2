"""Articles found: a page of those that pass a filter, in their current revision, and which extractor read them last."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from onrecord_core.records import ArticleDate, Extractor, Record
from psycopg.rows import DictRow
from pydantic import Field
from pydantic_core import from_json

from onrecord_store.database import Pool
from onrecord_store.question import PlainText
from onrecord_store.replays import ArticleFilter, filter_values
from onrecord_store.rows import ID_CHARS
from onrecord_store.sqlfiles import query

PAGE = 100
PAGE_MAX = 1000
NAMED_MAX = 100


class ArticleQuestion(ArticleFilter):
    """The parameters of `GET /v1/articles`."""

    article: Annotated[tuple[Annotated[PlainText, Field(max_length=ID_CHARS)], ...], Field(max_length=NAMED_MAX)] = (
        Field(default=(), description="Only these articles, by id; may be given several times.")
    )
    limit: int = Field(default=PAGE, ge=1, le=PAGE_MAX, description="Articles in one answer.")
    cursor: Annotated[PlainText, Field(max_length=ID_CHARS)] | None = Field(
        default=None, description="`next_cursor` of the answer before, with the same filters."
    )


class ArticleSummary(Record):
    """An article without its text."""

    id: str
    revision: str = Field(description="The current one.")
    accepted_at: datetime
    url: str | None
    publisher: str | None
    headline: str | None
    published_at: ArticleDate | None
    characters: int = Field(description="Code points of the text.")
    extracted_at: datetime | None = Field(description="When it was read last; null where it was not read yet.")
    extractor: Extractor | None = Field(description="Which extractor read it last.")


class ArticlePage(Record):
    """A page of articles."""

    items: tuple[ArticleSummary, ...] = Field(description="In the order of their ids.")
    next_cursor: str | None = Field(description="Send it as `cursor` for the page that follows; null on the last page.")


@dataclass(frozen=True, slots=True)
class ArticleFinder:
    """Finds articles. Methods raise psycopg.Error."""

    pool: Pool

    async def find(self, question: ArticleQuestion) -> ArticlePage:
        """One page."""
        async with self.pool.connection() as connection:
            chosen = await filter_values(connection, question, question.article)
            values = {**chosen, "after": question.cursor, "limit": question.limit + 1}
            rows = await connection.execute(query("find_articles").format(matching=query("matching_articles")), values)
            found = [_summary(row) async for row in rows]
        page = tuple(found[: question.limit])
        return ArticlePage(items=page, next_cursor=page[-1].id if len(found) > question.limit else None)


def _summary(row: DictRow) -> ArticleSummary:
    article = from_json(row["record"])
    name, version = row["extractor_name"], row["extractor_version"]
    return ArticleSummary(
        id=row["id"],
        revision=row["revision"],
        accepted_at=row["accepted_at"],
        url=article["url"],
        publisher=article["publisher"],
        headline=article["headline"],
        published_at=article["published_at"],
        characters=row["characters"],
        extracted_at=row["extracted_at"],
        extractor=Extractor(name=name, version=version) if name else None,
    )
