"""The one place that imports Flask-SocketIO, python-socketio, python-engineio, and Flask for them.

The libraries import their clients with their servers, and those `requests`, `aiohttp` and
`websocket`, which a server never uses: 75 ms of every start and 7 MB, with aiohttp 16 MB more. So
these are hidden while the libraries are imported. A client in this process is no server's
business; one that wants websocket-client imports it first.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def _without(*names: str) -> Iterator[None]:
    """Imports of these modules fail meanwhile, as if they were not installed."""
    hidden = [name for name in names if name not in sys.modules]
    for name in hidden:
        sys.modules[name] = None  # type: ignore[assignment]  # how Python marks what is not there
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]


with _without("requests", "aiohttp", "websocket"):
    from engineio import packet
    from engineio.server import Server as EngineServer
    from flask import Flask, request
    from flask_socketio import Namespace, SocketIO
    from socketio.manager import Manager

__all__ = ["EngineServer", "Flask", "Manager", "Namespace", "SocketIO", "packet", "request"]
