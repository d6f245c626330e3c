"""Tickets rebuilt from the journal alone, to be held against the rows that are kept of them.

What entries don't say is left at its default: the code, the language, materials, an appointment's
time, the way back of a transfer, its note and the printer (`NOT_IN_JOURNAL`).
"""

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime, timedelta
from typing import Any

from server.domain.chain import Entry
from server.domain.events import tickets as events
from server.domain.events.tickets import TicketEvent
from server.domain.ticket import State, Ticket, served_text
from server.domain.window import served_by

NOT_IN_JOURNAL = frozenset(
    {
        *("code", "language", "materials", "appointment", "due", "turn"),
        *("come_back", "note", "printer"),
    }
)
PLACE = frozenset({"place", "place_at"})
QUOTED = frozenset({"quoted_low", "quoted_point", "quoted_high"})
FIELDS = tuple(each.name for each in fields(Ticket) if each.name not in NOT_IN_JOURNAL)
"""What the journal says of a ticket, by the names of its columns."""
QUIET = ("rating", "rated_at", "paper", "copies", "day")
"""What no step of a visit changes, so that no undo brings it back."""

Changes = dict[str, object]
"""Fields of a ticket with their new values."""
Rebuilds = Callable[[Ticket, Entry, Any], Changes]
"""What an entry with an event of one class changes of the ticket as it was."""


def _changes(**values: object) -> Changes:
    return values


def _entered(ticket: Ticket, entry: Entry, event: events.TicketEntered) -> Changes:
    return _changes(state=State.WAITING, since=ticket.issued_at, entered_at=entry.at)


def _called(ticket: Ticket, entry: Entry, event: events.TicketCalled) -> Changes:
    first = event.waited_s if ticket.first_wait is None else ticket.first_wait
    return _changes(
        state=State.CALLED, window=event.window, clerk=entry.actor, called_at=entry.at,
        called_seq=entry.seq, ended_at=None, held_until=None, first_wait=first,
        times=ticket.times + 1,
    )  # fmt: skip


def _recalled(ticket: Ticket, entry: Entry, event: events.TicketRecalled) -> Changes:
    return _changes(times=ticket.times + 1)


def _started(ticket: Ticket, entry: Entry, event: events.TicketStarted) -> Changes:
    first = ticket.first_clerk or entry.actor
    asked = ticket.first_asked if event.first_asked is None else event.first_asked.text()
    return _changes(
        state=State.SERVING, started_at=entry.at, first_clerk=first, first_asked=asked,
        sent_from=None, sent_to=None, bounced_by=None,
    )  # fmt: skip


def _walked_in(ticket: Ticket, entry: Entry, event: events.TicketWalkedIn) -> Changes:
    asked = None if event.first_asked is None else event.first_asked.text()
    return _changes(
        state=State.SERVING, window=event.window, clerk=entry.actor, called_at=entry.at,
        called_seq=entry.seq, started_at=entry.at, first_clerk=entry.actor, first_asked=asked,
    )  # fmt: skip


def _finished(ticket: Ticket, entry: Entry, event: events.TicketFinished) -> Changes:
    return _changes(
        state=State.FINISHED, ended_at=entry.at, outcome=event.outcome, parked_until=None
    )


def _matter_added(ticket: Ticket, entry: Entry, event: events.TicketMatterAdded) -> Changes:
    done = served_by(ticket, event.window, entry.at, event.outcome)
    return _changes(
        matter=event.ticket.matter, started_at=entry.at,
        served=served_text((*ticket.served_matters, done)),
    )  # fmt: skip


def _missed(ticket: Ticket, entry: Entry, event: events.TicketMissed) -> Changes:
    return _changes(state=State.NO_SHOW, misses=ticket.misses + 1, ended_at=entry.at)


def _returned(ticket: Ticket, entry: Entry, event: events.TicketReturned) -> Changes:
    return _changes(
        state=State.WAITING, since=entry.at, window=None, clerk=None, ended_at=None,
        place=entry.seq, place_at=entry.at, entered=entry.seq,
    )  # fmt: skip


def _parked(ticket: Ticket, entry: Entry, event: events.TicketParked) -> Changes:
    until = _later(entry.at, event.minutes)
    return _changes(state=State.PARKED, parked_until=until, reason=event.reason)


def _resumed(ticket: Ticket, entry: Entry, event: events.TicketResumed) -> Changes:
    return _changes(
        state=State.SERVING, window=event.window, clerk=entry.actor, parked_until=None,
        reason=None,
    )  # fmt: skip


def _transferred(ticket: Ticket, entry: Entry, event: events.TicketTransferred) -> Changes:
    return _changes(
        state=State.WAITING, matter=event.ticket.matter, queue=event.queue, window=None,
        clerk=None, since=entry.at, called_at=None, started_at=None,
        sent_from=None if event.bounces else event.window, sent_to=event.colleague,
        bounced_by=event.window if event.bounces else None,
    )  # fmt: skip


def _released(ticket: Ticket, entry: Entry, event: events.TicketReleased) -> Changes:
    return _changes(queue=event.queue, sent_to=None)


def _postponed(ticket: Ticket, entry: Entry, event: events.TicketPostponed) -> Changes:
    entered = entry.seq if event.minutes is None else ticket.entered
    until = _later(entry.at, event.minutes)
    return _changes(postponed=ticket.postponed + 1, held_until=until, entered=entered)


