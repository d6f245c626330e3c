"""A journal entry as reports read it, and the entries that still stand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from server.domain.events.event import Event
from server.domain.events.tickets import (
    TicketCalled,
    TicketEvent,
    TicketFinished,
    TicketMatterAdded,
    TicketMissed,
    TicketParked,
    TicketRecalled,
    TicketResumed,
    TicketStarted,
    TicketTransferred,
    TicketUndone,
    TicketWalkedIn,
)
from server.domain.ticket import State, Step
from server.domain.window import WindowStatus

MADE_BY: Mapping[Step, type[TicketEvent]] = {
    Step.CALL: TicketCalled,
    Step.START: TicketStarted,
    Step.FINISH: TicketFinished,
    Step.NO_SHOW: TicketMissed,
    Step.PARK: TicketParked,
    Step.RESUME: TicketResumed,
    Step.TRANSFER: TicketTransferred,
    Step.BOUNCE: TicketTransferred,
    Step.ADD_MATTER: TicketMatterAdded,
    Step.WALK_IN: TicketWalkedIn,
}
"""The event of each step that can be taken back."""


@dataclass(frozen=True, slots=True)
class WindowStood:
    """A window as an entry left it. `visit`: the state of the visit there; `not_authorised`: the
    matters that whoever sits there may not do."""

    state: WindowStatus
    visit: State | None = None
    not_authorised: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Record:
    """An event with its place in the journal. `at`: UTC; `day`: the business day; `windows`: how
    those stand since then that it changed; `waiting`: how many wait in the queues it changed."""

    seq: int
    at: datetime
    day: date
    actor: str
    event: Event
    windows: Mapping[str, WindowStood] = field(default_factory=dict)
    waiting: Mapping[str, int] = field(default_factory=dict)


def standing(records: Iterable[Record]) -> list[Record]:
    """Those of one ticket that nobody took back, in order: neither the step, with the recalls that
    belong to it, nor the taking back is among them."""
    kept: list[Record] = []
    for record in records:
        if isinstance(record.event, TicketUndone):
            made = MADE_BY[record.event.verb]
            at = max(place for place, each in enumerate(kept) if isinstance(each.event, made))
            kept[at:] = [e for e in kept[at + 1 :] if not isinstance(e.event, TicketRecalled)]
        else:
            kept.append(record)
    return kept
