"""Translates journal entries into calls of a hall's estimator and workload."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from server.domain.chain import Entry
from server.domain.hall import Hall, RuleName
from server.domain.waiting.clock import day_number, wall_seconds
from server.domain.waiting.estimator import Estimator
from server.domain.window import Json
from server.storage.journal_words import private_part, public_part
from server.waits.state import WaitsState

RANK_FIRST = 7 * 86_400.0  # seconds of head start that put a class before everybody
JOINS = ("ticket.entered", "ticket.returned", "ticket.transferred")
LEAVES = ("ticket.cancelled", "ticket.closed")
ENDS = ("ticket.finished", "ticket.missed", "ticket.parked", "ticket.transferred")


def feed_entry(state: WaitsState, hall: Hall, entry: Entry) -> None:
    """Feed one journal entry."""
    t = wall_seconds(entry.at.astimezone(hall.hours.timezone))
    if entry.type == "day.opened":
        state.new_day(day_number(t))
    elif entry.type.startswith("window."):
        _feed_window(state.engine, hall, t, public_part(entry.payload))
    elif entry.ticket is not None:
        event = TicketEvent(t, entry.type, str(entry.ticket), private_part(entry.payload))
        feed_ticket_event(state, hall, event)


@dataclass(frozen=True, slots=True)
class TicketEvent:
    """One event of a ticket; `t` in wall-clock seconds."""

    t: float
    kind: str
    ticket: str
    facts: Json

    @property
    def queue(self) -> str:
        return str(self.facts.get("queue") or self.facts["matter"])

    @property
    def joins(self) -> bool:
        """Somebody begins to wait, for the first time or again."""
        issued = self.kind == "ticket.issued" and self.facts["state"] == "waiting"
        return issued or self.kind in JOINS

    @property
    def taken_back(self) -> bool:
        """A call was undone: the person waits as before."""
        return self.kind == "ticket.undone" and self.facts["state"] == "waiting"


def feed_ticket_event(state: WaitsState, hall: Hall, event: TicketEvent) -> None:
    """Feed one event of a ticket to the estimator and the workload."""
    _feed_estimator(state.engine, hall, event)
    _feed_workload(state, event)


def _feed_window(engine: Estimator, hall: Hall, t: float, public: Mapping[str, Any]) -> None:
    for key, shown in public.get("windows", {}).items():
        if key in hall.windows:
            queues = frozenset(hall.windows[key].queues)
            engine.window(t, key, queues, shown["state"] == "open")


def _feed_estimator(engine: Estimator, hall: Hall, event: TicketEvent) -> None:
    """Who joins, is called, leaves, and when a service ends."""
    if event.kind in ENDS:
        engine.end(event.t, event.ticket, event.facts.get("window"))
    if event.joins or event.taken_back or event.kind == "ticket.released":
        since = order_key(hall, event.t, str(event.facts["priority_class"]))
        engine.arrive(event.t, event.ticket, event.queue, since=since)
    elif event.kind == "ticket.called":
        engine.start(event.t, event.ticket, event.facts["window"])
    elif event.kind == "ticket.postponed":
        engine.put_off(event.ticket)
    elif event.kind in LEAVES:
        engine.leave(event.t, event.ticket)


def _feed_workload(state: WaitsState, event: TicketEvent) -> None:
    """Who comes, who gives up, how long a window is taken."""
    if event.kind in ENDS:
        began = state.called.pop(event.ticket, None)
        if began is not None and event.t >= began[0]:
            state.workload.served(began[1], event.t - began[0])
    if event.joins:
        state.joined[event.ticket] = event.t
        if event.kind in ("ticket.issued", "ticket.entered"):
            state.workload.arrived(event.t, event.queue)
    elif event.kind == "ticket.called":
        state.called[event.ticket] = (event.t, event.queue)
        state.workload.waited(event.t - state.joined.get(event.ticket, event.t), left=False)
    elif event.kind == "ticket.undone":
        state.called.pop(event.ticket, None)
    elif event.kind == "ticket.cancelled" and event.ticket not in state.called:
        state.workload.waited(event.t - state.joined.get(event.ticket, event.t), left=True)


def order_key(hall: Hall, t: float, priority_class: str) -> float:
    """The moment by which the hall's rule orders somebody who joins at `t`.

    Under ageing a class goes before everybody who has waited less than the bound, which is the
    same as having come that much earlier; under strict it goes before all.
    """
    rank = (
        hall.priority_classes[priority_class].rank if priority_class in hall.priority_classes else 0
    )
    if rank <= 0 or hall.rule.name in (RuleName.ARRIVAL, RuleName.APPOINTMENT):
        return t
    if hall.rule.name is RuleName.STRICT:
        return t - rank * RANK_FIRST
    return t - rank * hall.rule.bound.total_seconds()
