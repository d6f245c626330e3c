"""Wakes whoever tails the journal after a commit."""

from collections.abc import Callable

NOTIFY_CHANNEL = "servicehall_journal"
"""The PostgreSQL channel on which processes hear one another's commits."""


class ChangeSignal:
    """Rings after a commit. Listeners are called in the caller's thread, so they must be short."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[str], None]] = []

    def listen(self, listener: Callable[[str], None]) -> None:
        """From now on call `listener(hall)` at each ring."""
        self._listeners = [*self._listeners, listener]

    def ring(self, hall: str) -> None:
        """The journal of this hall has grown; "" says that any hall's may have."""
        for listener in self._listeners:
            listener(hall)
