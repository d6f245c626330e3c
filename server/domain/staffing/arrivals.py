"""How many people will come, by quarter hour: same weekday, smoothed, scaled by today.

Times are wall-clock seconds (see `server.domain.waiting.clock`). The forecast keeps its own
score: each night the morning's forecast is compared with who came.
"""

from collections import deque
from dataclasses import dataclass
from math import sqrt
from typing import NotRequired, TypedDict

from server.domain.waiting.clock import QUARTER, QUARTERS, quarter, weekday

_FADE = 0.97  # a day: three weeks ago counts about half
_ALL_DAYS_WORTH = 1.0  # days that the mean of all weekdays is worth beside one weekday
_TODAY_WORTH = 15.0  # arrivals' worth of belief that today is like the past
_DAYS_SCORED = 28
_EIGHTY_PERCENT = 1.2816  # standard deviations on either side
_KERNEL = ((-1, 0.25), (0, 0.5), (1, 0.25))


@dataclass(frozen=True, slots=True)
class Expected:
    """People expected in a quarter hour of the day, with a range kept in 80 % of cases."""

    quarter: int
    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ForecastError:
    """Of morning forecasts over the last weeks: people a quarter hour, and as a share."""

    days: int
    mae: float
    share: float


class ArrivalsState(TypedDict):
    """All that `Arrivals` knows, for JSON. `learned` is missing in what older versions saved."""

    counts: list[list[float]]
    days: list[float]
    learned: NotRequired[int]
    scores: list[tuple[float, float, float, int]]
    today: list[list[int]]
    morning: list[float]
    day: int | None


class Arrivals:
    """Who comes to one queue, or to a whole hall."""

    def __init__(self) -> None:
        self._counts: dict[int, float] = {}  # weekday * 96 + quarter -> people, fading
        self._days = [0.0] * 7
        self._scores: deque[tuple[float, float, float, int]] = deque(maxlen=_DAYS_SCORED)
        self._today: dict[int, int] = {}
        self._morning: list[float] = [0.0] * QUARTERS
        self._day: int | None = None
        self.days = 0  # whole days that were learned

    def new_day(self, day: int) -> None:
        """Learn the day that is over and begin another (days since 1970-01-01)."""
        if self._day is not None and self._today:
            self._score()
            self._learn(weekday(self._day))
        self._day, self._today = day, {}
        self._morning = [self._mean(weekday(day), q) for q in range(QUARTERS)]

    def arrived(self, t: float) -> None:
        """One person came at `t`."""
        q = quarter(t)
        self._today[q] = self._today.get(q, 0) + 1

    def _learn(self, day_of_week: int) -> None:
        self._counts = {key: n * _FADE for key, n in self._counts.items()}
        self._days = [n * _FADE for n in self._days]
        self._days[day_of_week] += 1
        self.days += 1
        for q, n in self._today.items():
            key = day_of_week * QUARTERS + q
            self._counts[key] = self._counts.get(key, 0.0) + n

    def _mean(self, day_of_week: int, q: int) -> float:
        days = sum(self._days)
        if not days:
            return 0.0
        same = sum(w * self._count(day_of_week, q + d) for d, w in _KERNEL)
        every = sum(w * self._count(wd, q + d) for wd in range(7) for d, w in _KERNEL)
        worth = self._days[day_of_week] + _ALL_DAYS_WORTH
        return (same + _ALL_DAYS_WORTH * every / days) / worth

    def _count(self, day_of_week: int, q: int) -> float:
        return self._counts.get(day_of_week * QUARTERS + q, 0.0) if 0 <= q < QUARTERS else 0.0

    def _score(self) -> None:
        if not any(self._morning):
            return
        off, squared, quarters = 0.0, 0.0, 0
        for q, mean in enumerate(self._morning):
            came = self._today.get(q, 0)
            if came or mean > 0.05:
                off += abs(came - mean)
                squared += (came - mean) ** 2
                quarters += 1
        self._scores.append((off, squared, float(sum(self._today.values())), quarters))

    def error(self) -> ForecastError | None:
        """How wrong morning forecasts were of late; None before the first could be judged."""
        quarters = sum(score[3] for score in self._scores)
        people = sum(score[2] for score in self._scores)
        if not quarters or not people:
            return None
        off = sum(score[0] for score in self._scores)
        return ForecastError(len(self._scores), off / quarters, off / people)

    def pace(self, t: float) -> float:
        """Today's arrivals so far as a share of what the morning promised."""
        q, part = quarter(t), t % QUARTER / QUARTER
        promised = sum(self._morning[:q]) + part * self._morning[q]
        return (sum(self._today.values()) + _TODAY_WORTH) / (promised + _TODAY_WORTH)

    def forecast(self, t: float) -> list[Expected]:
        """From the quarter hour of `t` to midnight; the first covers only what is left of it."""
        pace, first = self.pace(t), quarter(t)
        left = 1 - t % QUARTER / QUARTER
        spread = self._spread()
        expected = []
        for q in range(first, QUARTERS):
            mean = self._morning[q] * pace * (left if q == first else 1.0)
            reach = _EIGHTY_PERCENT * sqrt(spread * mean)
            expected.append(Expected(q, mean, max(0.0, mean - reach), mean + reach))
        return expected

    def _spread(self) -> float:
        """Variance of a quarter's arrivals as a multiple of their mean, at least Poisson's."""
        people = sum(score[2] for score in self._scores)
        return max(1.0, sum(score[1] for score in self._scores) / people) if people else 1.0

    def state(self) -> ArrivalsState:
        """All that is known, for JSON."""
        return {
            "counts": [[key, n] for key, n in self._counts.items()],
            "days": self._days,
            "learned": self.days,
            "scores": list(self._scores),
            "today": [[q, n] for q, n in self._today.items()],
            "morning": self._morning,
            "day": self._day,
        }

    @classmethod
    def from_state(cls, state: ArrivalsState) -> "Arrivals":
        """What `state` wrote."""
        self = cls()
        self._counts = {int(key): n for key, n in state["counts"]}
        self._days = list(state["days"])
        self.days = state.get("learned", round(sum(self._days)))
        self._scores.extend((a, b, c, n) for a, b, c, n in state["scores"])
        self._today = {int(q): n for q, n in state["today"]}
        self._morning = list(state["morning"])
        self._day = state["day"]
        return self
