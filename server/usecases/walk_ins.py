"""Somebody without a ticket is served at once: numbered without paper, and never called.

Nobody waited for it, so no wait is made of it. Where somebody waits whom the window would call, it
is out of turn: a right of its own, and it stands among the day's calls out of turn.
"""

from dataclasses import dataclass, replace

from server.contracts.answers import WindowAnswer
from server.domain.calling import Why
from server.domain.errors import Forbidden, Refused
from server.domain.events.event import facts_of
from server.domain.events.tickets import TicketIssued, TicketWalkedIn
from server.domain.hall import ORDINARY
from server.domain.ticket import State, Step, Ticket
from server.domain.window import UndoableStep, WindowState, WindowStatus
from server.storage.unit import HallUnit
from server.usecases.app_context import AppContext, WindowOrder
from server.usecases.calling import next_for
from server.usecases.console import answer
from server.usecases.idempotency import execute_once
from server.usecases.serving import first_asked_here
from server.usecases.taking import TakeTicket, numbered, require_open, within_quota
from server.usecases.window_steps import authorised, remember, require_signed_on, show_ticket

CHANNEL = "walk_in"


@dataclass(frozen=True, kw_only=True)
class ServeWalkIn(WindowOrder):
    """Serve somebody without a ticket. `reason`: of the hall's call reasons; `allowed`,
    `out_of_turn`: whether the clerk has the right to it, and to go before those who wait."""

    matter: str
    reason: str
    priority_class: str = ORDINARY
    language: str = "zh"
    allowed: bool = False
    out_of_turn: bool = False


def serve_walk_in(context: AppContext, order: ServeWalkIn) -> WindowAnswer:
    """Number somebody who stands at the window and begin service at once.

    Refuses `add_matter.not_served`, `call.out_of_turn`, `call.reason`, `clerk.not_authorised`,
    `hall.closed`, `matter.break`, `matter.quota_used`, `matter.unknown`, `numbers.exhausted`,
    `priority_class.unknown`, `ticket.step`, `walk_in.not_allowed`, `window.busy`, `window.closed`,
    `window.other_clerk`, `window.paused` and `window.unknown`.
    """

    def act(unit: HallUnit) -> WindowAnswer:
        window = require_signed_on(unit, order)
        if window.ticket is not None:
            step = window.step
            if isinstance(step, UndoableStep) and step.verb is Step.WALK_IN:
                return answer(unit, window, "already")
            raise Refused("window.busy", {"window": window.key, "number": window.ticket.number})
        _may(unit, window, order)
        why = Why.ARRIVAL if next_for(unit, window) is None else Why.CHOSEN
        if why is Why.CHOSEN and not order.out_of_turn:
            raise Forbidden("call.out_of_turn", {"window": window.key, "number": "—"})
        ticket = _issued(context, unit, order)
        return answer(unit, _begun(unit, window, ticket, (why, order.reason)), "done")

    return execute_once(context, order, WindowAnswer, act)


def _may(unit: HallUnit, window: WindowState, order: ServeWalkIn) -> None:
    if not order.allowed:
        raise Forbidden("walk_in.not_allowed", {"window": window.key})
    if window.state is WindowStatus.PAUSED:
        raise Refused("window.paused", {"window": window.key})
    if order.reason not in unit.hall.call_reasons:
        raise Refused("call.reason", {"reason": order.reason})
    matter = unit.hall.matter(order.matter)
    if matter.key not in unit.hall.window(window.key).serves:
        raise Refused("add_matter.not_served", {"window": window.key, "matter": matter.key})
    authorised(unit, window, matter.key)
    require_open(unit, matter.key)
    within_quota(unit, matter)


def _issued(context: AppContext, unit: HallUnit, order: ServeWalkIn) -> Ticket:
    """A number in no queue, without paper."""
    wish = TakeTicket(
        hall=order.hall, actor=order.actor, matter=order.matter, channel=CHANNEL,
        priority_class=order.priority_class, language=order.language,
    )  # fmt: skip
    ticket = replace(numbered(context, wish, unit), state=State.ISSUED, since=None, entered_at=None)
    ticket = unit.add(ticket)
    unit.emit(TicketIssued(ticket=facts_of(ticket), channel=CHANNEL, printer=None))
    return ticket


def _begun(
    unit: HallUnit, window: WindowState, ticket: Ticket, told: tuple[Why, str]
) -> WindowState:
    why, reason = told
    first = first_asked_here(window)
    after = replace(
        ticket, state=ticket.must(Step.WALK_IN), window=window.key, clerk=window.clerk,
        called_at=unit.now, called_seq=unit.next_seq, started_at=unit.now,
        first_clerk=window.clerk, first_asked=None if first is None else first.text(),
    )  # fmt: skip
    after = unit.save(ticket, after)
    step = remember(unit, Step.WALK_IN, (ticket, window), after)
    window = show_ticket(unit, window, after, step=step)
    unit.emit(
        TicketWalkedIn(
            ticket=facts_of(after), window=window.key, why=why, chosen_for=reason,
            first_asked=first,
        )
    )  # fmt: skip
    return window
