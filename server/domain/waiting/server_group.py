"""A server group: windows worked by the same people, and who waits for them."""

from bisect import bisect_left, insort
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from math import exp, sqrt
from typing import TypeVar

from server.domain.waiting.clock import quarter
from server.domain.waiting.conformal import size
from server.domain.waiting.profile import Profile
from server.domain.waiting.servers import Servers

_OFF = 10
_OFF_PRIOR = 3.0
_PACE_MEMORY = 4500.0  # busy seconds after which a start says 1/e as much about today's pace
_T = TypeVar("_T")
_RECENT = 40  # calls and arrivals of today that are remembered one by one
_PACE_PRIOR = 4.0  # starts' worth of belief that today is like the past
_WINDOWS_LAST = 0.3  # the same share for the number of windows open now
_PACE_LASTS = 0.5  # share of today's pace (in logs) that still holds while somebody waits


def recent(items: Iterable[_T] = ()) -> deque[_T]:
    """The last things of a kind, the oldest forgotten first."""
    return deque(items, maxlen=_RECENT)


@dataclass(slots=True)
class QueuedTicket:
    """A person in the hall. `key` orders the queue: arrival less the head start of priority."""

    id: str
    queue: str
    priority: int
    arrived: float
    key: float
    waiting: bool = True
    server: str | None = None
    started: float = 0.0
    raw: float | None = None


def wait_key(queue: str, priority: int) -> str:
    """The name under which a group notes the last wait of a priority class in a queue."""
    return f"{priority} {queue}"


class ServerGroup:
    """Queues worked by the same servers: who waits, how fast they go, how fast today."""

    __slots__ = (
        "arrivals",
        "calls",
        "expected",
        "last_waits",
        "off",
        "profile",
        "seen",
        "servers",
        "since",
        "waiting",
        "windows",
    )

    def __init__(self) -> None:
        self.profile = Profile()
        self.servers = Servers()
        self.calls: deque[tuple[float, float]] = recent()  # when, after what wait
        self.arrivals: deque[float] = recent()
        self.last_waits: dict[str, float] = {}  # wait_key -> seconds, today
        self.off: deque[float] = deque(maxlen=_OFF)  # log errors of the last raw estimates
        self.waiting: list[tuple[float, str]] = []
        self.since = 0.0
        self.seen = 0.0  # starts of late, fading
        self.expected = 0.0  # starts that the profile promised for the same busy time
        self.windows: float | None = None

    def begin_day(self, day: int) -> None:
        self.waiting.clear()
        self.seen = self.expected = 0.0
        self.windows = None
        self.servers.begin_day()
        self.calls.clear()
        self.arrivals.clear()
        self.last_waits.clear()
        self.off.clear()
        self.profile.begin_day(day)

    def tick(self, t: float) -> None:
        """Account for the time since the last event."""
        if self.waiting and t > self.since:
            self.seen, self.expected = self._faded(t)
            self.profile.busy(self.since, t)
        self.since = t

    def _faded(self, t: float) -> tuple[float, float]:
        """Starts seen and starts promised of late, as they stand at `t`."""
        if not self.waiting or t <= self.since:
            return self.seen, self.expected
        fade = exp((self.since - t) / _PACE_MEMORY)
        return self.seen * fade, self.expected * fade + self.profile.expected(self.since, t)

    def join(self, ticket: QueuedTicket) -> None:
        insort(self.waiting, (ticket.key, ticket.id))
        self.arrivals.append(ticket.arrived)

    def drop(self, ticket: QueuedTicket) -> bool:
        """Take a ticket out of the queue; False when it was not there."""
        at = bisect_left(self.waiting, (ticket.key, ticket.id))
        if at < len(self.waiting) and self.waiting[at][1] == ticket.id:
            del self.waiting[at]
            return True
        return False

    def absorb(self, other: "ServerGroup") -> None:
        """Another group turns out to be worked by the same servers; both are empty (night)."""
        self.profile.absorb(other.profile)
        self.servers.absorb(other.servers)

    def called(self, t: float, ticket: QueuedTicket) -> None:
        """Somebody who waited was called."""
        waited = t - ticket.arrived
        self.profile.started(t)
        self.seen += 1
        self.calls.append((t, waited))
        self.last_waits[wait_key(ticket.queue, ticket.priority)] = waited
        if ticket.raw is not None:
            self.off.append(size(waited) - size(ticket.raw))

    def drift(self) -> float:
        """Mean log error of the last raw estimates of today, shrunk to none."""
        return sum(self.off) / (len(self.off) + _OFF_PRIOR)

    def ahead(self, key: float) -> int:
        """People in queue before somebody with this key."""
        return bisect_left(self.waiting, (key, ""))

    def pace(self, t: float) -> float:
        """Today's speed as a share of what the past promised; asking changes nothing."""
        seen, expected = self._faded(t)
        pace = (seen + _PACE_PRIOR) / (expected + _PACE_PRIOR)
        return float(pace**_PACE_LASTS)

    def observe_windows(self, t: float, windows: float) -> None:
        self.profile.counted_windows(t, windows)
        self.windows = windows

    def staffing(self, t: float, windows: float | None) -> float:
        """Speed of these windows as a share of the usual, never falling in their number."""
        usual = self.profile.usual[quarter(t)]
        if windows is None or usual is None:
            return 1.0
        return float(((windows + 1) / (usual + 1)) ** _WINDOWS_LAST)

    def _place(self, t: float, ahead: float) -> float:
        """How many calls away: half of one for who comes next, less if the queue stood idle."""
        if ahead > 0 or not self.calls:
            return ahead + 0.5
        idle = (t - self.calls[-1][0]) * self.profile.rates[quarter(t)]
        return 0.75 if idle < 0.1 else 0.5 if idle < 0.9 else 0.15

    def raw(self, t: float, ahead: float, windows: float | None) -> float:
        """Seconds until everybody ahead and one half more has been called, uncalibrated."""
        speed = self.pace(t) * self.staffing(t, windows)
        if self.servers.known():
            return self._by_servers(t, ahead, speed)
        return self.profile.seconds_for(self._place(t, ahead) / speed, t)

    def _by_servers(self, t: float, ahead: float, speed: float) -> float:
        """A free server takes one place off the queue; spare ones halve what is left each.

        The geometric mean of what the hours of the past and what the servers at work promise.
        """
        place = ahead + 1 - len(self.servers.free)
        if place < 1:
            place = 2.0 ** (place - 1)
        past = self.profile.seconds_for(place / speed, t)
        now = place * self.servers.mean_service() / max(1, len(self.servers.serving))
        return sqrt(past * now)
