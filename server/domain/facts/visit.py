"""The facts of one visit, from the entries of its ticket."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from server.domain.events import tickets as events
from server.domain.facts.records import Record, standing
from server.domain.facts.rows import CallFact, ServiceFact, VisitFact
from server.domain.ticket import State

OPEN = "open"
Begins = (
    events.TicketStarted | events.TicketResumed | events.TicketMatterAdded | events.TicketWalkedIn
)
"""A service begins."""
UNSERVED = frozenset({State.ISSUED, State.WAITING, State.CALLED})
"""Whoever stands in one of these as the day ends goes home unserved."""


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """All rows of one visit."""

    visit: VisitFact
    calls: tuple[CallFact, ...]
    services: tuple[ServiceFact, ...]


def visit_facts(records: Sequence[Record], now: datetime | None = None) -> VisitFacts:
    """From all entries of one ticket, in order; the first is its issue. `now`: until then lasts
    what is not over."""
    folding: _Folding | None = None
    for record in standing(records):
        if isinstance(record.event, events.TicketIssued):
            folding = _Folding.of(record, record.event)
        elif folding is not None:
            folding.follow(record)
    if folding is None:
        raise ValueError("these entries do not begin with the ticket's issue")
    if now is not None:
        folding.last_until(now)
    return folding.facts()


def seconds_between(since: datetime, until: datetime) -> int:
    """Whole seconds; a clock that was set back makes nothing shorter than nothing."""
    return max(0, int((until - since).total_seconds()))


@dataclass(slots=True)
class _Folding:
    """A visit so far. `where`: its queue and matter, by which stages are told apart."""

    visit: VisitFact
    where: tuple[str, str]
    waiting_since: datetime | None
    stage: int = 1
    calls: list[CallFact] = field(default_factory=list)
    services: list[ServiceFact] = field(default_factory=list)

    @classmethod
    def of(cls, record: Record, event: events.TicketIssued) -> "_Folding":
        facts, quoted = event.ticket, event.quoted
        visit = VisitFact(
            ticket=facts.id, number=facts.number, day=record.day, matter=facts.matter,
            priority_class=facts.priority_class, channel=event.channel, issued_at=record.at,
            ended_at=None, end=facts.state, unserved=False, left_after_s=0, misses=0, transfers=0,
            postponed=0, quoted_low_s=quoted.low if quoted else None,
            quoted_high_s=quoted.high if quoted else None, first_wait_s=None, outcome=None,
            window=None, clerk=None,
        )  # fmt: skip
        waits = facts.state is State.WAITING
        return cls(visit, (facts.matter, facts.matter), record.at if waits else None)

    def facts(self) -> VisitFacts:
        return VisitFacts(self.visit, tuple(self.calls), tuple(self.services))

    def last_until(self, now: datetime) -> None:
        """Somebody waits on: so long by now."""
        if self.waiting_since is not None:
            self.note(left_after_s=seconds_between(self.waiting_since, now))

    def follow(self, record: Record) -> None:
        event = record.event
        step = STEPS.get(type(event))
        if step is None or not isinstance(event, events.TicketEvent):
            return
        step(self, record, event)
        self.note(end=event.ticket.state)

    def note(self, **changes: Any) -> None:
        self.visit = replace(self.visit, **changes)

    def end_call(self, how: str, walked_s: int | None = None) -> None:
        if self.calls and self.calls[-1].end == OPEN:
            self.calls[-1] = replace(self.calls[-1], end=how, walked_s=walked_s)

    def end_service(self, how: str, at: datetime) -> None:
        if self.services and self.services[-1].end == OPEN:
            lasted = seconds_between(self.services[-1].started_at, at)
            self.services[-1] = replace(self.services[-1], end=how, served_s=lasted)

    def serve(self, record: Record, event: "Begins") -> None:
        facts = event.ticket
        self.services.append(
            ServiceFact(
                ticket=facts.id, day=self.visit.day, stage=self.stage, matter=facts.matter,
                window=event.window, clerk=record.actor, started_at=record.at, served_s=None,
                end=OPEN,
            )
        )  # fmt: skip


def _entered(visit: _Folding, record: Record, event: events.TicketEntered) -> None:
    visit.waiting_since = visit.visit.issued_at


def _called(visit: _Folding, record: Record, event: events.TicketCalled) -> None:
    visit.waiting_since = None
    visit.calls.append(
        CallFact(
            ticket=event.ticket.id, day=visit.visit.day, stage=visit.stage,
            matter=event.ticket.matter, window=event.window, clerk=record.actor,
            called_at=record.at, waited_s=event.waited_s, walked_s=None, recalls=0,
            why=str(event.why), end=OPEN,
        )
    )  # fmt: skip
    first = visit.visit.first_wait_s
    visit.note(
        window=event.window, clerk=record.actor, ended_at=None,
        first_wait_s=event.waited_s if first is None else first,
    )  # fmt: skip


def _recalled(visit: _Folding, record: Record, event: events.TicketRecalled) -> None:
    if visit.calls:
        visit.calls[-1] = replace(visit.calls[-1], recalls=visit.calls[-1].recalls + 1)


def _started(visit: _Folding, record: Record, event: events.TicketStarted) -> None:
    if visit.calls:
        walked = seconds_between(visit.calls[-1].called_at, record.at)
        visit.end_call("started", walked)
    visit.serve(record, event)


def _resumed(visit: _Folding, record: Record, event: events.TicketResumed) -> None:
    visit.serve(record, event)


def _walked_in(visit: _Folding, record: Record, event: events.TicketWalkedIn) -> None:
    visit.serve(record, event)
    visit.note(window=event.window, clerk=record.actor)


def _parked(visit: _Folding, record: Record, event: events.TicketParked) -> None:
    visit.end_service("parked", record.at)


def _finished(visit: _Folding, record: Record, event: events.TicketFinished) -> None:
    visit.end_service("finished", record.at)
    visit.note(ended_at=record.at, outcome=event.outcome)


def _matter_added(visit: _Folding, record: Record, event: events.TicketMatterAdded) -> None:
    visit.end_service("finished", record.at)
    visit.where = (visit.where[0], event.ticket.matter)
    visit.serve(record, event)


def _missed(visit: _Folding, record: Record, event: events.TicketMissed) -> None:
    visit.end_call("missed")
    visit.note(ended_at=record.at, misses=visit.visit.misses + 1)


def _returned(visit: _Folding, record: Record, event: events.TicketReturned) -> None:
    visit.waiting_since = record.at
    visit.note(ended_at=None)


def _transferred(visit: _Folding, record: Record, event: events.TicketTransferred) -> None:
    visit.end_call("transferred")
    visit.end_service("transferred", record.at)
    where = (event.queue, event.ticket.matter)
    visit.stage += visit.where != where
    visit.where, visit.waiting_since = where, record.at
    visit.note(transfers=visit.visit.transfers + 1)


def _released(visit: _Folding, record: Record, event: events.TicketReleased) -> None:
    visit.where = (event.queue, event.ticket.matter)


def _postponed(visit: _Folding, record: Record, event: events.TicketPostponed) -> None:
    visit.note(postponed=visit.visit.postponed + 1)


def _left(visit: _Folding, record: Record, how: str) -> None:
    visit.end_call(how)
    visit.end_service(how, record.at)
    visit.last_until(record.at)
    visit.waiting_since = None
    visit.note(ended_at=record.at)


def _cancelled(visit: _Folding, record: Record, event: events.TicketCancelled) -> None:
    _left(visit, record, "cancelled")


def _closed(visit: _Folding, record: Record, event: events.TicketClosed) -> None:
    _left(visit, record, "closed")
    visit.note(unserved=event.was in UNSERVED)


def _carried(visit: _Folding, record: Record, event: events.TicketCarried) -> None:
    visit.note(day=record.day)
    visit.calls[:] = [replace(each, day=record.day) for each in visit.calls]
    visit.services[:] = [replace(each, day=record.day) for each in visit.services]


STEPS: Mapping[type[Any], Callable[[_Folding, Record, Any], None]] = {
    events.TicketEntered: _entered,
    events.TicketCalled: _called,
    events.TicketRecalled: _recalled,
    events.TicketStarted: _started,
    events.TicketResumed: _resumed,
    events.TicketWalkedIn: _walked_in,
    events.TicketParked: _parked,
    events.TicketFinished: _finished,
    events.TicketMatterAdded: _matter_added,
    events.TicketMissed: _missed,
    events.TicketReturned: _returned,
    events.TicketTransferred: _transferred,
    events.TicketReleased: _released,
    events.TicketPostponed: _postponed,
    events.TicketCancelled: _cancelled,
    events.TicketClosed: _closed,
    events.TicketCarried: _carried,
}
