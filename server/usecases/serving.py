"""Start, finish, no-show, park, resume: what happens to the ticket at a window."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from server.contracts.answers import WindowAnswer
from server.domain.errors import Refused
from server.domain.events.event import facts_of
from server.domain.events.tickets import (
    TicketFinished,
    TicketMissed,
    TicketParked,
    TicketResumed,
    TicketStarted,
)
from server.domain.ticket import FirstAsked, State, Step, Ticket
from server.domain.window import WindowState
from server.storage.unit import HallUnit
from server.usecases.app_context import AppContext, WindowOrder
from server.usecases.console import answer, recalls_left
from server.usecases.idempotency import execute_once
from server.usecases.reassigning import line_back
from server.usecases.transferring import send
from server.usecases.window_steps import (
    authorised,
    leave,
    remember,
    require_signed_on,
    show_ticket,
    with_ticket,
)

PARK_AT_MOST = timedelta(hours=8)


@dataclass(frozen=True, kw_only=True)
class Start(WindowOrder):
    """The person is there."""


@dataclass(frozen=True, kw_only=True)
class Finish(WindowOrder):
    """The visit is over; `outcome` is one of the hall's list."""

    outcome: str | None = None


@dataclass(frozen=True, kw_only=True)
class NoShow(WindowOrder):
    """Nobody came (过号)."""


@dataclass(frozen=True, kw_only=True)
class Park(WindowOrder):
    """The person is away for a while (挂起); `minutes` set the timer."""

    reason: str | None = None
    minutes: int | None = None


@dataclass(frozen=True, kw_only=True)
class Resume(WindowOrder):
    """A parked person is back."""

    number: str


def start(context: AppContext, order: Start) -> WindowAnswer:
    """The person is there: service begins.

    Refuses `ticket.step`, `window.closed`, `window.empty`, `window.other_clerk` and
    `window.unknown`.
    """

    def act(unit: HallUnit, window: WindowState, ticket: Ticket) -> WindowState:
        first = first_asked_here(window) if ticket.first_asked is None else None
        after = replace(
            ticket,
            state=ticket.must(Step.START),
            started_at=unit.now,
            first_clerk=ticket.first_clerk or window.clerk,
            first_asked=ticket.first_asked if first is None else first.text(),
            sent_from=None, sent_to=None, bounced_by=None,
        )  # fmt: skip
        after = unit.save(ticket, after)
        step = remember(unit, Step.START, (ticket, window), after)
        window = show_ticket(unit, window, after, step=step)
        unit.emit(
            TicketStarted(
                ticket=facts_of(after), window=window.key, first_asked=first,
                accepts=ticket.sent_from,
            )
        )  # fmt: skip
        return window

    return with_ticket(context, order, Step.START, act)


def first_asked_here(window: WindowState) -> FirstAsked | None:
    """Who sits there, as the one who is asked first."""
    who = window.identity
    return None if who is None else FirstAsked(who.name, who.name_en, who.staff_no)


def finish(context: AppContext, order: Finish) -> WindowAnswer:
    """The visit is over; who was asked to come back goes to the queue of that window.

    Refuses `finish.outcome`, `ticket.step`, `window.closed`, `window.empty`, `window.other_clerk`
    and `window.unknown`.
    """

    def act(unit: HallUnit, window: WindowState, ticket: Ticket) -> WindowState:
        return finish_ticket(unit, window, ticket, order.outcome)

    return with_ticket(context, order, Step.FINISH, act)


def finish_ticket(
    unit: HallUnit, window: WindowState, ticket: Ticket, outcome: str | None
) -> WindowState:
    """Finish; a ticket that was asked to come back goes to the queue of that window instead."""
    state = ticket.must(Step.FINISH)
    known_outcome(unit, outcome)
    ways = tuple(key for key in ticket.ways_back if key != window.key)
    if ways:
        queue, matter = line_back(unit, ticket, ways[-1])
        sent = replace(ticket.back_to(*ways[:-1]), matter=matter, sent_from=window.key)
        return send(unit, window, sent, (ticket, Step.FINISH), queue)
    after = replace(ticket, state=state, ended_at=unit.now, outcome=outcome, parked_until=None)
    after = unit.save(ticket, after)
    step = remember(unit, Step.FINISH, (ticket, window), after)
    window = leave(unit, window, after, "finished", step)
    unit.emit(TicketFinished(ticket=facts_of(after), window=window.key, outcome=outcome))
    return window


