"""Who was called before a ticket although they came later: the order explains itself."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, literal_column, select

from server.domain.calling import Why
from server.domain.events.tickets import TicketCalled, TicketWalkedIn
from server.domain.ticket import Ticket
from server.storage import journal
from server.storage.journal_words import event_of
from server.storage.schema import TicketRow
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


@dataclass(frozen=True, slots=True)
class Overtaking:
    """A call of a ticket that came later; `why` is the reason stored with that call, `chosen_for`
    the one of a call out of turn."""

    number: str
    at: datetime
    why: Why
    window: str
    chosen_for: str | None = None


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
        Overtaking(number, at, *_reason(connection, ticket.hall, seq))
        for number, at, seq in rows
        if at is not None and ticket.since is not None and at >= ticket.since
    ]


def _reason(connection: Connection, hall: str, seq: int) -> tuple[Why, str, str | None]:
    """Why this journal entry called the ticket, to which window, and out of turn for what."""
    (entry,) = journal.entries(connection, hall, seq - 1, 1)
    event = event_of(entry)
    assert isinstance(event, TicketCalled | TicketWalkedIn), f"{hall} {seq} is no call"
    return event.why, event.window, event.chosen_for
