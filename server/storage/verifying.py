"""The tables held against the journal in whose transactions they were written."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Connection, select

from server.domain.chain import Broken, Entry, verify
from server.domain.events.hall import DayOpened
from server.domain.events.tickets import TicketEvent
from server.domain.rebuilding import FIELDS, QUOTED, RebuiltHall, RebuiltTicket
from server.domain.ticket import Ticket
from server.storage import journal
from server.storage.journal_words import event_of
from server.storage.rows import ticket_from
from server.storage.schema import HallRow, QueueRow, SeriesRow, TicketRow
from server.storage.wait_scores import WaitScoreRow

STILL_OPEN = 8
"""So many days, the latest that were opened, may yet have entries about their tickets: a visit ends
with its day, and is rated within three."""
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """A value that is not what the journal gives. `what`: a ticket by its number, a queue, a
    series or a wait score. None stands for a row that is not there; then `field` is empty."""

    day: date
    what: str
    field: str
    journal: str | None
    table: str | None

    @property
    def sentence_zh(self) -> str:
        """What differs, in Chinese; names of rows and fields stay as the tables have them."""
        name = f"{self.day} 的 {self.what}"
        if self.table is None:
            return f"{name}：日志里有，表里没有"
        if self.journal is None:
            return f"{name}：表里有，日志里没有"
        return f"{name}，{self.field}：日志是 {self.journal}，表是 {self.table}"

    @property
    def sentence(self) -> str:
        """What differs, for a person."""
        name = f"{self.what} of {self.day}"
        if self.table is None:
            return f"{name}: the journal has it, its row is gone"
        if self.journal is None:
            return f"{name}: its row is there, the journal knows nothing of it"
        return f"{name}, {self.field}: the journal says {self.journal}, the table {self.table}"


@dataclass(slots=True)
class Verification:
    """How a hall's journal and tables were found: `entries` read, the first entry at which the
    chain breaks, and what differs; tables are compared with a whole chain only."""

    entries: int = 0
    broken: Broken | None = None
    discrepancies: list[Discrepancy] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return self.broken is None and not self.discrepancies


def verify_tables(connection: Connection, hall: str) -> Verification:
    """Check the chain; if it is whole, rebuild tickets, ratings and figures and compare."""
    found = Verification()
    rebuild = _Rebuild(connection, hall, found.discrepancies)
    row = connection.execute(journal.TIP, {"hall": hall}).one()
    found.broken = verify(_followed(connection, hall, found, rebuild), (row.seq, row.tip))
    if found.broken is None:
        rebuild.finish()
        found.discrepancies.sort(key=lambda each: (each.day, each.what))
    else:
        found.discrepancies.clear()
    return found


def _followed(
    connection: Connection, hall: str, found: Verification, rebuild: "_Rebuild"
) -> Iterator[Entry]:
    """Every entry; it is followed once the chain was found to hold up to it."""
    for entry in journal.whole(connection, hall):
        yield entry
        found.entries += 1
        rebuild.follow(entry)


class _Rebuild:
    """Rebuilds a hall, and compares the tickets of past weeks as it goes, to keep few of them."""

    def __init__(self, connection: Connection, hall: str, discrepancies: list[Discrepancy]) -> None:
        self.connection, self.hall, self.discrepancies = connection, hall, discrepancies
        self.tickets = RebuiltHall()
        self.ids: set[int] = set()
        self.opened: list[date] = []
        self.waiting: Counter[tuple[date, str, str]] = Counter()
        self.serials: dict[tuple[date, str], int] = {}
        self.scores: dict[tuple[date, str], tuple[int, int, int]] = {}
        self.unscored: set[date] = set()

    def follow(self, entry: Entry) -> None:
        if entry.ticket is not None:
            event = event_of(entry)
            if isinstance(event, TicketEvent):
                self.tickets.follow(entry, event)
        elif entry.type == DayOpened.type:
            self.opened.append(entry.day)
            self._settle(self.tickets.take({*self.opened[-STILL_OPEN:]}))

    def finish(self) -> None:
        """Compare whatever is left, and what is only told once everything is known."""
        self._settle(self.tickets.take(frozenset()))
        self._added()
        self._counts()
        self._serials()
        self._scores()

    def _differs(self, day: date, what: str, field: str, journal: object, table: object) -> None:
        if journal != table:
            self.discrepancies.append(Discrepancy(day, what, field, _words(journal), _words(table)))

    def _settle(self, rebuilt: list[RebuiltTicket]) -> None:
        rows = self._rows({each.ticket.day for each in rebuilt})
        missing = [each.ticket for each in rebuilt if each.ticket.id not in rows]
        rows |= self._moved([ticket.id for ticket in missing])
        for each in rebuilt:
            ticket, row = each.ticket, rows.get(each.ticket.id)
            self.ids.add(ticket.id)
            self._count(each, row)
            if row is None:
                self.discrepancies.append(Discrepancy(ticket.day, ticket.number, "", "", None))
                continue
            for name in FIELDS:
                if name not in each.unknown:
                    self._differs(
                        ticket.day, ticket.number, name, getattr(ticket, name), getattr(row, name)
                    )

    def _rows(self, days: Iterable[date]) -> dict[int, Ticket]:
        found = (
            select(TicketRow.__table__)
            .where(TicketRow.hall == self.hall, TicketRow.day == day)
            for day in days
        )  # fmt: skip
        rows = (row for query in found for row in self.connection.execute(query))
        return {ticket.id: ticket for ticket in map(ticket_from, rows)}

    def _moved(self, ids: list[int]) -> dict[int, Ticket]:
        """Rows that are there, but under another day or hall."""
        found: dict[int, Ticket] = {}
        for first in range(0, len(ids), AT_ONCE):
            some = TicketRow.id.in_(ids[first : first + AT_ONCE])
            rows = self.connection.execute(select(TicketRow.__table__).where(some))
            found |= {ticket.id: ticket for ticket in map(ticket_from, rows)}
        return found

    def _count(self, each: RebuiltTicket, row: Ticket | None) -> None:
        ticket = each.ticket
        if ticket.waiting:
            self.waiting[ticket.day, ticket.queue, ticket.priority_class] += 1
        prefix = ticket.number.rstrip("0123456789")
        serial = int(ticket.number.removeprefix(prefix) or 0)
        key = (each.numbered_on, prefix)
        self.serials[key] = max(serial, self.serials.get(key, 0))
        if each.unknown >= QUOTED and row is not None and row.quoted_point is not None:
            self.unscored.add(ticket.day)  # written before entries told the wait that was quoted
        self._score(ticket)

    def _score(self, ticket: Ticket) -> None:
        low, point, high = ticket.quoted_low, ticket.quoted_point, ticket.quoted_high
        if low is None or point is None or high is None:
            return
        if ticket.first_wait is None or ticket.postponed:
            return
        n, hits, error = self.scores.get((ticket.day, ticket.matter), (0, 0, 0))
        hit = low <= ticket.first_wait <= high
        off = abs(ticket.first_wait - point)
        self.scores[ticket.day, ticket.matter] = (n + 1, hits + hit, error + off)

    def _added(self) -> None:
        query = select(TicketRow.id, TicketRow.day, TicketRow.number)
        for id_, day, number in self.connection.execute(query.where(TicketRow.hall == self.hall)):
            if id_ not in self.ids:
                self.discrepancies.append(Discrepancy(day, number, "", None, ""))

    def _counts(self) -> None:
        rows = self.connection.execute(select(QueueRow.__table__).where(QueueRow.hall == self.hall))
        kept = {(row.day, row.queue, row.priority_class): row.waiting for row in rows}
        for day, queue, priority in sorted({*kept, *self.waiting}):
            key = (day, queue, priority)
            what = f"queue {queue}, {priority}"
            self._differs(day, what, "waiting", self.waiting[key], kept.get(key, 0))

    def _serials(self) -> None:
        rows = self.connection.execute(
            select(SeriesRow.__table__).where(SeriesRow.hall == self.hall)
        )
        kept = {(row.day, row.prefix): row.last for row in rows}
        for day, prefix in sorted({*kept, *self.serials}):
            key = (day, prefix)
            last, table = self.serials.get(key, 0), kept.get(key, 0)
            self._differs(day, f"series {prefix}", "last", last, table)

    def _scores(self) -> None:
        """Of closed days; today's are measured whenever they are asked for."""
        today = self.connection.execute(select(HallRow.day).where(HallRow.key == self.hall))
        open_day = today.scalar_one()
        rows = self.connection.execute(
            select(WaitScoreRow.__table__).where(WaitScoreRow.hall == self.hall)
        )
        kept = {(row.day, row.matter): (row.n, row.hits, row.error_s) for row in rows}
        for day, matter in sorted({*kept, *self.scores}):
            if day == open_day or day in self.unscored:
                continue
            given, table = (each.get((day, matter), (0, 0, 0)) for each in (self.scores, kept))
            for name, one, other in zip(("n", "hits", "error_s"), given, table, strict=True):
                self._differs(day, f"wait score of {matter}", name, one, other)


def _words(value: object) -> str:
    if value is None:
        return "nothing"
    return value.isoformat() if isinstance(value, datetime | date) else str(value)
