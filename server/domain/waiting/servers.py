"""Servers (who works at a window), as far as the events name them: busy, free, service times.

A server that ended a service and began no other is free, until somebody else's call shows that
a waiting person was there whom it did not take: then it is away (a break, paper work) until it
calls again. Queues mostly worked by the same servers are one group.
"""

from collections.abc import Iterable, Mapping

_GRACE = 5.0  # seconds: a call takes a moment even when a server is free
_FADE_SERVICE = 0.995
_TRUST = 10.0  # ends of service before the servers are believed
_SAME_WORK = 0.5  # share of two queues' calls made by the same servers that makes them one group
_ENOUGH_CALLS = 30.0


class Servers:
    """Who serves, who is free. Without ends of service in the events, nothing is known."""

    __slots__ = ("ends", "free", "service", "serving", "starts")

    def __init__(self) -> None:
        # server (or ticket, where unnamed) -> ticket it serves, since when
        self.serving: dict[str, tuple[str, float]] = {}
        self.free: dict[str, float] = {}  # server -> since
        self.service = [0.0, 0.0]  # fading sum and count of service seconds
        self.starts = 0.0
        self.ends = 0.0

    def begin_day(self) -> None:
        self.serving.clear()
        self.free.clear()
        self.starts *= 0.9
        self.ends *= 0.9

    def start(self, t: float, server: str, ticket: str, waited: float) -> None:
        """A server calls a ticket that had waited `waited` seconds."""
        self.free.pop(server, None)
        self.serving[server] = (ticket, t)
        self.starts += 1
        if waited > _GRACE:
            for other in [name for name, since in self.free.items() if since < t - _GRACE]:
                del self.free[other]

    def end(self, t: float, server: str, ticket: str, named: bool) -> None:
        """A service is over; a named server is free now, unless it serves somebody else already."""
        serving, since = self.serving.get(server, ("", t))
        if serving != ticket:
            return
        del self.serving[server]
        total, count = self.service
        self.service = [total * _FADE_SERVICE + t - since, count * _FADE_SERVICE + 1]
        self.ends += 1
        if named:
            self.free[server] = t

    def known(self) -> bool:
        """Do the events tell when services end?"""
        return self.ends > _TRUST and self.ends > 0.5 * self.starts

    def mean_service(self) -> float:
        """Seconds, fading mean; zero when nothing is known."""
        return self.service[0] / self.service[1] if self.service[1] else 0.0

    def absorb(self, other: "Servers") -> None:
        self.serving |= other.serving
        self.free |= other.free
        self.service = [a + b for a, b in zip(self.service, other.service, strict=True)]
        self.starts += other.starts
        self.ends += other.ends


def same_work(calls: Mapping[str, Mapping[str, float]]) -> list[tuple[str, str]]:
    """Pairs of queues worked by the same servers; `calls`: queue -> server -> calls of late."""
    shares = {
        queue: {server: n / sum(by.values()) for server, n in by.items()}
        for queue, by in calls.items()
        if sum(by.values()) >= _ENOUGH_CALLS
    }
    queues = sorted(shares)
    return [
        (a, b)
        for i, a in enumerate(queues)
        for b in queues[i + 1 :]
        if _overlap(shares[a], shares[b]) >= _SAME_WORK
    ]


def _overlap(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    common: Iterable[str] = a.keys() & b.keys()
    return sum(min(a[server], b[server]) for server in sorted(common))
