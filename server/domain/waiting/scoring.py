"""How good the estimates were: the figures that the hall publishes about itself.

Definitions, all over tickets whose wait became known, in seconds:
mean absolute error and root mean square of the point; coverage, the share that waited no
longer than the upper bound; range coverage, the share within both bounds; 0.8-pinball loss of
the upper bound, which is 0.8 of what the wait was longer and 0.2 of what it was shorter.
"""

from dataclasses import dataclass
from math import sqrt

LEVEL = 0.8
MANY_AHEAD = 5


@dataclass(slots=True)
class Tally:
    """Sums from which the figures follow; tallies add up, so days and queues can be combined."""

    n: int = 0
    absolute: float = 0.0
    square: float = 0.0
    pinball: float = 0.0
    high: float = 0.0
    kept: int = 0
    within: int = 0
    many: int = 0
    many_kept: int = 0
    unknown: int = 0

    def add(self, point: float, low: float, high: float, actual: float, ahead: int) -> None:
        """One ticket: what was said, what happened, how many were ahead of it."""
        late = actual - high
        self.n += 1
        self.absolute += abs(point - actual)
        self.square += (point - actual) ** 2
        self.pinball += max(LEVEL * late, (LEVEL - 1) * late)
        self.high += high
        self.kept += late <= 0
        self.within += low <= actual <= high
        if ahead >= MANY_AHEAD:
            self.many += 1
            self.many_kept += late <= 0

    def figures(self) -> dict[str, float | int | None]:
        """The figures by name; None where nothing was scored. Seconds and shares."""
        n = self.n
        return {
            "n": n,
            "unknown": self.unknown,
            "mae": self.absolute / n if n else None,
            "rmse": sqrt(self.square / n) if n else None,
            "pinball": self.pinball / n if n else None,
            "coverage": self.kept / n if n else None,
            "range_coverage": self.within / n if n else None,
            "n_many": self.many,
            "coverage_many": self.many_kept / self.many if self.many else None,
            "mean_high": self.high / n if n else None,
        }
