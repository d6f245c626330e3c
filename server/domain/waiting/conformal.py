"""Quantiles of what really happened, by size of the estimate: the point and its bounds.

Split conformal prediction, online: each queue keeps, for each size of raw estimate,
the errors of the last days as log ratios, and answers with their finite-sample quantiles.
People of one day share that day's luck, so a day counts as a few errors however many it had.
Where a queue has few, the hall's own fill in. The mapping never falls as the raw estimate rises.
"""

from bisect import insort
from collections import deque
from collections.abc import Iterable
from math import ceil, exp, log

LOW, POINT, HIGH = 0.02, 0.5, 0.805
LEVELS = (LOW, POINT, HIGH)
_SCALE = 30.0  # seconds: below this, errors are measured in seconds rather than in shares
_STEP = 0.5  # width of a size class in log units
NODES = 15  # up to 30 s * exp(7) = nine hours
_DAYS = 30
_DAYS_TO_WAIT = 3  # from so many days on, today's errors count from tonight
_QUEUE_DAY = 12  # errors kept of a day, at equal ranks
_HALL_DAY = 40
_DAY_WORTH = 4.0  # independent errors that a day is worth at the most
_HALL_WORTH = 12.0  # ... that the hall's own are worth beside the queue's
# Before anything is known: a third as long at the least, half as long again at the most.
_UNKNOWN = (-1.2, 0.0, 0.4)
_UNKNOWN_WORTH = 4.0


def size(seconds: float) -> float:
    """Log size of a wait, zero for none, or for one that a clock set back made negative."""
    return log(1 + max(0.0, seconds) / _SCALE)


def seconds_of(size_: float) -> float:
    """The inverse of `size`; never below zero."""
    return max(0.0, _SCALE * (exp(size_) - 1))


class Recent:
    """Errors of the last days in one size class; `ranked` holds them sorted."""

    __slots__ = ("days", "per_day", "ranked", "today", "worth")

    def __init__(
        self, per_day: int, days: Iterable[list[float]] = (), today: Iterable[float] = ()
    ) -> None:
        self.per_day = per_day
        self.days: deque[list[float]] = deque(days, maxlen=_DAYS)
        self.today = list(today)
        self._rank()

    def add(self, error: float) -> bool:
        """Note an error of today; True when that changes the quantiles at once."""
        insort(self.today, error)
        if len(self.days) >= _DAYS_TO_WAIT:
            return False
        self._rank()
        return True

    def end_day(self, counts: bool) -> None:
        if self.today:
            if counts:
                self.days.append(_thinned(self.today, self.per_day))
            self.today = []
            self._rank()

    def _rank(self) -> None:
        ranked = [error for day in self.days for error in day]
        self.worth = sum(min(_DAY_WORTH, len(day)) for day in self.days)
        if len(self.days) < _DAYS_TO_WAIT and self.today:
            ranked += _thinned(self.today, self.per_day)
            self.worth += min(_DAY_WORTH, len(self.today))
        self.ranked = sorted(ranked)

    def quantile(self, level: float) -> float:
        """The finite-sample conformal quantile: the ceil((n + 1) level)-th smallest."""
        n = len(self.ranked)
        return self.ranked[min(n, max(1, ceil((n + 1) * level))) - 1]


def _thinned(ranked: list[float], most: int) -> list[float]:
    n = len(ranked)
    if n <= most:
        return list(ranked)
    return [ranked[(2 * i + 1) * n // (2 * most)] for i in range(most)]


class Errors:
    """Errors by size class, of a queue or of a whole hall."""

    __slots__ = ("_curves", "_drawn", "by_size", "changes", "per_day")

    def __init__(self, per_day: int) -> None:
        self.per_day = per_day
        self.by_size: dict[int, Recent] = {}
        self.changes = 0  # of what answers depend on, so that curves are drawn once a change
        self._drawn = (-1, -1)
        self._curves: list[list[float]] = []

    def learn(self, raw: float, actual: float) -> None:
        """The raw estimate was `raw` seconds, the person waited `actual` seconds."""
        at = size(raw)
        node = min(NODES - 1, round(at / _STEP))
        ring = self.by_size.get(node)
        if ring is None:
            ring = self.by_size[node] = Recent(self.per_day)
        self.changes += ring.add(round(size(actual) - at, 3))

    def end_day(self, counts: bool) -> None:
        """Close the day; a day on which estimates were made from nothing does not count."""
        for ring in self.by_size.values():
            ring.end_day(counts)
        self.changes += 1

    def curves(self, hall: "Errors") -> list[list[float]]:
        """Log size of low, point and high at the middle of each size class; never falling."""
        if self._drawn != (self.changes, hall.changes):
            self._drawn = (self.changes, hall.changes)
            self._curves = [
                _monotone([_node(node, i, self, hall) for node in range(NODES)]) for i in range(3)
            ]
        return self._curves


def queue_errors() -> Errors:
    return Errors(_QUEUE_DAY)


def hall_errors() -> Errors:
    return Errors(_HALL_DAY)


def calibrated(raw: float, queue: Errors, hall: Errors) -> tuple[float, float, float]:
    """Low, point and high in seconds for a raw estimate in seconds; in that order of size."""
    at = size(raw)
    below = min(NODES - 2, int(at / _STEP))
    share = min(1.0, at / _STEP - below)
    beyond = max(0.0, at - (NODES - 1) * _STEP)
    low, point, high = (
        seconds_of(c[below] * (1 - share) + c[below + 1] * share + beyond)
        for c in queue.curves(hall)
    )
    return min(low, point), point, max(high, point)


def _node(node: int, i: int, queue: Errors, hall: Errors) -> float:
    """Log size of the answer at the middle of a size class, shrunk towards the hall's own."""
    level, value, worth = LEVELS[i], _UNKNOWN[i], _UNKNOWN_WORTH
    for errors, most in ((hall, _HALL_WORTH), (queue, float("inf"))):
        ring = errors.by_size.get(node)
        if ring is not None and ring.worth:
            value = (value * worth + ring.quantile(level) * ring.worth) / (worth + ring.worth)
            worth = min(most, worth + ring.worth)
    return node * _STEP + value


def _monotone(values: list[float]) -> list[float]:
    """The nearest sequence that never falls (pool adjacent violators)."""
    blocks: list[tuple[float, int]] = []
    for value in values:
        mean, n = value, 1
        while blocks and blocks[-1][0] > mean:
            before, m = blocks.pop()
            mean, n = (before * m + mean * n) / (m + n), m + n
        blocks.append((mean, n))
    return [mean for mean, n in blocks for _ in range(n)]
