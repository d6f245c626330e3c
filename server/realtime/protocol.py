"""The one place that imports python-socketio and python-engineio.

Both import their clients with their servers, and those the library `requests`, which nothing of
ours uses: 60 ms of every start and 6 MB. So it is hidden while they are imported; a Socket.IO
client in this process still works, by WebSocket.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def _without(name: str) -> Iterator[None]:
    """An import of this module fails meanwhile, as if it were not installed."""
    if name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment]  # how Python marks what is not there
    try:
        yield
    finally:
        del sys.modules[name]


with _without("requests"):
    from engineio import packet
    from engineio.server import Server as EngineServer
    from socketio.manager import Manager
    from socketio.namespace import Namespace
    from socketio.server import Server as SocketServer

__all__ = ["EngineServer", "Manager", "Namespace", "SocketServer", "packet"]
