"""A ticket as its holder sees it."""

import json
from datetime import datetime, timedelta
from typing import cast

from server.contracts.answers import (
    Before,
    CallOfTicket,
    EarlierRating,
    PaperOfTicket,
    PaperState,
    RatingOfTicket,
    TicketView,
    WindowOfTicket,
)
from server.contracts.live import Instant, Words
from server.domain.hall import Hall
from server.domain.rating import RATEABLE_FOR
from server.domain.ticket import AT_WINDOW, State, Ticket
from server.domain.waiting.estimate import Estimate
from server.domain.waiting.quoted import WHY_UNKNOWN, in_words, minutes, why_unknown
from server.domain.window import wire_time
from server.storage import notices, ratings
from server.storage.base import Connection
from server.storage.overtaking import Overtaking, overtakings
from server.storage.snapshots import window_states
from server.storage.unit import HallUnit
from server.usecases.app_context import AppContext
from server.usecases.hall_words import said
from server.usecases.handovers import first_asked, served_matters
from server.usecases.waiting import ahead, told, windows_of
from server.usecases.wording import why_before_me, with_reason
from server.waits.service import Moment


def ticket_view(context: AppContext, unit: HallUnit, ticket: Ticket) -> TicketView:
    """Inside a change. Waits are told from what was committed before it: it may yet fail."""
    at = (unit.locked.seq, unit.now)
    estimate = told(context, unit.connection, unit.hall, ticket, at) if in_queue(ticket) else None
    return changed_view(unit, ticket, estimate)


def changed_view(unit: HallUnit, ticket: Ticket, estimate: Estimate | None) -> TicketView:
    """`ticket_view` where the wait has been worked out already."""
    return _view(unit.connection, unit.hall, ticket, estimate, unit.now, unit.seq)


def holder_view(
    context: AppContext, connection: Connection, hall: Hall, ticket: Ticket, at: Moment
) -> TicketView:
    """The TICKET of docs/protocol.md, at one moment."""
    estimate = told(context, connection, hall, ticket, at) if in_queue(ticket) else None
    return _view(connection, hall, ticket, estimate, at[1], at[0])


def in_queue(ticket: Ticket) -> bool:
    """Whether it has a wait before it: it queues, or will when its paper is out."""
    return ticket.state in (State.WAITING, State.ISSUED)


def _view(
    connection: Connection, hall: Hall, ticket: Ticket, estimate: Estimate | None,
    now: datetime, seq: int,
) -> TicketView:  # fmt: skip
    held = ticket.held(now)
    wait = None if held else minutes(estimate)
    windows = _windows(connection, hall, ticket)
    return TicketView(
        code=ticket.code, number=ticket.number, hall=ticket.hall,
        day=ticket.day.isoformat(), matter=ticket.matter, series=ticket.series,
        zone=hall.matters[ticket.matter].zone if ticket.matter in hall.matters else None,
        state=ticket.state.value,
        closed_from=ticket.closed_from.value if ticket.closed_from else None,
        channel=ticket.channel, language=ticket.language,
        issued_at=wire_time(ticket.issued_at), entered_at=wire_time(ticket.entered_at),
        ahead=ahead(connection, hall, ticket, now) if in_queue(ticket) else None,
        wait=wait,
        expected=_expected(wait, now),
        wait_words=None if held else _wait_words(hall, ticket, estimate, windows),
        windows=windows,
        call=_call(ticket, hall),
        parked_until=wire_time(ticket.parked_until),
        paper=_paper(ticket),
        rating=_rating(connection, ticket),
        rateable=rateable(ticket, now),
        returnable=held or returnable(hall, ticket, now),
        cancellable=ticket.state in CANCELLABLE,
        held_until=wire_time(ticket.held_until) if held else None,
        postpones_left=max(0, hall.postpones - ticket.postponed) if ticket.waiting else 0,
        notices=_notices(connection, ticket, now),
        before=[
            Before(number=o.number, at=wire_time(o.at), why=_why_before(hall, ticket, o))
            for o in _overtakings(connection, ticket, seq)
        ],
        materials=json.loads(ticket.materials) if ticket.materials else None,
        first_asked=first_asked(ticket),
        served=served_matters(ticket),
        url=f"/t/{ticket.code}",
        at=wire_time(now),
        seq=seq,
    )  # fmt: skip


