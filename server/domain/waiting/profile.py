"""How fast one group of windows works off its queue, by quarter hour and weekday.

Time counts only while somebody waits: an idle window says nothing about its speed. Today is
kept apart from the past until the night, so that the pace of the day can be measured against
what the past promised.
"""

from bisect import bisect_right
from itertools import accumulate

from server.domain.waiting.clock import DAY, QUARTER, QUARTERS, quarter, weekday

Cells = dict[int, list[float]]  # weekday * 96 + quarter -> [seconds busy, starts, windows, counts]

_FORGET = 0.97  # a day a year old weighs next to nothing, three weeks ago about half
_SMOOTH = ((-1, 0.5), (0, 1.0), (1, 0.5))
_PRIOR_QUARTER = 3600.0  # busy seconds that the whole day's rate is worth beside a quarter's
_PRIOR_WEEKDAY = 5400.0  # ... that all weekdays are worth beside one weekday
_UNKNOWN_RATE = 1 / 300  # starts a second of a queue that nobody has seen yet; pace corrects it
_PRIOR_COUNTS = 5.0  # counts of windows that the day's mean is worth beside a quarter's
_EMPTY = (0.0, 0.0, 0.0, 0.0)
_SLOWEST = 1 / 14400  # a window that calls nobody for four hours is a closed one


class Profile:
    """Starts a second while somebody waits; `rates` holds the 96 quarters of the day at hand."""

    __slots__ = ("_cum", "past", "rates", "starts", "today", "usual")

    def __init__(self) -> None:
        self.past: Cells = {}
        self.today: Cells = {}
        self.starts = 0.0
        self.rates: list[float] = []
        self.usual: list[float | None] = []
        self._cum: list[float] = []

    def busy(self, begin: float, until: float) -> None:
        """Somebody waited from `begin` to `until` (seconds, same day)."""
        while begin < until:
            edge = min(until, begin - begin % QUARTER + QUARTER)
            self._today(begin)[0] += edge - begin
            begin = edge

    def started(self, t: float) -> None:
        """Somebody who had been waiting was called at `t`."""
        self._today(t)[1] += 1
        self.starts += 1

    def counted_windows(self, t: float, windows: float) -> None:
        """So many windows were open for this group at `t`."""
        cell = self._today(t)
        cell[2] += windows
        cell[3] += 1

    def _today(self, t: float) -> list[float]:
        return self.today.setdefault(quarter(t), [0.0, 0.0, 0.0, 0.0])

    def end_day(self, day: int) -> None:
        """Fold the day that is over into the past and forget a little of what is old."""
        self.past = {key: [x * _FORGET for x in cell] for key, cell in self.past.items()}
        base = weekday(day) * QUARTERS
        for q, cell in self.today.items():
            old = self.past.get(base + q, _EMPTY)
            self.past[base + q] = [a + b for a, b in zip(old, cell, strict=True)]
        self.today = {}

    def begin_day(self, day: int) -> None:
        """Lay out the rates of `day`."""
        base = weekday(day) * QUARTERS
        every = self._all_weekdays()
        seconds = sum(cell[0] for cell in every)
        mean = (sum(cell[1] for cell in every) + 1) / (seconds + 1 / _UNKNOWN_RATE)
        self.rates = [max(self._rate(base, q, every, mean), _SLOWEST) for q in range(QUARTERS)]
        self.usual = _usual_windows(every)
        self._cum = list(accumulate((r * QUARTER for r in self.rates), initial=0.0))

    def _all_weekdays(self) -> list[list[float]]:
        every = [list(_EMPTY) for _ in range(QUARTERS)]
        for key, cell in self.past.items():
            at = key % QUARTERS
            every[at] = [a + b for a, b in zip(every[at], cell, strict=True)]
        return every

    def _rate(self, base: int, q: int, every: list[list[float]], mean: float) -> float:
        quarter_rate = _smoothed(every, q, mean, _PRIOR_QUARTER)
        near = ((self.past.get(base + q + d), w) for d, w in _SMOOTH if 0 <= q + d < QUARTERS)
        known = [(cell[0] * w, cell[1] * w) for cell, w in near if cell]
        seconds = sum(s for s, _ in known) + _PRIOR_WEEKDAY
        return (sum(n for _, n in known) + _PRIOR_WEEKDAY * quarter_rate) / seconds

    def expected(self, begin: float, until: float) -> float:
        """Starts that the past promises between two moments of the day at hand."""
        if until <= begin:
            return 0.0
        nights = until // DAY - begin // DAY
        return self._upto(until % DAY) - self._upto(begin % DAY) + nights * self._cum[-1]

    def _upto(self, second: float) -> float:
        q = int(second) // QUARTER
        return self._cum[q] + (second - q * QUARTER) * self.rates[q]

    def seconds_for(self, starts: float, t: float) -> float:
        """Seconds from `t` until the profile has worked off `starts` (past midnight: go on)."""
        if starts <= 0:
            return 0.0
        second = t % DAY
        goal = self._upto(second) + starts
        if goal >= self._cum[-1]:
            return DAY - second + (goal - self._cum[-1]) / max(self.rates[-1], _SLOWEST)
        q = bisect_right(self._cum, goal) - 1
        return q * QUARTER + (goal - self._cum[q]) / self.rates[q] - second

    def absorb(self, other: "Profile") -> None:
        """Two queues turn out to be worked by the same servers: starts add, busy time overlaps."""
        for key, cell in other.past.items():
            old = self.past.get(key, _EMPTY)
            self.past[key] = [
                max(old[0], cell[0]),
                *(a + b for a, b in zip(old[1:], cell[1:], strict=True)),
            ]
        self.starts += other.starts


def _smoothed(cells: list[list[float]], q: int, prior: float, weight: float) -> float:
    seconds, starts = weight, weight * prior
    for d, w in _SMOOTH:
        if 0 <= q + d < QUARTERS:
            seconds += w * cells[q + d][0]
            starts += w * cells[q + d][1]
    return starts / seconds


def _usual_windows(cells: list[list[float]]) -> list[float | None]:
    """Mean number of windows open by quarter, shrunk to the day's mean; None: never counted."""
    counts = sum(cell[3] for cell in cells)
    if not counts:
        return [None] * QUARTERS
    mean = sum(cell[2] for cell in cells) / counts
    usual: list[float | None] = []
    for q in range(QUARTERS):
        near = cells[max(0, q - 1) : q + 2]
        n = sum(cell[3] for cell in near) + _PRIOR_COUNTS
        usual.append((sum(cell[2] for cell in near) + _PRIOR_COUNTS * mean) / n)
    return usual
