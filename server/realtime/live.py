"""The live part: Flask-SocketIO in front of the application, the relay behind it."""

import logging
import time
from collections.abc import Callable, Iterable
from typing import Any

import gevent
from gevent.event import Event

from server.realtime.broadcast import Broadcaster
from server.realtime.engine import LiveEngine
from server.realtime.namespace import LiveNamespace, MayWatch, Who
from server.realtime.protocol import Flask, SocketIO
from server.realtime.relay import Journal, Relay
from server.realtime.websocket import LARGEST_MESSAGE
from server.storage.change_signal import ChangeSignal
from server.storage.unavailable import StorageUnavailable

PING_SECONDS = 5
"""Screens call their data stale after 15 s without a word, so a quiet hall pings well before."""

SILENCE_SECONDS = 10
"""How long a client may leave a ping unanswered; it notices a dead line after both together."""

RECHECK_SECONDS = 20.0
"""How often every client is looked at, whether anything was heard or not: sessions grow old."""

LOOK_SECONDS = 1.0
"""How long a device that another process (the command line) has revoked may still watch."""


log = logging.getLogger("servicehall.live")


class LiveSocketIO(SocketIO):  # type: ignore[misc]  # the library ships no types
    """Flask-SocketIO with our engine in the place of the stock one (docs/decisions/0007)."""

    def init_app(self, app: Flask, **options: Any) -> None:
        """As the library's; before the first client can be there the engine is exchanged."""
        super().init_app(app, **options)
        self.server.eio = LiveEngine.instead_of(self.server.eio)


class Live:
    """The application with its sockets, as one WSGI application that can be started and stopped."""

    def __init__(
        self,
        app: Flask,
        sockets: LiveSocketIO,
        namespace: LiveNamespace,
        relay: Relay,
        elsewhere: Callable[[], bool],
    ) -> None:
        self._app = app
        self._engine: LiveEngine = sockets.server.eio
        self._namespace = namespace
        self._relay = relay
        self._changed = Event()
        self._elsewhere = elsewhere
        self._rights: gevent.Greenlet | None = None

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        return self._app(environ, start_response)

    def start(self) -> None:
        """Follow the journal, and whether its watchers may still watch, from now on."""
        self._relay.start()
        self._rights = gevent.spawn(self._follow_rights)

    def stop(self) -> None:
        """Stop following, and tell every client to come back later."""
        if self._rights is not None:
            self._rights.kill()
        self._relay.stop()
        self._engine.close_all()

    def rights_changed(self) -> None:
        """Somebody was revoked or has signed out: look at every client now, in any thread."""
        self._changed.set()

    def watchers(self, hall: str) -> int:
        """How many clients watch this hall through this process."""
        return self._namespace.watchers(hall)

    def _follow_rights(self) -> None:
        """At once for what this process changes, within a second for what another one does."""
        self._changed_elsewhere()  # from now on
        looked = time.monotonic()
        while True:
            changed = self._changed.wait(timeout=LOOK_SECONDS) or self._changed_elsewhere()
            if changed or time.monotonic() - looked >= RECHECK_SECONDS:
                self._changed.clear()
                self._namespace.recheck()
                looked = time.monotonic()

    def _changed_elsewhere(self) -> bool:
        """A database that is away says nothing; the next look asks it again."""
        try:
            return self._elsewhere()
        except StorageUnavailable:
            return False
        except Exception:
            log.warning("whether rights were changed elsewhere could not be read", exc_info=True)
            return False

    @property
    def clients(self) -> int:
        """How many live clients this process holds."""
        return len(self._engine.sockets)


def attach(
    app: Flask,
    journal: Journal,
    change_signal: ChangeSignal,
    *,
    who: Who,
    may_watch: MayWatch,
    waits: Callable[[str], dict[str, Any]] | None = None,
    changed_elsewhere: Callable[[], bool] = lambda: False,
    heartbeat: Callable[[str, int], dict[str, Any]] | None = None,
    patience: float = 1.0,
) -> Live:
    """The live part over one journal; `patience` is the seconds between looks without a ring.

    `changed_elsewhere`: whether another process changed anybody's rights since it was last asked.
    """
    broadcaster = Broadcaster()
    namespace = LiveNamespace(broadcaster, who, may_watch)
    namespace.relay = relay = Relay(journal, namespace, waits, patience, heartbeat)
    sockets = _sockets(app, broadcaster)
    sockets.on_namespace(namespace)
    change_signal.listen(relay.rung)
    return Live(app, sockets, namespace, relay, changed_elsewhere)


def _sockets(app: Flask, broadcaster: Broadcaster) -> LiveSocketIO:
    quiet = logging.getLogger("servicehall.live.protocol")
    quiet.setLevel(logging.WARNING)  # the library has a line for every packet
    return LiveSocketIO(
        app,
        async_mode="gevent",  # found by itself it would be another one, where that is installed
        transports=["websocket"],
        client_manager=broadcaster,
        async_handlers=False,  # one client's messages are handled in order, in its own greenlet
        manage_session=False,  # sessions are the house's own (server/web/auth/session_cache.py)
        logger=quiet,
        engineio_logger=quiet,
        ping_interval=PING_SECONDS,
        ping_timeout=SILENCE_SECONDS,
        max_http_buffer_size=LARGEST_MESSAGE,
    )
