"""Housekeeping: begins days, saves waits, drops old answers and calls that nobody speaks, ends
notices whose time is up, every twenty seconds."""

import logging
import threading
from collections.abc import Callable
from contextlib import suppress

from server.configuration.readings import forget_dictionaries
from server.domain.hall import Mode
from server.storage import idempotency_store
from server.storage.people import People
from server.storage.unavailable import StorageUnavailable
from server.usecases.announcing import DropOverdue, drop_overdue
from server.usecases.app_context import AppContext
from server.usecases.day_keeping import KeepDay, days_ahead, keep_day
from server.usecases.noticing import EndNotices, end_notices
from server.usecases.signing_in import tidy
from server.waits.service import WaitsService

log = logging.getLogger("servicehall.housekeeping")

EVERY_SECONDS = 20.0
FORGET_EVERY = 180  # rounds: an hour


class Housekeeper:
    """A round every twenty seconds. A failed round is logged and the next one tried.

    `leads`: of several processes on one database only the leader changes anything; the others
    keep their estimators level with the journal, ready to take over.
    """

    def __init__(
        self,
        context: AppContext,
        every: float = EVERY_SECONDS,
        leads: Callable[[], bool] = lambda: True,
    ) -> None:
        self._context = context
        self._every = every
        self._leads = leads
        self._stopped = threading.Event()
        self._woken = threading.Event()
        self._thread = threading.Thread(target=self._run, name="housekeeping", daemon=True)
        self._led = 0  # rounds as leader
        self._ahead: dict[str, int] = {}

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        """Begin the next round now: this process has become leader."""
        self._woken.set()

    def stop(self) -> None:
        """Stop, and save what was learned."""
        self._stopped.set()
        self._woken.set()
        if self._leads():
            with suppress(StorageUnavailable):
                self._save_waits(ending=True)

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._woken.clear()
            try:
                self.round()
            except StorageUnavailable:
                pass  # the storage has said so on the log; the next round comes
            except Exception:  # whatever it was, the next round must come
                log.exception("a round of housekeeping failed; it is tried again")
            self._woken.wait(self._every)

    def round(self) -> None:
        """Begin the day of each hall whose date has changed, feed and save the waits, and give
        back memory that only a new configuration needs."""
        leads = self._leads()
        for hall in self._halls():
            self._keep_hall(hall, leads)
        if leads:
            self._save_waits()
            if self._led % FORGET_EVERY == 0:
                self._forget()
            self._led += 1
        forget_dictionaries()

    def _forget(self) -> None:
        """Drop stored answers, sessions and links that are over."""
        database = self._context.store.database
        with database.writing() as connection:
            idempotency_store.forget(connection, self._context.now())
        tidy(People(database.reading, database.writing), self._context.now())

    def _keep_hall(self, hall: str, leads: bool) -> None:
        """One hall that can't be kept must not keep the others from their day."""
        try:
            if leads:
                keep_day(self._context, KeepDay(hall=hall, actor="housekeeping"))
                drop_overdue(self._context, DropOverdue(hall=hall, actor="housekeeping"))
                end_notices(self._context, EndNotices(hall=hall, actor="housekeeping"))
                self._look_at_clock(hall)
            self._follow(hall)
        except StorageUnavailable:
            raise
        except Exception:
            log.exception("hall %s could not begin its day", hall)

    def _halls(self) -> list[str]:
        """Those that go on: a closed one begins no day."""
        with self._context.store.database.reading() as connection:
            rows = self._context.store.halls(connection)
            return [row.key for row in rows if row.mode != Mode.CLOSED]

    def _save_waits(self, ending: bool = False) -> None:
        waits = self._context.waits
        if not isinstance(waits, WaitsService):
            return
        for hall in waits.unsaved():
            waits.save(self._context.store.database, hall, ending)

    def _look_at_clock(self, hall: str) -> None:
        """Say it once when a hall stands in a day that is still to come."""
        store, now = self._context.store, self._context.now()
        with store.database.reading() as connection:
            known = store.hall(connection, hall)
            day = store.day(connection, known, now)
        ahead = days_ahead(day, known, now)
        if ahead and self._ahead.get(hall) != ahead:
            log.warning(
                "hall %s stands in %s, %d day(s) ahead of the clock: set the clock right; then "
                "'servicehall day close' brings the hall back to today", hall, day, ahead,
            )  # fmt: skip
        self._ahead[hall] = ahead

    def _follow(self, hall: str) -> None:
        """See that waits can be told when somebody asks; a rehearsal that nobody asks about
        needs no memory."""
        waits, store = self._context.waits, self._context.store
        if not isinstance(waits, WaitsService):
            return
        with store.database.reading() as connection:
            known = store.hall(connection, hall)
            if known.mode is Mode.LIVE:
                waits.follow(connection, known, store.seq(connection, hall))
