"""The door to the database for use cases: locked changes, consistent reads, configurations."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, text

from server.domain.errors import Unknown
from server.domain.hall import Hall
from server.domain.window import Json
from server.storage import tickets
from server.storage.change_signal import NOTIFY_CHANNEL, ChangeSignal
from server.storage.engine import Database
from server.storage.schema import ConfigurationRow, HallRow
from server.storage.sqlite import durable_seq
from server.storage.sqlite.prepared import Prepared
from server.storage.unit import HallUnit, Locked

LOCK = Prepared(
    select(HallRow.version, HallRow.day, HallRow.seq, HallRow.tip)
    .where(HallRow.key == bindparam("hall"))
    .with_for_update()
)
SEQ = Prepared(select(HallRow.seq).where(HallRow.key == bindparam("hall")))
DAY = Prepared(select(HallRow.day).where(HallRow.key == bindparam("hall")))
VERSION = Prepared(select(HallRow.version).where(HallRow.key == bindparam("hall")))
DOCUMENT = select(ConfigurationRow.document).where(
    ConfigurationRow.hall == bindparam("hall"), ConfigurationRow.version == bindparam("version")
)
HALLS = select(HallRow.key, HallRow.mode, HallRow.seq, HallRow.day).order_by(HallRow.key)
NOTIFY = text(f"SELECT pg_notify('{NOTIFY_CHANNEL}', :hall)")

Builder = Callable[[Json], Hall]
"""Makes the domain's hall of a configuration document; given by the composition root."""


class Store:
    """One database. `build` turns a hall's stored document into the hall the rules see."""

    def __init__(
        self, database: Database, build: Builder, change_signal: ChangeSignal | None = None
    ) -> None:
        self.database = database
        self.change_signal = change_signal or ChangeSignal()
        self.build = build
        self._halls: dict[tuple[str, int], tuple[Hall, Json]] = {}

    @contextmanager
    def change(self, hall: str, actor: str, now: Callable[[], datetime]) -> Iterator[HallUnit]:
        """Lock the hall, give a unit of work, write its events, commit, ring the bell.

        The clock is read under the lock: journal times follow journal numbers.
        """
        with (
            self.database.writing() as connection,
            self.unit(connection, hall, actor, now) as unit,
        ):
            yield unit
        if unit.changed:
            self.change_signal.ring(hall)

    @contextmanager
    def unit(
        self, connection: Connection, hall: str, actor: str, now: Callable[[], datetime]
    ) -> Iterator[HallUnit]:
        """`change` inside a transaction of the caller, who commits it and rings the bell."""
        row = LOCK.first(connection, {"hall": hall})
        if row is None:
            raise Unknown("hall.unknown", {"hall": hall})
        locked = Locked(*row)
        durable_seq.saw(connection, hall, locked.seq)
        known, _ = self._configuration(connection, hall, locked.version)
        unit = HallUnit(connection, known, locked, actor, now())
        yield unit
        unit.flush()
        if unit.changed and not self.database.is_sqlite:
            connection.execute(NOTIFY, {"hall": hall})

    def hall(self, connection: Connection, key: str) -> Hall:
        return self._current(connection, key)[0]

    def document(self, connection: Connection, key: str) -> tuple[int, Json]:
        """The version in force and its document (the hall's site file as JSON)."""
        version = self._version(connection, key)
        return version, self._configuration(connection, key, version)[1]

    def configured(self, connection: Connection, key: str, version: int) -> tuple[Hall, Json]:
        """The hall as it was under a version, and that version's document."""
        return self._configuration(connection, key, version)

    def seq(self, connection: Connection, key: str) -> int:
        """The hall's last journal number."""
        return int(SEQ.value(connection, {"hall": key}))

    def day(self, connection: Connection, hall: Hall, now: datetime) -> date:
        """The business day of now; never earlier than the one that the hall has begun."""
        begun = DAY.value(connection, {"hall": hall.key})
        return max(begun or date.min, hall.hours.business_day(now))

    def halls(self, connection: Connection) -> list[Row[Any]]:
        """Key, mode, journal number and business day of each hall."""
        return list(connection.execute(HALLS))

    def hall_of_code(self, code: str) -> str:
        with self.database.reading() as connection:
            hall = tickets.hall_of(connection, code)
        if hall is None:
            raise Unknown("ticket.unknown", {"ticket": code})
        return hall

    def forget(self, hall: str) -> None:
        """Build the hall's configurations anew: one of them was never committed."""
        self._halls = {known: built for known, built in self._halls.items() if known[0] != hall}

    def _current(self, connection: Connection, key: str) -> tuple[Hall, Json]:
        return self._configuration(connection, key, self._version(connection, key))

    def _version(self, connection: Connection, key: str) -> int:
        row = VERSION.first(connection, {"hall": key})
        if row is None:
            raise Unknown("hall.unknown", {"hall": key})
        return int(row[0])

    def _configuration(self, connection: Connection, key: str, version: int) -> tuple[Hall, Json]:
        """A version of a configuration never changes, so what was built of it is kept."""
        known = self._halls.get((key, version))
        if known is None:
            stored = connection.execute(DOCUMENT, {"hall": key, "version": version}).scalar_one()
            document: Json = json.loads(stored)
            known = self._halls[key, version] = (self.build(document), document)
        return known
