"""Tickets: reading one, the heads of the queues, and who is before whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    Connection,
    Select,
    and_,
    bindparam,
    case,
    func,
    insert,
    literal_column,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.orm import aliased

from server.domain.calling import Candidate, ClassCount
from server.domain.errors import Unknown
from server.domain.hall import Window
from server.domain.ticket import Ticket
from server.domain.window import Json
from server.storage.rows import TICKET_FIELDS, ticket_from
from server.storage.schema import NO_SHOW, OPEN, PAPER_PENDING, QueueRow, TicketRow
from server.storage.sqlite.prepared import Prepared

TICKETS = select(TicketRow.__table__).where(TicketRow.hall == bindparam("hall"))
BY_ID = Prepared(TICKETS.where(TicketRow.id == bindparam("id")))
BY_CODE = Prepared(TICKETS.where(TicketRow.code == bindparam("code")))
BY_NUMBER = Prepared(
    TICKETS.where(TicketRow.day == bindparam("day"), TicketRow.number == bindparam("number"))
)
HALL_OF_CODE = Prepared(select(TicketRow.hall).where(TicketRow.code == bindparam("code")))
NEW_FIELDS = tuple(name for name in TICKET_FIELDS if name != "id")
ADD = Prepared(
    insert(TicketRow).values({name: bindparam(name) for name in NEW_FIELDS}).returning(TicketRow.id)
)


def find(connection: Connection, hall: str, day: date, **by: Any) -> Ticket | None:
    """By `id`, `code`, or the day's `number`."""
    [(name, value)] = by.items()
    statement = {"id": BY_ID, "code": BY_CODE, "number": BY_NUMBER}[name]
    values = {"hall": hall, name: value}
    if name == "number":
        values["day"] = day
    row = statement.first(connection, values)
    return None if row is None else ticket_from(row)


def must_find(connection: Connection, hall: str, code: str) -> Ticket:
    row = BY_CODE.first(connection, {"hall": hall, "code": code})
    if row is None:
        raise Unknown("ticket.unknown", {"ticket": code})
    return ticket_from(row)


def hall_of(connection: Connection, code: str) -> str | None:
    row = HALL_OF_CODE.first(connection, {"code": code})
    return None if row is None else str(row[0])


def latest_codes(connection: Connection, count: int) -> list[tuple[str, str]]:
    """Code and number of the newest tickets of all halls."""
    newest = select(TicketRow.code, TicketRow.number).order_by(TicketRow.id.desc()).limit(count)
    return [(code, number) for code, number in connection.execute(newest)]


def insert_ticket(connection: Connection, ticket: Ticket, more: Json) -> int:
    # Not asdict(): it copies deeply, which costs more than the insert.
    values = {name: getattr(ticket, name) for name in NEW_FIELDS}
    return int(ADD.value(connection, {**values, **more}))


def update_ticket(connection: Connection, id_: int, changes: Json) -> None:
    if changes:
        _setting(tuple(changes)).run(connection, {**changes, "of_id": id_})


@lru_cache(maxsize=256)
def _setting(columns: tuple[str, ...]) -> Prepared:
    """The UPDATE of these columns. Building a statement costs as much as running it, and the
    verbs change only some dozen sets of columns."""
    changed: dict[str, Any] = {name: bindparam(name) for name in columns}
    return Prepared(update(TicketRow).where(TicketRow.id == bindparam("of_id")).values(changed))


def _candidates() -> Select[Any]:
    """The first who may be called now of each queue and priority class in which somebody waits.

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
            or_(first.held_until.is_(None), first.held_until <= bindparam("now")),
        )
        .order_by(first.due, first.place, first.entered)
        .limit(1)
        .scalar_subquery()
        .correlate(QueueRow)
    )
    wanted = ("id", "queue", "priority_class", "place", "entered", "place_at", "appointment")
    return (
        select(*(getattr(TicketRow, name) for name in wanted))
        .join(QueueRow, TicketRow.id == candidate)
        .where(
            QueueRow.hall == bindparam("hall"),
            QueueRow.day == bindparam("day"),
            QueueRow.waiting > 0,
            QueueRow.queue.in_(bindparam("queues", expanding=True)),
        )
    )


CANDIDATES = _candidates()


def candidates(
    connection: Connection, hall: str, at: tuple[date, datetime], window: Window
) -> list[Candidate]:
    """The heads that a window may call at that moment of that day, with its weights."""
    day, now = at
    given = {"hall": hall, "day": day, "now": now, "queues": list(window.queues)}
    rows = connection.execute(CANDIDATES, given)
    return [
        Candidate(
            id_,
            queue,
            priority_class,
            place,
            entered,
            at,
            appointment,
            window.serves.get(queue, 1.0),
        )
        for id_, queue, priority_class, place, entered, at, appointment in rows
    ]


CLASS_COUNTS = Prepared(
    select(
        TicketRow.priority_class,
        func.count(),
        func.sum(
            case(
                (
                    tuple_(TicketRow.place, TicketRow.entered)
                    < tuple_(bindparam("place"), bindparam("entered")),
                    1,
                ),
                else_=0,
            )
        ),
    )
    .where(
        TicketRow.hall == bindparam("hall"),
        TicketRow.day == bindparam("day"),
        TicketRow.series == bindparam("series"),
        literal_column("state = 'waiting'"),
        TicketRow.id != bindparam("id"),
    )
    .group_by(TicketRow.priority_class)
)


def class_counts(connection: Connection, ticket: Ticket) -> list[ClassCount]:
    """Per lane of the ticket's queue: how many others wait, how many of them came before."""
    rows = CLASS_COUNTS.rows(
        connection,
        {
            "hall": ticket.hall, "day": ticket.day, "series": ticket.series, "id": ticket.id,
            "place": ticket.place, "entered": ticket.entered,
        },
    )  # fmt: skip
    return [
        ClassCount(priority_class, int(total), int(before))
        for priority_class, total, before in rows
    ]