def _came_back(ticket: Ticket, entry: Entry, event: events.TicketCameBack) -> Changes:
    return _changes(held_until=None)


def _cancelled(ticket: Ticket, entry: Entry, event: events.TicketCancelled) -> Changes:
    return _changes(state=State.CANCELLED, ended_at=entry.at)


def _closed(ticket: Ticket, entry: Entry, event: events.TicketClosed) -> Changes:
    return _changes(state=State.CLOSED, closed_from=event.was, ended_at=entry.at)


def _rated(ticket: Ticket, entry: Entry, event: events.TicketRated) -> Changes:
    return _changes(rating=event.level, rated_at=entry.at)


def _paper(ticket: Ticket, entry: Entry, event: events.TicketPaperMoved) -> Changes:
    return _changes(paper=event.paper.state, copies=event.paper.copies)


def _carried(ticket: Ticket, entry: Entry, event: events.TicketCarried) -> Changes:
    return _changes(day=entry.day)


def _with(ticket: Ticket, changes: Changes) -> Ticket:
    return replace(ticket, **changes)  # type: ignore[arg-type]  # fields of a ticket


def _later(at: datetime, minutes: int | None) -> datetime | None:
    return None if minutes is None else at + timedelta(minutes=minutes)


UNDOABLE: Mapping[type[TicketEvent], Rebuilds] = {
    events.TicketCalled: _called,
    events.TicketStarted: _started,
    events.TicketWalkedIn: _walked_in,
    events.TicketFinished: _finished,
    events.TicketMatterAdded: _matter_added,
    events.TicketMissed: _missed,
    events.TicketParked: _parked,
    events.TicketResumed: _resumed,
    events.TicketTransferred: _transferred,
}
STEPS: Mapping[type[TicketEvent], Rebuilds] = {
    **UNDOABLE,
    events.TicketEntered: _entered,
    events.TicketRecalled: _recalled,
    events.TicketReturned: _returned,
    events.TicketReleased: _released,
    events.TicketPostponed: _postponed,
    events.TicketCameBack: _came_back,
    events.TicketCancelled: _cancelled,
    events.TicketClosed: _closed,
}
ASIDE: Mapping[type[TicketEvent], Rebuilds] = {
    events.TicketRated: _rated,
    events.TicketPaperMoved: _paper,
    events.TicketCarried: _carried,
}


@dataclass(slots=True)
class RebuiltTicket:
    """A ticket as its entries leave it. `before`: as its latest undoable step found it;
    `unknown`: fields that its entries don't tell; `numbered_on`: the day of its number."""

    ticket: Ticket
    unknown: frozenset[str]
    numbered_on: date
    before: Ticket | None = None

    def follow(self, entry: Entry, event: TicketEvent) -> None:
        """Go on by one entry."""
        was, kind = self.ticket, type(event)
        if kind in ASIDE:
            self.ticket = _with(was, ASIDE[kind](was, entry, event))
            return
        if kind is events.TicketUndone:
            base, made = self.before or was, {name: getattr(was, name) for name in QUIET}
        else:
            base, made = was, STEPS[kind](was, entry, event)
        if kind in UNDOABLE:
            self.before = was
        elif isinstance(event, events.TicketPostponed) and event.minutes is None:
            self.unknown |= PLACE  # behind somebody whom the entry doesn't name
        elif kind is events.TicketReturned:
            self.unknown -= PLACE
        self.ticket = _with(base, {**made, "last_seq": entry.seq})


def issued(entry: Entry, event: events.TicketIssued) -> RebuiltTicket:
    """A ticket by its first entry."""
    facts, quoted = event.ticket, event.quoted
    waits = facts.state is State.WAITING
    ticket = Ticket(
        id=facts.id, hall=entry.hall, day=entry.day, code="", number=facts.number,
        series=facts.series, matter=facts.matter, queue=facts.matter,
        priority_class=facts.priority_class, state=facts.state, channel=event.channel, language="",
        issued_at=entry.at, place_at=entry.at, place=entry.seq, entered=entry.seq,
        last_seq=entry.seq,
        since=entry.at if waits else None, entered_at=entry.at if waits else None,
        paper="none" if event.printer is None else "queued",
        quoted_low=quoted.low if quoted else None,
        quoted_point=quoted.point if quoted else None,
        quoted_high=quoted.high if quoted else None,
    )  # fmt: skip
    return RebuiltTicket(ticket, frozenset() if quoted else QUOTED, entry.day)


@dataclass(slots=True)
class RebuiltHall:
    """All tickets of a hall, entry by entry."""

    tickets: dict[int, RebuiltTicket] = field(default_factory=dict)

    def follow(self, entry: Entry, event: TicketEvent) -> None:
        """Go on by one entry about a ticket."""
        if isinstance(event, events.TicketIssued):
            self.tickets[event.ticket.id] = issued(entry, event)
        elif event.ticket.id in self.tickets:
            self.tickets[event.ticket.id].follow(entry, event)

    def take(self, but: Set[date]) -> list[RebuiltTicket]:
        """Those of all days but these; they are kept no longer."""
        old = {id_: each for id_, each in self.tickets.items() if each.ticket.day not in but}
        for id_ in old:
            del self.tickets[id_]
        return list(old.values())
