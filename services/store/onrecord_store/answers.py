"""What the routes answer with."""

from datetime import datetime
from typing import Literal, Self

from onrecord_core.records import Article, Record, Statement
from pydantic import Field

EntityKind = Literal["person", "body"]


class StatementPage(Record):
    """A page of statements."""

    items: tuple[Statement, ...] = Field(description="In the order asked for.")
    next_cursor: str | None = Field(description="Send it as `cursor` for the page that follows; null on the last page.")


class Member(Record):
    """An id that counts as another entity."""

    id: str
    name: str = Field(description="As it was first seen.")
    country: str | None
    by: Literal["hand", "name"] = Field(
        description="`hand`: merged by a command. `name`: without a country, and this is the only one of the name."
    )


class Entity(Record):
    """A person or a body across articles."""

    id: str
    kind: EntityKind = Field(description="`body` is every speaker that is no person.")
    name: str = Field(description="The name that statements use most.")
    country: str | None = Field(description="ISO 3166-1 alpha-2.")
    names: tuple[str, ...] = Field(description="All names in statements in force, the most used first.")
    statements: int = Field(description="How many are in force.")
    members: tuple[Member, ...] = Field(description="Further ids that count as this entity.")
    split_from: str | None = Field(description="The entity that it was split from by hand.")
    created_at: datetime = Field(description="When the store first met it.")


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