NTH = (
    select(TicketRow.due, TicketRow.place, TicketRow.place_at)
    .where(
        TicketRow.hall == bindparam("hall"),
        TicketRow.day == bindparam("day"),
        TicketRow.queue == bindparam("queue"),
        TicketRow.priority_class == bindparam("priority_class"),
        literal_column("state = 'waiting'"),
        tuple_(TicketRow.due, TicketRow.place, TicketRow.entered)
        > tuple_(bindparam("due"), bindparam("place"), bindparam("entered")),
    )
    .order_by(TicketRow.due, TicketRow.place, TicketRow.entered)
    .limit(1)
    .offset(bindparam("skip"))
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a queue: who is put there comes right behind who has it already."""

    due: int
    place: int
    place_at: datetime


def place_behind(
    connection: Connection, ticket: Ticket, count: int, after: tuple[int, int, int] = (-1, -1, -1)
) -> Place | None:
    """The place of the `count`-th waiting in the ticket's line and lane behind `after`.

    None when fewer wait: then the end of the line is the place.
    """
    due, place, entered = after
    found = connection.execute(
        NTH,
        {
            "hall": ticket.hall, "day": ticket.day, "queue": ticket.queue,
            "priority_class": ticket.priority_class, "due": due,
            "place": place, "entered": entered, "skip": count - 1,
        },
    )  # fmt: skip
    row = found.one_or_none()
    return None if row is None else Place(*row)


def open_tickets(connection: Connection, hall: str, day: date) -> list[Ticket]:
    """All that have not ended, in the order of issue."""
    rows = connection.execute(
        TICKETS.where(TicketRow.day == bindparam("day"), OPEN).order_by(TicketRow.id),
        {"hall": hall, "day": day},
    )
    return [ticket_from(row) for row in rows]


def wanting_paper(connection: Connection, hall: str, day: date) -> list[Ticket]:
    """Tickets whose paper is asked for and not settled yet, oldest first."""
    rows = connection.execute(
        TICKETS.where(TicketRow.day == bindparam("day"), OPEN, PAPER_PENDING).order_by(
            TicketRow.id
        ),
        {"hall": hall, "day": day},
    )
    return [ticket_from(row) for row in rows]


def paper_troubles(connection: Connection, hall: str, day: date) -> list[Ticket]:
    """Open tickets whose paper failed or is in doubt, oldest first."""
    rows = connection.execute(
        TICKETS.where(
            TicketRow.day == bindparam("day"), OPEN, TicketRow.paper.in_(("failed", "unconfirmed"))
        ).order_by(TicketRow.id),
        {"hall": hall, "day": day},
    )
    return [ticket_from(row) for row in rows]


AT_WINDOW = TICKETS.where(
    TicketRow.day == bindparam("day"),
    TicketRow.window == bindparam("window"),
    OPEN,
    or_(TicketRow.state == "parked", TicketRow.state == "no_show"),
).order_by(TicketRow.called_seq)


def at_window(connection: Connection, hall: str, day: date, window: str) -> Sequence[Ticket]:
    """Parked and missed tickets of a window, oldest first."""
    rows = connection.execute(AT_WINDOW, {"hall": hall, "day": day, "window": window})
    return [ticket_from(row) for row in rows]


MISSED = select(TicketRow.number, TicketRow.called_seq).where(
    and_(TicketRow.hall == bindparam("hall"), TicketRow.day == bindparam("day"), NO_SHOW)
)


def missed(connection: Connection, hall: str, day: date | None) -> dict[str, int]:
    """Number → journal number of the call that was missed."""
    if day is None:
        return {}
    return dict(connection.execute(MISSED, {"hall": hall, "day": day}).all())
