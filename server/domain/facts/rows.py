"""The rows of reports. Instants are UTC, durations whole seconds, keys those of the site file."""

from dataclasses import dataclass
from datetime import date, datetime

from server.domain.ticket import State


@dataclass(frozen=True, slots=True)
class VisitFact:
    """One visit, from its number to its end.

    `day`: the business day that it belongs to, the later one of a visit that was carried over.
    `left_after_s`: the wait that ended in no call. `end`: the state it ended in, or stands in now;
    `unserved`: the day ended before anybody had served it. `window`, `clerk`: of the latest call.
    """

    ticket: int
    number: str
    day: date
    matter: str
    priority_class: str
    channel: str
    issued_at: datetime
    ended_at: datetime | None
    end: State
    unserved: bool
    left_after_s: int
    misses: int
    transfers: int
    postponed: int
    quoted_low_s: int | None
    quoted_high_s: int | None
    first_wait_s: int | None
    outcome: str | None
    window: str | None
    clerk: str | None


@dataclass(frozen=True, slots=True)
class CallFact:
    """One call that stands. `stage` counts from 1; `waited_s` is None of somebody who had not come
    back since a missed call; `walked_s`, from the call to the start, of somebody who came.
    `end`: started, missed, transferred, cancelled, closed, or open while it is."""

    ticket: int
    day: date
    stage: int
    matter: str
    window: str
    clerk: str
    called_at: datetime
    waited_s: int | None
    walked_s: int | None
    recalls: int
    why: str
    end: str


@dataclass(frozen=True, slots=True)
class ServiceFact:
    """One stretch of service by one clerk: from start or resuming until finish, parking, transfer
    or the end of the day. `end` as its state; open while it lasts, then `served_s` is None."""

    ticket: int
    day: date
    stage: int
    matter: str
    window: str
    clerk: str
    started_at: datetime
    served_s: int | None
    end: str


@dataclass(frozen=True, slots=True)
class RatingFact:
    """One version of a visit's rating, given `at`; the one with the highest `seq` counts.
    `said_more`: there is a text, which only the tables hold; `source` by who asked."""

    ticket: int
    seq: int
    day: date
    at: datetime
    level: int
    reasons: tuple[str, ...]
    said_more: bool
    source: str


@dataclass(frozen=True, slots=True)
class WindowFact:
    """A stretch of a window's time, within one hour of the hall's clock. `doing`: paused, called
    (somebody is on the way), serving, idle, or idle_waiting while somebody waited whom it may
    serve; `reason`: of a pause, by its key."""

    window: str
    clerk: str
    day: date
    start: datetime
    seconds: int
    doing: str
    reason: str | None
