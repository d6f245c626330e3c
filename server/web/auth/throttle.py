"""Slows down whoever guesses passwords: per sign-in name and per address, in memory.

A restart forgets the counts; guessing at ten tries a quarter of an hour gets nowhere anyway.
"""

import math
import time
from collections import OrderedDict
from collections.abc import Callable

from server.domain.errors import Refused

WINDOW_SECONDS = 15 * 60
REMEMBERED = 10_000


class Throttle:
    """At most `most` failures of one name within a quarter of an hour."""

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._clock = clock
        self._failures: OrderedDict[str, list[float]] = OrderedDict()

    def check(self, name: str) -> None:
        """Refuses `sign_in.too_many` with the seconds to wait."""
        recent = self._recent(name)
        if len(recent) >= self._most:
            seconds = math.ceil(recent[0] + WINDOW_SECONDS - self._clock())
            facts: dict[str, object] = {"seconds": seconds, "minutes": math.ceil(seconds / 60)}
            raise Refused("sign_in.too_many", facts)

    def failed(self, name: str) -> None:
        self._failures[name] = [*self._recent(name), self._clock()][-self._most :]
        self._failures.move_to_end(name)
        while len(self._failures) > REMEMBERED:
            self._failures.popitem(last=False)

    def forgive(self, name: str) -> None:
        self._failures.pop(name, None)

    def _recent(self, name: str) -> list[float]:
        since = self._clock() - WINDOW_SECONDS
        return [at for at in self._failures.get(name, ()) if at > since]
