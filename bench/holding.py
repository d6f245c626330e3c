"""How long the hub is kept from its sockets, in processor time.

A socket that has something waits until the hub asks the system again which ones have: for a turn.
Within it, what counts is greenlets that do not give way. Both are counted in processor time of the
thread, so that neighbours on the machine do not count as ours.
"""

import threading
import time
from typing import Any

from gevent import get_hub
from greenlet import settrace  # type: ignore[import-untyped]

DESK = "print-desk"


class Holding:
    """From `start` on: every turn of the hub, and every uninterrupted run of the print desk's
    greenlets, in nanoseconds."""

    def __init__(self) -> None:
        self._found: dict[str, list[int]] = {"turns": [], "desk": []}
        self._desk: set[int | None] = set()
        self._since = self._woke = 0
        self._watchers: list[Any] = []

    def start(self) -> None:
        """Called when the desk's greenlets are there."""
        self._desk = {each.ident for each in threading.enumerate() if each.name == DESK}
        if not self._desk:
            raise RuntimeError("the print desk is not at work")
        self._since = self._woke = time.thread_time_ns()
        settrace(self._switched)
        loop = get_hub().loop
        # Before everything that the system reported, and after everything that came of it.
        after = loop.check(ref=False, priority=loop.MAXPRI), self._begin_turn
        before = loop.prepare(ref=False, priority=loop.MINPRI), self._end_turn
        for watcher, noting in (after, before):
            watcher.start(noting)
            self._watchers.append(watcher)

    def taken(self) -> dict[str, list[int]]:
        """What was found since last asked."""
        found, self._found = self._found, {"turns": [], "desk": []}
        return found

    def _begin_turn(self) -> None:
        self._woke = time.thread_time_ns()

    def _end_turn(self) -> None:
        self._found["turns"].append(time.thread_time_ns() - self._woke)

    def _switched(self, event: str, between: tuple[Any, Any]) -> None:
        now = time.thread_time_ns()
        if id(between[0]) in self._desk:  # gevent's threads are named by their greenlets
            self._found["desk"].append(now - self._since)
        self._since = now
