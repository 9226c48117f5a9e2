"""What can go wrong with a stack; each message says what to do."""

from onrecord_core.errors import OnrecordError


class StackError(OnrecordError):
    """The stack cannot run. `log` holds the last lines of the process that it failed at."""

    def __init__(self, message: str, log: list[str] | None = None) -> None:
        super().__init__(message)
        self.log = log or []
        for line in self.log:
            self.add_note(line)


class AlreadyRunningError(StackError):
    """A stack runs on this folder."""


class PortInUseError(StackError):
    """Something else listens on a port that was asked for."""
