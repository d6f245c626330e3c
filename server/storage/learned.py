"""Feeds the waits engine from the journal, and keeps what it learned through a restart.

The engine follows the journal up to the number that is asked about, so the same journal gives
the same answer, whichever process is asked. What it has learned is kept as one row a hall: a
restart reads that row and the events since, not a year.
"""

import json
import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Integer, String, Text, bindparam, delete, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from server.domain.chain import Entry
from server.domain.hall import Hall, RuleName
from server.domain.ticket import Ticket
from server.domain.waiting.clock import day_number, wall_seconds
from server.domain.waiting.estimate import Estimate
from server.domain.waiting.estimator import Estimator
from server.domain.waiting.saving import restore, save
from server.domain.window import Json
from server.storage import journal
from server.storage.base import Base

log = logging.getLogger("servicehall.waits")
PAGE = 1000
Moment = tuple[int, datetime]
"""A journal number and the time: what an answer may depend on, and nothing after it."""

RANK_FIRST = 7 * 86_400.0  # seconds of head start that put a class before everybody


class LearnedRow(Base):
    """The engine of a hall as JSON, true at a journal number."""

    __tablename__ = "learned"

    hall: Mapped[str] = mapped_column(String(64), primary_key=True)
    seq: Mapped[int] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(Text)


GET = select(LearnedRow.seq, LearnedRow.state).where(LearnedRow.hall == bindparam("hall"))


@dataclass
class Pupil:
    """One hall's engine, the number it has followed to, and what it must remember of events."""

    engine: Estimator = field(default_factory=Estimator)
    seq: int = 0
    saved: int = 0


class LearnedWaits:
    """Answers waits of all halls of a house, each from its own engine."""

    def __init__(self) -> None:
        self._pupils: dict[str, Pupil] = {}
        self._lock = threading.RLock()

    def of_ticket(
        self, connection: Connection, hall: Hall, ticket: Ticket, at: Moment
    ) -> Estimate | None:
        """How much longer a ticket waits, asked at journal number and moment `at`."""
        seq, now = at
        with self._lock:
            engine = self._followed(connection, hall, seq).engine
            t = wall_seconds(now.astimezone(hall.hours.timezone))
            estimate = engine.ask(t, str(ticket.id))
        return estimate or self.of_line(connection, hall, (ticket.line, ticket.lane), at)

    def of_line(
        self, connection: Connection, hall: Hall, line: tuple[str, str], at: Moment
    ) -> Estimate | None:
        """How long somebody would wait who joined this line and lane now."""
        seq, now = at
        with self._lock:
            engine = self._followed(connection, hall, seq).engine
            t = wall_seconds(now.astimezone(hall.hours.timezone))
            ahead_by = t - order_key(hall, t, line[1])
            return engine.quote(t, line[0], int(ahead_by // engine.head_start))

    def teach(
        self, connection: Connection, hall: Hall, lesson: Callable[[Estimator], None]
    ) -> bool:
        """Let a hall that has learned nothing yet be taught otherwise than by its journal."""
        with self._lock:
            pupil = self._pupils.setdefault(hall.key, _recalled(connection, hall.key))
            if pupil.seq or pupil.engine.days:
                return False
            lesson(pupil.engine)
            pupil.saved = -1
            return True

    def to_keep(self) -> list[str]:
        """The halls of which something was learned that is not written yet."""
        with self._lock:
            return [hall for hall, pupil in self._pupils.items() if pupil.seq != pupil.saved]

    def keep(self, connection: Connection, hall: str) -> bool:
        """Write what was learned since the last time; False when nothing was."""
        with self._lock:
            pupil = self._pupils.get(hall)
            if pupil is None or pupil.seq == pupil.saved:
                return False
            state, seq = save(pupil.engine), pupil.seq
            pupil.saved = seq
        connection.execute(delete(LearnedRow).where(LearnedRow.hall == hall))
        connection.execute(insert(LearnedRow), {"hall": hall, "seq": seq, "state": state})
        return True

    def _followed(self, connection: Connection, hall: Hall, seq: int) -> Pupil:
        pupil = self._pupils.get(hall.key)
        if pupil is None:
            pupil = self._pupils[hall.key] = _recalled(connection, hall.key)
        while pupil.seq < seq:
            page = journal.entries(connection, hall.key, pupil.seq, min(PAGE, seq - pupil.seq))
            if not page:
                break
            for entry in page:
                tell(pupil.engine, hall, entry)
                pupil.seq = entry.seq
        return pupil


def _recalled(connection: Connection, hall: str) -> Pupil:
    row = connection.execute(GET, {"hall": hall}).one_or_none()
    if row is None:
        return Pupil()
    try:
        return Pupil(restore(row.state), row.seq, row.seq)
    except (ValueError, KeyError, TypeError) as error:
        log.warning(
            "What was learned of hall %s is of another kind, learning anew: %s", hall, error
        )
        return Pupil()


def tell(engine: Estimator, hall: Hall, entry: Entry) -> None:
    """Give one event of the journal to the engine."""
    t = wall_seconds(entry.at.astimezone(hall.hours.timezone))
    payload = json.loads(entry.payload)
    private = payload["private"]
    if entry.type == "day.opened":
        engine.new_day(day_number(t))
    elif entry.type.startswith("window."):
        _window(engine, hall, t, payload["public"])
    elif entry.ticket is not None:
        _ticket(engine, hall, t, (entry.type, str(entry.ticket)), private)


def _window(engine: Estimator, hall: Hall, t: float, public: Mapping[str, Any]) -> None:
    for key, shown in public.get("windows", {}).items():
        if key in hall.windows:
            lines = frozenset(hall.windows[key].lines)
            engine.window(t, key, lines, shown["state"] == "open")


JOINS = ("ticket.entered", "ticket.returned", "ticket.transferred")
LEAVES = ("ticket.cancelled", "ticket.closed")
ENDS = ("ticket.finished", "ticket.missed", "ticket.parked")


def _ticket(engine: Estimator, hall: Hall, t: float, event: tuple[str, str], private: Json) -> None:
    kind, ticket = event
    line = str(private.get("line") or private["matter"])
    joins = kind in JOINS or (kind == "ticket.issued" and private["state"] == "waiting")
    back = kind == "ticket.undone" and private["state"] == "waiting"
    if joins or back:
        if kind == "ticket.transferred":
            engine.end(t, ticket, private.get("window"))
        engine.arrive(t, ticket, line, since=order_key(hall, t, str(private["lane"])))
    elif kind == "ticket.called":
        engine.start(t, ticket, private["window"])
    elif kind in ENDS:
        engine.end(t, ticket, private.get("window"))
    elif kind in LEAVES:
        engine.leave(t, ticket)


def order_key(hall: Hall, t: float, lane: str) -> float:
    """The moment by which the hall's rule orders somebody who joins at `t`.

    Under ageing a class goes before everybody who has waited less than the bound, which is the
    same as having come that much earlier; under strict it goes before all.
    """
    rank = hall.lanes[lane].rank if lane in hall.lanes else 0
    if rank <= 0 or hall.rule.name in (RuleName.ARRIVAL, RuleName.APPOINTMENT):
        return t
    if hall.rule.name is RuleName.STRICT:
        return t - rank * RANK_FIRST
    return t - rank * hall.rule.bound.total_seconds()
