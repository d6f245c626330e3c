"""The latest events of one hall, in memory and ready for the wire."""

from collections import deque
from itertools import islice

EVENTS = 1000
"""How many are kept: some ten minutes of a busy hall, about half a megabyte."""


class ReplayBuffer:
    """Frames of the events first..last of one journal, without a gap."""

    def __init__(self, last: int, size: int = EVENTS) -> None:
        self.last = last
        self._frames: deque[bytes] = deque(maxlen=size)

    @property
    def first(self) -> int:
        """The oldest event that is kept; last + 1 when there is none."""
        return self.last - len(self._frames) + 1

    @property
    def newest(self) -> bytes | None:
        """The frame of the last event; None when it is not kept."""
        return self._frames[-1] if self._frames else None

    def add(self, seq: int, frame: bytes) -> None:
        """Keep the next event; raises ValueError when it is not the next one."""
        if seq != self.last + 1:
            raise ValueError(f"event {seq} does not follow {self.last}")
        self._frames.append(frame)
        self.last = seq

    def since(self, after: int) -> list[bytes] | None:
        """The frames after that event in order; None when it is too old or not there yet."""
        if after > self.last or after < self.first - 1:
            return None
        return list(islice(self._frames, after - self.first + 1, None))
