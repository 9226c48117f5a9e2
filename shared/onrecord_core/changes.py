"""What another reading of an article changed: which statements are new, changed, unchanged or gone."""

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord_core.records import Statement

PASSED_OVER = frozenset({"id", "confidence", "extractor"})
"""Fields that say how a statement was found, not what was said; where they alone differ it is unchanged."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A statement of which another reading gives another account; `fields` are the names of what differs."""

    before: Statement
    after: Statement
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """The difference between two readings of an article."""

    new: tuple[Statement, ...]
    changed: tuple[Changed, ...]
    unchanged: tuple[Statement, ...]
    retracted: tuple[Statement, ...]

    @property
    def are_none(self) -> bool:
        """Whether both readings say the same."""
        return not (self.new or self.changed or self.retracted)


def changes(before: Sequence[Statement], after: Sequence[Statement]) -> Changes:
    """The difference between the statements of one reading and those of a later one."""
    were = {statement.id: statement for statement in before}
    are = {statement.id: statement for statement in after}
    both = [(were[name], statement) for name, statement in are.items() if name in were]
    differing = [(old, new, _differing(old, new)) for old, new in both]
    return Changes(
        new=tuple(statement for name, statement in are.items() if name not in were),
        changed=tuple(Changed(old, new, fields) for old, new, fields in differing if fields),
        unchanged=tuple(new for _, new, fields in differing if not fields),
        retracted=tuple(statement for name, statement in were.items() if name not in are),
    )


def _differing(old: Statement, new: Statement) -> tuple[str, ...]:
    names = [name for name in Statement.model_fields if name not in PASSED_OVER]
    was, now = _without_entity(old), _without_entity(new)
    return tuple(name for name in names if getattr(was, name) != getattr(now, name))


def _without_entity(statement: Statement) -> Statement:
    """Who the speaker is across articles is worked out from the name, and may be decided by hand."""
    if statement.speaker is None:
        return statement
    return statement.model_copy(update={"speaker": statement.speaker.model_copy(update={"entity_id": None})})
