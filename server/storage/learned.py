"""Feeds the waits engine from the journal, and keeps what it learned through a restart.

The engine follows the journal up to the number that is asked about, so the same journal gives
the same answer, whichever process is asked. What it has learned is kept as one row a hall: a
restart reads that row and the events since, not a year.
"""

import base64
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Connection, Integer, String, Text, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from server.domain.hall import Hall
from server.domain.staffing.workload import Workload
from server.domain.ticket import Ticket
from server.domain.waiting.advice import Advisor
from server.domain.waiting.clock import wall_seconds
from server.domain.waiting.estimate import Estimate
from server.storage import committed, journal
from server.storage.base import Base
from server.storage.lessons import Mind, order_key, tell

log = logging.getLogger("servicehall.waits")
PAGE = 1000
Moment = tuple[int, datetime]
"""A journal number and the time: what an answer may depend on, and nothing after it."""


class LearnedRow(Base):
    """The engine of a hall as JSON, true at a journal number."""

    __tablename__ = "learned"

    hall: Mapped[str] = mapped_column(String(64), primary_key=True)
    seq: Mapped[int] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(Text)


GET = select(LearnedRow.seq, LearnedRow.state).where(LearnedRow.hall == bindparam("hall"))


def _keeping(dialect: Any) -> Any:
    """In one statement: processes of one database may keep at the same moment."""
    statement = dialect.insert(LearnedRow)
    return statement.on_conflict_do_update(
        index_elements=["hall"],
        set_={"seq": statement.excluded.seq, "state": statement.excluded.state},
    )


KEEP = {"sqlite": _keeping(sqlite), "postgresql": _keeping(postgresql)}


class Tutor(Protocol):
    """A learned model that advises one hall's engine (see server.learning)."""

    @property
    def advisor(self) -> Advisor: ...
    def keep(self) -> bytes: ...
    def report(self) -> dict[str, Any]: ...


Tutors = Callable[[bytes | None], Tutor]
"""Makes a hall's tutor of what was kept, or a new one."""


@dataclass
class Pupil:
    """One hall's engine, the number it has followed to, and what it must remember of events."""

    mind: Mind = field(default_factory=Mind)
    seq: int = 0
    saved: int = 0
    tutor: "Tutor | None" = None
    tutored: int = -1  # the day for which the tutor was kept last


class LearnedWaits:
    """Answers waits of all halls of a house, each from its own engine."""

    def __init__(self, tutors: Tutors | None = None) -> None:
        self._tutors = tutors
        self._pupils: dict[str, Pupil] = {}
        self._lock = threading.RLock()

    def of_ticket(
        self, connection: Connection, hall: Hall, ticket: Ticket, at: Moment
    ) -> Estimate | None:
        """How much longer a ticket waits, asked at journal number and moment `at`."""
        seq, now = at
        with self._lock:
            engine = self._followed(connection, hall, seq).mind.engine
            t = wall_seconds(now.astimezone(hall.hours.timezone))
            estimate = engine.ask(t, str(ticket.id))
        return estimate or self.of_line(connection, hall, (ticket.line, ticket.lane), at)

    def of_line(
        self, connection: Connection, hall: Hall, line: tuple[str, str], at: Moment
    ) -> Estimate | None:
        """How long somebody would wait who joined this line and lane now."""
        seq, now = at
        with self._lock:
            engine = self._followed(connection, hall, seq).mind.engine
            t = wall_seconds(now.astimezone(hall.hours.timezone))
            ahead_by = t - order_key(hall, t, line[1])
            return engine.quote(t, line[0], int(ahead_by // engine.head_start))

    def workload(self, connection: Connection, hall: Hall, at: Moment) -> Workload:
        """Who comes and how long services take. A copy: it may be used off the hub."""
        with self._lock:
            known = self._followed(connection, hall, at[0]).mind.workload
            return Workload.from_state(known.state())

    def model(self, connection: Connection, hall: Hall, at: Moment) -> dict[str, Any] | None:
        """How the optional model fares here; None where there is none."""
        with self._lock:
            tutor = self._followed(connection, hall, at[0]).tutor
            return None if tutor is None else tutor.report()

    def teach(self, connection: Connection, hall: Hall, lesson: Callable[[Mind], None]) -> bool:
        """Let a hall that has learned nothing yet be taught otherwise than by its journal."""
        with self._lock:
            pupil = self._pupil(connection, hall.key)
            if pupil.seq or pupil.mind.engine.days:
                return False
            lesson(pupil.mind)
            pupil.saved = -1
            return True

    def to_keep(self) -> list[str]:
        """The halls of which something was learned that is not written yet."""
        with self._lock:
            return [hall for hall, pupil in self._pupils.items() if pupil.seq != pupil.saved]

    def keep(self, connection: Connection, hall: str, ending: bool = False) -> bool:
        """Write what was learned since the last time; False when nothing was.

        The model is large and learns at night: it is written once a day, and when `ending`.
        """
        with self._lock:
            pupil = self._pupils.get(hall)
            if pupil is None or pupil.seq == pupil.saved:
                return False
            state, seq = pupil.mind.dump(), pupil.seq
            pupil.saved = seq
        kept = {"hall": hall, "seq": seq, "state": state}
        connection.execute(KEEP[connection.dialect.name], kept)
        if pupil.tutor is not None and (ending or pupil.tutored != pupil.mind.engine.day):
            pupil.tutored = pupil.mind.engine.day
            told = base64.b64encode(pupil.tutor.keep()).decode()
            model = {"hall": model_key(hall), "seq": seq, "state": told}
            connection.execute(KEEP[connection.dialect.name], model)
        return True

    def _pupil(self, connection: Connection, hall: str) -> Pupil:
        pupil = self._pupils.get(hall)
        if pupil is None:
            pupil = self._pupils[hall] = _recalled(connection, hall)
            if self._tutors is not None:
                row = connection.execute(GET, {"hall": model_key(hall)}).one_or_none()
                kept = None if row is None else base64.b64decode(row.state)
                pupil.tutor = self._tutors(kept)
                pupil.mind.engine.advisor = pupil.tutor.advisor
                pupil.tutored = pupil.mind.engine.day
        return pupil

    def _followed(self, connection: Connection, hall: Hall, seq: int) -> Pupil:
        pupil = self._pupil(connection, hall.key)
        seq = committed.at_most(connection, hall.key, seq)
        while pupil.seq < seq:
            page = journal.entries(connection, hall.key, pupil.seq, min(PAGE, seq - pupil.seq))
            if not page:
                break
            for entry in page:
                tell(pupil.mind, hall, entry)
                pupil.seq = entry.seq
        return pupil


def model_key(hall: str) -> str:
    """Where the model of a hall is kept; no hall's key holds a colon."""
    return f"model:{hall}"


def _recalled(connection: Connection, hall: str) -> Pupil:
    row = connection.execute(GET, {"hall": hall}).one_or_none()
    if row is None:
        return Pupil()
    try:
        return Pupil(Mind.load(row.state), row.seq, row.seq)
    except (ValueError, KeyError, TypeError) as error:
        log.warning(
            "What was learned of hall %s is of another kind, learning anew: %s", hall, error
        )
        return Pupil()
