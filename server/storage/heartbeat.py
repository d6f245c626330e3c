"""Whether the database can be written, tried by writing to it.

A database that answers questions may take no change: a full disk, a file system that went
read-only. Only a write that is on the disk shows that a ticket would be too.
"""

import threading
import time
from collections.abc import Callable
from datetime import datetime
from typing import Generic, TypeVar

from sqlalchemy import Connection, insert, update

from server.storage.engine import Database
from server.storage.schema import HeartbeatRow
from server.storage.unavailable import Reason, StorageUnavailable

T = TypeVar("T")
PATIENCE_S = 2.0
"""A database that is silent for so long hangs, as far as anybody who asks is concerned."""

TRUST_S = 1.0
"""A finding is good for so long, however many ask."""

ONLY = 1


def beat(connection: Connection, now: datetime) -> None:
    """Write the heartbeat, which is one row of the database."""
    done = connection.execute(update(HeartbeatRow).where(HeartbeatRow.id == ONLY).values(at=now))
    if not done.rowcount:
        connection.execute(insert(HeartbeatRow).values(id=ONLY, at=now))


class Heartbeat(Generic[T]):
    """Tries a write, at most once in TRUST_S, and reads what `read` reads.

    The attempt runs in a thread of its own, and nobody waits for it longer than PATIENCE_S: a
    database that hangs must not make hang who asks about it.
    """

    def __init__(
        self,
        database: Database,
        now: Callable[[], datetime],
        read: Callable[[], T],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._now = now
        self._read = read
        self._clock = clock
        self._trial: _Trial[T] | None = None
        self._beaten = float("-inf")

    def ask(self) -> T:
        """What was read; raises StorageUnavailable, also if a change failed a moment ago though
        this small one did not."""
        trial = self._trial
        if trial is None or trial.over:
            trial = self._trial = _Trial(self._clock)
            threading.Thread(
                target=trial.run, args=(self._beat_and_read,), name="heartbeat", daemon=True
            ).start()
        return trial.outcome()

    def _beat_and_read(self) -> T:
        if self._clock() - self._beaten >= TRUST_S:
            with self._database.writing(trial=True) as connection:
                beat(connection, self._now())
            self._beaten = self._clock()
        failed = self._database.outages.recent_failure()
        if failed is not None:
            raise failed
        self._database.outages.wrote()
        return self._read()


class _Trial(Generic[T]):
    """One attempt, and those who wait for what it finds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._began = clock()
        self._done = threading.Event()
        self._found: list[T] = []
        self._failure: BaseException | None = None

    @property
    def over(self) -> bool:
        return self._done.is_set()

    def run(self, work: Callable[[], T]) -> None:
        try:
            self._found.append(work())
        except BaseException as error:
            self._failure = error
        self._done.set()

    def outcome(self) -> T:
        """Waits for it, if need be, until PATIENCE_S after it began."""
        left = self._began + PATIENCE_S - self._clock()
        if not self._done.wait(max(0.0, left)):
            waited = self._clock() - self._began
            raise StorageUnavailable(Reason.AWAY, f"no answer for {waited:.0f} seconds")
        if isinstance(self._failure, StorageUnavailable):
            raise StorageUnavailable(self._failure.reason, self._failure.words)
        if self._failure is not None:
            raise self._failure
        return self._found[0]
