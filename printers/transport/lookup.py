"""Host names to addresses within a bound: the system's resolver alone may take half a minute."""

import queue
import socket
import threading

from printers.reasons import Reason
from printers.transport.base import ConnectionLost

Address = tuple[str, int]

_known: dict[Address, list[Address]] = {}  # the last that was found, for when nobody answers


def addresses(host: str, port: int, timeout: float) -> list[Address]:
    """Addresses of a host, IPv6 ones too, at most `timeout` seconds later; those of last time if
    nobody answers. ConnectionLost (unknown_host) where there are none."""
    try:
        return found_for(host, port, socket.AI_NUMERICHOST)
    except OSError:
        pass
    answers: queue.SimpleQueue[list[Address] | OSError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answers.put(found_for(host, port, 0))
        except OSError as error:
            answers.put(error)

    threading.Thread(target=ask, name=f"lookup {host}", daemon=True).start()
    try:
        found = answers.get(timeout=timeout)
    except queue.Empty:
        found = OSError("no answer")
    if isinstance(found, list):
        _known[host, port] = found
        return found
    if (host, port) in _known:
        return _known[host, port]
    raise ConnectionLost(f"the host name {host} is not found", Reason.UNKNOWN_HOST) from None


def found_for(host: str, port: int, flags: int) -> list[Address]:
    """What the resolver says, each address once."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=flags)
    return list(dict.fromkeys((str(entry[4][0]), port) for entry in found))
