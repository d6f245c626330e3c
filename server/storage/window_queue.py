"""Who was sent to one window and waits in its own queue."""

from datetime import date

from sqlalchemy import Connection, bindparam, literal_column

from server.domain.ticket import Ticket
from server.storage.rows import ticket_from
from server.storage.schema import TicketRow
from server.storage.tickets import TICKETS

IN_LINE = TICKETS.where(
    TicketRow.day == bindparam("day"),
    TicketRow.queue == bindparam("queue"),
    literal_column("state = 'waiting'"),  # names the partial index
).order_by(TicketRow.priority_class, TicketRow.due, TicketRow.place, TicketRow.entered)


def waiting_in(connection: Connection, hall: str, day: date, queue: str) -> list[Ticket]:
    """Everybody in a queue, each priority class in its order."""
    rows = connection.execute(IN_LINE, {"hall": hall, "day": day, "queue": queue})
    return [ticket_from(row) for row in rows]
