"""A heartbeat through the server's own hub: how late is a socket's answer?

Started as `python -m bench.heartbeat PORT`. `{"do": "watch", "seconds": …}` sends eight bytes every
two milliseconds and answers how many microseconds each echo came after its beat was due, so that
beats which had to wait behind a late one count as late, too.
"""

import json
import socket
import sys
import time

EVERY = 2_000_000  # ns


def watch(line: socket.socket, seconds: float) -> list[int]:
    """Microseconds from each beat's due time to its echo."""
    late = []
    due = time.monotonic_ns() + EVERY
    end = due + int(seconds * 1e9)
    while due < end:
        while (left := due - time.monotonic_ns()) > 0:
            time.sleep(left / 1e9)
        line.sendall(b"heart-be")
        size = 0
        while size < 8:
            data = line.recv(8 - size)
            if not data:
                raise ConnectionError("the server left")
            size += len(data)
        late.append((time.monotonic_ns() - due) // 1000)
        due += EVERY
    return late


def main(port: int) -> None:
    """Obey lines until standard input ends."""
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for order in map(json.loads, sys.stdin):
            sys.stdout.write(json.dumps(watch(line, order["seconds"])) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]))
