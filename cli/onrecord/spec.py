"""What is to be known of a process of the stack to run it."""

import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Spec:
    """One process: how it is started, how it is known to be ready, how it is stopped."""

    name: str
    command: tuple[str, ...]
    folder: Path
    """Its working folder; what is left of a stack that was killed is found by it."""
    is_ready: Callable[[], bool]
    """Asks it; called again and again until it is true."""
    ready_within: float
    """Seconds after which it is held to have failed."""
    grace: float
    """Seconds that it gets to stop before it is killed."""
    port: int | None = None
    environment: Mapping[str, str] = field(default_factory=dict[str, str])
    """In addition to our own."""
    user: str | None = None
    """The system's user to run it as; None for our own."""
    stop_signal: signal.Signals = signal.SIGTERM
    before_start: Callable[[], None] = lambda: None
    """Called before every start, also after it died."""
