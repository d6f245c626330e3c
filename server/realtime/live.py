"""Puts the live part together and in front of the WSGI application."""

import logging
from collections.abc import Callable, Iterable
from typing import Any

import gevent
from gevent.event import Event

from server.realtime.broadcast import Broadcaster
from server.realtime.engine import LiveEngine
from server.realtime.namespace import LiveNamespace, MayWatch, Who
from server.realtime.protocol import SocketServer
from server.realtime.relay import Journal, Relay
from server.storage.bell import Bell

PATH = "/socket.io/"
PING_SECONDS = 5
"""Screens call their data stale after 15 s without a word, so a quiet hall pings well before."""

SILENCE_SECONDS = 10
"""How long a client may leave a ping unanswered; it notices a dead line after both together."""

RECHECK_SECONDS = 20.0
"""How long a device that another process has revoked may still watch."""

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class _SocketServer(SocketServer):  # type: ignore[misc]  # socketio ships no types
    def _engineio_server_class(self) -> type[LiveEngine]:
        return LiveEngine


class Live:
    """A WSGI application: /socket.io/ is served here, everything else by the one behind it."""

    def __init__(
        self, app: Wsgi, server: SocketServer, namespace: LiveNamespace, relay: Relay
    ) -> None:
        self._app = app
        self._server = server
        self._namespace = namespace
        self._relay = relay
        self._changed = Event()
        self._rights: gevent.Greenlet | None = None

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        if environ.get("PATH_INFO", "").startswith(PATH):
            answer: Iterable[bytes] = self._server.handle_request(environ, start_response)
            return answer
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
        self._server.eio.close_all()

    def rights_changed(self) -> None:
        """Somebody was revoked or has signed out: look at every client now, in any thread."""
        self._changed.set()

    def watchers(self, hall: str) -> int:
        """How many clients watch this hall through this process."""
        return self._namespace.watchers(hall)

    def _follow_rights(self) -> None:
        """At once for what this process changes, every so often for what another one does."""
        while True:
            self._changed.wait(timeout=RECHECK_SECONDS)
            self._changed.clear()
            self._namespace.recheck()

    @property
    def clients(self) -> int:
        """How many live clients this process holds."""
        return len(self._server.eio.sockets)


def attach(
    app: Wsgi,
    journal: Journal,
    bell: Bell,
    *,
    who: Who,
    may_watch: MayWatch,
    waits: Callable[[str], dict[str, Any]] | None = None,
    patience: float = 1.0,
) -> Live:
    """The live part over one journal; `patience` is the seconds between looks without a ring."""
    quiet = logging.getLogger("servicehall.live.protocol")
    quiet.setLevel(logging.WARNING)  # the library has a line for every packet
    broadcaster = Broadcaster()
    server = _SocketServer(
        client_manager=broadcaster,
        async_mode="gevent",
        async_handlers=False,
        logger=quiet,
        engineio_logger=quiet,
        ping_interval=PING_SECONDS,
        ping_timeout=SILENCE_SECONDS,
        max_http_buffer_size=16_384,
    )
    namespace = LiveNamespace(broadcaster, who, may_watch)
    relay = Relay(journal, namespace, waits, patience)
    namespace.relay = relay
    server.register_namespace(namespace)
    bell.listen(relay.rung)
    return Live(app, server, namespace, relay)
