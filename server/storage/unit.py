"""The unit of work: one transaction on one hall, with the hall's row locked.

A use case reads and changes through it, and says what happened with `emit`. At the end the
events are numbered, chained and written beside the changes, in the same transaction.
"""

from dataclasses import dataclass
from dataclasses import replace as replaced
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from server.domain.chain import Entry, link
from server.domain.errors import Unknown
from server.domain.events.event import Event
from server.domain.hall import Hall
from server.domain.ticket import State, Ticket
from server.domain.window import Json, WindowState
from server.storage import announcements, queue_counts, tickets
from server.storage.rows import (
    WINDOW_COLUMNS,
    dumps,
    ticket_changes,
    window_columns,
    window_from,
)
from server.storage.schema import HallRow, JournalRow, WindowRow
from server.storage.sqlite.prepared import Prepared
from server.storage.window_values import window_view

COLUMNS = tuple(JournalRow.__table__.columns.keys())
ADD_ENTRY = Prepared(insert(JournalRow).values({name: bindparam(name) for name in COLUMNS}))
SET_TIP = Prepared(
    update(HallRow)
    .where(HallRow.key == bindparam("of_hall"))
    .values(seq=bindparam("new_seq"), tip=bindparam("new_tip"), day=bindparam("new_day"))
)
GET_WINDOW = Prepared(
    select(WindowRow.__table__).where(
        WindowRow.hall == bindparam("hall"), WindowRow.key == bindparam("window")
    )
)
WINDOWS = Prepared(
    select(WindowRow.__table__).where(WindowRow.hall == bindparam("hall")).order_by(WindowRow.key)
)
SEAT = select(WindowRow.key).where(WindowRow.state != "closed")
SET_WINDOW = Prepared(
    update(WindowRow)
    .where(WindowRow.hall == bindparam("of_hall"), WindowRow.key == bindparam("of_key"))
    .values({name: bindparam(name) for name in WINDOW_COLUMNS})
)


@dataclass(frozen=True, slots=True)
class Locked:
    """The hall's row as it was when the lock was taken."""

    version: int
    day: date | None
    seq: int
    tip: str


