"""The calls of a day that no rule made, out of the journal."""

from datetime import date

from sqlalchemy import Connection, bindparam, select

from server.domain.calling import Why
from server.domain.chain import Entry
from server.domain.events.tickets import TicketCalled, TicketWalkedIn
from server.storage.journal_words import event_of
from server.storage.schema import JournalRow, TicketRow

# By the day's tickets: the journal has an index by ticket and none by day.
CHOSEN_CALLS = (
    select(JournalRow.__table__)
    .join(TicketRow.__table__, TicketRow.id == JournalRow.ticket)
    .where(
        TicketRow.hall == bindparam("hall"),
        TicketRow.day == bindparam("day"),
        JournalRow.type.in_([TicketCalled.type, TicketWalkedIn.type]),
        JournalRow.payload.contains(f'"{Why.CHOSEN}"'),
    )
    .order_by(JournalRow.seq)
)


def chosen_calls(
    connection: Connection, hall: str, day: date
) -> list[tuple[Entry, TicketCalled | TicketWalkedIn]]:
    """Every call out of turn, in order, with the entry that it stands in."""
    rows = connection.execute(CHOSEN_CALLS, {"hall": hall, "day": day}).mappings()
    found = [(entry, event_of(entry)) for entry in (Entry(**row) for row in rows)]
    return [
        (entry, event)
        for entry, event in found
        if isinstance(event, TicketCalled | TicketWalkedIn) and event.why is Why.CHOSEN
    ]
