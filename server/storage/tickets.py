"""Tickets: reading one, places in a queue, and who is open, missed or waits for paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    Connection,
    and_,
    bindparam,
    insert,
    literal_column,
    or_,
    select,
    tuple_,
    update,
)

from server.domain.errors import Unknown
from server.domain.ticket import Ticket
from server.domain.window import Json
from server.storage.rows import TICKET_FIELDS, ticket_from
from server.storage.schema import NO_SHOW, OPEN, PAPER_PENDING, TicketRow
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


def is_taken(connection: Connection, hall: str, day: date, number: str) -> bool:
    """Whether a ticket of the day has this number."""
    return BY_NUMBER.first(connection, {"hall": hall, "day": day, "number": number}) is not None


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


MOST = 2**63 - 1

NTH = (
    select(TicketRow.due, TicketRow.place, TicketRow.place_at)
    .where(
        TicketRow.hall == bindparam("hall"),
        TicketRow.day == bindparam("day"),
        TicketRow.queue == bindparam("queue"),
        TicketRow.priority_class == bindparam("priority_class"),
        literal_column("state = 'waiting'"),
        TicketRow.turn.is_(None),
        TicketRow.due <= bindparam("last_due"),
        tuple_(TicketRow.due, TicketRow.place, TicketRow.entered)
        > tuple_(bindparam("due"), bindparam("place"), bindparam("entered")),
    )
    .order_by(TicketRow.due, TicketRow.place, TicketRow.entered)
    .limit(1)
    .offset(bindparam("skip"))
)


@dataclass(frozen=True, slots=True)
class QueuePlace:
    """A place in a queue: who is put there comes right behind who has it already."""

    due: int
    place: int
    place_at: datetime


def place_behind(
    connection: Connection, ticket: Ticket, count: int, after: tuple[int, int, int] = (-1, -1, -1)
) -> QueuePlace | None:
    """The place of the `count`-th waiting in the ticket's queue and class behind `after`.

    Who has an appointment is put behind others who have one, and nobody else is. None when fewer
    wait: then the end of the queue is the place.
    """
    due, place, entered = after
    found = connection.execute(
        NTH,
        {
            "hall": ticket.hall, "day": ticket.day, "queue": ticket.queue,
            "priority_class": ticket.priority_class, "due": due,
            "place": place, "entered": entered, "skip": count - 1,
            "last_due": MOST if ticket.due else 0,
        },
    )  # fmt: skip
    row = found.one_or_none()
    return None if row is None else QueuePlace(*row)


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
