"""What was seen before: the same text is not news, wherever it comes from.

Two kinds of keys tell, both kept for `dedup_days`: which article a text was first accepted under, and which text of an
article is the newest. An article is a duplicate when its text was seen under another article, when it has its newest
text, or one that was seen and is older than that: then its submission is handled again. A page that goes from A to B
and back to A is news three times. Texts are in the order of the times as of which they are, whichever is handled first.
"""

import hashlib
from collections.abc import Awaitable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple, Self, cast

from onrecord_core.records import Article
from onrecord_core.streams import Streams

if TYPE_CHECKING:
    from redis.asyncio import Redis
    from redis.asyncio.client import Pipeline


def fingerprint(text: str) -> str:
    """A hash of the words of a text, in order; how they are spaced makes no difference."""
    return hashlib.sha256(" ".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()


class Newest(NamedTuple):
    """The newest text of an article: as of when it is, and the hash of its words."""

    as_of: datetime
    fingerprint: str

    @classmethod
    def read(cls, kept: bytes) -> Self:
        """From what a key holds."""
        as_of, found = kept.decode().split(" ")
        return cls(datetime.fromisoformat(as_of), found)

    def changes(self, before: Self) -> bool:
        """Whether it is news beside another text that the article had, though it was seen before."""
        return self.as_of > before.as_of and self.fingerprint != before.fingerprint

    def written(self) -> bytes:
        """As a key holds it."""
        return f"{self.as_of.isoformat()} {self.fingerprint}".encode()


class SeenBook:
    """Reads and writes what was seen."""

    def __init__(self, streams: Streams, *, days: float) -> None:
        self._streams = streams
        self._keep = timedelta(days=days)

    def keys(self, article: Article) -> tuple[str, str]:
        """The key of the article's text and that of the article."""
        return self._streams.seen("text", fingerprint(article.text)), self._streams.seen("newest", article.id)

    async def recall(self, redis: "Redis", articles: Sequence[Article]) -> "Recalled":
        """What is known of articles at this moment."""
        keys = [key for article in articles for key in self.keys(article)]
        values = await cast("Awaitable[list[bytes | None]]", redis.mget(keys)) if keys else []
        return Recalled(self, dict(zip(keys, values, strict=True)))

    def note(self, pipe: "Pipeline", article: Article, newest: bytes) -> None:
        """Add to a transaction that an article was accepted, with what its newest text is then.

        A text stays with the article that had it first.
        """
        of_text, of_article = self.keys(article)
        pipe.set(of_text, article.id, ex=self._keep, nx=True)
        pipe.set(of_article, newest, ex=self._keep)


class Recalled:
    """What was seen, at one moment and in the batch judged since."""

    def __init__(self, book: SeenBook, values: dict[str, bytes | None]) -> None:
        self._book = book
        self._before = values
        self._now = dict(values)

    def judge(self, article: Article, as_of: datetime) -> str | None:
        """The id of the article that this one repeats; None where it is news, which is remembered for the next.

        `as_of` is when the article has this text.
        """
        text, newest = self._book.keys(article)
        this = Newest(as_of, fingerprint(article.text))
        kept = Newest.read(found) if (found := self._now[newest]) else None
        owner = self._now[text]
        if owner and (owner != article.id.encode() or (kept and not this.changes(kept))):
            return owner.decode()
        self._now[text] = owner or article.id.encode()
        self._now[newest] = (max(kept, this) if kept else this).written()
        return None

    def newest(self, article: Article) -> bytes:
        """What is to be kept of the newest text of an article that was judged to be news."""
        return cast("bytes", self._now[self._book.keys(article)[1]])

    def expected(self, article: Article) -> dict[str, bytes | None]:
        """The keys that a judgement rests on, with what they held when they were read."""
        return {key: self._before[key] for key in self._book.keys(article)}
