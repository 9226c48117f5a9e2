"""What the routes answer with."""

from typing import Self

from onrecord_core.records import Article, Record, Statement
from pydantic import Field

from onrecord_store.entities import Entity


class StatementPage(Record):
    """A page of statements."""

    items: tuple[Statement, ...] = Field(description="In the order asked for.")
    next_cursor: str | None = Field(description="Send it as `cursor` for the page that follows; null on the last page.")


class EntityPage(Record):
    """A page of entities."""

    items: tuple[Entity, ...] = Field(description="Those with the most statements first.")
    next_cursor: str | None = Field(description="Send it as `cursor` for the page that follows; null on the last page.")


class ArticleWithStatements(Record):
    """One revision of an article and the statements in it."""

    article: Article
    statements: tuple[Statement, ...] = Field(description="In the order of the text.")


class StatementContext(Record):
    """A statement's words with what stands around them; `before + text + after` is a stretch of the article."""

    id: str = Field(description="The statement's id.")
    before: str = Field(description="The characters before it.")
    text: str = Field(description="From the beginning of the content to its end.")
    after: str = Field(description="The characters after it.")
    start: int = Field(description="Where `text` begins in the article, in code points.")
    end: int = Field(description="Where it ends, exclusive.")
    article_id: str = Field(description="The article's id.")
    url: str | None = Field(description="The article's address.")
    headline: str | None = Field(description="The article's headline.")

    @classmethod
    def of(cls, statement: Statement, text: str, chars: int) -> Self:
        """The context of a statement, `chars` code points on each side, in the text of its article's revision."""
        start = min(span.start for span in statement.content)
        end = max(span.end for span in statement.content)
        return cls(
            id=statement.id,
            before=text[max(0, start - chars) : start],
            text=text[start:end],
            after=text[end : end + chars],
            start=start,
            end=end,
            article_id=statement.article.id,
            url=statement.article.url,
            headline=statement.article.headline,
        )
