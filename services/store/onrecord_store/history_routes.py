"""The routes to articles and to what was before."""

from typing import Annotated

from fastapi import APIRouter, Query
from onrecord_core.access import DENIALS
from onrecord_core.problems import ProblemError, responses

from onrecord_store import examples
from onrecord_store.articles import ArticleFinder, ArticlePage, ArticleQuestion
from onrecord_store.history import HistoryReader
from onrecord_store.history_answers import ArticleRevisions, StatementHistory
from onrecord_store.routes import UNAVAILABLE, Id
from onrecord_store.scopes import READING


def make_history_router(finder: ArticleFinder, reader: HistoryReader) -> APIRouter:
    """The routes under `/v1` that list articles and tell of what was before."""
    router = APIRouter(prefix="/v1", dependencies=READING, responses=DENIALS)

    @router.get(
        "/articles",
        summary="Find articles",
        responses=examples.answer(examples.ARTICLE_PAGE) | responses(s422="A parameter is wrong.", s503=UNAVAILABLE),
    )
    async def find_articles(question: Annotated[ArticleQuestion, Query()]) -> ArticlePage:  # pyright: ignore[reportUnusedFunction]
        """Articles that pass all filters, a page at a time, each with the extractor that read it last."""
        return await finder.find(question)

    @router.get(
        "/articles/{id}/revisions",
        summary="Get the revisions of an article",
        responses=examples.answer(examples.REVISIONS)
        | responses(422, s404="There is no such article.", s503=UNAVAILABLE),
    )
    async def get_revisions(id: Id) -> ArticleRevisions:  # noqa: A002  # pyright: ignore[reportUnusedFunction]
        """Every text that the article had, and what each reading of it added, kept and retracted."""
        found = await reader.article(id)
        if found is None:
            raise ProblemError(404, f"there is no article {id} here; GET /v1/articles finds those there are")
        return found

    @router.get(
        "/statements/{id}/history",
        summary="Get the history of a statement",
        responses=examples.answer(examples.HISTORY)
        | responses(422, s404="There is no such statement.", s503=UNAVAILABLE),
    )
    async def get_history(id: Id) -> StatementHistory:  # noqa: A002  # pyright: ignore[reportUnusedFunction]
        """When the statement was found and retracted, by which extractor, and every account that was given of it."""
        found = await reader.statement(id)
        if found is None:
            raise ProblemError(404, f"there is no statement {id}; GET /v1/statements finds those there are")
        return found

    return router
