"""What all verbs at a window share: finding it, putting a ticket at it, remembering the step."""

from dataclasses import replace
from typing import Any

from server.domain.errors import Refused
from server.domain.ticket import Step, Ticket
from server.domain.window import Json, WindowState, plate, wire_time
from server.storage.rows import freeze, ticket_changes
from server.storage.unit import HallUnit
from server.usecases.house import WindowOrder

REMEMBERED = ("ticket", "ticket_id", "call", "streak", "since_appointment")


def manned(unit: HallUnit, order: WindowOrder) -> WindowState:
    """The window of the order; Refused unless its actor is signed on there."""
    window = unit.window(order.window)
    window.worked_by(order.actor)
    return window


def at_hand(unit: HallUnit, window: WindowState) -> Ticket:
    """The ticket that stands at the window; Refused `window.empty` when there is none."""
    if window.ticket_id is None:
        raise Refused("window.empty", {"window": window.key})
    return unit.ticket(id=window.ticket_id)


def last_call_was(window: WindowState, *ends: str) -> bool:
    """True when the window's last call has ended in one of these ways already.

    That is what a double click meets: the step is done, and nothing is left to be refused.
    """
    return window.ticket is None and window.call is not None and window.call["of"] in ends


def remember(
    unit: HallUnit,
    step: Step,
    before: tuple[Ticket, WindowState],
    after: Ticket,
    also: Json | None = None,
) -> Json:
    """The step in the form that `undo` takes back; `also` is one made in the same breath."""
    ticket, window = before
    changed = ticket_changes(after, ticket)
    return {
        "verb": step.value,
        "ticket": ticket.id,
        "number": ticket.number,
        "seq": after.last_seq,
        "at": wire_time(unit.now),
        "before": freeze(changed),
        "window": {name: getattr(window, name) for name in REMEMBERED},
        "also": also,
    }


def leave(unit: HallUnit, window: WindowState, ticket: Ticket, of: str, step: Json) -> WindowState:
    """The ticket has left the window, and the board says how its call ended."""
    call = None if window.call is None else {**window.call, "of": of}
    return unit.save_window(replace(window, ticket=None, ticket_id=None, call=call, step=step))


def stand(unit: HallUnit, window: WindowState, ticket: Ticket, **changes: Any) -> WindowState:
    """The ticket stands at the window in its state of now."""
    call = changes.pop("call", window.call)
    if call is not None:
        call = {**call, "of": ticket.state.value}
    shown = plate(ticket, unit.now)
    return unit.save_window(
        replace(window, ticket=shown, ticket_id=ticket.id, call=call, **changes)
    )
