"""Whom a window has when its clerk is gone: parked, or waiting again, so that others can help."""

from dataclasses import replace

from server.domain.events.event import facts_of
from server.domain.events.tickets import TicketParked, TicketTransferred
from server.domain.events.windows import WindowSignedOff
from server.domain.ticket import State, Step, Ticket
from server.domain.window import WindowState, WindowStatus
from server.storage.unit import HallUnit
from server.usecases.reassigning import release
from server.usecases.window_steps import current_ticket, leave, remember


def put_aside(
    unit: HallUnit, window: WindowState, wanted: str | None, reason: str | None
) -> WindowState:
    """The window without its visitor, who keeps the number and the place of the arrival."""
    if window.ticket is None:
        return window
    ticket = current_ticket(unit, window)
    parks = wanted != "send_back" and ticket.state is State.SERVING
    return _park(unit, window, ticket) if parks else _send_back(unit, window, ticket, reason)


def vacate(
    unit: HallUnit, window: WindowState, relieved: str | None, reason: str | None
) -> WindowState:
    """The window closed, with nobody at it: others may call those who were sent to it."""
    window = unit.save_window(
        replace(
            window, state=WindowStatus.CLOSED, clerk=None, identity=None,
            reason=None, until=None, step=None,
        )
    )  # fmt: skip
    unit.emit(WindowSignedOff(window=window.key, relieved=relieved, reason=reason))
    release(unit, window.key)
    return window


def _park(unit: HallUnit, window: WindowState, ticket: Ticket) -> WindowState:
    after = replace(ticket, state=ticket.must(Step.PARK), parked_until=None, reason=None)
    after = unit.save(ticket, after)
    step = remember(unit, Step.PARK, (ticket, window), after)
    left = leave(unit, window, after, "parked", step)
    unit.emit(TicketParked(ticket=facts_of(after), window=window.key, reason=None, minutes=None))
    return left


def _send_back(
    unit: HallUnit, window: WindowState, ticket: Ticket, reason: str | None
) -> WindowState:
    after = replace(
        ticket, state=ticket.must(Step.TRANSFER), window=None, clerk=None,
        since=unit.now, called_at=None, started_at=None, turn=None,
        sent_from=window.key, sent_to=None, bounced_by=None,
    )  # fmt: skip
    after = unit.save(ticket, after)
    step = remember(unit, Step.TRANSFER, (ticket, window), after)
    left = leave(unit, window, after, "transferred", step)
    unit.emit(
        TicketTransferred(ticket=facts_of(after), window=window.key, queue=after.queue, note=reason)
    )
    return left