def _notices(connection: Connection, ticket: Ticket, now: datetime) -> list[Words]:
    """What the hall tells whoever is still to be served."""
    if not (in_queue(ticket) or ticket.state is State.CALLED):
        return []
    shown = notices.view(notices.standing(connection, ticket.hall), now)
    return [each["notice"] for each in shown if each["matter"] in (None, ticket.matter)]


def _overtakings(connection: Connection, ticket: Ticket, seq: int) -> list[Overtaking]:
    """Nobody can have been called before a ticket that this very event issued."""
    return [] if ticket.entered >= seq else overtakings(connection, ticket)


def _why_before(hall: Hall, ticket: Ticket, call: Overtaking) -> Words:
    """The reason of a call in words for whom it passed."""
    window = hall.windows.get(call.window)
    does_mine = window is not None and ticket.queue in window.queues
    reason = hall.call_reasons.get(call.chosen_for or "")
    return with_reason(said(hall, why_before_me(call.why, does_mine), window=call.window), reason)


CANCELLABLE = (State.ISSUED, State.WAITING, State.CALLED, State.PARKED, State.NO_SHOW)


def _wait_words(
    hall: Hall, ticket: Ticket, estimate: Estimate | None, windows: list[WindowOfTicket]
) -> Words | None:
    """The wait as it is said, or why it is not known; None for who waits no more."""
    if not in_queue(ticket):
        return None
    if estimate is not None:
        words, figures = in_words(estimate)
        return said(hall, words, **figures)
    first = windows[0].key if windows else None
    return said(hall, WHY_UNKNOWN[why_unknown(window.state for window in windows)], window=first)


def _expected(wait: tuple[int, int] | None, now: datetime) -> tuple[Instant, Instant] | None:
    if wait is None:
        return None
    low, high = (wire_time(now + timedelta(minutes=minutes)) for minutes in wait)
    return low, high


def _windows(connection: Connection, hall: Hall, ticket: Ticket) -> list[WindowOfTicket]:
    """The windows that may call the ticket, with their states of now."""
    keys = windows_of(connection, hall, ticket)
    states = window_states(connection, hall.key, keys)
    return [WindowOfTicket(key=key, state=states.get(key, "closed")) for key in keys]


def _call(ticket: Ticket, hall: Hall) -> CallOfTicket | None:
    if ticket.window is None or ticket.called_at is None:
        return None
    place = hall.windows.get(ticket.window)
    return CallOfTicket(
        window=ticket.window,
        zone=place.zone if place else None,
        at=wire_time(ticket.called_at),
        times=ticket.times,
        now=ticket.state in AT_WINDOW,
    )


def _paper(ticket: Ticket) -> PaperOfTicket | None:
    if ticket.paper == "none":
        return None
    state = cast(PaperState, ticket.paper)
    return PaperOfTicket(state=state, copies=ticket.copies, printer=ticket.printer)


def _rating(connection: Connection, ticket: Ticket) -> RatingOfTicket | None:
    """The version that counts, and those before it."""
    if ticket.rating is None or ticket.rated_at is None:
        return None
    given = ratings.versions(connection, ticket.id)
    return RatingOfTicket(
        level=ticket.rating,
        at=wire_time(ticket.rated_at),
        channel=given[-1].channel.value,
        earlier=[EarlierRating(level=each.level, at=wire_time(each.at)) for each in given[:-1]],
    )


def rateable(ticket: Ticket, now: datetime) -> bool:
    """A finished visit may be rated for three days, and the rating changed for as long; one in
    whose midst the day ended, too."""
    served = ticket.state is State.FINISHED or ticket.closed_from is State.SERVING
    return served and ticket.ended_at is not None and now - ticket.ended_at <= RATEABLE_FOR


def returnable(hall: Hall, ticket: Ticket, now: datetime) -> bool:
    return (
        ticket.state is State.NO_SHOW
        and ticket.misses < hall.misses.misses
        and ticket.ended_at is not None
        and now - ticket.ended_at <= hall.misses.within
    )
