"""The routes of the API: parameters in, questions asked, answers out."""

from typing import Annotated

from fastapi import APIRouter, Path, Query
from onrecord_core.access import DENIALS
from onrecord_core.problems import FieldProblem, ProblemError, responses
from onrecord_core.records import Statement
from pydantic import Field

from onrecord_store import examples
from onrecord_store.answers import ArticleWithStatements, StatementContext, StatementPage
from onrecord_store.cursor import CursorError
from onrecord_store.queries import Kept, Reader
from onrecord_store.question import PlainText, Question
from onrecord_store.rows import ID_CHARS
from onrecord_store.scopes import READING
from onrecord_store.settings import StoreSettings

CONTEXT_CHARS_MAX = 2000

Id = Annotated[PlainText, Path(max_length=ID_CHARS, description="As in `id` of the record.")]
Chars = Annotated[int, Query(ge=0, le=CONTEXT_CHARS_MAX, description="Code points on each side.")]
Revision = Annotated[
    Annotated[PlainText, Field(max_length=ID_CHARS)] | None,
    Query(description="As in `article.revision` of a statement; the current one where it is not given."),
]

UNAVAILABLE = "The database is away, or the query took too long: narrow it, or try again."
_GONE = "The statement was retracted: a later reading of its article no longer finds it."
_STATEMENT_ERRORS = responses(422, s404="There is no such statement.", s410=_GONE, s503=UNAVAILABLE)


def make_router(reader: Reader, settings: StoreSettings) -> APIRouter:
    """The routes under `/v1`, answered by a reader."""
    router = APIRouter(prefix="/v1", dependencies=READING, responses=DENIALS)

    @router.get(
        "/statements",
        summary="Find statements",
        responses=examples.answer(examples.PAGE)
        | responses(s400="The cursor is not one for this query.", s422="A parameter is wrong.", s503=UNAVAILABLE),
    )
    async def find_statements(question: Annotated[Question, Query()]) -> StatementPage:
        """Statements that pass all filters, a page at a time.

        Follow `next_cursor` for all of them: statements that arrive meanwhile shift nothing.
        """
        try:
            found = await reader.find(question, _limit(question, settings))
        except CursorError as error:
            raise ProblemError(
                400, str(error), errors=[FieldProblem(field="query.cursor", detail=str(error))]
            ) from error
        return StatementPage(items=tuple(found.statements), next_cursor=found.next_cursor)

    @router.get(
        "/statements/{id}", summary="Get a statement", responses=examples.answer(examples.STATEMENT) | _STATEMENT_ERRORS
    )
    async def get_statement(id: Id) -> Statement:  # noqa: A002 - the name of the parameter in the API
        """One statement by its id."""
        return _in_force(id, await reader.statement(id)).statement

    @router.get(
        "/statements/{id}/context",
        summary="Read a statement in its place",
        responses=examples.answer(examples.CONTEXT) | _STATEMENT_ERRORS,
    )
    async def get_context(id: Id, chars: Chars = 200) -> StatementContext:  # noqa: A002
        """The statement's words with what stands before and after them in the article."""
        kept = _in_force(id, await reader.statement(id, with_text=True))
        return StatementContext.of(kept.statement, kept.text or "", chars)

    @router.get(
        "/articles/{id}",
        summary="Get an article with its statements",
        responses=examples.answer(examples.ARTICLE_WITH_STATEMENTS)
        | responses(422, s404="There is no such article, or no such revision.", s503=UNAVAILABLE),
    )
    async def get_article(id: Id, revision: Revision = None) -> ArticleWithStatements:  # noqa: A002
        """The article as it was accepted, to the character, and the statements that stand in this revision.

        Of an older revision these are the statements that were found in it, with their places in its text; some may
        have been retracted since.
        """
        found = await reader.article(id, revision)
        if found is None:
            raise ProblemError(404, "there is no such article here, or no such revision; ingest tells how far it is")
        return ArticleWithStatements(article=found[0], statements=tuple(found[1]))

    return router


def _limit(question: Question, settings: StoreSettings) -> int:
    limit = question.limit or min(settings.store_page, settings.store_page_max)
    if limit > settings.store_page_max:
        detail = f"ask for at most {settings.store_page_max}, and follow next_cursor for more"
        raise ProblemError(422, "change what `errors` names", errors=[FieldProblem(field="query.limit", detail=detail)])
    return limit


def _in_force(statement_id: str, kept: Kept | None) -> Kept:
    if kept is None:
        raise ProblemError(404, f"there is no statement {statement_id}; GET /v1/statements finds those there are")
    if kept.retracted_at:
        day = kept.retracted_at.date()
        raise ProblemError(410, f"retracted on {day}: a later reading of {kept.statement.article.id} does not find it")
    return kept
