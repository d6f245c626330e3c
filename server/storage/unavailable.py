"""Why the database can't be used at the moment, in one type, whichever database it is.

SQLAlchemy, sqlite3 and psycopg have some thirty errors for it. The doors of `Database` translate
them, so that nobody above need know them: what is left as SQLAlchemy's own is a mistake of ours.
"""

import logging
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum

from sqlalchemy import exc

log = logging.getLogger("servicehall.storage")


class Reason(StrEnum):
    """What is wrong with the database."""

    DISK_FULL = "disk_full"
    DISK_ERROR = "disk_error"
    READ_ONLY = "read_only"
    DAMAGED = "damaged"
    BUSY = "busy"
    AWAY = "away"


RETRY_AFTER_S = {
    Reason.BUSY: 2,
    Reason.AWAY: 5,
    Reason.DISK_FULL: 30,
    Reason.DISK_ERROR: 30,
    Reason.READ_ONLY: 30,
    Reason.DAMAGED: 60,
}
"""Seconds after which it is worth asking again."""


class StorageUnavailable(Exception):  # noqa: N818 — it is a state of the world, as in `Refused`
    """The database could not be read or written; nothing was changed.

    With one exception, as on any database: where the connection broke during the commit, the
    change may be there. A repeated idempotency key gets the first answer then.
    """

    def __init__(self, reason: Reason, words: str) -> None:
        self.reason = reason
        self.words = words
        super().__init__(f"{reason}: {words}")

    @property
    def code(self) -> str:
        """Of the problem document."""
        return f"storage.{self.reason}"

    @property
    def retry_after(self) -> int:
        """Seconds."""
        return RETRY_AFTER_S[self.reason]


OF_SQLITE = {
    sqlite3.SQLITE_FULL: Reason.DISK_FULL,
    sqlite3.SQLITE_IOERR: Reason.DISK_ERROR,
    sqlite3.SQLITE_READONLY: Reason.READ_ONLY,
    sqlite3.SQLITE_PERM: Reason.READ_ONLY,
    sqlite3.SQLITE_CORRUPT: Reason.DAMAGED,
    sqlite3.SQLITE_NOTADB: Reason.DAMAGED,
    sqlite3.SQLITE_BUSY: Reason.BUSY,
    sqlite3.SQLITE_LOCKED: Reason.BUSY,
    sqlite3.SQLITE_NOMEM: Reason.BUSY,
    sqlite3.SQLITE_PROTOCOL: Reason.BUSY,
    sqlite3.SQLITE_CANTOPEN: Reason.AWAY,
}
OF_POSTGRES = {
    "53100": Reason.DISK_FULL,
    "25006": Reason.READ_ONLY,
    "58030": Reason.DISK_ERROR,
    "55P03": Reason.BUSY,  # lock_timeout
    "57014": Reason.BUSY,  # statement_timeout
    "40001": Reason.BUSY,
    "40P01": Reason.BUSY,
    "53": Reason.BUSY,
    "08": Reason.AWAY,
    "57": Reason.AWAY,  # shut down by its administrator, starting up, recovering
    "58": Reason.DISK_ERROR,
    "XX": Reason.DAMAGED,
}
"""By SQLSTATE, else by its class (the first two letters)."""


def reason_of(error: BaseException) -> Reason | None:
    """What is wrong with the database; None where the mistake is ours."""
    if isinstance(error, exc.TimeoutError):
        return Reason.BUSY  # all connections are in use
    if isinstance(error, exc.PendingRollbackError):
        return Reason.AWAY  # the connection broke in the middle of a transaction
    if not isinstance(error, exc.DBAPIError):
        return None
    if isinstance(error.orig, sqlite3.Error):
        code: int | None = getattr(error.orig, "sqlite_errorcode", None)
        return None if code is None else OF_SQLITE.get(code & 0xFF)
    state: str | None = getattr(error.orig, "sqlstate", None)
    if state is not None:
        return OF_POSTGRES.get(state, OF_POSTGRES.get(state[:2]))
    broken = error.connection_invalidated or isinstance(error, exc.OperationalError)
    return Reason.AWAY if broken else None


class OutageLog:
    """Says what is wrong with the database: a line a second for each reason, and once that it is
    well again. A database that is away for ten seconds fails thousands of requests."""

    EVERY_S = 1.0

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._said: dict[Reason, float] = {}
        self._unsaid: dict[Reason, int] = {}
        self._since: float | None = None
        self.write_failed: tuple[float, StorageUnavailable] | None = None
        """The last attempt to write failed then, by a monotonic clock."""

    def failed(self, error: StorageUnavailable) -> None:
        """Say it, or count it."""
        now, reason = self._clock(), error.reason
        self._since = now if self._since is None else self._since
        if now - self._said.get(reason, float("-inf")) < self.EVERY_S:
            self._unsaid[reason] = self._unsaid.get(reason, 0) + 1
            return
        self._said[reason] = now
        log.error("the database can't be used: %s%s", error, _more(self._unsaid.pop(reason, 0)))

    def recent_failure(self) -> StorageUnavailable | None:
        """The last change that failed, unless one has succeeded since or it was long ago."""
        if self.write_failed is None:
            return None
        at, failure = self.write_failed
        return failure if self._clock() - at < failure.retry_after else None

    def wrote(self) -> None:
        """Something was written: whatever was wrong is over."""
        self.write_failed = None
        if self._since is None:
            return
        seconds, unsaid = self._clock() - self._since, sum(self._unsaid.values())
        self._since = None
        self._unsaid.clear()
        log.warning(
            "the database can be written again, after %.1f seconds%s", seconds, _more(unsaid)
        )

    @contextmanager
    def translated(self, writes: bool = False, trial: bool = False) -> Iterator[None]:
        """Raises StorageUnavailable for what SQLAlchemy raises because of the database's state.

        `trial`: it is only tried whether one can write.
        """
        try:
            yield
        except exc.SQLAlchemyError as error:
            reason = reason_of(error)
            if reason is None or (reason is Reason.READ_ONLY and not writes):
                raise  # to write where one may only read is a mistake of ours
            found = StorageUnavailable(reason, _in_a_line(error))
            self._note(found, writes and not trial)
            raise found from error
        except StorageUnavailable as found:
            self._note(found, writes and not trial)
            raise
        if writes and not trial:
            self.wrote()

    def _note(self, found: StorageUnavailable, change: bool) -> None:
        if change:
            self.write_failed = (self._clock(), found)
        self.failed(found)


def _in_a_line(error: exc.SQLAlchemyError) -> str:
    """What the database itself said, without the statement and its values."""
    orig = error.orig if isinstance(error, exc.DBAPIError) else None
    return " ".join(str(error if orig is None else orig).split())[:300]


def _more(unsaid: int) -> str:
    return f" ({unsaid} more like it were not written here)" if unsaid else ""
