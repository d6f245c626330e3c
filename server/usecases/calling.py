"""Call next, call a chosen number, recall."""

from dataclasses import dataclass, replace
from datetime import timedelta

from server.contracts.answers import WindowAnswer
from server.domain.calling import CallHistory, NextCall, Why, choose
from server.domain.errors import Forbidden, Refused
from server.domain.events.event import facts_of
from server.domain.events.tickets import TicketCalled, TicketRecalled
from server.domain.hall import Hall
from server.domain.ticket import ENDED, State, Step, Ticket
from server.domain.window import Call, UndoableStep, UndoneStep, WindowState, WindowStatus
from server.storage.candidates import candidates, count_call
from server.storage.unit import HallUnit
from server.usecases.app_context import AppContext, WindowOrder
from server.usecases.console import answer
from server.usecases.idempotency import execute_once
from server.usecases.serving import finish_ticket
from server.usecases.window_steps import (
    authorised,
    current_ticket,
    remember,
    require_signed_on,
    show_ticket,
    with_ticket,
)


@dataclass(frozen=True, kw_only=True)
class CallNext(WindowOrder):
    """`finish`: finish whom the window serves first, in the same transaction."""

    finish: bool = False
    outcome: str | None = None


@dataclass(frozen=True, kw_only=True)
class CallNumber(WindowOrder):
    """Call one number. `reason`: of the hall's list, for a call out of turn; `out_of_turn`: whether
    the caller has the right to one."""

    number: str
    reason: str | None = None
    out_of_turn: bool = False


@dataclass(frozen=True, kw_only=True)
class Recall(WindowOrder):
    """Call the same number once more."""


def call_next(context: AppContext, order: CallNext) -> WindowAnswer:
    """Call whoever is next for the window; "nobody" when nobody waits for it.

    A window that has called someone answers with that call again ("already"): a double click
    calls once. Refused `window.busy` while it serves someone, unless `finish`.

    Also refuses `finish.outcome`, `ticket.step`, `window.closed`, `window.empty`,
    `window.other_clerk`, `window.paused` and `window.unknown`.
    """
    return execute_once(context, order, WindowAnswer, lambda unit: _call_next(order, unit))


def _call_next(order: CallNext, unit: HallUnit) -> WindowAnswer:
    window = require_signed_on(unit, order)
    finished: UndoableStep | None = None
    if window.ticket is not None:
        if window.ticket.state is State.CALLED:
            return answer(unit, window, "already")
        if not order.finish:
            raise Refused("window.busy", {"window": window.key, "number": window.ticket.number})
        window = finish_ticket(unit, window, current_ticket(unit, window), order.outcome)
        finished = window.step if isinstance(window.step, UndoableStep) else None
    if window.state is WindowStatus.PAUSED:
        raise Refused("window.paused", {"window": window.key})
    choice = next_for(unit, window)
    if choice is None:
        return answer(unit, window, "nobody")
    ticket = unit.ticket(id=choice.candidate.ticket)
    window = _call(unit, window, ticket, choice.why, choice.history, also=finished)
    return answer(unit, window, "called")


def call_number(context: AppContext, order: CallNumber) -> WindowAnswer:
    """Call a chosen number that waits or missed its call.

    Whom the rule calls next anyway is called by it. Everybody else is called out of turn: that is
    a right which the hall gives, has a reason of the hall's list, and stands in the journal.

    Refuses `call.ended`, `call.not_served`, `call.out_of_turn`, `call.reason`,
    `call.reason_missing`, `call.spent`, `clerk.not_authorised`, `ticket.step`, `ticket.unknown`,
    `window.busy`, `window.closed`, `window.other_clerk`, `window.paused` and `window.unknown`.
    """

    def act(unit: HallUnit) -> WindowAnswer:
        window = require_signed_on(unit, order)
        if window.ticket is not None:
            if window.ticket.number == order.number:
                return answer(unit, window, "already")
            raise Refused("window.busy", {"window": window.key, "number": window.ticket.number})
        if window.state is WindowStatus.PAUSED:
            raise Refused("window.paused", {"window": window.key})
        ticket = unit.ticket(number=order.number)
        _callable(unit, window, ticket)
        choice = next_for(unit, window)
        if choice is not None and choice.candidate.ticket == ticket.id:
            window = _call(unit, window, ticket, choice.why, choice.history)
        else:
            reason = _reason(unit.hall, order)
            window = _call(unit, window, ticket, Why.CHOSEN, window.history, chosen_for=reason)
        return answer(unit, window, "called")

    return execute_once(context, order, WindowAnswer, act)


def next_for(unit: HallUnit, window: WindowState) -> NextCall | None:
    """Whom the rule calls to the window now."""
    place, at = unit.hall.seat(window.key, window.clerk), (unit.day, unit.now)
    waiting = candidates(unit.connection, unit.hall.key, at, place)
    return choose(waiting, *unit.hall.order, window.history, unit.now)


