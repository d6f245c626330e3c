"""Calls that are still to be spoken: written with the call, taken away with what ends them."""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from server.domain.announcing import NO_TICKET, Form, PendingCall, Unspoken
from server.domain.events import tickets as events
from server.domain.events.calls import CallUnspoken, SoundTestAsked, SoundTestEnded
from server.domain.events.event import Event, facts_of
from server.domain.events.hall import DayClosed
from server.domain.hall import Hall, Mode
from server.domain.ticket import Ticket
from server.storage import tickets
from server.storage.announcement_rows import AnnouncementRow
from server.storage.rows import ticket_from
from server.storage.schema import TicketRow
from server.storage.sqlite.prepared import Prepared

NAMES = tuple(each.name for each in fields(PendingCall))
_COLUMNS = tuple(getattr(AnnouncementRow, name) for name in NAMES)
_HALL = AnnouncementRow.hall == bindparam("of_hall")
_ONE = (_HALL, AnnouncementRow.call == bindparam("of_call"))

ADD = Prepared(
    insert(AnnouncementRow).values(
        {name: bindparam(name) for name in ("hall", "call", "zone", "number", "window", "at")}
        | {
            "ticket": bindparam("ticket"), "attempts": 0,
            "language": select(TicketRow.language)
            .where(TicketRow.id == bindparam("ticket")).scalar_subquery(),
            "times": select(TicketRow.times)
            .where(TicketRow.id == bindparam("ticket")).scalar_subquery(),
        }
    )
)  # fmt: skip
OF_TICKET = Prepared(
    select(*_COLUMNS).where(_HALL, AnnouncementRow.ticket == bindparam("ticket"))
    .order_by(AnnouncementRow.call)
)  # fmt: skip
PENDING = Prepared(select(*_COLUMNS).where(_HALL).order_by(AnnouncementRow.call))
END = Prepared(delete(AnnouncementRow).where(*_ONE))
BEGIN = Prepared(
    update(AnnouncementRow).where(*_ONE).values(
        speaker=bindparam("by"), attempts=AnnouncementRow.attempts + 1, form=bindparam("said"),
        begun_at=bindparam("now"),
    )
)  # fmt: skip
FREE = Prepared(update(AnnouncementRow).where(*_ONE).values(speaker=None, begun_at=None, form=None))
OVER = Prepared(update(AnnouncementRow).where(*_ONE).values(over=bindparam("why")))

ADD_TEST = Prepared(
    insert(AnnouncementRow).values(
        {name: bindparam(name) for name in ("hall", "call", "zone", "at")}
        | {
            "ticket": NO_TICKET, "number": "", "window": "", "language": "zh", "times": 0,
            "attempts": 0,
        }
    )
)  # fmt: skip

CALLS = events.TicketCalled | events.TicketRecalled
ENDS: dict[type[Event], Unspoken] = {
    events.TicketStarted: Unspoken.ANSWERED,
    events.TicketMissed: Unspoken.MISSED,
    events.TicketTransferred: Unspoken.MOVED,
    events.TicketCancelled: Unspoken.CANCELLED,
    events.TicketUndone: Unspoken.UNDONE,
    events.TicketClosed: Unspoken.CLOSED,
}
"""What takes from a call that waits to be spoken the reason to be."""


def follow(
    connection: Connection, hall: Hall, event: Event, seq: int, at: datetime
) -> Iterator[CallUnspoken | SoundTestEnded]:
    """What an event, the entry `seq`, means for the calls to be spoken: a call waits from now on;
    what the event makes needless has ended. A rehearsal speaks to nobody."""
    if hall.mode is not Mode.LIVE:
        return
    if isinstance(event, CALLS):
        yield from _end_of_ticket(connection, hall.key, event.ticket.id, Unspoken.SUPERSEDED)
        ADD.run(connection, {
            "hall": hall.key, "call": seq, "zone": hall.windows[event.window].zone,
            "ticket": event.ticket.id, "number": event.ticket.number, "window": event.window,
            "at": at,
        })  # fmt: skip
    elif type(event) in ENDS and event.about is not None:
        yield from _end_of_ticket(connection, hall.key, event.about.id, ENDS[type(event)])
    elif isinstance(event, SoundTestAsked):
        ADD_TEST.run(connection, {"hall": hall.key, "call": seq, "zone": event.zone, "at": at})
    elif isinstance(event, DayClosed):
        for each in pending(connection, hall.key):
            yield _end(connection, hall.key, each, Unspoken.CLOSED)


def _end_of_ticket(
    connection: Connection, hall: str, ticket: int, why: Unspoken
) -> Iterator[CallUnspoken | SoundTestEnded]:
    """A call that is being spoken is heard to its end, but not begun again."""
    for each in _announcements(OF_TICKET.rows(connection, {"of_hall": hall, "ticket": ticket})):
        if each.speaker is None:
            yield _end(connection, hall, each, why)
        else:
            OVER.run(connection, {"of_hall": hall, "of_call": each.call, "why": why.value})


def _end(
    connection: Connection, hall: str, each: PendingCall, why: Unspoken
) -> CallUnspoken | SoundTestEnded:
    """It is not spoken: take it away, and say so."""
    take_away(connection, hall, each.call)
    if each.is_test:
        return SoundTestEnded(zone=each.zone, test=each.call, reason=why)
    return CallUnspoken(
        ticket=facts_of(ticket_of(connection, hall, each)), number=each.number, window=each.window,
        zone=each.zone, call=each.call, reason=why, attempts=each.attempts,
    )  # fmt: skip


def take_away(connection: Connection, hall: str, call: int) -> None:
    """It has ended."""
    END.run(connection, {"of_hall": hall, "of_call": call})


def ticket_of(connection: Connection, hall: str, each: PendingCall) -> Ticket:
    """The ticket that is called."""
    row = tickets.BY_ID.first(connection, {"hall": hall, "id": each.ticket})
    assert row is not None, "a ticket is never deleted"
    return ticket_from(row)


def begin(connection: Connection, hall: str, call: int, by: str, form: Form, now: datetime) -> None:
    """`by` speaks it from now on."""
    given = {"of_hall": hall, "of_call": call, "by": by, "said": form.value, "now": now}
    BEGIN.run(connection, given)


def free(connection: Connection, hall: str, call: int) -> None:
    """It was begun and failed: it waits to be spoken again."""
    FREE.run(connection, {"of_hall": hall, "of_call": call})


def pending(connection: Connection, hall: str) -> list[PendingCall]:
    """All that has not ended yet, in the order of the calls."""
    return _announcements(PENDING.rows(connection, {"of_hall": hall}))


def _announcements(rows: Sequence[Sequence[Any]]) -> list[PendingCall]:
    found = []
    for row in rows:
        values = dict(zip(NAMES, row, strict=True))
        if values["over"] is not None:
            values["over"] = Unspoken(values["over"])
        if values["form"] is not None:
            values["form"] = Form(values["form"])
        found.append(PendingCall(**values))
    return found