class HallUnit:
    """Reads, changes and events of one transaction. Not shared between threads."""

    def __init__(
        self, connection: Connection, hall: Hall, locked: Locked, actor: str, now: datetime
    ) -> None:
        self.connection = connection
        self.hall = hall
        self.locked = locked
        self.actor = actor
        self.now = now
        self.seq = locked.seq
        self.day = max(locked.day or date.min, hall.hours.business_day(now))
        self.rolled = locked.day is not None and self.day != locked.day
        self._tip = locked.tip
        self._entries: list[Entry] = []
        self._queues: Json = {}
        self._missed: Json = {}
        self._windows: Json = {}

    # --- what is there -----------------------------------------------------------------

    @property
    def next_seq(self) -> int:
        """The number that the next event gets."""
        return self.seq + 1

    def ticket(self, **by: Any) -> Ticket:
        """The ticket with this `id` or `code` (any day), or this `number` (today)."""
        found = tickets.find(self.connection, self.hall.key, self.day, **by)
        if found is None:
            raise Unknown("ticket.unknown", {"ticket": str(next(iter(by.values())))})
        return found

    def window(self, key: str) -> WindowState:
        self.hall.window(key)
        return get_window(self.connection, self.hall.key, key)

    def windows(self) -> list[WindowState]:
        """All windows that the hall ever had, by key."""
        rows = WINDOWS.rows(self.connection, {"hall": self.hall.key})
        return [window_from(row) for row in rows]

    def window_of(self, actor: str) -> str | None:
        """The window at which an actor is signed on."""
        found = self.connection.execute(
            SEAT.where(WindowRow.hall == self.hall.key, WindowRow.clerk == actor)
        )
        return found.scalars().first()

    # --- changes -----------------------------------------------------------------------

    def add(self, ticket: Ticket, **more: Any) -> Ticket:
        """Write a new ticket, with `more` fields of it; its id is given by the database."""
        id_ = tickets.insert_ticket(self.connection, ticket, more)
        added = replaced(ticket, id=id_, **more)
        if added.waiting:
            self._count(added, +1)
        return added

    def save(self, before: Ticket, after: Ticket) -> Ticket:
        """Write what differs. The counts of the queues follow from the states."""
        after = replaced(after, last_seq=self.next_seq)
        tickets.update_ticket(self.connection, after.id, ticket_changes(before, after))
        moved = (before.queue, before.priority_class) != (after.queue, after.priority_class)
        if before.waiting and (moved or not after.waiting):
            self._count(before, -1)
        if after.waiting and (moved or not before.waiting):
            self._count(after, +1)
        if after.state is State.NO_SHOW:
            self._missed[after.number] = after.called_seq
        elif before.state is State.NO_SHOW:
            self._missed[after.number] = None
        return after

    def carry(self, ticket: Ticket) -> Ticket:
        """Make it a ticket of this unit's day, with the number that it has; no step of the visit,
        so that an undo stays possible."""
        carried = replaced(ticket, day=self.day)
        tickets.update_ticket(self.connection, ticket.id, {"day": self.day})
        if ticket.waiting:
            self._count(ticket, -1)
            self._count(carried, +1)
        return carried

    def save_quietly(self, before: Ticket, after: Ticket) -> None:
        """Write what is no step of the visit (paper, rating): an undo stays possible."""
        tickets.update_ticket(self.connection, after.id, ticket_changes(before, after))

    def save_window(self, window: WindowState) -> WindowState:
        keys = {"of_hall": window.hall, "of_key": window.key}
        SET_WINDOW.run(self.connection, {**window_columns(window), **keys})
        self._windows[window.key] = window_view(self.hall, window)
        return window

    def _count(self, ticket: Ticket, by: int) -> None:
        waiting = queue_counts.change(
            self.connection, self.hall.key, ticket.day, ticket.queue, ticket.priority_class, by
        )
        if ticket.day == self.day:
            self._queues[ticket.queue] = {"waiting": waiting}

    # --- events ------------------------------------------------------------------------

    def emit(self, event: Event) -> int:
        """Append one event, with what was saved since the last one, and what it ends of the calls
        that are still to be spoken. Returns its number."""
        seq = self._append(event)
        for ended in announcements.follow(self.connection, self.hall, event, seq, self.now):
            self._append(ended)
        return seq

    def _append(self, event: Event) -> int:
        shown, about = event.public(), event.about
        for name, changed in (
            ("windows", self._windows), ("queues", self._queues), ("missed", self._missed)
        ):  # fmt: skip
            if changed:
                shown[name] = {**shown.get(name, {}), **changed}
                changed.clear()
        self.seq += 1
        entry = Entry(
            hall=self.hall.key, seq=self.seq, at=self.now, day=self.day, type=event.type,
            actor=self.actor, ticket=about.id if about else None,
            payload=dumps({"public": shown, "private": event.private()}),
        )  # fmt: skip
        self._tip = link(self._tip, entry)
        self._entries.append(replaced(entry, hash=self._tip))
        return self.seq

    def write(self) -> None:
        """Write the events so far, so that an answer can be read from the journal."""
        for entry in self._entries:
            ADD_ENTRY.run(self.connection, {name: getattr(entry, name) for name in COLUMNS})
        self._entries.clear()

    def flush(self) -> None:
        """Write the events and the hall's new tip; called once, before the commit."""
        if not self.changed:
            return
        self.write()
        SET_TIP.run(
            self.connection,
            {
                "of_hall": self.hall.key,
                "new_seq": self.seq,
                "new_tip": self._tip,
                "new_day": self.day,
            },
        )

    @property
    def changed(self) -> bool:
        return self.seq != self.locked.seq


def get_window(connection: Connection, hall: str, key: str) -> WindowState:
    """One window of a hall that has it."""
    row = GET_WINDOW.first(connection, {"hall": hall, "window": key})
    assert row is not None, f"hall {hall} has no row of window {key}"
    return window_from(row)
