"""The one place that speaks WebSocket (RFC 6455): opening handshake, frames in, frames out.

Reading is wsproto's, a protocol library without I/O; framing what we send is thirty lines, since
a server's frames are neither masked nor compressed. permessage-deflate is never accepted: it
would cost 2.3 times the time and twice the memory for events of some hundred bytes. How this
compares with gevent-websocket and simple-websocket is in docs/decisions.
"""

import base64
import binascii
import hashlib
import struct
from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from wsproto.connection import Connection, ConnectionState, ConnectionType
from wsproto.events import BytesMessage, CloseConnection, Event, Ping, TextMessage

from server.realtime.send_buffer import SendBuffer

TEXT, BINARY, CLOSE, PONG = 0x1, 0x2, 0x8, 0xA
LARGEST_MESSAGE = 16 * 1024
"""What a client may send in one message, in bytes; subscribing needs less than 200."""

NORMAL, GOING_AWAY, PROTOCOL_ERROR, TOO_LARGE = 1000, 1001, 1002, 1009
_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


class Readable(Protocol):
    """What the HTTP server read ahead of us, and then the socket."""

    def read1(self, size: int, /) -> bytes: ...


class UpgradeRefusedError(ValueError):
    """The request is no valid WebSocket handshake; the message says why."""


def frame(opcode: int, payload: bytes) -> bytes:
    """One whole unmasked frame."""
    size = len(payload)
    if size < 126:
        return struct.pack("!BB", 0x80 | opcode, size) + payload
    if size < 65_536:
        return struct.pack("!BBH", 0x80 | opcode, 126, size) + payload
    return struct.pack("!BBQ", 0x80 | opcode, 127, size) + payload


def text_frame(text: str) -> bytes:
    """One text message as it goes over the wire."""
    return frame(TEXT, text.encode())


def handshake(environ: Mapping[str, Any]) -> bytes:
    """The 101 answer to an upgrade request; raises UpgradeRefusedError."""
    key = environ.get("HTTP_SEC_WEBSOCKET_KEY", "").strip()
    if environ.get("HTTP_SEC_WEBSOCKET_VERSION") != "13":
        raise UpgradeRefusedError("Only WebSocket version 13 is spoken here")
    try:
        valid = len(base64.b64decode(key, validate=True)) == 16
    except binascii.Error:
        valid = False
    if not valid or environ.get("SERVER_PROTOCOL") != "HTTP/1.1":
        raise UpgradeRefusedError("The WebSocket handshake is incomplete")
    accept = base64.b64encode(hashlib.sha1(key.encode() + _GUID).digest())
    return (
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
        b"Connection: Upgrade\r\nSec-WebSocket-Accept: " + accept + b"\r\n\r\n"
    )


class WebSocket:
    """The server's end of one open connection: one greenlet reads, anybody may send."""

    __slots__ = ("_parts", "_protocol", "_reader", "_size", "send_buffer")

    def __init__(self, send_buffer: SendBuffer, reader: Readable) -> None:
        self.send_buffer = send_buffer
        self._reader = reader
        self._protocol = Connection(ConnectionType.SERVER)
        self._parts: list[str | bytes] = []
        self._size = 0

    def messages(self) -> Iterator[str | bytes]:
        """Yield each whole message until the connection ends, however it ends; waits for them."""
        while not self.send_buffer.closed:
            try:
                data = self._reader.read1(4096)
            except (OSError, ValueError):  # reset by the other side, or closed by ours
                return
            if not data:
                return
            self._protocol.receive_data(data)
            for event in self._protocol.events():
                message = self._take(event)
                if message is not None:
                    yield message

    def close(self, code: int = NORMAL) -> None:
        """Say goodbye with a reason code and end the connection."""
        self.send_buffer.send(frame(CLOSE, struct.pack("!H", code)))
        self.send_buffer.abort()

    def _take(self, event: Event) -> str | bytes | None:
        if isinstance(event, TextMessage | BytesMessage):
            return self._gather(event)
        if isinstance(event, Ping):
            self.send_buffer.send(frame(PONG, bytes(event.payload)))
        elif isinstance(event, CloseConnection):
            said_by_client = self._protocol.state is ConnectionState.REMOTE_CLOSING
            self.close(NORMAL if said_by_client else PROTOCOL_ERROR)
        return None

    def _gather(self, event: TextMessage | BytesMessage) -> str | bytes | None:
        """Put a message together from its pieces; one that is too large ends the connection."""
        part = event.data if isinstance(event.data, str) else bytes(event.data)
        self._parts.append(part)
        self._size += len(part) or 1  # empty pieces cost memory too
        if self._size > LARGEST_MESSAGE:
            self.close(TOO_LARGE)
            return None
        if not (event.message_finished and event.frame_finished):
            return None
        empty: Any = part[:0]
        message: str | bytes = empty.join(self._parts)
        self._parts, self._size = [], 0
        return message
