"""TCP port 9100."""

import socket
import struct
import time

from printers.transport.base import ConnectionLost, DescriptorTransport, describe
from printers.transport.lookup import Address, addresses

DRAIN = 1.0  # seconds to read to the end before closing


class TcpTransport(DescriptorTransport):
    """One connection; most printers accept no second one."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__()
        self.url = f"tcp://{host}:{port}"
        self._address = (host, port)
        self._socket: socket.socket | None = None

    def open(self, timeout: float) -> None:
        """Without Nagle, so that a status question doesn't wait for a picture."""
        self.close()
        made = connected(addresses(*self._address, timeout), timeout)
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        for name, value in (("TCP_KEEPIDLE", 10), ("TCP_KEEPINTVL", 5), ("TCP_KEEPCNT", 3)):
            if hasattr(socket, name):
                made.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)
        made.setblocking(False)
        self._socket = made
        self._fd = made.fileno()

    def _send(self, data: bytes) -> int:
        assert self._socket is not None
        return self._socket.send(data)

    def _receive(self) -> bytes:
        assert self._socket is not None
        return self._socket.recv(4096)

    def close(self, abort: bool = False) -> None:
        """Reads to the end first: closing over unread status bytes resets the connection
        and the printer loses the end of the ticket."""
        if self._socket is None:
            return
        open_socket, self._socket, self._fd = self._socket, None, -1
        try:
            if abort:
                linger = struct.pack("ii", 1, 0)
                open_socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            else:
                read_out(open_socket)
        finally:
            open_socket.close()


def connected(found: list[Address], timeout: float) -> socket.socket:
    """A connection to the first address that takes one, all within `timeout` seconds."""
    until = time.monotonic() + timeout
    refused = OSError("nobody answers")
    for left, address in zip(range(len(found), 0, -1), found, strict=True):
        try:
            share = max(0.05, (until - time.monotonic()) / left)
            return socket.create_connection(address, share)
        except OSError as error:
            refused = error
    raise ConnectionLost(describe(refused)) from None


def read_out(open_socket: socket.socket) -> None:
    """Half-closes and reads until the printer closes too, or DRAIN is over."""
    until = time.monotonic() + DRAIN
    try:
        open_socket.shutdown(socket.SHUT_WR)
        while (left := until - time.monotonic()) > 0:
            open_socket.settimeout(left)
            if not open_socket.recv(4096):
                return
    except OSError:
        return
