"""The way to a line: serial:///dev/ttyUSB0?baud=9600 or tcp://host:port."""

import select
import socket
from abc import ABC, abstractmethod
from typing import Any
from urllib.parse import parse_qsl, urlsplit

OPEN_WITHIN_S = 3.0
MOST_BYTES = 4096
BAUD = 9600


class LineLost(Exception):  # noqa: N818 — named for what happened
    """The way to the devices broke, or there is none."""


class Port(ABC):
    """Bytes both ways over something with a descriptor."""

    @abstractmethod
    def fileno(self) -> int: ...

    @abstractmethod
    def write(self, data: bytes) -> None:
        """Send all of it; LineLost when the line is gone."""

    @abstractmethod
    def _receive(self) -> bytes: ...

    @abstractmethod
    def close(self) -> None: ...

    def read(self, seconds: float) -> bytes:
        """What came within so many seconds; LineLost when the line is gone."""
        try:
            ready, _, _ = select.select([self.fileno()], [], [], seconds)
            if not ready:
                return b""
            data = self._receive()
        except (OSError, ValueError) as error:
            raise LineLost(str(error)) from None
        if not data:
            raise LineLost("the line was closed")
        return data


class NetworkPort(Port):
    """A converter between a network and a serial bus, or a keypad of its own."""

    def __init__(self, host: str, port: int) -> None:
        self._socket = socket.create_connection((host, port), OPEN_WITHIN_S)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)

    def fileno(self) -> int:
        return self._socket.fileno()

    def write(self, data: bytes) -> None:
        try:
            self._socket.sendall(data)
        except OSError as error:
            raise LineLost(str(error)) from None

    def _receive(self) -> bytes:
        return self._socket.recv(MOST_BYTES)

    def close(self) -> None:
        self._socket.close()


class SerialPort(Port):
    """8N1 without flow control, as keypads have it; nobody else may open it meanwhile."""

    def __init__(self, path: str, baud: int) -> None:
        import serial

        self._port: Any = serial.Serial(path, baud, timeout=0, write_timeout=2.0, exclusive=True)

    def fileno(self) -> int:
        return int(self._port.fileno())

    def write(self, data: bytes) -> None:
        try:
            self._port.write(data)
        except (OSError, ValueError) as error:
            raise LineLost(str(error)) from None

    def _receive(self) -> bytes:
        return bytes(self._port.read(MOST_BYTES))

    def close(self) -> None:
        try:
            self._port.close()
        except OSError:
            return  # pulled out: there is nothing left to close


def open_port(url: str) -> Port:
    """Open the line at an address of a site file; LineLost when that fails."""
    parts = urlsplit(url)
    try:
        if parts.scheme == "tcp" and parts.hostname and parts.port:
            return NetworkPort(parts.hostname, parts.port)
        if parts.scheme == "serial":
            baud = int(dict(parse_qsl(parts.query)).get("baud", BAUD))
            return SerialPort(parts.path, baud)
    except (OSError, ValueError) as error:
        raise LineLost(f"{url}: {error}") from None
    raise LineLost(f"{url}: write serial:///dev/ttyUSB0?baud=9600 or tcp://host:port")
