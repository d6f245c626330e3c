"""One pool of windows and the people who wait for it."""

from bisect import bisect_left, insort
from dataclasses import dataclass

from server.domain.waiting.conformal import Errors, pool_errors
from server.domain.waiting.profile import Profile

_PACE_MEMORY = 4500.0  # busy seconds after which a start says 1/e as much about today's pace
_PACE_PRIOR = 4.0  # starts' worth of belief that today is like the past


@dataclass(slots=True)
class Ticket:
    """A person in the hall. `key` orders the line: arrival less the head start of priority."""

    id: str
    line: str
    arrived: float
    key: float
    waiting: bool = True
    server: str | None = None
    started: float = 0.0
    raw: float | None = None


class Pool:
    """Lines worked by the same hands: who waits, how fast they go, how fast today."""

    __slots__ = (
        "errors",
        "expected",
        "profile",
        "seen",
        "since",
        "usual_windows",
        "waiting",
        "windows",
    )

    def __init__(self) -> None:
        self.profile = Profile()
        self.errors: Errors = pool_errors()
        self.waiting: list[tuple[float, str]] = []
        self.since = 0.0
        self.seen = 0.0  # starts of late, fading
        self.expected = 0.0  # starts that the profile promised for the same busy time
        self.windows: float | None = None
        self.usual_windows = [0.0, 0.0]  # sum and count of open windows seen, fading

    def begin_day(self, day: int, closed: frozenset[int]) -> None:
        self.waiting.clear()
        self.seen = self.expected = 0.0
        self.windows = None
        self.profile.begin_day(day, closed)

    def tick(self, t: float) -> None:
        """Account for the time since the last event."""
        if self.waiting and t > self.since:
            gap = t - self.since
            fade = max(0.0, 1 - gap / _PACE_MEMORY)
            self.seen *= fade
            self.expected = self.expected * fade + self.profile.expected(self.since, t)
            self.profile.busy(self.since, t)
        self.since = t

    def join(self, ticket: Ticket) -> None:
        insort(self.waiting, (ticket.key, ticket.id))

    def drop(self, ticket: Ticket) -> bool:
        """Take a ticket out of the line; False when it was not there."""
        at = bisect_left(self.waiting, (ticket.key, ticket.id))
        if at < len(self.waiting) and self.waiting[at][1] == ticket.id:
            del self.waiting[at]
            return True
        return False

    def called(self, t: float) -> None:
        """Somebody who waited was called."""
        self.profile.started(t)
        self.seen += 1

    def ahead(self, key: float) -> int:
        """People in line before somebody with this key."""
        return bisect_left(self.waiting, (key, ""))

    def pace(self) -> float:
        """Today's speed as a share of what the past promised."""
        return (self.seen + _PACE_PRIOR) / (self.expected + _PACE_PRIOR)

    def observe_windows(self, windows: float) -> None:
        total, count = self.usual_windows
        self.usual_windows = [total * 0.995 + windows, count * 0.995 + 1]
        self.windows = windows

    def staffing(self, windows: float | None) -> float:
        """Speed of these windows as a share of the usual, never falling in their number."""
        total, count = self.usual_windows
        if windows is None or not count:
            return 1.0
        return float(((windows + 1) / (total / count + 1)) ** 0.5)

    def raw(self, t: float, ahead: float, windows: float | None) -> float:
        """Seconds until everybody ahead and one half more has been called, uncalibrated."""
        speed = self.pace() * self.staffing(windows)
        return self.profile.seconds_for((ahead + 0.5) / speed, t)
