"""Who waits but asked, for some minutes, not to be called."""

from datetime import date, datetime

from sqlalchemy import Connection, bindparam, func, literal_column, select

from server.domain.hall import Window
from server.storage.schema import TicketRow

HELD = (
    select(TicketRow.line, func.count(), func.min(TicketRow.held_until))
    .where(
        TicketRow.hall == bindparam("hall"),
        TicketRow.day == bindparam("day"),
        literal_column("state = 'waiting'"),  # names the partial index
        TicketRow.line.in_(bindparam("lines", expanding=True)),
        TicketRow.held_until > bindparam("now"),
    )
    .group_by(TicketRow.line)
)


def held(
    connection: Connection, hall: str, at: tuple[date, datetime], window: Window
) -> dict[str, tuple[int, datetime]]:
    """Per line of a window: how many are away by their own wish, and when the first is back."""
    day, now = at
    given = {"hall": hall, "day": day, "now": now, "lines": list(window.lines)}
    rows = connection.execute(HELD, given)
    return {line: (count, until) for line, count, until in rows if until is not None}
