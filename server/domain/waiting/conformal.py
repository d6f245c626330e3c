"""Quantiles of what really happened, by size of the estimate: the point and its bounds.

Split conformal prediction, online: each pool of windows keeps, for each size of raw estimate,
the last errors as ratios, and answers with their finite-sample quantiles. Where a pool has
few, the hall's own fill in. The mapping never falls as the raw estimate rises.
"""

from bisect import bisect_left, insort
from collections import deque
from collections.abc import Sequence
from math import ceil, exp, log

LOW, POINT, HIGH = 0.02, 0.5, 0.82
LEVELS = (LOW, POINT, HIGH)
_SCALE = 30.0  # seconds: below this, errors are measured in seconds rather than in shares
_STEP = 0.5  # width of a size class in log units
NODES = 15  # up to 30 s * exp(7) = nine hours
_KEEP_POOL = 150
_KEEP_HALL = 500
_HALL_WORTH = 15.0  # errors that the hall's own are worth beside the pool's
# Before anything is known: half as long at the least, twice as long at the most.
_UNKNOWN = (-1.2, 0.0, 0.6)
_UNKNOWN_WORTH = 4.0


def size(seconds: float) -> float:
    """Log size of a wait, zero for none."""
    return log(1 + seconds / _SCALE)


def seconds_of(size_: float) -> float:
    """The inverse of `size`; never below zero."""
    return max(0.0, _SCALE * (exp(size_) - 1))


class Recent:
    """The last `keep` numbers, sorted, the oldest dropped first."""

    __slots__ = ("keep", "order", "ranked")

    def __init__(self, keep: int, numbers: Sequence[float] = ()) -> None:
        self.keep = keep
        self.order: deque[float] = deque(numbers)
        self.ranked = sorted(numbers)

    def add(self, number: float) -> None:
        self.order.append(number)
        insort(self.ranked, number)
        if len(self.order) > self.keep:
            del self.ranked[bisect_left(self.ranked, self.order.popleft())]

    def quantile(self, level: float) -> float:
        """The finite-sample conformal quantile: the ceil((n + 1) level)-th smallest."""
        n = len(self.ranked)
        return self.ranked[min(n, max(1, ceil((n + 1) * level))) - 1]


class Errors:
    """Errors by size class, of a pool or of a whole hall."""

    __slots__ = ("by_size", "keep")

    def __init__(self, keep: int) -> None:
        self.keep = keep
        self.by_size: dict[int, Recent] = {}

    def learn(self, raw: float, actual: float) -> None:
        """The raw estimate was `raw` seconds, the person waited `actual` seconds."""
        at = size(raw)
        node = min(NODES - 1, round(at / _STEP))
        ring = self.by_size.get(node)
        if ring is None:
            ring = self.by_size[node] = Recent(self.keep)
        ring.add(size(actual) - at)


def pool_errors() -> Errors:
    return Errors(_KEEP_POOL)


def hall_errors() -> Errors:
    return Errors(_KEEP_HALL)


def calibrated(raw: float, pool: Errors, hall: Errors) -> tuple[float, float, float]:
    """Low, point and high in seconds for a raw estimate in seconds; in that order of size."""
    at = size(raw)
    below = min(NODES - 2, int(at / _STEP))
    share = min(1.0, at / _STEP - below)
    curves = [_monotone([_node(node, i, pool, hall) for node in range(NODES)]) for i in range(3)]
    beyond = max(0.0, at - (NODES - 1) * _STEP)
    low, point, high = (
        seconds_of(c[below] * (1 - share) + c[below + 1] * share + beyond) for c in curves
    )
    return min(low, point), point, max(high, point)


def _node(node: int, i: int, pool: Errors, hall: Errors) -> float:
    """Log size of the answer at the middle of a size class, shrunk towards the hall's own."""
    level, value, worth = LEVELS[i], _UNKNOWN[i], _UNKNOWN_WORTH
    for errors, most in ((hall, _HALL_WORTH), (pool, float("inf"))):
        ring = errors.by_size.get(node)
        if ring is not None:
            n = len(ring.ranked)
            value = (value * worth + ring.quantile(level) * n) / (worth + n)
            worth = min(most, worth + n)
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
