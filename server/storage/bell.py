"""Wakes whoever tails the journal after a commit in this process."""

from collections.abc import Callable

Listener = Callable[[str], None]


class Bell:
    """Listeners are called with the hall's key, after the commit, in the committer's thread.

    They must return at once (set an event, push to a queue): the clerk's answer waits for them.
    """

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def listen(self, listener: Listener) -> None:
        self._listeners.append(listener)

    def ring(self, hall: str) -> None:
        for listener in self._listeners:
            listener(hall)
