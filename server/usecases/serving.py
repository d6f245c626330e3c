"""Start, finish, no-show, park, resume, transfer: what happens to the ticket at a window."""

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
    TicketTransferred,
)
from server.domain.hall import own_queue
from server.domain.ticket import State, Step, Ticket
from server.domain.window import WindowState, WindowStatus
from server.storage.unit import HallUnit
from server.usecases.app_context import AppContext, WindowOrder
from server.usecases.console import answer
from server.usecases.idempotency import execute_once
from server.usecases.reassigning import line_back, somebody_does
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


@dataclass(frozen=True, kw_only=True)
class Transfer(WindowOrder):
    """To a matter, or to one window; `come_back` brings the ticket here again afterwards."""

    matter: str | None = None
    to_window: str | None = None
    note: str | None = None
    come_back: bool = False


def start(context: AppContext, order: Start) -> WindowAnswer:
    """The person is there: service begins.

    Refuses `ticket.step`, `window.closed`, `window.empty`, `window.other_clerk` and
    `window.unknown`.
    """

    def act(unit: HallUnit, window: WindowState, ticket: Ticket) -> WindowState:
        after = replace(
            ticket,
            state=ticket.must(Step.START),
            started_at=unit.now,
            first_clerk=ticket.first_clerk or window.clerk,
        )
        after = unit.save(ticket, after)
        step = remember(unit, Step.START, (ticket, window), after)
        window = show_ticket(unit, window, after, step=step)
        unit.emit(TicketStarted(ticket=facts_of(after), window=window.key))
        return window

    return with_ticket(context, order, Step.START, act)


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
    if outcome is not None and outcome not in unit.hall.outcomes:
        raise Refused("finish.outcome", {"outcome": outcome})
    ways = tuple(key for key in ticket.ways_back if key != window.key)
    if ways:
        queue, matter = line_back(unit, ticket, ways[-1])
        sent = replace(ticket.back_to(*ways[:-1]), matter=matter)
        return _send(unit, window, sent, (ticket, Step.FINISH), queue)
    after = replace(ticket, state=state, ended_at=unit.now, outcome=outcome, parked_until=None)
    after = unit.save(ticket, after)
    step = remember(unit, Step.FINISH, (ticket, window), after)
    window = leave(unit, window, after, "finished", step)
    unit.emit(TicketFinished(ticket=facts_of(after), window=window.key, outcome=outcome))
    return window


def no_show(context: AppContext, order: NoShow) -> WindowAnswer:
    """Refused `no_show.too_soon` until the hall's gap after the latest call has passed.

    Also refuses `ticket.step`, `window.closed`, `window.empty`, `window.other_clerk` and
    `window.unknown`.
    """

    def act(unit: HallUnit, window: WindowState, ticket: Ticket) -> WindowState:
        state = ticket.must(Step.NO_SHOW)
        _not_too_soon(unit, window)
        after = replace(ticket, state=state, misses=ticket.misses + 1, ended_at=unit.now)
        after = unit.save(ticket, after)
        step = remember(unit, Step.NO_SHOW, (ticket, window), after)
        window = leave(unit, window, after, "no_show", step)
        unit.emit(TicketMissed(ticket=facts_of(after), window=window.key))
        return window

    return with_ticket(context, order, Step.NO_SHOW, act)


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


def transfer(context: AppContext, order: Transfer) -> WindowAnswer:
    """Send the ticket on. It keeps its number and the place of its arrival.

    Refuses `matter.nobody_authorised`, `matter.no_window`, `matter.unknown`, `ticket.step`,
    `transfer.not_authorised`, `transfer.same_window`, `transfer.target`,
    `transfer.window_closed`, `window.closed`, `window.empty`, `window.other_clerk` and
    `window.unknown`.
    """

    def act(unit: HallUnit, window: WindowState, ticket: Ticket) -> WindowState:
        queue, matter = _target(unit, order, ticket)
        ways = tuple(key for key in ticket.ways_back if key != window.key)
        ways = (*ways, window.key) if order.come_back else ways
        sent = replace(ticket.back_to(*ways), matter=matter, note=order.note)
        return _send(unit, window, sent, (ticket, Step.TRANSFER), queue)

    return with_ticket(context, order, Step.TRANSFER, act)


def _target(unit: HallUnit, order: Transfer, ticket: Ticket) -> tuple[str, str]:
    """The line to wait in and the matter to wait for."""
    if (order.matter is None) == (order.to_window is None):
        raise Refused("transfer.target")
    if order.matter is not None:
        matter = unit.hall.matter(order.matter)
        somebody_does(unit, matter.key)
        return matter.key, matter.key
    target = unit.window(str(order.to_window))
    if target.key == order.window:
        raise Refused("transfer.same_window", {"window": target.key})
    if target.state is WindowStatus.CLOSED:
        raise Refused("transfer.window_closed", {"window": target.key})
    if not unit.hall.may_do(target.clerk, ticket.matter):
        raise Refused("transfer.not_authorised", {"window": target.key, "matter": ticket.matter})
    return own_queue(target.key), ticket.matter


def _send(
    unit: HallUnit, window: WindowState, sent: Ticket, done: tuple[Ticket, Step], queue: str
) -> WindowState:
    """`done`: the ticket as it was, and the verb by which the clerk sent it on."""
    before, verb = done
    after = replace(
        sent, state=before.must(Step.TRANSFER), queue=queue, window=None, clerk=None,
        since=unit.now, called_at=None, started_at=None, turn=None,
    )  # fmt: skip
    after = unit.save(before, after)
    step = remember(unit, verb, (before, window), after)
    window = leave(unit, window, after, "transferred", step)
    unit.emit(
        TicketTransferred(ticket=facts_of(after), window=window.key, queue=queue, note=after.note)
    )
    return window
