"""Feeds the waits engine from the journal, and keeps what it learned through a restart.

The engine follows the journal up to the number that is asked about, so the same journal gives
the same answer, whichever process is asked. What it has learned is kept as one row a hall: a
restart reads that row and the events since, not a year. While it has far to go it does not know.
"""

import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from server.domain.hall import Hall
from server.domain.staffing.workload import Workload
from server.domain.ticket import Ticket
from server.domain.waiting.clock import wall_seconds
from server.domain.waiting.estimate import Estimate
from server.domain.window import Json
from server.storage.engine import Database
from server.storage.sqlite import durable_seq
from server.storage.waits_state_rows import Tutors, mind_row, model_row, write
from server.waits.follower import Path, Pupil
from server.waits.journal_feed import Mind, order_key

Moment = tuple[int, datetime]
"""A journal number and the time: what an answer may depend on, and nothing after it."""


class LearnedWaits:
    """Answers waits of all halls of a house, each from its own engine.

    With `database` long ways are gone aside (see `pupils`), without it on the spot.
    """

    def __init__(self, tutors: Tutors | None = None, database: Database | None = None) -> None:
        self._path = Path(tutors, database)
        self._pupils: dict[str, Pupil] = {}
        self._lock = threading.RLock()

    def of_ticket(
        self, connection: Connection, hall: Hall, ticket: Ticket, at: Moment
    ) -> Estimate | None:
        """How much longer a ticket waits, asked at journal number and moment `at`."""
        seq, now = at
        with self._lock:
            pupil = self._followed(connection, hall, seq)
            if pupil is None:
                return None
            t = wall_seconds(now.astimezone(hall.hours.timezone))
            estimate = pupil.mind.engine.ask(t, str(ticket.id))
        return estimate or self.of_queue(
            connection, hall, (ticket.queue, ticket.priority_class), at
        )

    def of_queue(
        self, connection: Connection, hall: Hall, queue: tuple[str, str], at: Moment
    ) -> Estimate | None:
        """How long somebody would wait who joined this queue and priority class now."""
        seq, now = at
        with self._lock:
            pupil = self._followed(connection, hall, seq)
            if pupil is None:
                return None
            engine = pupil.mind.engine
            t = wall_seconds(now.astimezone(hall.hours.timezone))
            ahead_by = t - order_key(hall, t, queue[1])
            return engine.quote(t, queue[0], int(ahead_by // engine.head_start))

    def workload(self, connection: Connection, hall: Hall, at: Moment) -> Workload:
        """Who comes and how long services take. A copy: it may be used off the hub."""
        with self._lock:
            pupil = self._followed(connection, hall, at[0])
            return Workload() if pupil is None else Workload.from_state(pupil.mind.workload.state())

    def model(self, connection: Connection, hall: Hall, at: Moment) -> dict[str, Any] | None:
        """How the optional model fares here; None where there is none."""
        with self._lock:
            pupil = self._followed(connection, hall, at[0])
            return None if pupil is None or pupil.tutor is None else pupil.tutor.report()

    def follow(self, connection: Connection, hall: Hall, seq: int) -> bool:
        """Be ready for questions at journal number `seq`; False while there is far to go."""
        with self._lock:
            return self._followed(connection, hall, seq) is not None

    def teach(self, connection: Connection, hall: Hall, lesson: Callable[[Mind], None]) -> bool:
        """Let a hall that has learned nothing yet be taught otherwise than by its journal."""
        with self._lock:
            pupil = self._pupils.setdefault(hall.key, Pupil())
            if pupil.away:
                return False
            self._path.recall(connection, hall.key, pupil)
            if pupil.seq or pupil.mind.engine.days:
                return False
            lesson(pupil.mind)
            pupil.saved = -1
            return True

    def to_keep(self) -> list[str]:
        """The halls of which something was learned that is not written yet."""
        with self._lock:
            return [
                hall
                for hall, pupil in self._pupils.items()
                if pupil.seq != pupil.saved and not pupil.away
            ]

    def keep(self, database: Database, hall: str, ending: bool = False) -> bool:
        """Write what was learned since the last time; False when nothing was.

        The model is large and learns at night: it is written once a day, and when `ending`.
        """
        rows: list[Json] = []
        with self._lock:
            pupil = self._pupils.get(hall)
            if pupil is None or pupil.away or pupil.seq == pupil.saved:
                return False
            database.aside(lambda: rows.extend(_rows(hall, pupil, ending)))
            pupil.saved = pupil.seq
            pupil.tutored = pupil.mind.engine.day
        with database.writing() as connection:
            write(connection, rows)
        return True

    def _followed(self, connection: Connection, hall: Hall, seq: int) -> Pupil | None:
        """The hall's pupil at what is committed of the journal up to `seq`, if it is there."""
        pupil = self._pupils.setdefault(hall.key, Pupil())
        until = durable_seq.at_most(connection, hall.key, seq)
        return pupil if self._path.follow(connection, hall, pupil, until) else None


def _rows(hall: str, pupil: Pupil, ending: bool) -> list[Json]:
    rows = [mind_row(hall, pupil.seq, pupil.mind)]
    if pupil.tutor is not None and (ending or pupil.tutored != pupil.mind.engine.day):
        rows.append(model_row(hall, pupil.seq, pupil.tutor))
    return rows
