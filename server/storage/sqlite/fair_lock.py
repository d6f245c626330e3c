"""A fair lock for writers of one SQLite file.

SQLite's own busy handler lets eight writers starve one another for seconds, and under gevent
a greenlet that waits inside BEGIN IMMEDIATE stops the process. Writers therefore queue here,
in the order they came, before they open a transaction.
"""

import threading
from collections import deque
from collections.abc import Callable
from types import TracebackType


class FairLock:
    """First come, first served. Works with threads and, monkey-patched, with greenlets."""

    def __init__(self, left: Callable[[], None] = lambda: None) -> None:
        """`left` is called where somebody's turn had come who won't take it."""
        self._left = left
        self._guard = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._taken = False

    def __enter__(self) -> None:
        with self._guard:
            if not self._taken:
                self._taken = True
                return
            gate = threading.Lock()
            gate.acquire()
            self._waiting.append(gate)
        try:
            gate.acquire()
        except BaseException:
            self._leave(gate)  # a greenlet that was killed while it waited
            raise

    @property
    def waiting(self) -> int:
        """How many stand behind the one who is through."""
        return len(self._waiting)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False

    def _leave(self, gate: threading.Lock) -> None:
        with self._guard:
            if gate in self._waiting:
                self._waiting.remove(gate)
                return
        try:
            self._left()
        finally:
            self.__exit__(None, None, None)  # its turn had come: pass it on
