"""Prepared requests on one kept-alive connection: what is measured is the server, not a client."""

import json
import socket
from typing import Any


class RawClient:
    """Sends requests as prepared bytes; `send` and `answer` may be apart in time."""

    def __init__(self, port: int, token: str) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._head = (
            f"Host: 127.0.0.1:{port}\r\nAuthorization: Bearer {token}\r\n"
            "Content-Type: application/json\r\n"
        )

    def send(self, method: str, path: str, body: dict[str, Any] | None = None) -> None:
        """Ask without waiting."""
        data = json.dumps(body or {}).encode() if method == "POST" else b""
        head = f"{method} {path} HTTP/1.1\r\n{self._head}Content-Length: {len(data)}\r\n\r\n"
        self.socket.sendall(head.encode() + data)

    def answer(self) -> tuple[int, Any]:
        """Status and JSON (or text) of the oldest question; raises on a closed connection."""
        buffer = b""
        while b"\r\n\r\n" not in buffer:
            buffer += self._more()
        head, _, body = buffer.partition(b"\r\n\r\n")
        size = _content_length(head)
        while len(body) < size:
            body += self._more()
        text = body.decode()
        return int(head[9:12]), json.loads(text) if text[:1] in "[{" else text

    def ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """The answer's JSON; anything but a 2xx raises with what the server said."""
        self.send(method, path, body)
        status, data = self.answer()
        if not 200 <= status < 300:
            raise RuntimeError(f"{method} {path}: {status} {data}")
        return data

    def close(self) -> None:
        """Hang up."""
        self.socket.close()

    def _more(self) -> bytes:
        data = self.socket.recv(65_536)
        if not data:
            raise ConnectionError("the server hung up")
        return data


def _content_length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    raise ConnectionError(f"an answer without a length: {head[:200]!r}")
