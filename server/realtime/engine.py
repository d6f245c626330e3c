"""Engine.IO over our own WebSocket: one greenlet a client, and one heart for all of them.

python-engineio gives each client a queue, a writer and a ping timer, which is what makes a
broadcast to a thousand cost four to six times a bare one. Here a packet goes straight to the
client's outlet, so that nothing waits in between and there is one order of bytes. The protocol
itself (sessions, packets, origin check) stays the library's.
"""

import logging
import random
import time
from collections.abc import Callable, Iterable
from typing import Any

import gevent

from server.realtime.protocol import EngineServer, packet
from server.realtime.send_buffer import SendBuffer
from server.realtime.websocket import (
    BINARY,
    GOING_AWAY,
    NORMAL,
    PROTOCOL_ERROR,
    UpgradeRefusedError,
    WebSocket,
    frame,
    handshake,
    text_frame,
)

log = logging.getLogger("servicehall.live.engine")

BEAT_SECONDS = 0.25
BEAT_CLIENTS = 40
"""So many are looked at together; between them there is a pause, so that an event that comes just
then waits for the answers to two or three pings and not to fifty."""

MOST_CLIENTS = 10_000
"""Beyond this a new client is refused, so that the ones that are there keep their pace."""

KEPT = "flask.app"
"""Flask-SocketIO finds the application by it when a client's message is handled."""

SOCKET_KEY = "servicehall.socket"
"""Where the HTTP server leaves (raw socket, buffered reader) in an upgrade request's environ."""


class LiveSocket:
    """What engineio.Server expects of a socket, without its queue, writer and timer."""

    upgrading = False
    upgraded = connected = True

    def __init__(self, engine: "LiveEngine", sid: str, websocket: WebSocket) -> None:
        self.server = engine
        self.sid = sid
        self.websocket = websocket
        self.send_buffer = websocket.send_buffer
        self.session: dict[str, Any] = {}
        self.closed = self.closing = False
        self.heard = time.monotonic()
        # Clients that came together after a restart must not answer their pings together.
        self.pinged = self.heard - random.random() * engine.ping_interval

    def send(self, pkt: packet.Packet) -> None:
        """Send one packet in order; to a client that is gone it is nothing."""
        encoded = pkt.encode()
        if isinstance(encoded, str):
            self.send_buffer.send(text_frame(encoded))
        else:
            self.send_buffer.send(frame(BINARY, encoded))

    def read(self) -> None:
        """Handle what the client sends until its connection ends."""
        for message in self.websocket.messages():
            if not self._receive(message):
                self.websocket.close(PROTOCOL_ERROR)
        self.close(abort=True, reason=self.server.reason.TRANSPORT_CLOSE)

    def check_ping_timeout(self) -> bool:
        """engineio asks this before some sends; the heart is what ends a silent client."""
        return not self.closed

    def beat(self, now: float) -> None:
        """Ping when it is time; end a client that is silent or does not read."""
        silent = now - self.heard > self.server.ping_interval + self.server.ping_timeout
        if silent or self.send_buffer.stalled(now):
            self.close(abort=True, reason=self.server.reason.PING_TIMEOUT)
        elif now - self.pinged >= self.server.ping_interval:
            self.pinged = now
            self.send_buffer.send(_PING)

    def close(
        self,
        wait: bool = True,
        abort: bool = False,
        reason: str | None = None,
        code: int = NORMAL,
    ) -> None:
        """End the session and its connection; repeated calls are nothing."""
        if self.closing:
            return
        self.closing = True
        self.server._trigger_event(
            "disconnect", self.sid, reason or self.server.reason.SERVER_DISCONNECT, run_async=False
        )
        self.closed = True
        if abort:
            self.send_buffer.abort()
        else:
            self.websocket.close(code)

    def _receive(self, message: str | bytes) -> bool:
        """Handle one message; False if it breaks the protocol."""
        if not isinstance(message, str) or not message:
            return False  # nothing binary is ever asked of a client
        self.heard = time.monotonic()
        kind, data = message[0], message[1:]
        if kind == str(packet.MESSAGE):
            return self._deliver(data)
        if kind == str(packet.CLOSE):
            self.close(abort=True, reason=self.server.reason.CLIENT_DISCONNECT)
            return True
        return kind == str(packet.PONG)

    def _deliver(self, data: str) -> bool:
        try:
            self.server.handlers["message"](self.sid, data)
        except Exception:
            # A client must not be able to end anything but its own session.
            log.warning("A live client's message could not be handled", exc_info=True)
            return False
        return True


