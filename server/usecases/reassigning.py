"""Who was sent to one window, when nobody sits there any more: others may call them.

A line of one window's own can be called by that window alone. When its clerk leaves, whoever
waits there goes into the line of their matter, at the place of their arrival, if another window
serves it; who was sent to the one window that can help them waits on, and supervisors see it.
"""

from dataclasses import replace

from server.domain.events.event import facts_of
from server.domain.events.tickets import TicketCalled, TicketReleased
from server.domain.hall import own_queue
from server.domain.ticket import Ticket
from server.domain.window import WindowStatus
from server.storage import journal
from server.storage.journal_words import event_of
from server.storage.unit import HallUnit
from server.storage.window_queue import waiting_in


def release(unit: HallUnit, window: str) -> None:
    """The window has just been left: let others call those who were sent to it."""
    for ticket in waiting_in(unit.connection, unit.hall.key, unit.day, own_queue(window)):
        if unit.hall.served_elsewhere(ticket.matter, window):
            after = unit.save(ticket, replace(ticket, queue=ticket.matter))
            unit.emit(TicketReleased(ticket=facts_of(after), window=window, queue=after.queue))


def line_back(unit: HallUnit, ticket: Ticket, window: str) -> tuple[str, str]:
    """Line and matter of a ticket on its way back to the window that sent it on.

    The matter is the one that the window had it for. When nobody sits there, that matter's line
    is where others can call it.
    """
    matter = _matter_at(unit, ticket, window)
    left = unit.window(window).state is WindowStatus.CLOSED
    if left and unit.hall.served_elsewhere(matter, window):
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