def known_outcome(unit: HallUnit, outcome: str | None) -> None:
    """Refuses `finish.outcome` to what is not in the hall's list."""
    if outcome is not None and outcome not in unit.hall.outcomes:
        raise Refused("finish.outcome", {"outcome": outcome})


def no_show(context: AppContext, order: NoShow) -> WindowAnswer:
    """Refused `no_show.too_soon` until the hall's gap after the latest call has passed, and
    `no_show.recall_first` before the number was recalled as often as the hall wants.

    Also refuses `ticket.step`, `window.closed`, `window.empty`, `window.other_clerk` and
    `window.unknown`.
    """

    def act(unit: HallUnit, window: WindowState, ticket: Ticket) -> WindowState:
        state = ticket.must(Step.NO_SHOW)
        _recalled_enough(unit, window, ticket)
        _not_too_soon(unit, window)
        after = replace(ticket, state=state, misses=ticket.misses + 1, ended_at=unit.now)
        after = unit.save(ticket, after)
        step = remember(unit, Step.NO_SHOW, (ticket, window), after)
        window = leave(unit, window, after, "no_show", step)
        unit.emit(TicketMissed(ticket=facts_of(after), window=window.key))
        return window

    return with_ticket(context, order, Step.NO_SHOW, act)


def _recalled_enough(unit: HallUnit, window: WindowState, ticket: Ticket) -> None:
    left = recalls_left(unit.hall, window)
    if left:
        recalls = unit.hall.misses.recalls
        raise Refused(
            "no_show.recall_first", {"number": ticket.number, "left": left, "recalls": recalls}
        )


def _not_too_soon(unit: HallUnit, window: WindowState) -> None:
    assert window.call is not None, "a ticket in the state called has a call"
    left = unit.hall.misses.gap - (unit.now - window.call.at)
    # More than the gap is left only after the clock was set back; nobody should wait for that.
    if timedelta(0) < left <= unit.hall.misses.gap:
        seconds = -int(-left.total_seconds() // 1)
        raise Refused("no_show.too_soon", {"seconds": seconds})


def park(context: AppContext, order: Park) -> WindowAnswer:
    """The person is away for a while: the window is free, and the number waits to be resumed.

    Refuses `park.minutes`, `park.reason`, `ticket.step`, `window.closed`, `window.empty`,
    `window.other_clerk` and `window.unknown`.
    """

    def act(unit: HallUnit, window: WindowState, ticket: Ticket) -> WindowState:
        state = ticket.must(Step.PARK)
        if order.reason is not None and order.reason not in unit.hall.park_reasons:
            raise Refused("park.reason", {"reason": order.reason})
        until = _timer(unit, order.minutes)
        after = replace(ticket, state=state, parked_until=until, reason=order.reason)
        after = unit.save(ticket, after)
        step = remember(unit, Step.PARK, (ticket, window), after)
        window = leave(unit, window, after, "parked", step)
        unit.emit(
            TicketParked(
                ticket=facts_of(after), window=window.key,
                reason=order.reason, minutes=order.minutes,
            )
        )  # fmt: skip
        return window

    return with_ticket(context, order, Step.PARK, act)


def _timer(unit: HallUnit, minutes: int | None) -> datetime | None:
    if minutes is None:
        return None
    length = timedelta(minutes=minutes)
    if not timedelta(0) < length <= PARK_AT_MOST:
        raise Refused("park.minutes", {"minutes": minutes})
    return unit.now + length


def resume(context: AppContext, order: Resume) -> WindowAnswer:
    """Serve a parked ticket again. Refused while the window has somebody else.

    Refuses `clerk.not_authorised`, `ticket.step`, `ticket.unknown`, `window.busy`,
    `window.closed`, `window.other_clerk` and `window.unknown`.
    """

    def act(unit: HallUnit) -> WindowAnswer:
        window = require_signed_on(unit, order)
        ticket = unit.ticket(number=order.number)
        if window.ticket_id == ticket.id and ticket.state is State.SERVING:
            return answer(unit, window, "already")
        if window.ticket is not None:
            raise Refused("window.busy", {"window": window.key, "number": window.ticket.number})
        state = ticket.must(Step.RESUME)
        authorised(unit, window, ticket.matter)
        after = replace(
            ticket, state=state, window=window.key, clerk=window.clerk,
            parked_until=None, reason=None,
        )  # fmt: skip
        after = unit.save(ticket, after)
        step = remember(unit, Step.RESUME, (ticket, window), after)
        window = show_ticket(unit, window, after, step=step)
        unit.emit(TicketResumed(ticket=facts_of(after), window=window.key))
        return answer(unit, window, "done")

    return execute_once(context, order, WindowAnswer, act)
