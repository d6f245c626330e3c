"""Answers how long people wait, for all halls of an installation.

Each hall's estimator is fed from the journal up to the number that is asked about, so the same
journal gives the same answer in every process. What was learned is saved as a row a hall: a
restart reads that row and the events since, not a year.
"""

import threading
from collections.abc import Callable, Sequence
from datetime import datetime

from server.contracts.answers_waits import ModelReport
from server.domain.hall import Hall
from server.domain.staffing.workload import Workload
from server.domain.ticket import Ticket
from server.domain.waiting.clock import day_seconds
from server.domain.waiting.estimate import Estimate
from server.domain.window import Json
from server.storage import waits_state_rows
from server.storage.base import Connection
from server.storage.engine import Database
from server.storage.sqlite import durable_seq
from server.waits.follower import Follower, HallModel, ModelFactory
from server.waits.state import WaitsState

Moment = tuple[int, datetime]
"""A journal number and the time: what an answer may depend on, and nothing after it."""


class WaitsService:
    """Waits of all halls, each from an estimator of its own.

    With `database` long stretches of the journal are read in a thread (see `follower`), without
    it inline.
    """

    def __init__(
        self, models: ModelFactory | None = None, database: Database | None = None
    ) -> None:
        self._follower = Follower(models, database)
        self._halls: dict[str, HallModel] = {}
        self._lock = threading.RLock()

    def of_ticket(
        self,
        connection: Connection,
        hall: Hall,
        ticket: Ticket,
        before: Sequence[str],
        at: Moment,
    ) -> Estimate | None:
        """How much longer a ticket waits, asked at journal number and moment `at`.

        `before`: the queue of each person who is called first, by the function that calls.
        """
        seq, now = at
        with self._lock:
            known = self._followed(connection, hall, seq)
            if known is None:
                return None
            t = day_seconds(hall.hours, now)
            engine = known.state.engine
            found = engine.ask(t, str(ticket.id), before)
            for queue in () if found else (ticket.queue, ticket.matter):
                found = found or engine.quote(t, queue, before=before, windows_of=ticket.queue)
            return found

    def of_queue(
        self, connection: Connection, hall: Hall, queue: str, at: Moment
    ) -> Estimate | None:
        """How long somebody of no special class would wait who joined this queue now."""
        seq, now = at
        with self._lock:
            known = self._followed(connection, hall, seq)
            if known is None:
                return None
            t = day_seconds(hall.hours, now)
            return known.state.engine.quote(t, queue)

    def workload(self, connection: Connection, hall: Hall, at: Moment) -> Workload:
        """Who comes and how long services take. A copy: it may be used off the hub."""
        with self._lock:
            known = self._followed(connection, hall, at[0])
            return (
                Workload() if known is None else Workload.from_state(known.state.workload.state())
            )

    def model(self, connection: Connection, hall: Hall, at: Moment) -> ModelReport | None:
        """How the learned model fares here; None where there is none."""
        with self._lock:
            known = self._followed(connection, hall, at[0])
            return None if known is None or known.model is None else known.model.report()

    def follow(self, connection: Connection, hall: Hall, seq: int) -> bool:
        """Be ready for questions at journal number `seq`; False while a thread catches up."""
        with self._lock:
            return self._followed(connection, hall, seq) is not None

    def prime(self, connection: Connection, hall: Hall, fill: Callable[[WaitsState], None]) -> bool:
        """Fill the state of a hall that has learned nothing yet; False where it has."""
        with self._lock:
            known = self._halls.setdefault(hall.key, HallModel())
            if known.catching_up:
                return False
            self._follower.load(connection, hall.key, known)
            if known.seq or known.state.engine.days:
                return False
            fill(known.state)
            known.saved_seq = -1
            return True

    def unsaved(self) -> list[str]:
        """The halls of which something was learned since it was last saved."""
        with self._lock:
            return [
                hall
                for hall, known in self._halls.items()
                if known.seq != known.saved_seq and not known.catching_up
            ]

    def save(self, database: Database, hall: str, ending: bool = False) -> bool:
        """Write what was learned since the last time; False when nothing was.

        The learned model is large and trains at night: it is written once a day, and when
        `ending`.
        """
        rows: list[Json] = []
        with self._lock:
            known = self._halls.get(hall)
            if known is None or known.catching_up or known.seq == known.saved_seq:
                return False
            database.aside(lambda: rows.extend(_rows(hall, known, ending)))
            seq, day = known.seq, known.state.engine.day
        with database.writing() as connection:
            waits_state_rows.save(connection, rows)
        with self._lock:
            known.saved_seq, known.model_saved_day = seq, day
        return True

    def _followed(self, connection: Connection, hall: Hall, seq: int) -> HallModel | None:
        """The hall's model level with what is committed of the journal up to `seq`, or None."""
        known = self._halls.setdefault(hall.key, HallModel())
        until = durable_seq.at_most(connection, hall.key, seq)
        return known if self._follower.follow(connection, hall, known, until) else None


def _rows(hall: str, known: HallModel, ending: bool) -> list[Json]:
    rows = [waits_state_rows.state_row(hall, known.seq, known.state.dump())]
    if known.model is not None and (ending or known.model_saved_day != known.state.engine.day):
        rows.append(waits_state_rows.model_row(hall, known.seq, known.model.save()))
    return rows
