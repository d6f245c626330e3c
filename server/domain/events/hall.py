"""What can happen to a whole hall. The first sentence of each class stands in docs/protocol.md."""

from dataclasses import dataclass
from datetime import date

from server.domain.events.event import Event, Shown, event
from server.domain.window import Json


@dataclass(frozen=True, kw_only=True)
class HallReset(Event):
    """Whoever follows forgets the hall's state and takes this one, as public screens show it."""

    windows: Shown[dict[str, Json]]
    queues: Shown[dict[str, Json]]
    missed: Shown[dict[str, int]]
    reset: Shown[bool] = True


@event("day.opened")
class DayOpened(HallReset):
    """The first event of a date, or of the return to it after a clock was ahead."""


@event("day.closed")
class DayClosed(Event):
    """The day has ended; what was open was closed before it, one by one. `closed`: how many, by
    the state in which they were found."""

    day: date
    closed: dict[str, int]


@event("hall.configured")
class HallConfigured(HallReset):
    """A new configuration is in force."""

    version: Shown[int]


@event("hall.notice")
class HallNoticeChanged(Event):
    """Another notice is shown, or one was taken away or has ended. `notice`: the words of the one
    for everybody by language, if there is one; `notices`: all that stand, the newest first."""

    notice: Shown[dict[str, str] | None]
    notices: Shown[list[Json] | None] = None
