"""Who can be called now: the first of each queue and class, with an appointment and without, who is
back, and all who wait."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Select,
    bindparam,
    literal_column,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.orm import aliased

from server.domain.ahead import Waiting
from server.domain.calling import Candidate
from server.domain.hall import Window
from server.storage.schema import RETURNED, WAITING, QueueRow, TicketRow

WANTED = (
    "id", "queue", "priority_class", "place", "entered", "place_at", "appointment", "turn",
)  # fmt: skip
COLUMNS = tuple(getattr(TicketRow, name) for name in WANTED)
HERE = (TicketRow.hall == bindparam("hall"), TicketRow.day == bindparam("day"))
OF_QUEUES = TicketRow.queue.in_(bindparam("queues", expanding=True))


def _first(appointment: bool) -> Select[Any]:
    """The first who may be called now of each queue and priority class in which somebody waits,
    of those with an `appointment` or those without.

    One index seek each, and a step for everybody before who is away by their own wish.
    """
    first = aliased(TicketRow, name="first")
    candidate = (
        select(first.id)
        .where(
            first.hall == QueueRow.hall,
            first.day == QueueRow.day,
            first.queue == QueueRow.queue,
            first.priority_class == QueueRow.priority_class,
            literal_column("first.state = 'waiting'"),
            first.turn.is_(None),
            first.due > 0 if appointment else first.due == 0,
            or_(first.held_until.is_(None), first.held_until <= bindparam("now")),
        )
        .order_by(first.due, first.place, first.entered)
        .limit(1)
        .scalar_subquery()
        .correlate(QueueRow)
    )
    return (
        select(*COLUMNS)
        .join(QueueRow, TicketRow.id == candidate)
        .where(
            QueueRow.hall == bindparam("hall"),
            QueueRow.day == bindparam("day"),
            QueueRow.waiting > 0,
            QueueRow.queue.in_(bindparam("queues", expanding=True)),
        )
    )


def _back() -> Select[Any]:
    """Who is back after a missed call and may be called now."""
    here = or_(TicketRow.held_until.is_(None), TicketRow.held_until <= bindparam("now"))
    return select(*COLUMNS).where(*HERE, RETURNED, WAITING, OF_QUEUES, here)


CANDIDATES = union_all(_first(appointment=False), _first(appointment=True), _back())


def candidates(
    connection: Connection, hall: str, at: tuple[date, datetime], window: Window
) -> list[Candidate]:
    """Whom a window may call at that moment of that day, with its weights."""
    day, now = at
    given = {"hall": hall, "day": day, "now": now, "queues": list(window.queues)}
    return [
        _candidate(row, window.serves.get(row.queue, 1.0))
        for row in connection.execute(CANDIDATES, given)
    ]


def _candidate(row: Any, weight: float = 1.0) -> Candidate:
    return Candidate(
        ticket=row.id,
        queue=row.queue,
        priority_class=row.priority_class,
        place=row.place,
        entered=row.entered,
        since=row.place_at,
        appointment=row.appointment,
        weight=weight,
        turn=row.turn,
    )


ALL_WAITING = select(TicketRow.due, TicketRow.held_until, *COLUMNS).where(*HERE, WAITING, OF_QUEUES)


def all_waiting(
    connection: Connection, hall: str, at: tuple[date, datetime], queues: list[str]
) -> list[Waiting]:
    """Everybody in these queues who may be called at that moment of that day."""
    day, now = at
    rows = connection.execute(ALL_WAITING, {"hall": hall, "day": day, "queues": queues})
    return [
        Waiting(row.due, _candidate(row))
        for row in rows
        if row.held_until is None or row.held_until <= now
    ]


COUNT_CALL = (
    update(TicketRow)
    .where(
        TicketRow.hall == bindparam("of_hall"),
        TicketRow.day == bindparam("of_day"),
        *(RETURNED, WAITING, OF_QUEUES),
        TicketRow.entered < bindparam("seq"),
    )
    .values(turn=TicketRow.turn - bindparam("calls"))
)


def count_call(
    connection: Connection, hall: str, day: date, queues: list[str], seq: int, calls: int
) -> None:
    """Bring those who were back before event `seq` nearer to their turn, by `calls` calls of a
    window that serves `queues`; -1 takes a call back."""
    given = {"of_hall": hall, "of_day": day, "queues": queues, "seq": seq, "calls": calls}
    connection.execute(COUNT_CALL, given)
