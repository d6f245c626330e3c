"""Reading the journal: whole rows for audit, public events for screens."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from server.domain.chain import Broken, Entry, verify
from server.domain.facts.records import Record
from server.domain.figures import WaitEvent
from server.domain.window import Json, wire_time
from server.storage.journal_words import event_in, public_part, record_of
from server.storage.schema import (
    OF_WAITS,
    OF_WAITS_HERE,
    ConfigurationRow,
    HallRow,
    JournalRow,
    TicketRow,
)
from server.storage.sqlite.prepared import Prepared

AFTER = Prepared(
    select(JournalRow.__table__)
    .where(JournalRow.hall == bindparam("hall"), JournalRow.seq > bindparam("after"))
    .order_by(JournalRow.seq)
    .limit(bindparam("limit"))
)
COLUMNS = tuple(JournalRow.__table__.columns.keys())
OF_TICKET = (
    select(JournalRow.__table__)
    .where(JournalRow.ticket == bindparam("ticket"))
    .order_by(JournalRow.seq)
)
WAITS = (
    select(JournalRow.seq, JournalRow.type, JournalRow.ticket, JournalRow.payload)
    .where(JournalRow.hall == bindparam("hall"), JournalRow.day == bindparam("day"), OF_WAITS)
    .order_by(JournalRow.seq)
)
EARLIER_WAITS = (
    select(JournalRow.seq, JournalRow.type, JournalRow.ticket, JournalRow.payload)
    .join(TicketRow, TicketRow.id == JournalRow.ticket)
    .where(
        TicketRow.hall == bindparam("hall"),
        TicketRow.day == bindparam("day"),
        JournalRow.day < bindparam("day"),
        OF_WAITS_HERE,
    )
    .order_by(JournalRow.seq)
)
TICKET_AT = select(JournalRow.ticket).where(
    JournalRow.hall == bindparam("hall"), JournalRow.seq == bindparam("seq")
)
HASH_AT = select(JournalRow.hash).where(
    JournalRow.hall == bindparam("hall"), JournalRow.seq == bindparam("seq")
)
FIRST_VERSION = select(func.min(ConfigurationRow.version)).where(
    ConfigurationRow.hall == bindparam("hall")
)
TIP = select(HallRow.seq, HallRow.tip).where(HallRow.key == bindparam("hall"))
PAGE = 1000


def entries(connection: Connection, hall: str, after: int, limit: int) -> list[Entry]:
    """The rows with numbers above `after`, at most `limit`, in order."""
    rows = AFTER.rows(connection, {"hall": hall, "after": after, "limit": limit})
    return [_entry(row) for row in rows]


def of_ticket(connection: Connection, ticket: int) -> list[Entry]:
    return [_entry(row) for row in connection.execute(OF_TICKET, {"ticket": ticket})]


def waits_of_day(connection: Connection, hall: str, day: date) -> list[tuple[int, WaitEvent]]:
    """What a day's waits are made of, with the journal numbers, in order; of who came over from the
    day before, what there was of them then too."""
    given = {"hall": hall, "day": day}
    earlier = connection.execute(EARLIER_WAITS, given).all()
    rows = [*earlier, *connection.execute(WAITS, given)]
    events = ((seq, event_in(type_, ticket, payload)) for seq, type_, ticket, payload in rows)
    return [(seq, event) for seq, event in events if isinstance(event, WaitEvent)]


def ticket_of(connection: Connection, hall: str, seq: int) -> int | None:
    """Id of the ticket that the row `seq` is about; None where there is no such row or ticket."""
    return connection.execute(TICKET_AT, {"hall": hall, "seq": seq}).scalar()


def _entry(row: Sequence[Any]) -> Entry:
    return Entry(**dict(zip(COLUMNS, row, strict=True)))


def whole(connection: Connection, hall: str) -> Iterator[Entry]:
    """Every row of a hall, read in pages."""
    after = 0
    while page := entries(connection, hall, after, PAGE):
        yield from page
        after = page[-1].seq


def records(connection: Connection, hall: str, after: int) -> Iterator[Record]:
    """A hall's entries above `after` as reports read them, in pages."""
    while page := entries(connection, hall, after, PAGE):
        yield from filter(None, map(record_of, page))
        after = page[-1].seq


def records_of(connection: Connection, ticket: int) -> list[Record]:
    """Those of one ticket."""
    return [*filter(None, map(record_of, of_ticket(connection, ticket)))]


def seal(connection: Connection, hall: str, seq: int) -> str | None:
    """The chain's hash at an entry; None where there is no such entry."""
    return connection.execute(HASH_AT, {"hall": hall, "seq": seq}).scalar()


def first_version(connection: Connection, hall: str) -> int:
    """The configuration that a hall began with."""
    return int(connection.execute(FIRST_VERSION, {"hall": hall}).scalar_one())


def verify_hall(connection: Connection, hall: str) -> Broken | None:
    """The first row that was altered, dropped or reordered, or None."""
    row = connection.execute(TIP, {"hall": hall}).one()
    return verify(whole(connection, hall), (row.seq, row.tip))


def public_event(entry: Entry) -> Json:
    """What anybody in the hall may see of a row (never a class, a code or a person)."""
    return {**_head(entry), **public_part(entry.payload)}


def full_event(entry: Entry) -> Json:
    """The whole row as supervisors and other programs read it; enough to check the chain."""
    return {
        **_head(entry),
        "at_exact": entry.at.isoformat(timespec="microseconds"),
        "actor": entry.actor,
        "ticket": entry.ticket,
        "payload": entry.payload,
        "hash": entry.hash,
    }


def _head(entry: Entry) -> Json:
    return {
        "hall": entry.hall,
        "seq": entry.seq,
        "at": wire_time(entry.at),
        "day": entry.day.isoformat(),
        "type": entry.type,
    }
