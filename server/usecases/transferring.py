"""Sending a visitor on to a matter, a window or a colleague, and sending them back.

A transfer waits to be accepted: by the beginning of service, or bounced with a reason until then.
Who is bounced waits for the window that sent them, at the place of their arrival.
"""

from dataclasses import dataclass, replace

from server.contracts.answers import WindowAnswer
from server.domain.errors import Refused
from server.domain.events.event import facts_of
from server.domain.events.tickets import TicketTransferred
from server.domain.hall import own_queue
from server.domain.ticket import Step, Ticket
from server.domain.window import WindowState, WindowStatus
from server.storage.unit import HallUnit
from server.usecases.app_context import AppContext, WindowOrder
from server.usecases.reassigning import line_back, somebody_does
from server.usecases.window_steps import leave, remember, with_ticket


@dataclass(frozen=True, kw_only=True)
class Transfer(WindowOrder):
    """To a matter, to one window, or to one `colleague` by the staff number over their window;
    `come_back` brings the ticket here again afterwards."""

    matter: str | None = None
    to_window: str | None = None
    colleague: str | None = None
    note: str | None = None
    come_back: bool = False


@dataclass(frozen=True, kw_only=True)
class Bounce(WindowOrder):
    """Send back whom a colleague sent on. `reason`: why, for the sender."""

    reason: str


def transfer(context: AppContext, order: Transfer) -> WindowAnswer:
    """Send the ticket on. It keeps its number and the place of its arrival.

    Refuses `matter.nobody_authorised`, `matter.no_window`, `matter.unknown`, `ticket.step`,
    `transfer.colleague_away`, `transfer.not_authorised`, `transfer.same_window`,
    `transfer.target`, `transfer.window_closed`, `window.closed`, `window.empty`,
    `window.other_clerk` and `window.unknown`.
    """

    def act(unit: HallUnit, window: WindowState, ticket: Ticket) -> WindowState:
        queue, matter, colleague = _target(unit, order, ticket)
        ways = tuple(key for key in ticket.ways_back if key != window.key)
        ways = (*ways, window.key) if order.come_back else ways
        sent = replace(
            ticket.back_to(*ways), matter=matter, note=order.note,
            sent_from=window.key, sent_to=colleague, bounced_by=None,
        )  # fmt: skip
        return send(unit, window, sent, (ticket, Step.TRANSFER), queue)

    return with_ticket(context, order, Step.TRANSFER, act)


def bounce(context: AppContext, order: Bounce) -> WindowAnswer:
    """Not accepted: back to the window that sent it, with the reason, at its place of arrival.

    Into the line of its matter where nobody sits at that window any more. Refused for whom nobody
    sent, and once service has begun, which accepts a transfer.

    Refuses `bounce.not_sent`, `bounce.reason_missing`, `ticket.step`, `window.closed`,
    `window.empty`, `window.other_clerk` and `window.unknown`.
    """

    def act(unit: HallUnit, window: WindowState, ticket: Ticket) -> WindowState:
        ticket.must(Step.BOUNCE)
        sender = ticket.sent_from
        if sender is None or sender not in unit.hall.windows:
            raise Refused("bounce.not_sent", {"number": ticket.number})
        if not order.reason.strip():
            raise Refused("bounce.reason_missing", {"number": ticket.number})
        queue, matter = line_back(unit, ticket, sender)
        ways = tuple(key for key in ticket.ways_back if key != sender)
        back = replace(
            ticket.back_to(*ways), matter=matter, note=order.reason.strip(),
            sent_from=None, sent_to=None, bounced_by=window.key,
        )  # fmt: skip
        return send(unit, window, back, (ticket, Step.BOUNCE), queue, bounces=sender)

    return with_ticket(context, order, Step.BOUNCE, act)


def _target(unit: HallUnit, order: Transfer, ticket: Ticket) -> tuple[str, str, str | None]:
    """The line to wait in, the matter to wait for, and whom alone it is meant for."""
    if [order.matter, order.to_window, order.colleague].count(None) != 2:
        raise Refused("transfer.target")
    if order.matter is not None:
        matter = unit.hall.matter(order.matter)
        somebody_does(unit, matter.key)
        return matter.key, matter.key, None
    target = _colleague(unit, order) or unit.window(str(order.to_window))
    if target.key == order.window:
        raise Refused("transfer.same_window", {"window": target.key})
    if target.state is WindowStatus.CLOSED:
        raise Refused("transfer.window_closed", {"window": target.key})
    if not unit.hall.may_do(target.clerk, ticket.matter):
        raise Refused("transfer.not_authorised", {"window": target.key, "matter": ticket.matter})
    meant_for = None if order.colleague is None else target.clerk
    return own_queue(target.key), ticket.matter, meant_for


def _colleague(unit: HallUnit, order: Transfer) -> WindowState | None:
    """Where the colleague sits; Refused `transfer.colleague_away` when nowhere."""
    if order.colleague is None:
        return None
    for window in unit.windows():
        sits = window.state is not WindowStatus.CLOSED and window.identity is not None
        if sits and window.identity and window.identity.staff_no == order.colleague:
            return window
    raise Refused("transfer.colleague_away", {"colleague": order.colleague})


def send(
    unit: HallUnit,
    window: WindowState,
    sent: Ticket,
    done: tuple[Ticket, Step],
    queue: str,
    bounces: str | None = None,
) -> WindowState:
    """`done`: the ticket as it was, and the verb by which the clerk sent it on; `bounces`: the
    window to which it goes back, not accepted."""
    before, verb = done
    after = replace(
        sent, state=before.must(Step.TRANSFER), queue=queue, window=None, clerk=None,
        since=unit.now, called_at=None, started_at=None, turn=None,
    )  # fmt: skip
    after = unit.save(before, after)
    step = remember(unit, verb, (before, window), after)
    window = leave(unit, window, after, "transferred", step)
    unit.emit(
        TicketTransferred(
            ticket=facts_of(after), window=window.key, queue=queue, note=after.note,
            colleague=after.sent_to, bounces=bounces,
        )
    )  # fmt: skip
    return window
