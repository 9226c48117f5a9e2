"""The words of the model: the labels of units, the spans they spell, and the relations between spans."""

from dataclasses import dataclass

ROLES = ("source", "cue", "content")
SOURCE, CUE, CONTENT = range(3)  # indices into ROLES
LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
RELATIONS = ((CONTENT, CUE), (CUE, SOURCE), (CONTENT, SOURCE))  # dependent role, head role


def begin(role: int) -> int:
    """The label of a span's first unit."""
    return 1 + 2 * role


@dataclass(frozen=True, order=True)
class UnitSpan:
    """A span of one role: its first and last unit."""

    first: int
    last: int
    role: int

    def moved(self, units: int) -> "UnitSpan":
        """The span `units` further on."""
        return UnitSpan(self.first + units, self.last + units, self.role)