def _callable(unit: HallUnit, window: WindowState, ticket: Ticket) -> None:
    """A spent ticket stays spent, and a window calls only for what it does."""
    if ticket.state in ENDED:
        raise Refused("call.ended", {"number": ticket.number, "state": ticket.state.value})
    if ticket.state is State.NO_SHOW and ticket.misses >= unit.hall.misses.misses:
        raise Refused("call.spent", {"number": ticket.number, "misses": ticket.misses})
    place = unit.hall.window(window.key)
    if ticket.matter not in place.serves and ticket.queue not in place.queues:
        raise Refused("call.not_served", {"window": window.key, "number": ticket.number})
    authorised(unit, window, ticket.matter)
    ticket.must(Step.CALL)


def _reason(hall: Hall, order: CallNumber) -> str:
    """Why out of turn: a key of the hall's list."""
    if not order.out_of_turn:
        raise Forbidden("call.out_of_turn", {"window": order.window, "number": order.number})
    if order.reason is None:
        raise Refused("call.reason_missing", {"number": order.number})
    if order.reason not in hall.call_reasons:
        raise Refused("call.reason", {"reason": order.reason})
    return order.reason


def _call(
    unit: HallUnit,
    window: WindowState,
    ticket: Ticket,
    why: Why,
    history: CallHistory,
    also: UndoableStep | None = None,
    chosen_for: str | None = None,
) -> WindowState:
    seq = unit.next_seq
    called = replace(
        ticket,
        state=ticket.must(Step.CALL),
        window=window.key,
        clerk=window.clerk,
        called_at=unit.now,
        called_seq=seq,
        ended_at=None,
        held_until=None,
        turn=None,
        first_wait=_waited(unit, ticket) if ticket.first_wait is None else ticket.first_wait,
        times=ticket.times + 1,
    )
    called = unit.save(ticket, called)
    queues = list(unit.hall.seat(window.key, window.clerk).queues)
    count_call(unit.connection, unit.hall.key, unit.day, queues, seq, calls=1)
    call = Call(
        number=ticket.number, matter=ticket.matter, seq=seq, at=unit.now, times=1,
        of=called.state.value,
    )  # fmt: skip
    window = show_ticket(
        unit, window, called,
        call=call, streak=history.streak, since_appointment=history.since_appointment,
        step=remember(unit, Step.CALL, (ticket, window), called, also),
    )  # fmt: skip
    unit.emit(
        TicketCalled(
            ticket=facts_of(called), window=window.key, why=why, rule=unit.hall.rule.name,
            waited_s=_waited(unit, ticket), appointment=ticket.appointment is not None,
            chosen_for=chosen_for,
        )
    )  # fmt: skip
    return window


def _waited(unit: HallUnit, ticket: Ticket) -> int | None:
    """Whole seconds, and never less than none, should the clock have been set back.

    None for who missed a call and is called again without having come back to the queue.
    """
    if not ticket.waiting or ticket.since is None:
        return None
    return max(0, int((unit.now - ticket.since).total_seconds()))


def recall(context: AppContext, order: Recall) -> WindowAnswer:
    """Sound the window's call again. Refused when nobody is called, and before the hall's gap.

    Refuses `recall.too_soon`, `ticket.step`, `window.closed`, `window.empty`,
    `window.other_clerk` and `window.unknown`.
    """

    def act(unit: HallUnit, window: WindowState, ticket: Ticket) -> WindowState:
        recalled = replace(ticket, state=ticket.must(Step.RECALL), times=ticket.times + 1)
        recalled = unit.save(ticket, recalled)
        assert window.call is not None, "a ticket in the state called has a call"
        _not_too_soon(unit, window.call)
        call = replace(window.call, seq=unit.next_seq, at=unit.now, times=window.call.times + 1)
        step = _follow(window.step, recalled)
        window = unit.save_window(replace(window, call=call, step=step))
        unit.emit(TicketRecalled(ticket=facts_of(recalled), window=window.key, times=call.times))
        return window

    return with_ticket(context, order, Step.RECALL, act, "called")


def _not_too_soon(unit: HallUnit, call: Call) -> None:
    gap = unit.hall.misses.recall_gap
    left = gap - (unit.now - call.at)
    # More than the gap is left only after the clock was set back; nobody should wait for that.
    if timedelta(0) < left <= gap:
        raise Refused("recall.too_soon", {"seconds": -int(-left.total_seconds() // 1)})


def _follow(
    step: UndoableStep | UndoneStep | None, ticket: Ticket
) -> UndoableStep | UndoneStep | None:
    """A recall leaves the call as the last step: taking it back still takes the call back."""
    if not isinstance(step, UndoableStep) or step.ticket != ticket.id:
        return step
    return replace(step, seq=ticket.last_seq)
