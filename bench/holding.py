"""How long the print desk keeps the hub to itself, in processor time.

What keeps a socket waiting is a greenlet that does not give way. Between two switches this counts
the processor time of the thread, so that neighbours on the machine do not count as printing.
"""

import threading
import time
from typing import Any

from greenlet import settrace

DESK = "print-desk"


class Holding:
    """Notes every uninterrupted run of the desk's greenlets from `start` on, in nanoseconds."""

    def __init__(self) -> None:
        self.runs: list[int] = []
        self._desk: set[int | None] = set()
        self._since = 0

    def start(self) -> None:
        """Called when the desk's greenlets are there."""
        self._desk = {each.ident for each in threading.enumerate() if each.name == DESK}
        if not self._desk:
            raise RuntimeError("the print desk is not at work")
        self._since = time.thread_time_ns()
        settrace(self._switched)

    def taken(self) -> list[int]:
        """The runs since last asked."""
        found, self.runs = self.runs, []
        return found

    def _switched(self, event: str, between: tuple[Any, Any]) -> None:
        now = time.thread_time_ns()
        if id(between[0]) in self._desk:  # gevent's threads are named by their greenlets
            self.runs.append(now - self._since)
        self._since = now
