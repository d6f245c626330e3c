"""Reports of a house: brings the archives of its halls up to now, and answers."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from server.reports.answering import ReportLine, opened
from server.reports.archive import Archive
from server.reports.columns import FactTable, Row
from server.reports.export import Sheet
from server.reports.following import Following
from server.reports.names import names_of
from server.reports.question import ReportQuestion
from server.storage.base import Connection
from server.storage.people import PeopleRepository
from server.storage.store import Store


@dataclass(frozen=True)
class Reporter:
    """`folder`: where the archives are."""

    store: Store
    folder: Path

    def report(
        self, connection: Connection, question: ReportQuestion, now: datetime
    ) -> list[ReportLine]:
        """A line for each key that there is anything of. Refuses `hall.unknown`; raises
        ArchiveError where the archive can't be used."""
        archive = Archive(self.folder)
        live: dict[FactTable, list[Row]] = {table: [] for table in FactTable}
        with archive.alone():
            for hall in question.halls:
                self.store.hall(connection, hall)
                following = Following(self.store, archive, connection, hall)
                for table, rows in following.catch_up(now).items():
                    live[table] += rows
            with opened(archive, live, question) as desk:
                return desk.answer(question)

    def sheet(
        self, connection: Connection, question: ReportQuestion, language: str, now: datetime
    ) -> Sheet:
        """The same with names, ready to be written. Refuses `hall.unknown`."""
        lines = self.report(connection, question, now)
        names = self._names(connection, question, language)
        named = [(names.get(line.key, line.key), line) for line in lines]
        title = f"{'、'.join(question.halls)} {question.first} – {question.last}"
        return Sheet(title, question.by, question.first, question.last, language, named)

    def pledge(self, connection: Connection, halls: tuple[str, ...]) -> int | None:
        """The wait in seconds that all of these halls promise; None where they differ."""
        promised = {self.store.hall(connection, key).pledge for key in halls}
        [pledge] = promised if len(promised) == 1 else [None]
        return None if pledge is None else int(pledge.total_seconds())

    def _names(
        self, connection: Connection, question: ReportQuestion, language: str
    ) -> dict[str, str]:
        known = PeopleRepository(connection).people()
        people = {f"person:{each.login}": each.name for each in known}
        found: dict[str, str] = {}
        for hall in question.halls:
            document = self.store.document(connection, hall)[1]
            found |= names_of(question.by, document, people, language)
        return found

    def rebuild(self, connection: Connection, hall: str, now: datetime) -> None:
        """Make a hall's archive anew from its journal. Refuses `hall.unknown`."""
        self.store.hall(connection, hall)
        archive = Archive(self.folder)
        with archive.alone():
            archive.forget(hall)
            Following(self.store, archive, connection, hall).catch_up(now)
