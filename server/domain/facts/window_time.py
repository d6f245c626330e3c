"""What each window did with its time, from how the journal says it stood after each entry."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from server.domain.events.hall import HallReset
from server.domain.events.windows import WindowPaused, WindowSignedOn
from server.domain.facts.records import Record, WindowStood
from server.domain.facts.rows import WindowFact
from server.domain.hall import own_queue
from server.domain.ticket import State
from server.domain.window import WindowStatus

HOUR = timedelta(hours=1)
NOBODY = ""


class Doing(StrEnum):
    """What an open window does."""

    PAUSED = "paused"
    CALLED = "called"
    SERVING = "serving"
    IDLE = "idle"
    IDLE_WAITING = "idle_waiting"


@dataclass(slots=True)
class _Stretch:
    """What a window does since when, and for whom."""

    start: datetime
    day: date
    clerk: str
    doing: Doing
    reason: str | None


class WindowTime:
    """The time of a hall's windows. `serves`: the queues of each window, as configured then."""

    def __init__(self, serves: Mapping[str, Collection[str]], zone: ZoneInfo) -> None:
        self._zone = zone
        self._waiting: dict[str, int] = {}
        self._stood: dict[str, WindowStood] = {}
        self.clerks: dict[str, str] = {}
        """Who signed on last at each window."""
        self._reasons: dict[str, str | None] = {}
        self._running: dict[str, _Stretch] = {}
        self.configure(serves)

    def follow(self, record: Record) -> Iterator[WindowFact]:
        """Go on by one entry; the stretches that it ended."""
        self._stand(record)
        touched = {*record.windows}
        if isinstance(record.event, HallReset):
            self._waiting.clear()
            touched |= {*self._running}
        for queue, waiting in record.waiting.items():
            if (self._waiting.get(queue, 0) > 0) != (waiting > 0):
                touched |= self._served_by.get(queue, set())
            self._waiting[queue] = waiting
        for window in sorted(touched):
            yield from self._turn(window, record.at, record.day)

    def until(self, now: datetime) -> list[WindowFact]:
        """The stretches that are not over yet, as long as they have lasted."""
        return [
            fact
            for window, stretch in self._running.items()
            for fact in self._facts(window, stretch, now)
        ]

    def configure(self, serves: Mapping[str, Collection[str]]) -> None:
        """The windows serve these queues from now on."""
        self._serves = {key: {*queues, own_queue(key)} for key, queues in serves.items()}
        self._served_by: dict[str, set[str]] = {}
        for key, queues in self._serves.items():
            for queue in queues:
                self._served_by.setdefault(queue, set()).add(key)

    def _stand(self, record: Record) -> None:
        event = record.event
        if isinstance(event, WindowSignedOn):
            self.clerks[event.window] = record.actor
        elif isinstance(event, WindowPaused):
            self._reasons[event.window] = event.reason
        self._stood |= record.windows

    def _turn(self, window: str, at: datetime, day: date) -> Iterator[WindowFact]:
        """End the stretch of a window that does something else now, or for somebody else."""
        doing, clerk = self._doing(window), self.clerks.get(window, NOBODY)
        running = self._running.get(window)
        if running is not None:
            if (running.doing, running.clerk, running.day) == (doing, clerk, day):
                return
            yield from self._facts(window, self._running.pop(window), at)
        if doing is not None:
            reason = self._reasons.get(window) if doing is Doing.PAUSED else None
            self._running[window] = _Stretch(at, day, clerk, doing, reason)

    def _doing(self, window: str) -> Doing | None:
        stood = self._stood.get(window)
        if stood is None or stood.state is WindowStatus.CLOSED:
            return None
        if stood.visit is not None:
            return Doing.CALLED if stood.visit is State.CALLED else Doing.SERVING
        if stood.state is WindowStatus.PAUSED:
            return Doing.PAUSED
        may = self._serves.get(window, set()) - stood.not_authorised
        waits = any(self._waiting.get(queue, 0) for queue in may)
        return Doing.IDLE_WAITING if waits else Doing.IDLE

    def _facts(self, window: str, stretch: _Stretch, end: datetime) -> Iterator[WindowFact]:
        """One stretch, cut at the full hours of the hall's clock; nothing of no length. The whole
        seconds of its parts add up to those of the stretch."""
        start = stretch.start
        while start < end:
            into = start.astimezone(self._zone)
            past = timedelta(
                minutes=into.minute, seconds=into.second, microseconds=into.microsecond
            )
            until = min(end, start + HOUR - past)
            seconds = _whole(until - stretch.start) - _whole(start - stretch.start)
            if seconds:
                yield WindowFact(
                    window, stretch.clerk, stretch.day, start, seconds, stretch.doing,
                    stretch.reason,
                )  # fmt: skip
            start = until


def _whole(lasted: timedelta) -> int:
    return int(lasted.total_seconds())
