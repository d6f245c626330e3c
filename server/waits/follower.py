"""One hall's engine on its way through the journal: on the spot for a few events, aside for more.

A hall of a year has a million events, and half a minute of processor lies between the first and
the last. Whoever asks meanwhile is told "not known yet"; nobody waits for it, and no display.
"""

import logging
import threading
import time
from dataclasses import dataclass, field
from functools import partial

from sqlalchemy import Connection

from server.domain.chain import Entry
from server.domain.hall import Hall
from server.storage import journal
from server.storage.engine import Database
from server.storage.waits_state_rows import Tutor, Tutors, kept_mind, kept_model
from server.waits.journal_feed import Mind, tell

log = logging.getLogger("servicehall.waits")

NEAR = 100
"""So many events are followed by whoever asks: three milliseconds."""
SLICE = 1000
REST_S = 0.005
"""Between slices, so that reports get their turn and a small computer some air."""
RETRY_S = 30.0


@dataclass(eq=False)
class Pupil:
    """One hall's engine, the number it has followed to, and what it must remember of events.

    While it is `away`, catching up, only the thread that takes it along may touch it.
    """

    mind: Mind = field(default_factory=Mind)
    seq: int = 0
    saved: int = 0
    tutor: Tutor | None = None
    tutored: int = -1  # the day for which the tutor was kept last
    recalled: bool = False
    away: bool = False


class Path:
    """Takes pupils along the journal. Without a `database` of its own everything is done on the
    spot, on the asker's connection: right for commands and tests."""

    def __init__(self, tutors: Tutors | None = None, database: Database | None = None) -> None:
        self._tutors = tutors
        self._database = database

    def follow(self, connection: Connection, hall: Hall, pupil: Pupil, seq: int) -> bool:
        """Bring a pupil to journal number `seq`; False if it is away and can't be asked."""
        if pupil.away:
            return False
        if pupil.recalled and pupil.seq >= seq:
            return True
        if self._database is None:
            self._all_of_it(connection, hall, pupil, seq)
            return True
        if pupil.recalled and seq - pupil.seq <= NEAR:
            page = journal.entries(connection, hall.key, pupil.seq, seq - pupil.seq)
            # A new day begins with a night's learning: that is no work for who asks.
            if not any(entry.type == "day.opened" for entry in page):
                _learn(hall, pupil, page)
                return True
        self._send(self._database, hall, pupil)
        return False

    def recall(self, connection: Connection, hall: str, pupil: Pupil) -> None:
        """Begin with what was kept of an earlier run; harmless when repeated."""
        if pupil.recalled:
            return
        pupil.mind, pupil.seq = kept_mind(connection, hall)
        pupil.saved = pupil.seq
        if self._tutors is not None:
            pupil.tutor = self._tutors(kept_model(connection, hall))
            pupil.mind.engine.advisor = pupil.tutor.advisor
            pupil.tutored = pupil.mind.engine.day
        pupil.recalled = True

    def _all_of_it(self, connection: Connection, hall: Hall, pupil: Pupil, seq: int) -> None:
        self.recall(connection, hall.key, pupil)
        while pupil.seq < seq:
            limit = min(SLICE, seq - pupil.seq)
            page = journal.entries(connection, hall.key, pupil.seq, limit)
            if not page:
                return
            _learn(hall, pupil, page)

    def _send(self, database: Database, hall: Hall, pupil: Pupil) -> None:
        pupil.away = True
        threading.Thread(
            target=self._catch_up, args=(database, hall, pupil), name=f"waits of {hall.key}",
            daemon=True,
        ).start()  # fmt: skip

    def _catch_up(self, database: Database, hall: Hall, pupil: Pupil) -> None:
        while True:
            try:
                if database.report(partial(self._slice, hall, pupil)):
                    break
                time.sleep(REST_S)
            except Exception:  # whatever it was, the hall must not be without waits for ever
                log.exception("hall %s could not follow its journal; it is tried again", hall.key)
                time.sleep(RETRY_S)
        pupil.away = False

    def _slice(self, hall: Hall, pupil: Pupil, connection: Connection) -> bool:
        """One step of the way, in a native thread; True when the end of the journal is near."""
        self.recall(connection, hall.key, pupil)
        page = journal.entries(connection, hall.key, pupil.seq, SLICE)
        _learn(hall, pupil, page)
        return len(page) < SLICE


def _learn(hall: Hall, pupil: Pupil, page: list[Entry]) -> None:
    for entry in page:
        tell(pupil.mind, hall, entry)
        pupil.seq = entry.seq
