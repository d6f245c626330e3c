"""The real server with one thing added: it notes when a commit rings the bell.

Started as `python -m bench.hall FOLDER`; prints its port. GET /bench/stamps gives the moments of
the commits since the last time, in nanoseconds: of CLOCK_MONOTONIC, and of the wall clock.
"""

from server.patching import patch

patch()

import json  # noqa: E402 — nothing may be imported before the patch
import sys  # noqa: E402
import time  # noqa: E402
from collections.abc import Callable, Iterable  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402

from server.main import Servicehall, compose, open_house, web_options  # noqa: E402
from server.realtime.serving import serve  # noqa: E402
from server.settings import Settings  # noqa: E402


class Stamped:
    """The server's application, and its commits' moments."""

    def __init__(self, inner: Servicehall) -> None:
        self._inner = inner
        self._stamps: list[tuple[int, int]] = []
        inner.house.store.bell.listen(self._note)
        self.start, self.stop = inner.start, inner.stop

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        if environ["PATH_INFO"] != "/bench/stamps":
            answer: Iterable[bytes] = self._inner(environ, start_response)
            return answer
        stamps, self._stamps = self._stamps, []
        start_response("200 OK", [("Content-Type", "application/json")])
        return [json.dumps(stamps).encode()]

    def _note(self, hall: str) -> None:
        self._stamps.append((time.monotonic_ns(), time.time_ns()))


def ready(port: int) -> None:
    """Say where."""
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()


def main(folder: str) -> None:
    """Serve until terminated."""
    settings = Settings(data=Path(folder))
    house = open_house(settings)
    options = web_options(settings)
    serve(Stamped(compose(house, options)), "127.0.0.1", 0, ready)


if __name__ == "__main__":
    main(sys.argv[1])
