"""Keeps each hall's estimator level with the journal.

A year of a hall is a million events and half a minute of processor; while a thread reads them,
whoever asks is told "not known yet", and neither they nor any display wait for it.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

from server.contracts.answers_waits import ModelReport
from server.domain.chain import Entry
from server.domain.hall import Hall
from server.domain.waiting.advice import Advisor
from server.storage import journal
from server.storage.base import Connection
from server.storage.engine import Database
from server.storage.unavailable import StorageUnavailable
from server.storage.waits_state_rows import saved_model, saved_state
from server.waits.journal_feed import feed_entry
from server.waits.state import WaitsState

log = logging.getLogger("servicehall.waits")

INLINE = 100
"""So many events are fed by whoever asks: three milliseconds."""
SLICE = 1000
REST_S = 0.005
"""Between slices, so that reports get their turn and a small computer some air."""
RETRY_S = 30.0
AWAY_S = 2.0
"""Until it is tried again where the database is away."""


class WaitModel(Protocol):
    """A learned model that advises one hall's estimator (see server.waits.ml)."""

    @property
    def advisor(self) -> Advisor: ...
    def save(self) -> bytes: ...
    def report(self) -> ModelReport: ...


ModelFactory = Callable[[bytes | None], WaitModel]
"""Makes a hall's model from what was saved, or a new one."""


@dataclass(eq=False)
class HallModel:
    """One hall's waits state and the journal number `seq` that it is true at.

    While `catching_up`, only the thread that feeds it may touch it. `saved_seq`: the number
    written last; `model_saved_day`: the day for which the learned model was written last.
    """

    state: WaitsState = field(default_factory=WaitsState)
    seq: int = 0
    saved_seq: int = 0
    model: WaitModel | None = None
    model_saved_day: int = -1
    loaded: bool = False
    catching_up: bool = False


class Follower:
    """Feeds unseen journal entries to a hall's estimator: inline up to 100, else in a thread.

    Without a `database` of its own everything is fed inline, on the asker's connection: right
    for commands and tests.
    """

    def __init__(
        self, models: ModelFactory | None = None, database: Database | None = None
    ) -> None:
        self._models = models
        self._database = database

    def follow(self, connection: Connection, hall: Hall, known: HallModel, seq: int) -> bool:
        """Bring `known` to journal number `seq`; False while a thread is still feeding it."""
        if known.catching_up:
            return False
        if known.loaded and known.seq >= seq:
            return True
        if self._database is None:
            self._feed_all(connection, hall, known, seq)
            return True
        if known.loaded and seq - known.seq <= INLINE:
            page = journal.entries(connection, hall.key, known.seq, seq - known.seq)
            # A new day begins with a night's training: no work for who asks.
            if not any(entry.type == "day.opened" for entry in page):
                _feed(hall, known, page)
                return True
        self._start_thread(self._database, hall, known)
        return False

    def load(self, connection: Connection, hall: str, known: HallModel) -> None:
        """Begin with what an earlier run saved; does nothing when repeated."""
        if known.loaded:
            return
        known.state, known.seq = _saved(connection, hall)
        known.saved_seq = known.seq
        if self._models is not None:
            known.model = self._models(saved_model(connection, hall))
            known.state.engine.advisor = known.model.advisor
            known.model_saved_day = known.state.engine.day
        known.loaded = True

    def _feed_all(self, connection: Connection, hall: Hall, known: HallModel, seq: int) -> None:
        self.load(connection, hall.key, known)
        while known.seq < seq:
            limit = min(SLICE, seq - known.seq)
            page = journal.entries(connection, hall.key, known.seq, limit)
            if not page:
                return
            _feed(hall, known, page)

    def _start_thread(self, database: Database, hall: Hall, known: HallModel) -> None:
        known.catching_up = True
        threading.Thread(
            target=self._catch_up, args=(database, hall, known), name=f"waits of {hall.key}",
            daemon=True,
        ).start()  # fmt: skip

    def _catch_up(self, database: Database, hall: Hall, known: HallModel) -> None:
        while True:
            try:
                if database.report(partial(self._slice, hall, known)):
                    break
                time.sleep(REST_S)
            except StorageUnavailable:
                time.sleep(AWAY_S)
            except Exception:  # whatever it was, the hall must not be without waits for ever
                log.exception("hall %s could not follow its journal; it is tried again", hall.key)
                time.sleep(RETRY_S)
        known.catching_up = False

    def _slice(self, hall: Hall, known: HallModel, connection: Connection) -> bool:
        """Feed one page, in a native thread; True when the end of the journal is near."""
        self.load(connection, hall.key, known)
        page = journal.entries(connection, hall.key, known.seq, SLICE)
        _feed(hall, known, page)
        return len(page) < SLICE


def _feed(hall: Hall, known: HallModel, page: list[Entry]) -> None:
    for entry in page:
        feed_entry(known.state, hall, entry)
        known.seq = entry.seq


def _saved(connection: Connection, hall: str) -> tuple[WaitsState, int]:
    """The saved state and its journal number; a new state where none can be read."""
    saved = saved_state(connection, hall)
    if saved is not None:
        try:
            return WaitsState.load(saved[0]), saved[1]
        except (ValueError, KeyError, TypeError) as error:
            log.warning("The waits of hall %s were saved in another form, learning anew: %s",
                        hall, error)  # fmt: skip
    return WaitsState(), 0
