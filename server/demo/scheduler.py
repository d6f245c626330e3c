"""Many pretend people on one thread: each is a generator that yields how long it does nothing.

So a whole hall is one loop, its requests come one after another, and the same seed makes the
same people.
"""

import heapq
import itertools
import time
from collections.abc import Callable, Generator
from datetime import datetime
from threading import Event
from zoneinfo import ZoneInfo

Life = Generator[float, None, None]
"""Yields real seconds to wait before it is resumed."""


class Scheduler:
    """Resumes lives when they are due. `now` and `sleep` count seconds, `wall` tells the time."""

    def __init__(
        self,
        stop: Event,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] | None = None,
        wall: Callable[[ZoneInfo], datetime] = datetime.now,
    ) -> None:
        self.stop, self.now, self.wall = stop, now, wall
        self._sleep = sleep or stop.wait
        self._due: list[tuple[float, int, Life]] = []
        self._order = itertools.count()

    def add(self, life: Life, after: float = 0.0) -> None:
        heapq.heappush(self._due, (self.now() + after, next(self._order), life))

    def play(self) -> None:
        """Returns when `stop` is set or nobody has anything left to do."""
        while self._due and not self.stop.is_set():
            at, _, life = self._due[0]
            if (left := at - self.now()) > 0:
                self._sleep(left)
                continue
            heapq.heappop(self._due)
            wait = next(life, None)
            if wait is not None:
                self.add(life, max(0.0, wait))
