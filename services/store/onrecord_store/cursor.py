"""Where the next page begins: the sort key and the id of the last statement that was given.

Rows that come in between neither shift nor repeat what follows, which they would if pages were counted.
"""

import base64
import binascii
import math
from datetime import date, datetime
from typing import Self

from onrecord_core.errors import OnrecordError
from onrecord_core.records import Record
from pydantic import ValidationError

from onrecord_store.question import PlainText, Question, Sort


class CursorError(OnrecordError):
    """A cursor that was not given for this question. The message says what to do."""


class Cursor(Record):
    """A place in the answers to one question."""

    sort: Sort
    question: str
    """The question's fingerprint."""
    position: str
    """The sort key of the last statement, as PostgreSQL writes it."""
    id: PlainText

    @classmethod
    def of(cls, question: Question) -> Self | None:
        """The cursor that a question brings; None for its first page. Raises CursorError."""
        if question.cursor is None:
            return None
        try:
            token = question.cursor.encode("ascii")
            cursor = cls.model_validate_json(base64.b64decode(token + b"=" * (-len(token) % 4), b"-_", validate=True))
            _check_position(cursor)
        except (UnicodeEncodeError, binascii.Error, ValidationError, ValueError):
            raise CursorError("not a cursor of this service; leave `cursor` out to begin at the first page") from None
        if (cursor.sort, cursor.question) != (question.sort, question.fingerprint):
            raise CursorError(
                "this cursor belongs to other filters or another order; send the parameters that it was given for, "
                "or leave `cursor` out to begin at the first page"
            )
        return cursor

    @property
    def token(self) -> str:
        """The cursor as clients see it."""
        return base64.urlsafe_b64encode(self.model_dump_json().encode()).rstrip(b"=").decode()


def _check_position(cursor: Cursor) -> None:
    """Raise ValueError where the position is no key of the cursor's order."""
    if cursor.sort == "relevance":
        if not math.isfinite(float(cursor.position)):
            raise ValueError("not a rank")
    elif cursor.position not in {"infinity", "-infinity"}:
        kind = datetime if cursor.sort.endswith("published_at") else date
        kind.fromisoformat(cursor.position)
