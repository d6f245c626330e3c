"""A pretend past for the demo, so that waits can be told from the first ticket on.

Days of made-up visits, told to the hall's mind alone: no ticket, no journal row. A real hall
starts knowing nothing and says so.
"""

import heapq
import random
from collections import deque
from dataclasses import dataclass, field
from datetime import date

from server.domain.hall import Hall
from server.domain.waiting.clock import DAY
from server.storage.lessons import Mind

DAYS = 5
BUSY = 0.85  # of the time, on average, a window has somebody
SPREAD = 0.5  # of the service times, on a log scale


@dataclass
class Past:
    """One simulated day: who waits in which line, and which window is free."""

    mind: Mind
    hall: Hall
    chance: random.Random
    waiting: dict[str, deque[tuple[float, str]]] = field(default_factory=dict)
    free: set[str] = field(default_factory=set)
    ends: list[tuple[float, str, str]] = field(default_factory=list)

    def arrive(self, t: float, matter: str, ticket: str) -> None:
        self.finish(t)
        self.mind.engine.arrive(t, ticket, matter)
        self.mind.workload.arrived(t, matter)
        self.waiting.setdefault(matter, deque()).append((t, ticket))
        self._call(t)

    def finish(self, until: float) -> None:
        """Let every visit end that is over by now."""
        while self.ends and self.ends[0][0] <= until:
            t, window, ticket = heapq.heappop(self.ends)
            self.mind.engine.end(t, ticket, window)
            self.free.add(window)
            self._call(t)

    def _call(self, t: float) -> None:
        for window in sorted(self.free):
            lines = [m for m in self.hall.windows[window].serves if self.waiting.get(m)]
            if not lines:
                continue
            matter = min(lines, key=lambda m: self.waiting[m][0])
            _, ticket = self.waiting[matter].popleft()
            self.free.discard(window)
            self.mind.engine.start(t, ticket, window)
            typical = self.hall.matters[matter].typical.total_seconds()
            length = typical * self.chance.lognormvariate(0, SPREAD)
            self.mind.workload.served(matter, length)
            heapq.heappush(self.ends, (t + length, window, ticket))


def pretend_past(mind: Mind, hall: Hall, today: date, seed: int = 1) -> None:
    """Teach a hall's mind so many days up to yesterday; the same seed, the same past."""
    chance = random.Random(seed)
    first = (today - date(1970, 1, 1)).days - DAYS
    for day in range(first, first + DAYS):
        mind.new_day(day)
        past = Past(mind, hall, chance, free=set(hall.windows))
        for window in hall.windows.values():
            mind.engine.window(day * DAY, window.key, frozenset(window.serves), True)
        for t, matter in _arrivals(hall, chance):
            past.arrive(day * DAY + t, matter, f"{day}-{t}-{matter}")
        past.finish((day + 1) * DAY)


def _arrivals(hall: Hall, chance: random.Random) -> list[tuple[float, str]]:
    """Seconds of a day and matters, by each window's share of what it serves."""
    found: list[tuple[float, str]] = []
    for matter, windows in hall.windows_of.items():
        length = hall.matters[matter].typical.total_seconds()
        hands = sum(1 / len(hall.windows[window].serves) for window in windows)
        if not hands:
            continue
        t = 0.0
        while (t := t + chance.expovariate(BUSY * hands / length)) < DAY:
            found.append((t, matter))
    return sorted(found)
