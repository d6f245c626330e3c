"""Ratings (好差评): five levels, one voice a visit, a change keeps the earlier version."""

from dataclasses import dataclass, replace

from server.contracts.answers import Rated, TicketView
from server.domain.errors import Refused
from server.domain.events.event import facts_of
from server.domain.events.tickets import TicketRated
from server.domain.rating import LEVELS, PAD_WITHIN, GivenRating, RatingChannel, is_version
from server.domain.ticket import Ticket
from server.storage import journal, ratings
from server.storage.unit import HallUnit
from server.usecases.app_context import AppContext, Order
from server.usecases.idempotency import execute_once
from server.usecases.taking import OfTicket
from server.usecases.ticket_view import rateable, ticket_view


@dataclass(frozen=True, kw_only=True)
class Rate(OfTicket):
    """By whoever holds the ticket's code. `level` 5 非常满意 … 1 非常不满意; `channel`: from where
    the request comes, as the server knows it."""

    level: int
    reasons: tuple[str, ...] = ()
    text: str | None = None
    channel: RatingChannel = RatingChannel.PHONE


@dataclass(frozen=True, kw_only=True)
class RateAtWindow(Order):
    """From the pad on a window's desk, which knows no ticket codes.

    `finished_seq`: journal number of the finish. A number alone could mean another visit, after an
    undo or from midnight on.
    """

    window: str
    level: int
    number: str
    finished_seq: int
    reasons: tuple[str, ...] = ()
    text: str | None = None


def rate(context: AppContext, order: Rate) -> TicketView:
    """Rate a finished visit. A later rating through the same channel is a new version: it counts,
    and the earlier ones stay in the journal.

    Refuses `rating.given` where another channel has rated, `rating.level`, `rating.not_yet` and
    `ticket.unknown`.
    """

    def act(unit: HallUnit) -> TicketView:
        ticket = unit.ticket(code=order.code)
        after = _rate(unit, ticket, order, order.channel)
        unit.write()
        return ticket_view(context, unit, after)

    return execute_once(context, order, TicketView, act)


def rate_at_window(context: AppContext, order: RateAtWindow) -> Rated:
    """Rate a visit that the window has just finished, whoever was called there since.

    Refuses `rating.given` where another channel has rated, or this pad too long ago,
    `rating.level`, `rating.nobody` (also for a finish that was taken back), `rating.not_yet` and
    `window.unknown`.
    """

    def act(unit: HallUnit) -> Rated:
        ticket = _finished(unit, order)
        if ticket is None:
            raise Refused("rating.nobody", {"window": order.window})
        after = _rate(unit, ticket, order, RatingChannel.PAD)
        return Rated(number=after.number, level=order.level, seq=unit.seq)

    return execute_once(context, order, Rated, act)


def _finished(unit: HallUnit, order: RateAtWindow) -> Ticket | None:
    """The ticket that this finish ended at this window within `PAD_WITHIN`, if it still stands."""
    window = unit.window(order.window)
    id_ = journal.ticket_of(unit.connection, unit.hall.key, order.finished_seq)
    if id_ is None:
        return None
    ticket = unit.ticket(id=id_)
    same = (ticket.number, ticket.window, ticket.last_seq) == (
        order.number, window.key, order.finished_seq
    )  # fmt: skip
    just_left = ticket.ended_at is not None and unit.now - ticket.ended_at <= PAD_WITHIN
    return ticket if same and just_left else None


def _rate(
    unit: HallUnit, ticket: Ticket, order: Rate | RateAtWindow, channel: RatingChannel
) -> Ticket:
    if order.level not in LEVELS:
        raise Refused("rating.level", {"level": order.level})
    if not rateable(ticket, unit.now):
        raise Refused("rating.not_yet", {"number": ticket.number})
    given = ratings.versions(unit.connection, ticket.id) if ticket.rating is not None else []
    new = GivenRating(order.level, unit.now, channel, order.actor)
    if given and not is_version(new, given):
        raise Refused("rating.given", {"number": ticket.number})
    after = replace(ticket, rating=order.level, rated_at=unit.now)
    unit.save_quietly(ticket, after)
    unit.emit(
        TicketRated(
            ticket=facts_of(after), level=order.level, reasons=order.reasons, text=order.text,
            source=channel.value, window=ticket.window, before=ticket.rating,
        )
    )  # fmt: skip
    return after
