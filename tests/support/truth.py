"""What must hold in a hall at any moment, whatever has happened to it."""

from collections import Counter
from datetime import date
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, select

from server.contracts.events import LiveEvent
from server.contracts.live import Snapshot
from server.domain.chain import Entry
from server.domain.ticket import AT_WINDOW, ENDED, State, Ticket
from server.domain.window import Json, WindowState, WindowStatus
from server.storage import journal
from server.storage.rows import ticket_from, window_from
from server.storage.schema import QueueRow, TicketRow, WindowRow
from server.storage.snapshots import snapshot
from server.usecases.app_context import AppContext
from tests.support.folding import fold

CLOCK_ONLY = ("at",)
EVENT: TypeAdapter[LiveEvent] = TypeAdapter(LiveEvent)


def tickets_of(connection: Connection, hall: str) -> list[Ticket]:
    rows = connection.execute(
        select(TicketRow.__table__).where(TicketRow.hall == hall).order_by(TicketRow.id)
    )
    return [ticket_from(row) for row in rows]


def windows_of(connection: Connection, hall: str) -> list[WindowState]:
    rows = connection.execute(select(WindowRow.__table__).where(WindowRow.hall == hall))
    return [window_from(row) for row in rows]


def check(context: AppContext, hall: str = "main") -> list[Ticket]:
    """The hall's tickets; raises AssertionError at the first thing that does not hold."""
    with context.store.database.reading() as connection:
        entries = list(journal.whole(connection, hall))
        tickets = tickets_of(connection, hall)
        windows = windows_of(connection, hall)
        assert journal.verify_hall(connection, hall) is None
        _numbers(tickets, entries)
        _places(tickets, entries)
        _counters(connection, hall, tickets)
        _windows(windows, {ticket.id: ticket for ticket in tickets})
        _times(tickets)
    return tickets


def _numbers(tickets: list[Ticket], entries: list[Entry]) -> None:
    """No number twice in a day, and none left out but those that came over from the day before."""
    given = Counter((ticket.day, ticket.number) for ticket in tickets)
    assert not [number for number, times in given.items() if times > 1]
    issued = {entry.ticket: entry.day for entry in entries if entry.type == "ticket.issued"}
    carried: dict[int | None, list[date]] = {}
    for entry in entries:
        if entry.type == "ticket.carried":
            carried.setdefault(entry.ticket, []).append(entry.day)
    own: dict[tuple[date, str], list[int]] = {}
    others: dict[tuple[date, str], set[int]] = {}
    for ticket in tickets:
        prefix, serial = ticket.number.rstrip("0123456789"), int(ticket.number[1:])
        own.setdefault((issued[ticket.id], prefix), []).append(serial)
        for day in carried.get(ticket.id, ()):
            others.setdefault((day, prefix), set()).add(serial)
    for key, serials in own.items():
        free = [n for n in range(1, max(serials) + 1) if n not in others.get(key, ())]
        assert serials == free


def _places(tickets: list[Ticket], entries: list[Entry]) -> None:
    """Seniority is the instant of the place, so it can't disagree with the order."""
    at = {entry.seq: entry.at for entry in entries}
    assert all(ticket.place_at == at[ticket.place] for ticket in tickets)
    assert all(ticket.entered in at for ticket in tickets)


def _counters(connection: Connection, hall: str, tickets: list[Ticket]) -> None:
    real = Counter((t.day, t.queue, t.priority_class) for t in tickets if t.state is State.WAITING)
    rows = connection.execute(select(QueueRow.__table__).where(QueueRow.hall == hall)).all()
    assert {(r.day, r.queue, r.priority_class): r.waiting for r in rows if r.waiting} == dict(real)
    assert all(row.waiting >= 0 for row in rows)


def _windows(windows: list[WindowState], tickets: dict[int, Ticket]) -> None:
    held = [window.ticket_id for window in windows if window.ticket_id is not None]
    assert len(held) == len(set(held))
    assert set(held) == {ticket.id for ticket in tickets.values() if ticket.state in AT_WINDOW}
    clerks = [window.clerk for window in windows if window.clerk is not None]
    assert len(clerks) == len(set(clerks))
    for window in windows:
        assert (window.state is WindowStatus.CLOSED) == (window.clerk is None)
        assert (window.ticket is None) == (window.ticket_id is None)
        if window.ticket_id is not None and window.ticket is not None:
            ticket = tickets[window.ticket_id]
            assert ticket.window == window.key
            assert window.ticket.number == ticket.number
            assert window.ticket.state is ticket.state
            assert window.ticket.matter == ticket.matter


def _times(tickets: list[Ticket]) -> None:
    for ticket in tickets:
        assert (ticket.state is State.ISSUED) <= (ticket.entered_at is None)
        assert (ticket.state in ENDED) <= (ticket.ended_at is not None)
        assert (ticket.state is State.CLOSED) == (ticket.closed_from is not None)
        assert (ticket.state is State.SERVING) <= (ticket.started_at is not None)


def public(context: AppContext, hall: str = "main") -> Json:
    """The snapshot of now without the server's clock; it keeps its contract."""
    with context.store.database.reading() as connection:
        state = snapshot(connection, context.store.hall(connection, hall), context.now())
    Snapshot.model_validate({**state, "waits": {}})
    return state


def timeless(state: Json) -> Json:
    return {key: value for key, value in state.items() if key not in CLOCK_ONLY}


def events_after(context: AppContext, hall: str, seq: int) -> list[Json]:
    """The public events after a number; each keeps its contract."""
    with context.store.database.reading() as connection:
        found = [
            journal.public_event(entry) for entry in journal.entries(connection, hall, seq, 10_000)
        ]
    for event in found:
        EVENT.validate_python(event)
    return found


def folded(state: Json, events: list[Json]) -> dict[str, Any]:
    """The state after all events, which must follow it without a gap."""
    for event in events:
        after = fold(state, event)
        assert after is not None, f"a gap before {event['seq']}"
        state = after
    return state
