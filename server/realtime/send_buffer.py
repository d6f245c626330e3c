"""The sending half of one socket: never waits, never mixes frames, never grows without bound.

Everything that is written to a client after the handshake goes through here, in order. A client
that reads gets its bytes by one system call. A client that does not read gets a backlog, and when
the backlog is too large or too old the connection is cut: it heals by reconnecting and asking for
what it missed, which costs less than remembering it here.
"""

import contextlib
import time
from collections import deque
from collections.abc import Iterable
from socket import SHUT_RDWR
from typing import Any, Protocol

import gevent

BACKLOG_BYTES = 512 * 1024
"""Most that is kept for a client that does not read; about a thousand events."""

BACKLOG_SECONDS = 10.0
"""Longest that a client may leave the oldest byte unread."""

Outlets = Iterable["SendBuffer"]

_WRITABLE = 2  # libev's EV_WRITE


class RawSocket(Protocol):
    """A non-blocking socket, without gevent's waiting around it."""

    def send(self, data: bytes, /) -> int: ...
    def shutdown(self, how: int, /) -> None: ...
    def fileno(self) -> int: ...


def send_to_all(outlets: Outlets, data: bytes) -> None:
    """As `send` of each of them, but for an idle socket nothing is between us and the system call.

    With a thousand boards this is what an event costs: a third of the time was Python's.
    """
    size = len(data)
    for send_buffer in outlets:
        if send_buffer.pending or send_buffer.closed:
            send_buffer.send(data)
            continue
        try:
            sent = send_buffer.push(data)
        except OSError:
            send_buffer.send(data)  # it meets the same and knows what to do
            continue
        if sent < size:
            send_buffer.took(sent, data)


class SendBuffer:
    """Sends whole frames to one non-blocking socket in order, or cuts the connection."""

    __slots__ = ("_backlog", "_raw", "_since", "_watcher", "closed", "pending", "push")

    def __init__(self, raw: RawSocket) -> None:
        self._raw = raw
        self.push = raw.send
        self._backlog: deque[bytes] = deque()
        self._since = 0.0
        self._watcher: Any = None
        self.pending = 0
        self.closed = False

    def send(self, data: bytes) -> None:
        """Send now what the socket takes and keep the rest; never waits and never raises."""
        if self.closed:
            return
        if self._backlog:
            self._keep(data)
            return
        self.took(self._try(data), data)

    def took(self, sent: int, data: bytes) -> None:
        """Keep what the socket did not take of these bytes; `sent` are gone."""
        if sent < len(data) and not self.closed:
            self._keep(data[sent:])

    def stalled(self, now: float) -> bool:
        """Whether the oldest unread byte has waited too long; `now` is time.monotonic()."""
        return self.pending > 0 and now - self._since > BACKLOG_SECONDS

    def abort(self) -> None:
        """Cut the connection; the reader of this socket then sees its end and cleans up."""
        self.close()
        with contextlib.suppress(OSError):  # the other side may have been faster
            self._raw.shutdown(SHUT_RDWR)

    def close(self) -> None:
        """Forget the backlog and stop watching; must come before the descriptor is closed."""
        self.closed = True
        self._backlog.clear()
        self.pending = 0
        self._unwatch()

    def _try(self, data: bytes) -> int:
        try:
            return self.push(data)
        except BlockingIOError:
            return 0
        except OSError:
            self.abort()
            return 0

    def _keep(self, data: bytes) -> None:
        if self.pending + len(data) > BACKLOG_BYTES:
            self.abort()
            return
        if not self._backlog:
            self._since = time.monotonic()
            self._watch()
        self._backlog.append(data)
        self.pending += len(data)

    def _drain(self) -> None:
        """Runs in the hub when the socket takes bytes again; so it must not wait either."""
        while self._backlog and not self.closed:
            head = self._backlog[0]
            sent = self._try(head)
            if self.closed or sent == 0:
                return
            self._sent(head, sent)
        self._unwatch()

    def _sent(self, head: bytes, sent: int) -> None:
        self.pending -= sent
        self._since = time.monotonic()
        if sent < len(head):
            self._backlog[0] = head[sent:]
        else:
            self._backlog.popleft()

    def _watch(self) -> None:
        self._watcher = gevent.get_hub().loop.io(self._raw.fileno(), _WRITABLE)
        self._watcher.start(self._drain)

    def _unwatch(self) -> None:
        if self._watcher is not None:
            self._watcher.stop()
            self._watcher.close()
            self._watcher = None
