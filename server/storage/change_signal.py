"""Wakes whoever tails the journal after a commit."""

from collections.abc import Callable
from threading import Event

NOTIFY_CHANNEL = "servicehall_journal"
"""The PostgreSQL channel on which processes hear one another's commits."""


class ChangeSignal:
    """Rings after a commit. Listeners are called in the caller's thread, so they must be short."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[str], None]] = []
        self._next = Event()

    def listen(self, listener: Callable[[str], None]) -> None:
        """From now on call `listener(hall)` at each ring."""
        self._listeners = [*self._listeners, listener]

    def ring(self, hall: str) -> None:
        """The journal of this hall has grown; "" says that any hall's may have."""
        rung, self._next = self._next, Event()
        rung.set()
        for listener in self._listeners:
            listener(hall)

    def next_ring(self) -> Event:
        """Set at the next ring, of whichever hall. Take it before looking whether there is
        anything to do: what rings between the look and the waiting is then not missed."""
        return self._next
