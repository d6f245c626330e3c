"""The HTTP server: gevent's, with the two settings that it needs and the way into WebSockets."""

import gc
import logging
import signal
import sys
from collections.abc import Callable, Iterable
from typing import Any, Protocol

import gevent
from gevent import socket
from gevent.event import Event
from gevent.pool import Pool
from gevent.pywsgi import WSGIHandler, WSGIServer

from server.realtime.engine import SOCKET_KEY

log = logging.getLogger("servicehall.serving")

WAITING_CONNECTIONS = 1024
"""All boards of a city reconnect in the same second after a restart."""

IDLE_SECONDS = 75.0
"""A kept-alive HTTP connection without a request, or one that does not finish it, ends then."""

STOP_SECONDS = 5.0


class Application(Protocol):
    """What is served: a WSGI application with a live part."""

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]: ...
    def start(self) -> None: ...
    def stop(self) -> None: ...


class Handler(WSGIHandler):  # type: ignore[misc]  # gevent ships no types
    """One connection. An upgrade to WebSocket hands over its socket and never comes back."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.socket.settimeout(IDLE_SECONDS)

    def handle_one_response(self) -> None:
        """Answer one request, counted, so that a stop can wait for it."""
        self.server.busy += 1
        try:
            super().handle_one_response()
        finally:
            self.server.busy -= 1
            if self.server.busy == 0:
                self.server.idle.set()

    def run_application(self) -> None:
        if self.environ.get("HTTP_UPGRADE", "").lower() == "websocket":
            self.socket.settimeout(None)  # the live part notices silence by its own pings
            self.environ[SOCKET_KEY] = (self.socket._sock, self.rfile)
            self.close_connection = True
        super().run_application()

    def log_request(self) -> None:
        """Requests are logged by the application, which knows who asked."""


class _Server(WSGIServer):  # type: ignore[misc]  # gevent ships no types
    """Knows how many requests it is answering; an idle kept-alive connection is none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.busy = 0
        self.idle = Event()


class Serving:
    """One listening server with its application's live part."""

    def __init__(self, app: Application, host: str, port: int) -> None:
        self._app = app
        self._done = Event()
        self._listener = listen(host, port)
        self._server = _Server(
            self._listener, app, handler_class=Handler, log=None, error_log=log, spawn=Pool()
        )

    @property
    def port(self) -> int:
        """The port it listens on, also when 0 was asked for."""
        port: int = self._listener.getsockname()[1]
        return port

    def start(self) -> None:
        """Serve in the background."""
        self._app.start()
        self._server.start()

    def wait(self) -> None:
        """Serve until SIGTERM or SIGINT, then stop in good order."""
        for number in (signal.SIGTERM, signal.SIGINT):
            gevent.signal_handler(number, self._done.set)
        self._done.wait()
        self.stop()

    def stop(self) -> None:
        """Take no more connections, send the live clients away, let open requests finish."""
        self._server.stop_accepting()
        self._app.stop()
        if self._server.busy:
            self._server.idle.clear()
            self._server.idle.wait(timeout=STOP_SECONDS)
        self._server.stop(timeout=0)
        self._done.set()


def listen(host: str, port: int) -> Any:
    """A listening socket without Nagle's delay, which accepted connections inherit.

    With the delay the second event of a burst comes 41 ms late. Raises OSError in words.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise OSError(error.errno, f"Cannot listen on {host}:{port}: {error.strerror}") from error
    listener.listen(WAITING_CONNECTIONS)
    return listener


def serve(
    app: Application, host: str, port: int, ready: Callable[[int], None] | None = None
) -> None:
    """Serve until told to stop; `ready` is called with the port once it accepts connections."""
    serving = Serving(app, host, port)
    serving.start()
    # A native thread that has finished (a commit, a drawing) gets the interpreter within a
    # millisecond, not within the usual five.
    sys.setswitchinterval(0.001)
    # What is there now stays: the collector need not walk through it while boards wait.
    gc.collect()
    gc.freeze()
    if ready is not None:
        ready(serving.port)
    serving.wait()
