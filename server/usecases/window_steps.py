"""What all verbs at a window share: finding it, putting a ticket at it, remembering the step."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Literal

from server.contracts.answers import WindowAnswer
from server.domain.errors import Refused
from server.domain.ticket import State, Step, Ticket
from server.domain.window import Call, UndoableStep, WindowState, public_ticket
from server.storage.rows import ticket_changes
from server.storage.unit import HallUnit
from server.usecases.app_context import AppContext, WindowOrder
from server.usecases.console import Result, answer
from server.usecases.idempotency import execute_once


def require_signed_on(unit: HallUnit, order: WindowOrder) -> WindowState:
    """The window of the order; Refused unless its actor is signed on there."""
    window = unit.window(order.window)
    window.worked_by(order.actor)
    return window


def current_ticket(unit: HallUnit, window: WindowState) -> Ticket:
    """The ticket that stands at the window; Refused `window.empty` when there is none."""
    if window.ticket_id is None:
        raise Refused("window.empty", {"window": window.key})
    return unit.ticket(id=window.ticket_id)


def authorised(unit: HallUnit, window: WindowState, matter: str) -> None:
    """Refused `clerk.not_authorised` unless who sits there is authorised for the matter."""
    if not unit.hall.may_do(window.clerk, matter):
        raise Refused("clerk.not_authorised", {"window": window.key, "matter": matter})


Act = Callable[[HallUnit, WindowState, Ticket], WindowState]


def with_ticket(
    context: AppContext, order: WindowOrder, verb: Step, act: Act, result: Result = "done"
) -> WindowAnswer:
    """Do something with whoever stands at the window; the answer is the console afterwards.

    Refuses `window.closed`, `window.empty`, `window.other_clerk` and `window.unknown`.
    """

    def run(unit: HallUnit) -> WindowAnswer:
        window = require_signed_on(unit, order)
        settled = _settled(window, verb)
        if settled is not None:
            return answer(unit, window, settled)
        return answer(unit, act(unit, window, current_ticket(unit, window)), result)

    return execute_once(context, order, WindowAnswer, run)


def _settled(window: WindowState, verb: Step) -> Literal["already", "nobody"] | None:
    """Result for a repeated or overtaken verb; None to proceed.

    "already": the last step was this very one (a double click). "nobody": the holder gave the
    number back in the same moment; the console shows it.
    """
    if window.ticket is not None:
        served = verb is Step.START and window.ticket.state is State.SERVING
        return "already" if served else None
    if isinstance(window.step, UndoableStep):
        return "already" if window.step.verb is verb else None
    if window.step is not None:
        return None
    given_back = window.call is not None and window.call.of == State.CANCELLED.value
    return "nobody" if given_back else None


def remember(
    unit: HallUnit,
    step: Step,
    before: tuple[Ticket, WindowState],
    after: Ticket,
    also: UndoableStep | None = None,
) -> UndoableStep:
    """The step as `undo` takes it back; `also` is one made in the same transaction."""
    ticket, window = before
    return UndoableStep(
        verb=step,
        ticket=ticket.id,
        number=ticket.number,
        seq=after.last_seq,
        at=unit.now,
        before=ticket_changes(after, ticket),
        window=window.seat,
        also=also,
    )


def call_of(call: Call | None, ticket: Ticket, of: str) -> Call | None:
    """A window's latest call with what became of it, if it was this ticket that was called.

    Who was parked and came back stands at the window without a call of its own.
    """
    if call is None or call.number != ticket.number:
        return call
    return replace(call, of=of)


def leave(
    unit: HallUnit, window: WindowState, ticket: Ticket, of: str, step: UndoableStep
) -> WindowState:
    """The ticket has left the window, and the board says how its call ended."""
    call = call_of(window.call, ticket, of)
    return unit.save_window(replace(window, ticket=None, ticket_id=None, call=call, step=step))


def show_ticket(unit: HallUnit, window: WindowState, ticket: Ticket, **changes: Any) -> WindowState:
    """The ticket stands at the window in its state of now."""
    call = call_of(changes.pop("call", window.call), ticket, ticket.state.value)
    shown = public_ticket(ticket, unit.now)
    return unit.save_window(
        replace(window, ticket=shown, ticket_id=ticket.id, call=call, **changes)
    )
