"""What was seen before: the same text is not news, wherever it comes from.

Two kinds of keys tell, both kept for `dedup_days`: which article a text was first accepted under, and which text an
article had last. An article is a duplicate when its text was seen under another article, or is the one that it had
last; a page that goes from A to B and back to A is news three times.
"""

import hashlib
from collections.abc import Awaitable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, cast

from onrecord_core.records import Article
from onrecord_core.streams import Streams

if TYPE_CHECKING:
    from redis.asyncio import Redis
    from redis.asyncio.client import Pipeline


def fingerprint(text: str) -> str:
    """A hash of the words of a text, in order; how they are spaced makes no difference."""
    return hashlib.sha256(" ".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()


class SeenBook:
    """Reads and writes what was seen."""

    def __init__(self, streams: Streams, *, days: float) -> None:
        self._streams = streams
        self._keep = timedelta(days=days)

    def keys(self, article: Article) -> tuple[str, str]:
        """The key of the article's text and that of the article."""
        return self._streams.seen("text", fingerprint(article.text)), self._streams.seen("article", article.id)

    async def recall(self, redis: "Redis", articles: Sequence[Article]) -> "Recalled":
        """What is known of articles at this moment."""
        keys = [key for article in articles for key in self.keys(article)]
        values = await cast("Awaitable[list[bytes | None]]", redis.mget(keys)) if keys else []
        return Recalled(self, dict(zip(keys, values, strict=True)))

    def note(self, pipe: "Pipeline", article: Article) -> None:
        """Add to a transaction that an article was accepted. A text stays with the article that had it first."""
        text, last = self.keys(article)
        pipe.set(text, article.id, ex=self._keep, nx=True)
        pipe.set(last, fingerprint(article.text), ex=self._keep)


class Recalled:
    """What was seen, at one moment and in the batch judged since."""

    def __init__(self, book: SeenBook, values: dict[str, bytes | None]) -> None:
        self._book = book
        self._before = values
        self._now = dict(values)

    def judge(self, article: Article) -> str | None:
        """The id of the article that this one repeats; None where it is news, which is remembered for the next."""
        text, last = self._book.keys(article)
        owner = self._now[text]
        same = owner == article.id.encode()
        if owner and (not same or self._now[last] == fingerprint(article.text).encode()):
            return owner.decode()
        self._now[text] = owner or article.id.encode()
        self._now[last] = fingerprint(article.text).encode()
        return None

    def expected(self, article: Article) -> dict[str, bytes | None]:
        """The keys that a judgement rests on, with what they held when they were read."""
        return {key: self._before[key] for key in self._book.keys(article)}
