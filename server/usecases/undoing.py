"""Undo: the last step of a window is taken back, if nobody has built on it since."""

from dataclasses import replace

from server.contracts.answers import WindowAnswer
from server.domain.errors import Refused
from server.domain.events.event import facts_of
from server.domain.events.tickets import TicketCancelled, TicketUndone
from server.domain.ticket import UNDOABLE, Step, Ticket
from server.domain.window import UndoableStep, UndoneStep, WindowState
from server.storage.candidates import count_call
from server.storage.unit import HallUnit
from server.usecases.app_context import AppContext, WindowOrder
from server.usecases.console import answer
from server.usecases.idempotency import execute_once
from server.usecases.window_steps import require_signed_on


class Undo(WindowOrder):
    """Take back the last step."""


def undo(context: AppContext, order: Undo) -> WindowAnswer:
    """Refused when there is nothing to take back, it is too long ago, or the ticket moved on.

    Refuses `ticket.step`, `undo.moved_on`, `undo.nothing`, `undo.rated`, `undo.too_late`,
    `window.closed`, `window.other_clerk` and `window.unknown`.
    """

    def act(unit: HallUnit) -> WindowAnswer:
        window = require_signed_on(unit, order)
        step = window.step
        if step is None:
            raise Refused("undo.nothing", {"window": window.key})
        if isinstance(step, UndoneStep):
            return answer(unit, window, "already")
        if unit.now - step.at > unit.hall.undo_within:
            raise Refused("undo.too_late", {"number": step.number})
        window = _take_back(unit, window, step)
        also = step.also
        if step.verb is Step.WALK_IN:
            _withdraw(unit, unit.ticket(id=step.ticket))
        if also is not None and not _rated(unit, also):
            window = _take_back(unit, window, also)
        return answer(unit, window, "done")

    return execute_once(context, order, WindowAnswer, act)


def _take_back(unit: HallUnit, window: WindowState, step: UndoableStep) -> WindowState:
    ticket = unit.ticket(id=step.ticket)
    if ticket.day != unit.day:
        raise Refused("undo.too_late", {"number": step.number})
    _untouched(ticket, step)
    if step.verb == Step.CALL and window.key in unit.hall.windows:
        queues = list(unit.hall.seat(window.key, window.clerk).queues)
        # The call's own number: the step follows a recall, and who came back in between was
        # not brought nearer by this call.
        called = ticket.called_seq
        count_call(unit.connection, unit.hall.key, unit.day, queues, called, calls=-1)
    before = replace(ticket, **step.before)  # type: ignore[arg-type]  # fields of a ticket
    restored = unit.save(ticket, before)
    seat = step.window
    window = replace(
        window, ticket=seat.ticket, ticket_id=seat.ticket_id, call=seat.call, streak=seat.streak,
        since_appointment=seat.since_appointment,
        step=UndoneStep(ticket.id, ticket.number, step.at),
    )  # fmt: skip
    window = unit.save_window(window)
    unit.emit(
        TicketUndone(
            ticket=facts_of(restored), window=window.key,
            verb=step.verb, undone=step.seq,
        )
    )  # fmt: skip
    return window


def _withdraw(unit: HallUnit, ticket: Ticket) -> None:
    """The number was given for this service alone: nobody holds it."""
    after = replace(ticket, state=ticket.must(Step.CANCEL), ended_at=unit.now)
    after = unit.save(ticket, after)
    unit.emit(TicketCancelled(ticket=facts_of(after), window=None))


def _untouched(ticket: Ticket, step: UndoableStep) -> None:
    if step.verb not in UNDOABLE or ticket.last_seq != step.seq:
        raise Refused("undo.moved_on", {"number": ticket.number})
    if ticket.rating is not None and step.verb is Step.FINISH:
        raise Refused("undo.rated", {"number": ticket.number})


def _rated(unit: HallUnit, step: UndoableStep) -> bool:
    """A finish that was rated stands, though the call made in the same breath is taken back."""
    return unit.ticket(id=step.ticket).rating is not None
