"""The bare broadcaster: what a websocket server on gevent costs when it does nothing else.

Started as `python -m bench.bare`; prints its port. A connection to the path /fire makes it send
one prepared frame to every other connection and answers when it began, in nanoseconds of
CLOCK_MONOTONIC. No protocol above the frames, no rooms, no pings, no database.
"""

import sys
import time
from typing import Any

from gevent import socket
from gevent.server import StreamServer

from server.realtime.websocket import handshake, text_frame


class Bare:
    """All there is: a list of sockets."""

    def __init__(self) -> None:
        self.sockets: list[Any] = []

    def serve(self, client: Any, address: Any) -> None:
        """Shake hands; then be a listener, or fire."""
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        request = b""
        while b"\r\n\r\n" not in request:
            request += client.recv(4096)
        line, *headers = request.decode("latin-1").split("\r\n")
        named = dict(header.split(": ", 1) for header in headers if ": " in header)
        if line.startswith("GET /fire "):
            self.fire(client, int(named["Size"]), int(named["Count"]))
            return
        environ = {
            "HTTP_SEC_WEBSOCKET_KEY": named["Sec-WebSocket-Key"],
            "HTTP_SEC_WEBSOCKET_VERSION": "13",
            "SERVER_PROTOCOL": "HTTP/1.1",
        }
        client.sendall(handshake(environ))
        self.sockets.append(client._sock)
        while client.recv(4096):
            pass
        self.sockets.remove(client._sock)

    def fire(self, client: Any, size: int, count: int) -> None:
        """Send `count` events of `size` bytes to everybody."""
        frame = text_frame('42/live,["event"'.ljust(size, "x"))
        began = time.monotonic_ns()
        for _ in range(count):
            for raw in self.sockets:
                raw.send(frame)
        client.sendall(f"{began}\n".encode())
        client.close()


def main() -> None:
    """Serve until killed."""
    server = StreamServer(("127.0.0.1", 0), Bare().serve, backlog=1024)
    server.start()
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    main()
