"""Elects one server process per database for work that only one may do.

On PostgreSQL the leader of a role holds an advisory lock on a connection of its own. PostgreSQL
drops the lock with the session: at once when the process dies, after `SILENT_S` when the process
is frozen or its machine is gone; the next process that asks becomes leader. On SQLite the one
process that serves the folder leads.
"""

import logging
import threading
import time
import zlib
from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from server.storage.engine import Database
from server.storage.unavailable import StorageUnavailable

if TYPE_CHECKING:
    import psycopg

log = logging.getLogger("servicehall.leadership")

LOOK_S = 1.0
SILENT_S = 5
"""A session that has said nothing for so long is ended by PostgreSQL; `held` is false before."""
STALE_S = SILENT_S - 2 * LOOK_S
_SESSION = (
    f"SET idle_session_timeout = '{SILENT_S}s'",
    "SET tcp_keepalives_idle = 2",
    "SET tcp_keepalives_interval = 1",
    "SET tcp_keepalives_count = 3",
)


class Duty(StrEnum):
    """Work that only one process of a database does."""

    PRINTING = "printing"
    HOUSEKEEPING = "housekeeping"


class Leadership:
    """Whether this process leads in `role`; asks again every second while it does not.

    `gained` and `lost` are called from a thread of its own. `held` alone is enough for work that
    is done in rounds.
    """

    def __init__(
        self,
        database: Database,
        role: Duty,
        gained: Callable[[], None] | None = None,
        lost: Callable[[], None] | None = None,
    ) -> None:
        self._database = database
        self._role = role
        self._gained, self._lost = gained, lost
        self._key = zlib.crc32(f"servicehall {role}".encode())
        self._leads = False
        self._confirmed = 0.0
        self._silent = False
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def held(self) -> bool:
        """True while this process is surely the only leader."""
        if self._database.is_sqlite:
            return not self._stopped.is_set()
        return self._leads and time.monotonic() - self._confirmed < STALE_S

    def start(self) -> None:
        """Become leader as soon as nobody else is."""
        if self._database.is_sqlite:
            self._turn(True)
            return
        self._thread = threading.Thread(
            target=self._run, name=f"leadership of {self._role}", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """Give it up for another process; returns within about a second."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join(timeout=3 * LOOK_S)
        else:
            self._turn(False)

    def _run(self) -> None:
        import psycopg  # only here: a hall on SQLite need not load it

        dsn = self._database.url.set(drivername="postgresql").render_as_string(hide_password=False)
        while not self._stopped.is_set():
            try:
                with psycopg.connect(
                    dsn, autocommit=True, connect_timeout=SILENT_S, tcp_user_timeout=SILENT_S * 1000
                ) as connection:
                    self._campaign(connection)
            except psycopg.Error as error:
                self._say_once(error)
            except StorageUnavailable:
                pass  # it went away again while the work was taken up
            finally:
                self._turn(False)
            self._stopped.wait(LOOK_S)

    def _campaign(self, connection: "psycopg.Connection[Any]") -> None:
        """Ask for the lock each second, then confirm each second that the session still lives."""
        for statement in _SESSION:
            connection.execute(statement.encode())
        self._silent = False
        while not self._stopped.is_set():
            asked = time.monotonic()
            if self._leads:
                connection.execute("SELECT 1")
            else:
                row = connection.execute("SELECT pg_try_advisory_lock(%s)", (self._key,)).fetchone()
                if row is not None and row[0]:
                    self._confirmed = asked
                    self._turn(True)
            self._confirmed = asked
            self._stopped.wait(LOOK_S)

    def _say_once(self, error: Exception) -> None:
        if not self._silent:
            self._silent = True
            words = " ".join(str(error).split())
            log.warning("no word from PostgreSQL about who leads in %s: %s", self._role, words)

    def _turn(self, leads: bool) -> None:
        if leads == self._leads:
            return
        self._leads = leads
        log.info("this process %s %s", "now does" if leads else "no longer does", self._role)
        tell = self._gained if leads else self._lost
        if tell is not None:
            tell()
