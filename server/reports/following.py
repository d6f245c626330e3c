"""Keeps a hall's archive level with its journal, and tells what is not in it yet."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from server.domain.events.hall import DayOpened, HallConfigured
from server.domain.events.tickets import TicketCarried
from server.domain.facts.hall_facts import HallFacts
from server.domain.facts.records import Record
from server.reports.archive import Archive, Contents
from server.reports.columns import FactTable, Row, RowWords, rows
from server.reports.names import hall_in
from server.storage import journal
from server.storage.base import Connection
from server.storage.store import Store

AT_ONCE = 200_000
"""Rows that are put away together, where much is to be caught up with."""

Rows = dict[FactTable, list[Row]]


@dataclass(slots=True)
class _Unfiled:
    """Rows that are over: those up to the opening of a day that `contents` names, and later ones,
    which a day's opening has not made ready yet."""

    contents: Contents
    ready: Rows = field(default_factory=lambda: {table: [] for table in FactTable})
    later: Rows = field(default_factory=lambda: {table: [] for table in FactTable})

    def file_up_to(self, contents: Contents) -> None:
        self.contents = contents
        for table, found in self.later.items():
            self.ready[table] += found
        self.later = {table: [] for table in FactTable}

    @property
    def number(self) -> int:
        return sum(map(len, self.ready.values()))


class Following:
    """One hall, from where its archive ends to the end of its journal."""

    def __init__(self, store: Store, archive: Archive, connection: Connection, hall: str) -> None:
        self._store, self._archive = store, archive
        self._connection, self._hall = connection, hall
        self._unfiled = _Unfiled(self._known())
        self._version = self._unfiled.contents.version
        with_version = self._version or journal.first_version(connection, hall)
        known, _ = store.configured(connection, hall, with_version)
        self._words = RowWords(hall, known.hours.timezone, {})
        self._facts = HallFacts({}, known.hours.timezone, self._earlier)
        self._facts.time.clerks |= self._unfiled.contents.clerks
        self._configure(with_version)

    def catch_up(self, now: datetime) -> Rows:
        """Put away what is over; the rows of what is not, as they are at `now`."""
        opening: Contents | None = None
        for record in self._records():
            if opening is not None and not isinstance(record.event, TicketCarried):
                self._day_is_over(opening)
                opening = None
            if isinstance(record.event, DayOpened):
                opening = self._up_to(record.seq - 1)
            elif isinstance(record.event, HallConfigured):
                self._configure(record.event.version)
            self._facts.follow(record)
        if opening is not None:
            self._day_is_over(opening)
        self._file(least=1)
        self._settle()
        unfinished = rows(self._facts.standing(now), self._words)
        return {table: self._unfiled.later[table] + unfinished[table] for table in FactTable}

    def _records(self) -> Iterator[Record]:
        return journal.records(self._connection, self._hall, self._unfiled.contents.after)

    def _earlier(self, ticket: int) -> list[Record]:
        after = self._unfiled.contents.after
        return [e for e in journal.records_of(self._connection, ticket) if e.seq <= after]

    def _known(self) -> Contents:
        """What the archive holds; nothing if it is of another journal than this one."""
        found = self._archive.contents(self._hall)
        if found.after and journal.seal(self._connection, self._hall, found.after) != found.seal:
            self._archive.forget(self._hall)
            return Contents()
        return found

    def _configure(self, version: int) -> None:
        known, document = self._store.configured(self._connection, self._hall, version)
        of_matters = {
            each["key"]: each["organisation"] for each in hall_in(document).get("matters", ())
        }
        organisations = {**self._words.organisations, **of_matters}
        self._version = version
        self._words = RowWords(self._hall, known.hours.timezone, organisations)
        self._facts.time.configure({key: each.queues for key, each in known.windows.items()})

    def _up_to(self, seq: int) -> Contents:
        seal = journal.seal(self._connection, self._hall, seq) or ""
        return Contents(seq, self._version, seal, {**self._facts.time.clerks})

    def _day_is_over(self, opening: Contents) -> None:
        self._settle()
        if not self._facts.left_over():
            self._unfiled.file_up_to(opening)
            self._file(least=AT_ONCE)

    def _settle(self) -> None:
        self._facts.settle()
        for table, found in rows(self._facts.settled(), self._words).items():
            self._unfiled.later[table] += found

    def _file(self, least: int) -> None:
        if self._unfiled.number >= least:
            self._archive.add(self._hall, self._unfiled.ready, self._unfiled.contents)
            self._unfiled.ready = {table: [] for table in FactTable}
