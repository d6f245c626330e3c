"""All writers of one SQLite file: they take turns, and share the wait for the disk.

A COMMIT with synchronous=FULL waits for the disk: 0.1 ms on a good one, 3 ms on a busy one,
tens on an SD card. Whoever comes to write during that wait finds the connection taken; then they
run one after the other in a single transaction, each in a savepoint of its own, and the last of
them commits for all. Nobody is answered before that commit: a number on paper survives a power
cut. A unit that fails takes back its own changes only; a commit that fails fails everybody in it.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

from server.storage.sqlite import durable_seq
from server.storage.sqlite.fair_lock import FairLock

LARGEST_BATCH = 64
"""Most units that share a commit, so that the first of them does not wait for ever."""

QUICK_COMMIT = 0.002
"""Seconds. A commit that usually takes longer goes aside always, for nobody should wait for it;
a quicker one only while others come during it: going aside costs a single writer a tenth, and
gives eight of them a third more."""

LOOK_EVERY = 16
"""Of quick commits by one writer alone, every so-manieth goes aside to see whether others come."""

Aside = Callable[[Callable[[], None]], None]
"""Runs something that waits, while others go on; returns when it is done, or raises its error."""


def on_the_spot(work: Callable[[], None]) -> None:
    """Waits where it is: right for commands and tests."""
    work()


class Batch:
    """The units that one commit makes durable."""

    def __init__(self) -> None:
        self.units = 0
        self.failure: BaseException | None = None
        self._settled = threading.Event()

    def settle(self, failure: BaseException | None = None) -> None:
        """It is on the disk, or it never will be."""
        self.failure = self.failure or failure
        self._settled.set()

    def wait(self) -> None:
        """Until it is on the disk; raises why it is not."""
        self._settled.wait()
        if self.failure is not None:
            raise self.failure


class Writer:
    """Gives transactions on the one connection that writes."""

    def __init__(self, engine: Engine, aside: Aside = on_the_spot) -> None:
        self._engine = engine
        self._aside = aside
        self._fair_lock = FairLock(self._commit_what_was_left)
        self._connection: Connection | None = None
        self._batch: Batch | None = None
        self._usual = 0.0  # seconds that a commit takes here, as the last ones took
        self._alone = 0  # commits in a row that nobody shared and nobody came during

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Changes that are durable when the block has been left without an exception."""
        with self._fair_lock:
            batch, connection = self._open()
            try:
                with self._unit(batch, connection):
                    yield connection
            finally:
                if batch is self._batch and self._is_last(batch):
                    self._commit(batch, connection)
        batch.wait()

    def close(self) -> None:
        """Give the connection back."""
        with self._fair_lock:
            self._commit_what_was_left()
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _commit_what_was_left(self) -> None:
        """Those before leave the commit to whoever comes next; so must one who writes nothing."""
        if self._batch is not None and self._connection is not None:
            self._commit(self._batch, self._connection)

    def _open(self) -> tuple[Batch, Connection]:
        if self._connection is None:
            self._connection = self._engine.connect()
        if self._batch is None:
            self._connection.begin()
            durable_seq.begin(self._connection)
            self._batch = Batch()
        return self._batch, self._connection

    def _is_last(self, batch: Batch) -> bool:
        return not self._fair_lock.waiting or batch.units >= LARGEST_BATCH

    @contextmanager
    def _unit(self, batch: Batch, connection: Connection) -> Iterator[None]:
        """One writer's part; only the first in a batch can do without a savepoint."""
        alone = batch.units == 0
        if not alone:
            connection.exec_driver_sql("SAVEPOINT unit")
        try:
            yield
            if not alone:
                connection.exec_driver_sql("RELEASE unit")
            batch.units += 1
        except BaseException as error:
            if alone or not _in_transaction(connection):
                # Nothing else is in it; or SQLite has taken back everything (a full disk).
                self._give_up(batch, connection, error)
            else:
                connection.exec_driver_sql("ROLLBACK TO unit")
                connection.exec_driver_sql("RELEASE unit")
            raise

    def _give_up(self, batch: Batch, connection: Connection, error: BaseException) -> None:
        self._batch = None
        connection.rollback()
        batch.settle(error)

    def _commit(self, batch: Batch, connection: Connection) -> None:
        self._batch = None
        goes_aside = self._usual > QUICK_COMMIT or not self._alone % LOOK_EVERY
        run = self._aside if goes_aside else on_the_spot
        began = time.perf_counter()
        try:
            run(connection.commit)
            company = batch.units > 1 or self._fair_lock.waiting
            self._alone = 0 if company else self._alone + 1
            self._usual += (time.perf_counter() - began - self._usual) / 4
        except BaseException as error:
            connection.rollback()
            batch.settle(error)
        else:
            batch.settle()


def _in_transaction(connection: Connection) -> bool:
    raw = connection.connection.dbapi_connection
    return bool(raw is not None and raw.in_transaction)
