"""Small counts of the day, and where each of its visits stands."""

from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, literal_column, select

from server.domain.ticket import served_from
from server.storage.schema import SERVED, TicketRow

OF_DAY = (TicketRow.hall == bindparam("hall"), TicketRow.day == bindparam("day"))

FINISHED_BY = (
    select(func.count())
    .select_from(TicketRow)
    .where(
        *OF_DAY,
        TicketRow.window == bindparam("window"),
        literal_column("state = 'finished'"),
    )
)

SERVED_BEFORE = select(TicketRow.served).where(*OF_DAY, SERVED)

BY_RATING = (
    select(TicketRow.rating, func.count())
    .where(*OF_DAY, TicketRow.rating.isnot(None))
    .group_by(TicketRow.rating)
)

TAKEN_FOR = (
    select(func.count())
    .select_from(TicketRow)
    .where(*OF_DAY, TicketRow.matter == bindparam("matter"), literal_column("state != 'cancelled'"))
)

VISITS = select(
    TicketRow.id,
    TicketRow.matter,
    TicketRow.state,
    TicketRow.issued_at,
    TicketRow.since,
    TicketRow.window,
    TicketRow.ended_at,
    TicketRow.channel,
    TicketRow.outcome,
    TicketRow.served,
).where(*OF_DAY)


def finished_by(connection: Connection, hall: str, day: date, window: str) -> int:
    """Matters finished at a window: the last of each visit, and those before it."""
    values = {"hall": hall, "day": day, "window": window}
    last = int(connection.execute(FINISHED_BY, values).scalar_one())
    kept = connection.execute(SERVED_BEFORE, {"hall": hall, "day": day}).scalars()
    return last + sum(each.window == window for text in kept for each in served_from(text))


def taken_for(connection: Connection, hall: str, day: date, matter: str) -> int:
    """Numbers of a day for a matter, without those that were given up."""
    values = {"hall": hall, "day": day, "matter": matter}
    return int(connection.execute(TAKEN_FOR, values).scalar_one())


def by_rating(connection: Connection, hall: str, day: date) -> dict[int, int]:
    rows = connection.execute(BY_RATING, {"hall": hall, "day": day}).all()
    return {level: number for level, number in rows if level is not None}


def visits(connection: Connection, hall: str, day: date) -> list[Row[Any]]:
    """Matter, state and instants of every ticket of a day."""
    return list(connection.execute(VISITS, {"hall": hall, "day": day}))
