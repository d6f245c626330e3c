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
from contextlib import contextmanager, suppress
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from server.storage.sqlite import durable_seq
from server.storage.sqlite.fair_lock import FairLock
from server.storage.unavailable import Reason, reason_of

LARGEST_BATCH = 64
"""Most units that share a commit, so that the first of them does not wait for ever."""

QUICK_COMMIT = 0.002
"""Seconds. A commit that usually takes longer goes aside always, for nobody should wait for it;
a quicker one only while others come during it: going aside costs a single writer a tenth, and
gives eight of them a third more."""

LOOK_EVERY = 16
"""Of quick commits by one writer alone, every so-manieth goes aside to see whether others come."""

BUSY_STEP_S = 0.02
"""Between two looks whether another process, a copy being made or a command, has let go of the
file. SQLite's own patience would stop this whole process meanwhile."""

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
    """Gives transactions on the one connection that writes.

    `check` is called before each and may refuse it; `patience` is for how many seconds a writer
    waits while another process has the file.
    """

    def __init__(
        self,
        engine: Engine,
        aside: Aside = on_the_spot,
        check: Callable[[], None] = lambda: None,
        patience: float = 10.0,
    ) -> None:
        self._engine = engine
        self._aside = aside
        self._check = check
        self._patience = patience
        self._fair_lock = FairLock(self._commit_what_was_left)
        self._connection: Connection | None = None
        self._batch: Batch | None = None
        self._usual = 0.0  # seconds that a commit takes here, as the last ones took
        self._alone = 0  # commits in a row that nobody shared and nobody came during

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Changes that are durable when the block has been left without an exception."""
        until = time.monotonic() + self._patience
        with self._fair_lock:
            batch, connection = self._open(until)
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

    def _open(self, until: float) -> tuple[Batch, Connection]:
        if self._batch is None:
            self._check()
        if self._connection is None:
            self._connection = self._engine.connect()
            raw: Any = self._connection.connection.dbapi_connection
            raw.execute("PRAGMA busy_timeout=0")  # see BUSY_STEP_S
        if self._batch is None:
            self._begin(self._connection, until)
            durable_seq.begin(self._connection)
            self._batch = Batch()
        return self._batch, self._connection

    def _begin(self, connection: Connection, until: float) -> None:
        while True:
            try:
                connection.begin()
            except SQLAlchemyError as error:
                if reason_of(error) is not Reason.BUSY:
                    self._leave(connection)
                    raise
                if time.monotonic() >= until:
                    raise
                time.sleep(BUSY_STEP_S)
            else:
                return

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
            # Nothing else is in it; or SQLite has taken back everything (a full disk).
            if alone or not _in_transaction(connection) or not _taken_back(connection):
                self._give_up(batch, connection, error)
            raise

    def _give_up(self, batch: Batch, connection: Connection, error: BaseException) -> None:
        """All of the batch is lost, and told so; a connection in trouble is not used again."""
        self._batch = None
        try:
            connection.rollback()
            broken = reason_of(error) is not None
        except SQLAlchemyError:
            broken = True
        try:
            if broken:
                self._leave(connection)
        finally:
            batch.settle(error)

    def _leave(self, connection: Connection) -> None:
        """The next writer opens another: one that was opened on a read-only disk stays so."""
        self._connection = None
        with suppress(SQLAlchemyError):
            connection.invalidate()
        with suppress(SQLAlchemyError):
            connection.close()

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
            self._give_up(batch, connection, error)
        else:
            batch.settle()


def _taken_back(connection: Connection) -> bool:
    """Takes one writer's part back; False where even that can't be done."""
    try:
        connection.exec_driver_sql("ROLLBACK TO unit")
        connection.exec_driver_sql("RELEASE unit")
    except SQLAlchemyError:
        return False
    return True


def _in_transaction(connection: Connection) -> bool:
    raw = connection.connection.dbapi_connection
    return bool(raw is not None and raw.in_transaction)
