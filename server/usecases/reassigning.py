"""Who was sent to one window, when nobody sits there any more: others may call them.

A line of one window's own can be called by that window alone. When its clerk leaves, whoever
waits there goes into the line of their matter, at the place of their arrival, if another window
serves it; who was sent to the one window that can help them waits on, and supervisors see it.
"""

from dataclasses import replace

from server.domain.errors import Refused
from server.domain.events.event import facts_of
from server.domain.events.tickets import TicketCalled, TicketReleased
from server.domain.hall import own_queue
from server.domain.ticket import Ticket
from server.domain.window import WindowState, WindowStatus
from server.storage import journal
from server.storage.journal_words import event_of
from server.storage.snapshots import windows_for
from server.storage.unit import HallUnit
from server.storage.window_queue import waiting_in


def somebody_does(unit: HallUnit, matter: str) -> None:
    """Refuses `matter.no_window` where no window that serves a matter opens today, and
    `matter.nobody_authorised` where all that do are taken by clerks who may not."""
    if not unit.hall.opening(matter, unit.day):
        raise Refused("matter.no_window", {"matter": matter})
    if not windows_for(unit.connection, unit.hall, matter, unit.day):
        raise Refused("matter.nobody_authorised", {"matter": matter})


def release(unit: HallUnit, window: str) -> None:
    """The window has just been left: let others call those who were sent to it."""
    for ticket in waiting_in(unit.connection, unit.hall.key, unit.day, own_queue(window)):
        if unit.hall.served_elsewhere(ticket.matter, window, unit.day):
            _to_line_of_matter(unit, ticket, window)


def release_unauthorised(unit: HallUnit, window: WindowState) -> None:
    """Somebody sits down: whom they may not help, or who was sent to a colleague of theirs, waits
    in the line of the matter instead."""
    for ticket in waiting_in(unit.connection, unit.hall.key, unit.day, own_queue(window.key)):
        for_another = ticket.sent_to not in (None, window.clerk) and window.clerk is not None
        if for_another or not unit.hall.may_do(window.clerk, ticket.matter):
            _to_line_of_matter(unit, ticket, window.key)


def _to_line_of_matter(unit: HallUnit, ticket: Ticket, window: str) -> None:
    after = unit.save(ticket, replace(ticket, queue=ticket.matter, sent_to=None))
    unit.emit(TicketReleased(ticket=facts_of(after), window=window, queue=after.queue))


def line_back(unit: HallUnit, ticket: Ticket, window: str) -> tuple[str, str]:
    """Line and matter of a ticket on its way back to the window that sent it on.

    The matter is the one that the window had it for. When nobody sits there, that matter's line
    is where others can call it, and so it is when somebody sits there who may not do it.
    """
    matter = _matter_at(unit, ticket, window)
    there = unit.window(window)
    elsewhere = unit.hall.served_elsewhere(matter, window, unit.day)
    left = there.state is WindowStatus.CLOSED and elsewhere
    if left or not unit.hall.may_do(there.clerk, matter):
        return matter, matter
    return own_queue(window), matter


def _matter_at(unit: HallUnit, ticket: Ticket, window: str) -> str:
    """What the ticket was about when the window called it last; now's, should that be gone."""
    for entry in reversed(journal.of_ticket(unit.connection, ticket.id)):
        event = event_of(entry)
        if isinstance(event, TicketCalled) and event.window == window:
            matter = event.ticket.matter
            return matter if matter in unit.hall.matters else ticket.matter
    return ticket.matter
