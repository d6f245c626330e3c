"""Who wakes the readers of the journal after a commit: in this process, and from others.

A ring says only "look again": the journal is what is read, so a ring too many costs one look and
a lost one is made good by the next (readers look from time to time anyway).
"""

import logging
import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import psycopg

from server.storage.change_signal import NOTIFY_CHANNEL, ChangeSignal

CHANNEL = NOTIFY_CHANNEL
"""The PostgreSQL channel; the payload is the hall's key. A writer sends
`SELECT pg_notify('servicehall_journal', :hall)` inside its transaction, so that PostgreSQL
delivers it with the commit and never before."""

_LOOK_SECONDS = 1.0
_AGAIN_SECONDS = 1.0

log = logging.getLogger("servicehall.storage.listening")


class NotifyListener:
    """Hears other processes' commits over LISTEN on a connection of its own and rings the bell."""

    def __init__(self, url: str, change_signal: ChangeSignal) -> None:
        self._dsn = url.replace("postgresql+psycopg://", "postgresql://", 1)
        self._change_signal = change_signal
        self._stopped = threading.Event()
        self._listening = threading.Event()
        self._silent = False
        self._thread = threading.Thread(target=self._run, name="postgres-listener", daemon=True)

    def start(self, timeout: float = 5.0) -> bool:
        """Listen in the background; whether it hears already, after at most `timeout` seconds."""
        self._thread.start()
        return self._listening.wait(timeout)

    def stop(self) -> None:
        """Stop listening; returns within a second or so."""
        self._stopped.set()
        self._thread.join(timeout=_LOOK_SECONDS * 3)

    def _run(self) -> None:
        import psycopg  # only here: a hall on SQLite need not load it

        while not self._stopped.is_set():
            try:
                with psycopg.connect(self._dsn, autocommit=True) as connection:
                    self._hear(connection)
            except psycopg.Error as error:
                if self._listening.is_set() or not self._silent:
                    words = " ".join(str(error).split())
                    log.warning("lost the notices of PostgreSQL, trying again: %s", words)
                self._silent = True
                self._listening.clear()
                self._stopped.wait(_AGAIN_SECONDS)

    def _hear(self, connection: "psycopg.Connection[Any]") -> None:
        connection.execute(f"LISTEN {CHANNEL}")
        self._listening.set()
        self._change_signal.ring("")  # whatever was committed while nobody listened
        while not self._stopped.is_set():
            for notice in connection.notifies(timeout=_LOOK_SECONDS):
                self._change_signal.ring(notice.payload)
                if self._stopped.is_set():
                    return
