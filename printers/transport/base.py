"""What printing needs of a way to a printer, and the common part of those with a descriptor."""

import errno
import fcntl
import os
import select
import struct
import termios
import time
from abc import ABC, abstractmethod

from printers.reasons import Reason


class ConnectionLost(Exception):  # noqa: N818 (named for what happened)
    """The way to the printer broke, or there is none; what was on it may not have arrived.

    `reason` is what staff are told: no connection, no permission or an unknown host.
    """

    def __init__(self, words: str, reason: Reason = Reason.NO_CONNECTION) -> None:
        super().__init__(words)
        self.reason = reason


class Transport(ABC):
    """Bytes both ways. Every call ends within the time it is given, in seconds."""

    url: str
    answers = True  # whether anything can come back
    bytes_per_second = 0  # 0: fast enough not to matter

    @abstractmethod
    def open(self, timeout: float) -> None:
        """Connects; ConnectionLost when that fails within `timeout`."""

    @abstractmethod
    def write(self, data: bytes, timeout: float) -> int:
        """Sends what can be sent within `timeout` and says how many bytes that was."""

    @abstractmethod
    def read(self, timeout: float, wake: int | None = None) -> bytes:
        """What came, at most 4 kB; empty after `timeout`, or early when `wake` turns readable."""

    @abstractmethod
    def close(self, abort: bool = False) -> None:
        """Ends the connection. `abort` throws away what the printer hasn't taken yet."""

    def unsent(self) -> int:
        """Bytes written that the printer hasn't taken yet, as far as the system knows."""
        return 0


class DescriptorTransport(Transport):
    """A transport over one non-blocking file descriptor."""

    def __init__(self) -> None:
        self._fd = -1

    def write(self, data: bytes, timeout: float) -> int:
        """Waits by poll, since a printer with its cover open stops reading for as long."""
        until = time.monotonic() + timeout
        done = 0
        while done < len(data):
            left = until - time.monotonic()
            if left <= 0 or not self._ready(select.POLLOUT, left):
                break
            try:
                done += self._send(data[done:])
            except BlockingIOError:
                continue
            except OSError as error:
                raise ConnectionLost(describe(error)) from None
        return done

    def read(self, timeout: float, wake: int | None = None) -> bytes:
        """A closed or failing connection is ConnectionLost, not an empty answer."""
        if not self._ready(select.POLLIN, timeout, wake):
            return b""
        try:
            data = self._receive()
        except BlockingIOError:
            return b""
        except OSError as error:
            raise ConnectionLost(describe(error)) from None
        if not data:
            raise ConnectionLost("the printer closed the connection")
        return data

    def _ready(self, event: int, timeout: float, wake: int | None = None) -> bool:
        poll = select.poll()
        poll.register(self._fd, event)
        if wake is not None:
            poll.register(wake, select.POLLIN)
        try:
            found = dict(poll.poll(max(0, timeout) * 1000))
        except OSError as error:
            raise ConnectionLost(describe(error)) from None
        return self._fd in found

    def _send(self, data: bytes) -> int:
        return os.write(self._fd, data)

    def _receive(self) -> bytes:
        return os.read(self._fd, 4096)

    def unsent(self) -> int:
        """Asks the kernel (TIOCOUTQ, which is SIOCOUTQ for sockets): unsent or unacknowledged."""
        try:
            found = fcntl.ioctl(self._fd, termios.TIOCOUTQ, struct.pack("i", 0))
        except OSError:  # a device that keeps no count, such as /dev/usb/lp0
            return 0
        count: int = struct.unpack("i", found)[0]
        return count

    def close(self, abort: bool = False) -> None:
        """A second call does nothing."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1


def describe(error: OSError) -> str:
    """The system's words for an error, without numbers."""
    if error.errno in (errno.EIO, errno.ENODEV, errno.ENXIO):
        return "the printer was unplugged or switched off"
    return (error.strerror or str(error) or "the connection broke").lower()
