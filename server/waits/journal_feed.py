"""Translates journal entries into calls of a hall's estimator and workload."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from server.domain.calling import head_start
from server.domain.chain import Entry
from server.domain.events.hall import DayOpened
from server.domain.events.tickets import (
    TicketCalled,
    TicketCancelled,
    TicketCarried,
    TicketClosed,
    TicketEntered,
    TicketEvent,
    TicketFinished,
    TicketIssued,
    TicketMissed,
    TicketParked,
    TicketPostponed,
    TicketReleased,
    TicketReturned,
    TicketTransferred,
    TicketUndone,
    TicketWalkedIn,
)
from server.domain.events.windows import WindowEvent
from server.domain.hall import Hall
from server.domain.ticket import State
from server.domain.waiting.clock import day_number, day_seconds
from server.domain.waiting.estimator import Estimator
from server.storage.journal_words import event_of, public_part
from server.waits.state import WaitsState

Ends = TicketFinished | TicketMissed | TicketParked | TicketTransferred
"""A service, or a call that nobody followed, is over."""


def feed_entry(state: WaitsState, hall: Hall, entry: Entry) -> None:
    """Feed one journal entry."""
    t = day_seconds(hall.hours, entry.at)
    event = event_of(entry)
    if isinstance(event, DayOpened):
        state.new_day(day_number(t))
        shown = public_part(entry.payload).get("windows", {})
        stay = {key: each for key, each in shown.items() if each["state"] == "open"}
        _feed_window(state.engine, hall, t, {"windows": stay})
    elif isinstance(event, TicketCarried):
        _feed_carried(state, hall, entry, event)
    elif isinstance(event, WindowEvent):
        _feed_window(state.engine, hall, t, public_part(entry.payload))
    elif isinstance(event, TicketEvent):
        feed_ticket_event(state, hall, TimedEvent(t, str(entry.ticket), event))


@dataclass(frozen=True, slots=True)
class TimedEvent:
    """One event of a ticket; `t` in wall-clock seconds, `ticket` its name in the estimator."""

    t: float
    ticket: str
    event: TicketEvent

    @property
    def queue(self) -> str:
        """Where the ticket waits, or was called from."""
        if isinstance(self.event, TicketTransferred | TicketReleased):
            return self.event.queue
        return self.event.ticket.matter

    @property
    def comes(self) -> bool:
        """Somebody begins to wait for the first time."""
        issued = isinstance(self.event, TicketIssued) and self._waits
        return issued or isinstance(self.event, TicketEntered)

    @property
    def joins(self) -> bool:
        """Somebody begins to wait, for the first time or again."""
        return self.comes or isinstance(self.event, TicketReturned | TicketTransferred)

    @property
    def taken_back(self) -> bool:
        """A call was undone: the person waits as before."""
        return isinstance(self.event, TicketUndone) and self._waits

    @property
    def _waits(self) -> bool:
        return self.event.ticket.state is State.WAITING


def _feed_carried(state: WaitsState, hall: Hall, entry: Entry, event: TicketCarried) -> None:
    """Somebody who waits on when a new day begins; the wait teaches nothing of the new one."""
    if event.since is None:
        return
    ticket, t = str(entry.ticket), day_seconds(hall.hours, entry.at)
    since = day_seconds(hall.hours, event.since)
    key = order_key(hall, since, event.ticket.priority_class)
    state.engine.arrive(t, ticket, event.queue, since=key)
    state.engine.put_off(ticket)
    state.joined[ticket] = since


def feed_ticket_event(state: WaitsState, hall: Hall, it: TimedEvent) -> None:
    """Feed one event of a ticket to the estimator and the workload."""
    _feed_estimator(state.engine, hall, it)
    _feed_workload(state, it)


def _feed_window(engine: Estimator, hall: Hall, t: float, public: Mapping[str, Any]) -> None:
    for key, shown in public.get("windows", {}).items():
        if key in hall.windows:
            queues = frozenset(hall.windows[key].queues).difference(shown.get("not_authorised", ()))
            engine.window(t, key, queues, shown["state"] == "open")


def _feed_estimator(engine: Estimator, hall: Hall, it: TimedEvent) -> None:
    """Who joins, is called, leaves, and when a service ends."""
    event = it.event
    kept = engine.key_of(it.ticket)
    if isinstance(event, Ends):
        engine.end(it.t, it.ticket, event.window)
    if isinstance(event, TicketReturned):
        engine.come_back(it.t, it.ticket, it.queue, event.after)
    elif it.joins or it.taken_back or isinstance(event, TicketReleased):
        since = order_key(hall, it.t, event.ticket.priority_class)
        # Whoever is sent on, or waits again after a call was undone, keeps the place of arrival.
        engine.arrive(it.t, it.ticket, it.queue, since=since if kept is None else kept)
    elif isinstance(event, TicketCalled):
        engine.start(it.t, it.ticket, event.window)
    elif isinstance(event, TicketPostponed):
        engine.put_off(it.ticket, event.places or 0)
    elif isinstance(event, TicketCancelled | TicketClosed):
        engine.leave(it.t, it.ticket)


def _feed_workload(state: WaitsState, it: TimedEvent) -> None:
    """Who comes, who gives up, how long a window is taken."""
    event = it.event
    if isinstance(event, Ends):
        began = state.called.pop(it.ticket, None)
        if began is not None and it.t >= began[0]:
            state.workload.served(began[1], it.t - began[0])
    if it.joins:
        state.joined[it.ticket] = it.t
        if it.comes:
            state.workload.arrived(it.t, it.queue)
    elif isinstance(event, TicketCalled):
        state.called[it.ticket] = (it.t, it.queue)
        state.workload.waited(it.t - state.joined.get(it.ticket, it.t), left=False)
    elif isinstance(event, TicketWalkedIn):
        # Nobody waited, which teaches nothing of waits; but a window is taken.
        state.called[it.ticket] = (it.t, it.queue)
        state.workload.arrived(it.t, it.queue)
    elif isinstance(event, TicketUndone):
        state.called.pop(it.ticket, None)
    elif isinstance(event, TicketCancelled) and it.ticket not in state.called:
        state.workload.waited(it.t - state.joined.get(it.ticket, it.t), left=True)


def order_key(hall: Hall, t: float, priority_class: str) -> float:
    """The moment by which the hall's rule orders somebody who joins at `t`."""
    found = hall.priority_classes.get(priority_class)
    return t - head_start(hall.rule, found.rank if found else 0).total_seconds()
