"""Who was called before a ticket although they came later: the order explains itself."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, literal_column, select

from server.domain.ticket import Ticket
from server.storage.schema import JournalRow, TicketRow
from server.storage.sqlite.prepared import Prepared

SHOWN = 3

LATER_CALLED = Prepared(
    select(TicketRow.number, TicketRow.called_at, TicketRow.called_seq)
    .where(
        TicketRow.hall == bindparam("hall"),
        TicketRow.day == bindparam("day"),
        TicketRow.series == bindparam("series"),
        literal_column("called_seq > 0"),  # names the partial index
        TicketRow.called_seq > bindparam("entered"),
        TicketRow.place > bindparam("place"),
        TicketRow.id != bindparam("id"),
    )
    .order_by(TicketRow.called_seq.desc())
    .limit(SHOWN)
)
CALL = Prepared(
    select(JournalRow.payload).where(
        JournalRow.hall == bindparam("hall"), JournalRow.seq == bindparam("seq")
    )
)


@dataclass(frozen=True, slots=True)
class Overtaking:
    """A call of a ticket that came later; `why` is the reason stored with that call."""

    number: str
    at: datetime
    why: str


def overtakings(connection: Connection, ticket: Ticket) -> list[Overtaking]:
    """The latest three; empty for a ticket that is not waiting."""
    if not ticket.waiting:
        return []
    rows = LATER_CALLED.rows(
        connection,
        {
            "hall": ticket.hall, "day": ticket.day, "series": ticket.series,
            "entered": ticket.entered, "place": ticket.place, "id": ticket.id,
        },
    )  # fmt: skip
    return [
        Overtaking(number, at, _reason(connection, ticket.hall, seq))
        for number, at, seq in rows
        if at is not None
    ]


def _reason(connection: Connection, hall: str, seq: int) -> str:
    payload = CALL.value(connection, {"hall": hall, "seq": seq})
    return str(json.loads(payload)["private"].get("why", "arrival"))
