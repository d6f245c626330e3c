"""Real-time commands, seen as bytes arrive and before they queue."""

import re

CLEAR = bytes.fromhex("10 14 08 01 03 14 01 06 02 08")
SEEN = re.compile(rb"\x10\x04[\x01-\x04]|\x10\x05[\x00-\x02]|" + re.escape(CLEAR))


class Arrival:
    """Cuts the stream into queued bytes and real-time commands, in order."""

    def __init__(self) -> None:
        self._tail = b""

    def sort(self, data: bytes) -> list[tuple[bytes, bytes]]:
        """Pairs of (bytes to queue, real-time command to obey after them; empty for none).

        A status question stays in the queue as well, where its turn is passed over:
        inside a picture it is both obeyed and printed, as in real printers. A clear
        command doesn't.
        """
        stream = self._tail + data
        found: list[tuple[bytes, bytes]] = []
        at = 0
        for match in SEEN.finditer(stream):
            command = match[0]
            end = match.start() if command == CLEAR else match.end()
            found.append((stream[at:end], command))
            at = match.end()
        keep = self._unfinished(stream[at:])
        self._tail = stream[len(stream) - keep :] if keep else b""
        found.append((stream[at : len(stream) - keep], b""))
        return [pair for pair in found if pair != (b"", b"")]

    def flush(self) -> None:
        """Forgets what was held back as the possible beginning of a command."""
        self._tail = b""

    def _unfinished(self, rest: bytes) -> int:
        """Bytes at the end that may become a real-time command."""
        for length in range(min(len(rest), len(CLEAR) - 1), 0, -1):
            end = rest[-length:]
            if CLEAR.startswith(end) or end in (b"\x10", b"\x10\x04", b"\x10\x05"):
                return length
        return 0
