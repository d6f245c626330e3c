"""A log of a queue, replayed walk-forward: every question is asked before its answer is known.

At the same second questions come first, so that not even a simultaneous call can help.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from server.domain.waiting.estimate import Estimate
from server.domain.waiting.halls import Halls
from server.domain.waiting.simple import NAMES, SimplePredictors

_ARRIVAL, _END, _START, _AT_ONCE = range(4)


@dataclass(frozen=True, slots=True)
class LoggedVisit:
    """One ticket of a queue log; None where a thing is not known.

    `day`: days since 1970-01-01. `arrival`, `start`, `end`: seconds of one wall clock. `windows`:
    how many were open. `figure`: seconds that the other system told. `outcome`: served, abandoned
    or unserved.
    """

    id: str
    day: int
    site: str
    queue: str
    arrival: float
    start: float | None = None
    end: float | None = None
    priority: int = 0
    server: str | None = None
    windows: float | None = None
    figure: float | None = None
    scored: bool = True
    outcome: str | None = None

    @property
    def waited(self) -> float | None:
        """Seconds from ticket to call."""
        return None if self.start is None else self.start - self.arrival


@dataclass(frozen=True, slots=True)
class Answered:
    """What was said to one ticket on arrival, and what the simple predictors would have said."""

    visit: LoggedVisit
    estimate: Estimate | None
    simple: dict[str, float | None]
    ahead: int


@dataclass(slots=True)
class Replay:
    """Replays visits through `halls`. `timer` (seconds) measures the answers, if given."""

    halls: Halls
    timer: Callable[[], float] | None = None
    seconds: float = 0.0
    _simple: dict[str, SimplePredictors] = field(default_factory=dict)

    def run(self, visits: Iterable[LoggedVisit]) -> Iterator[Answered]:
        """Answer every visit in the order of arrival; days are begun as they come."""
        day: int | None = None
        for t, kind, visit in _moments(visits):
            if visit.day != day and kind == _ARRIVAL:
                day = visit.day
                self._new_day(day)
            if kind == _ARRIVAL:
                yield self._answer(t, visit)
            else:
                self._happen(t, kind, visit)

    def _new_day(self, day: int) -> None:
        self.halls.new_day(day)
        for simple in self._simple.values():
            simple.new_day()

    def _answer(self, t: float, visit: LoggedVisit) -> Answered:
        simple = self._simple.setdefault(visit.site, SimplePredictors())
        said, ahead = simple.arrive(t, visit.id, visit.queue, visit.windows, visit.figure)
        begun = self.timer() if self.timer else 0.0
        estimate = self.halls.arrive(
            t, visit.id, visit.site, visit.queue, visit.priority, visit.windows
        )
        if self.timer:
            self.seconds += self.timer() - begun
        return Answered(visit, estimate, said, ahead)

    def _happen(self, t: float, kind: int, visit: LoggedVisit) -> None:
        if kind == _START:
            self.halls.start(t, visit.id, visit.server)
            self._simple[visit.site].start(t, visit.id)
        elif visit.start is None:
            self.halls.leave(t, visit.id)
            self._simple[visit.site].leave(visit.id)
        else:
            self.halls.end(t, visit.id, visit.server)


def _moments(visits: Iterable[LoggedVisit]) -> list[tuple[float, int, LoggedVisit]]:
    moments: list[tuple[float, int, int, LoggedVisit]] = []
    for i, visit in enumerate(visits):
        moments.append((visit.arrival, _ARRIVAL, i, visit))
        if visit.start is not None:
            moments.append((visit.start, _START, i, visit))
        if visit.end is not None:
            began = visit.arrival if visit.start is None else visit.start
            kind = _END if visit.end > began else _AT_ONCE
            moments.append((visit.end, kind, i, visit))
    moments.sort(key=lambda moment: moment[:3])
    return [(t, kind, visit) for t, kind, _, visit in moments]


def first_scored_day(visits: Iterable[LoggedVisit], warmup_days: int) -> int:
    """The first business day after the warm-up; refuses (ValueError) a log without one."""
    days = sorted({visit.day for visit in visits})
    if warmup_days < 0 or len(days) <= warmup_days:
        raise ValueError(
            f"the log has {len(days)} days: nothing is left after {warmup_days} days of warm-up"
        )
    return days[warmup_days]


__all__ = ["NAMES", "Answered", "LoggedVisit", "Replay", "first_scored_day"]
