"""The real server with one thing added: it notes when a commit rings the bell.

Started as `python -m bench.hall FOLDER [printing]`; prints its port and, with printing, a second
one where its hub echoes what it gets. GET /bench/stamps gives the moments of the commits since the
last time, in nanoseconds: of CLOCK_MONOTONIC, and of the wall clock. GET /bench/holds: how long the
hub was kept from its sockets, each time since the last question.
"""

from server.patching import patch

patch()

import json  # noqa: E402 — nothing may be imported before the patch
import socket  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402
from collections.abc import Callable, Iterable  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402

from gevent.server import StreamServer  # noqa: E402

from bench.holding import Holding  # noqa: E402
from server.main import Servicehall, compose, open_context, web_options  # noqa: E402
from server.paper.print_service import print_service_of  # noqa: E402
from server.realtime.serving import serve  # noqa: E402
from server.settings import Settings  # noqa: E402


class Stamped:
    """The server's application, and its commits' moments."""

    def __init__(self, inner: Servicehall) -> None:
        self._inner = inner
        self._stamps: list[tuple[int, int]] = []
        self.holding = Holding()
        inner.context.store.change_signal.listen(self._note)
        self.start, self.stop = inner.start, inner.stop

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        asked = {"/bench/stamps": self._taken, "/bench/holds": self.holding.taken}
        found = asked.get(environ["PATH_INFO"])
        if found is None:
            answer: Iterable[bytes] = self._inner(environ, start_response)
            return answer
        start_response("200 OK", [("Content-Type", "application/json")])
        return [json.dumps(found()).encode()]

    def _taken(self) -> list[tuple[int, int]]:
        stamps, self._stamps = self._stamps, []
        return stamps

    def _note(self, hall: str) -> None:
        self._stamps.append((time.monotonic_ns(), time.time_ns()))


def ready(port: int) -> None:
    """Say where."""
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()


def echo(client: Any, address: Any) -> None:
    """Give back what comes, as the hub gets to it."""
    client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    while data := client.recv(64):
        client.sendall(data)


def main(folder: str, printing: bool) -> None:
    """Serve until terminated."""
    settings = Settings(data=Path(folder))
    context = open_context(settings)
    options = web_options(settings)
    desk = print_service_of(context, "https://hall.example.gov.cn") if printing else None
    echoing = StreamServer(("127.0.0.1", 0), echo)
    hall = Stamped(compose(context, options, desk))

    def opened(port: int) -> None:
        ready(port)
        if printing:
            hall.holding.start()
            echoing.start()
            ready(echoing.server_port)

    serve(hall, "127.0.0.1", 0, opened)


if __name__ == "__main__":
    main(sys.argv[1], "printing" in sys.argv[2:])
