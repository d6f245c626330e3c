"""What is known at the moment of a question, as numbers for a learned model.

All of it is state of the engine, so nothing here can know what comes later. Waits and gaps are
log sizes (see `conformal.size`), so that a minute matters at a minute and not at three hours.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log
from typing import TypeVar

from server.domain.waiting.clock import DAY, QUARTERS, day_number, quarter, weekday
from server.domain.waiting.conformal import size
from server.domain.waiting.estimate import Estimate
from server.domain.waiting.server_group import QueuedTicket, ServerGroup, wait_key

_T = TypeVar("_T")
Row = tuple[float, ...]
NAMES = (
    "raw",
    "point",
    "high",
    "ahead",
    "queue",
    "weekday",
    "second of day",
    "pace",
    "rate",
    "rate in an hour",
    "windows",
    "usual windows",
    "ahead per window",
    "head of queue",
    "head's wait per place",
    "since last call",
    "between last calls",
    "since last arrival",
    "between last arrivals",
    "last wait",
    "wait before last",
    "mean of last 5 waits",
    "at once of last 10",
    "calls in 15 min",
    "calls in 30 min",
    "calls in 60 min",
    "arrivals in 15 min",
    "arrivals in 30 min",
    "seen starts",
    "expected starts",
    "error of late",
    "free servers",
    "serving servers",
    "longest service now",
    "mean service so far",
    "servers of the day",
    "freshest free server",
    "next free server",
    "waiting in the hall",
    "pace of the hall",
    "priority",
    "waiting in the queue",
    "waiting with priority",
    "last wait of this priority",
)
_AT_ONCE = 5.0  # seconds: who waited no longer did not wait
_UNKNOWN = -1.0
_HALL_PRIOR = 8.0  # starts' worth of belief that the hall's day is like the past
_LONG = 6 * 3600.0


@dataclass(frozen=True, slots=True)
class Question:
    """One question as the engine sees it, with its own answer to it."""

    t: float
    queue: str
    place_of_queue: int  # which queue of the hall, in the order in which they appeared
    priority: int
    ahead: float
    windows: float | None
    raw: float
    default: Estimate


def features(
    q: Question, group: ServerGroup, people: Sequence[QueuedTicket], hall: Sequence[ServerGroup]
) -> Row:
    """The numbers in the order of NAMES; `people`: who waits in the group."""
    return (*_queue(q, group), *_lately(q.t, group), *_around(q, group, people, hall))


def _queue(q: Question, group: ServerGroup) -> Row:
    t, windows, ahead = q.t, q.windows, q.ahead
    usual = group.profile.usual[quarter(t)]
    head = t - group.waiting[0][0] if group.waiting else 0.0
    return (
        size(q.raw),
        size(q.default.point),
        size(q.default.high),
        ahead,
        q.place_of_queue,
        weekday(day_number(t)),
        t % DAY,
        group.pace(t),
        log(group.profile.rates[quarter(t)] + 1e-6),
        log(group.profile.rates[min(QUARTERS - 1, quarter(t) + 4)] + 1e-6),
        _UNKNOWN if windows is None else windows,
        _UNKNOWN if usual is None else usual,
        _UNKNOWN if windows is None else (ahead + 1) / (windows + 1),
        size(max(0.0, head)),
        size(max(0.0, head) / (ahead + 1)),
    )


def _lately(t: float, group: ServerGroup) -> Row:
    return (
        *_gaps(t, [call[0] for call in _last(group.calls, 2)]),
        *_gaps(t, _last(group.arrivals, 2)),
        *_waits(group),
        *(sum(call[0] > t - span for call in group.calls) for span in (900, 1800, 3600)),
        *(sum(arrival > t - span for arrival in group.arrivals) for span in (900, 1800)),
        group.seen,
        group.expected,
        group.drift(),
    )


def _around(
    q: Question, group: ServerGroup, people: Sequence[QueuedTicket], hall: Sequence[ServerGroup]
) -> Row:
    last_wait = group.last_waits.get(wait_key(q.queue, q.priority))
    seen = sum(other.seen for other in hall)
    expected = sum(other.expected for other in hall)
    return (
        *_servers(q.t, group),
        sum(len(other.waiting) for other in hall),
        (seen + _HALL_PRIOR) / (expected + _HALL_PRIOR),
        q.priority,
        sum(person.queue == q.queue for person in people),
        sum(person.priority > 0 for person in people),
        _UNKNOWN if last_wait is None else size(last_wait),
    )


def _servers(t: float, group: ServerGroup) -> Row:
    free = sorted(t - since for since in group.servers.free.values())
    busy = [t - since for _, since in group.servers.serving.values()]
    return (
        len(free),
        len(busy),
        max(busy, default=0.0),
        sum(busy) / len(busy) if busy else 0.0,
        len(free) + len(busy),
        size(free[0]) if free else _UNKNOWN,
        size(free[1]) if len(free) > 1 else _UNKNOWN,
    )


def _last(items: Iterable[_T], n: int) -> list[_T]:
    return list(items)[-n:]


def _gaps(t: float, moments: Sequence[float]) -> Row:
    """Log sizes of the time since the last moment and between the last two."""
    last = t - moments[-1] if moments else _LONG
    between = moments[-1] - moments[-2] if len(moments) > 1 else _LONG
    return size(last), size(between)


def _waits(group: ServerGroup) -> Row:
    waits = [call[1] for call in _last(group.calls, 10)]
    if not waits:
        return _UNKNOWN, _UNKNOWN, _UNKNOWN, _UNKNOWN
    five = waits[-5:]
    return (
        size(waits[-1]),
        size(waits[-2]) if len(waits) > 1 else _UNKNOWN,
        size(sum(five) / len(five)),
        sum(wait <= _AT_ONCE for wait in waits) / len(waits),
    )
