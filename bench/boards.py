"""Many board connections in one process, apart from the server: counts events, stamps the last.

Started as `python -m bench.boards`; talks JSON lines over its standard input and output. It reads
frames and nothing more, so that what is measured is the server and not this program.
"""

import base64
import json
import os
import select
import socket
import struct
import sys
import time
from collections.abc import Iterator
from typing import Any

EVENT = b'42/live,["event"'
SOUND = b'"type":"call.'
"""How a call sounded: comes when it comes, and is no answer to what the benchmark does."""
PING, PONG = b"2", b"3"
ORDERS = 0  # standard input
PATH = "/socket.io/?EIO=4&transport=websocket"


def masked(text: bytes) -> bytes:
    """One client's text frame; the mask is zero, which every server must take."""
    size = len(text)
    if size < 126:
        return struct.pack("!BB", 0x81, 0x80 | size) + b"\0\0\0\0" + text
    return struct.pack("!BBH", 0x81, 0x80 | 126, size) + b"\0\0\0\0" + text


class Board:
    """One connection: bytes in, whole frames out."""

    __slots__ = ("buffer", "events", "last", "socket")

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b""
        self.events = 0
        self.last = b""
        key = base64.b64encode(os.urandom(16)).decode()
        lines = [
            f"GET {PATH} HTTP/1.1",
            f"Host: 127.0.0.1:{port}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            f"Sec-WebSocket-Key: {key}",
            "Sec-WebSocket-Version: 13",
        ]
        self.socket.sendall("\r\n".join([*lines, "", ""]).encode())
        while b"\r\n\r\n" not in self.buffer:
            data = self.socket.recv(4096)
            if not data:
                raise ConnectionError(f"no websocket: {self.buffer[:200]!r}")
            self.buffer += data
        head, _, self.buffer = self.buffer.partition(b"\r\n\r\n")
        if b" 101 " not in head:
            raise ConnectionError(head.decode("latin-1"))

    def frames(self, data: bytes) -> list[bytes]:
        """The payloads that are whole now."""
        buffer = self.buffer + data if self.buffer else data
        whole, at, end = [], 0, len(buffer)
        while end - at >= 2:
            size, start = buffer[at + 1], at + 2
            if size == 126:
                size, start = int.from_bytes(buffer[at + 2 : at + 4], "big"), at + 4
            elif size == 127:
                size, start = int.from_bytes(buffer[at + 2 : at + 10], "big"), at + 10
            if start + size > end:
                break
            whole.append(buffer[start : start + size])
            at = start + size
        self.buffer = buffer[at:]
        return whole

    def wait_for(self, start: bytes) -> None:
        """Read until a frame that starts so."""
        frames = self.frames(b"")
        while not any(frame.startswith(start) for frame in frames):
            data = self.socket.recv(65_536)
            if not data:
                raise ConnectionError("the server left")
            frames = self.frames(data)


class Boards:
    """All connections of this process behind one epoll."""

    def __init__(self) -> None:
        self.poll = select.epoll()
        self.boards: dict[int, Board] = {}

    def connect(self, port: int, count: int, token: str | None = None, hall: str = "main") -> None:
        """Open connections and, with a token, subscribe each and wait for its snapshot."""
        for _ in range(count):
            board = Board(port)
            if token is not None:
                hello = json.dumps({"token": token})
                board.socket.sendall(masked(b"40/live," + hello.encode()))
                board.wait_for(b"40/live,")
                wanted = json.dumps(["subscribe", {"hall": hall, "after": None}])
                board.socket.sendall(masked(b"42/live," + wanted.encode()))
                board.wait_for(b'42/live,["snapshot"')
            board.socket.setblocking(False)
            self.boards[board.socket.fileno()] = board
            self.poll.register(board.socket.fileno(), select.EPOLLIN)
            self.attend(0)  # the first must not seem dead while the last still connects

    def expect(self, events: int, timeout: float) -> dict[str, Any]:
        """Wait until each connection has that many events more; when the first and last had."""
        for board in self.boards.values():
            board.events -= events
        missing = sum(1 for board in self.boards.values() if board.events < 0)
        first = last = 0
        deadline = time.monotonic() + timeout
        while missing and time.monotonic() < deadline:
            for fd, _ in self.poll.poll(0.05):
                board = self.boards[fd]
                before = board.events
                self.read(board)
                if before < 0 <= board.events:
                    last = time.monotonic_ns()
                    first = first or last
                    missing -= 1
        size = max((len(board.last) for board in self.boards.values()), default=0)
        return {"first": first, "last": last, "missing": missing, "bytes": size}

    def read(self, board: Board) -> None:
        """Count what has come; answer pings."""
        data = board.socket.recv(262_144)
        if not data:
            raise ConnectionError("the server left")
        for frame in board.frames(data):
            if frame.startswith(EVENT) and SOUND not in frame:
                board.events += 1
                board.last = frame
            elif frame == PING:
                board.socket.sendall(masked(PONG))

    def idle(self, seconds: float) -> None:
        """Let time pass; forget the events that came."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            self.attend(0.01)
        for board in self.boards.values():
            board.events = 0

    def attend(self, timeout: float) -> bool:
        """Read what has come and answer pings; whether an order waits on standard input."""
        ordered = False
        for fd, _ in self.poll.poll(timeout):
            if fd == ORDERS:
                ordered = True
            else:
                self.read(self.boards[fd])
        return ordered

    def close(self) -> None:
        """Leave."""
        for board in self.boards.values():
            self.poll.unregister(board.socket.fileno())
            board.socket.close()
        self.boards.clear()


def orders(boards: Boards) -> Iterator[dict[str, Any]]:
    """What standard input says, line by line; boards are attended to meanwhile."""
    pending = b""
    while True:
        boards.poll.register(ORDERS, select.EPOLLIN)
        while not boards.attend(1.0):
            pass
        boards.poll.unregister(ORDERS)
        data = os.read(ORDERS, 65_536)
        if not data:
            return
        *lines, pending = (pending + data).split(b"\n")
        yield from map(json.loads, lines)


def main() -> None:
    """Obey the lines of standard input until it ends."""
    boards = Boards()
    for order in orders(boards):
        verb = order.pop("do")
        if verb == "expect":
            # The driver fires only after this line, so nothing can come unseen.
            sys.stdout.write('{"expecting": true}\n')
            sys.stdout.flush()
        answer = getattr(boards, verb)(**order) or {}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