_PING = text_frame(str(packet.PING))


class LiveEngine(EngineServer):  # type: ignore[misc]  # engineio ships no types
    """An Engine.IO server for WebSockets alone."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._heart: gevent.Greenlet | None = None

    @classmethod
    def instead_of(cls, stock: EngineServer) -> "LiveEngine":
        """An engine with the options of a stock one, and with whom it tells what happens."""
        engine = cls(
            async_mode=stock.async_mode,
            transports=stock.transports,
            ping_interval=stock.ping_interval,
            ping_timeout=stock.ping_timeout,
            max_http_buffer_size=stock.max_http_buffer_size,
            cors_allowed_origins=stock.cors_allowed_origins,
            logger=stock.logger,
            async_handlers=stock.async_handlers,
            monitor_clients=False,  # our heart does that
        )
        for event, handler in stock.handlers.items():
            engine.on(event, handler)
        return engine

    def _handle_connect(
        self,
        environ: dict[str, Any],
        start_response: Callable[..., Any],
        transport: str,
        jsonp_index: int | None = None,
    ) -> Iterable[bytes]:
        """Open one session, serve it until it ends; called in the connection's own greenlet."""
        try:
            websocket = self._open(environ)
        except UpgradeRefusedError as refusal:
            start_response("400 Bad Request", [("Content-Type", "text/plain; charset=utf-8")])
            return [str(refusal).encode()]
        client = LiveSocket(self, self.generate_id(), websocket)
        self.sockets[client.sid] = client
        client.send(self._greeting(client.sid))
        try:
            self._serve(client, environ)
        finally:
            client.send_buffer.close()
            self.sockets.pop(client.sid, None)
        return []

    def close_all(self) -> None:
        """Tell every client that this server goes away; each reconnects by itself."""
        for client in list(self.sockets.values()):
            client.close(code=GOING_AWAY)
        if self._heart is not None:
            self._heart.kill(block=False)
            self._heart = None

    def _open(self, environ: dict[str, Any]) -> WebSocket:
        if SOCKET_KEY not in environ:
            raise UpgradeRefusedError("This server was not started for WebSockets")
        if len(self.sockets) >= MOST_CLIENTS:
            raise UpgradeRefusedError("This server holds as many live clients as it can")
        answer = handshake(environ)
        raw, reader = environ[SOCKET_KEY]
        send_buffer = SendBuffer(raw)
        send_buffer.send(answer)
        return WebSocket(send_buffer, reader)

    def _greeting(self, sid: str) -> packet.Packet:
        times = {
            "pingTimeout": int(self.ping_timeout * 1000),
            "pingInterval": int(self.ping_interval * 1000),
        }
        most = {"maxPayload": self.max_http_buffer_size}
        return packet.Packet(packet.OPEN, {"sid": sid, "upgrades": [], **times, **most})

    def _serve(self, client: LiveSocket, environ: dict[str, Any]) -> None:
        if self._heart is None:
            self._heart = gevent.spawn(self._beat_for_ever)
        # Only words are kept for the life of the session: the rest would hold buffers in memory.
        words = {
            key: value for key, value in environ.items() if isinstance(value, str) or key == KEPT
        }
        if self._trigger_event("connect", client.sid, words, run_async=False) is False:
            client.close(abort=True)
            return
        client.read()

    def _beat_for_ever(self) -> None:
        """Look at every client once a beat, at a few at a time."""
        while True:
            clients = list(self.sockets.values())
            parts = [
                clients[at : at + BEAT_CLIENTS] for at in range(0, len(clients), BEAT_CLIENTS)
            ] or [[]]
            for part in parts:
                self._beat(part)
                gevent.sleep(BEAT_SECONDS / len(parts))

    @staticmethod
    def _beat(clients: list[LiveSocket]) -> None:
        now = time.monotonic()
        for client in clients:
            try:
                client.beat(now)
            except Exception:
                log.exception("A live client could not be pinged")
