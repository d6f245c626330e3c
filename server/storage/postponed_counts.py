"""Who waits but asked, for some minutes, not to be called."""

from datetime import date, datetime

from sqlalchemy import Connection, bindparam, func, literal_column, select

from server.domain.hall import Window
from server.storage.schema import TicketRow

HELD = (
    select(TicketRow.queue, func.count(), func.min(TicketRow.held_until))
    .where(
        TicketRow.hall == bindparam("hall"),
        TicketRow.day == bindparam("day"),
        literal_column("state = 'waiting'"),  # names the partial index
        TicketRow.queue.in_(bindparam("queues", expanding=True)),
        TicketRow.held_until > bindparam("now"),
    )
    .group_by(TicketRow.queue)
)


def held(
    connection: Connection, hall: str, at: tuple[date, datetime], window: Window
) -> dict[str, tuple[int, datetime]]:
    """Per line of a window: how many are away by their own wish, and when the first is back."""
    day, now = at
    given = {"hall": hall, "day": day, "now": now, "queues": list(window.queues)}
    rows = connection.execute(HELD, given)
    return {queue: (count, until) for queue, count, until in rows if until is not None}
