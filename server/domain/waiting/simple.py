"""The simple predictors that halls use today, to stand beside the engine in its score.

Each sees only what happened before the arrival. Seconds; None where it has nothing to go by.
"""

from collections import deque
from dataclasses import dataclass, field

OWN_FIGURE = "own figure × ahead"
DESK_TIME = "ahead × desk time ÷ windows"
LAST_ENTERED = "last to enter service"
HEAD_OF_LINE = "head of queue"
THROUGHPUT = "queue ÷ throughput"
NAMES = (OWN_FIGURE, DESK_TIME, LAST_ENTERED, HEAD_OF_LINE, THROUGHPUT)

_RECENT = 10  # calls whose pace is the recent throughput
_FADE = 0.995


@dataclass(slots=True)
class _Queue:
    waiting: dict[str, float] = field(default_factory=dict)
    calls: deque[float] = field(default_factory=lambda: deque(maxlen=_RECENT))
    last_wait: float | None = None
    busy_since: float | None = None
    windows: float = 1.0
    desk: float = 0.0  # fading sum of desk seconds
    served: float = 0.0  # ... and of the people they were spent on


class SimplePredictors:
    """One hall's queues, watched for all simple predictors at once."""

    def __init__(self) -> None:
        self._queues: dict[str, _Queue] = {}
        self._queue_of: dict[str, _Queue] = {}
        self._since: dict[str, float] = {}

    def new_day(self) -> None:
        """Nobody waits any more; what was learned of desk times stays."""
        for queue in self._queues.values():
            queue.waiting.clear()
            queue.calls.clear()
            queue.last_wait = queue.busy_since = None
        self._queue_of.clear()
        self._since.clear()

    def arrive(
        self, t: float, ticket: str, queue_name: str, windows: float | None, figure: float | None
    ) -> tuple[dict[str, float | None], int]:
        """What each would say, and how many wait in the same queue. `figure`: seconds."""
        queue = self._queues.setdefault(queue_name, _Queue())
        if windows is not None:
            queue.windows = max(1.0, windows)
        said = _said(queue, t, figure)
        ahead = len(queue.waiting)
        if not ahead:
            queue.busy_since = t
        queue.waiting[ticket] = t
        self._queue_of[ticket] = queue
        return said, ahead

    def start(self, t: float, ticket: str) -> None:
        """A ticket is called; the time since the call before was desk time of all windows."""
        queue = self._queue_of.get(ticket)
        if queue is None or ticket not in queue.waiting:
            return
        queue.last_wait = t - queue.waiting.pop(ticket)
        if queue.busy_since is not None:
            queue.desk = queue.desk * _FADE + (t - queue.busy_since) * queue.windows
            queue.served = queue.served * _FADE + 1
        queue.busy_since = t if queue.waiting else None
        queue.calls.append(t)
        self._since[ticket] = t

    def leave(self, ticket: str) -> None:
        """A ticket went away unserved."""
        queue = self._queue_of.pop(ticket, None)
        if queue is not None:
            queue.waiting.pop(ticket, None)
            if not queue.waiting:
                queue.busy_since = None


def _said(queue: _Queue, t: float, figure: float | None) -> dict[str, float | None]:
    ahead = len(queue.waiting)
    gap = (t - queue.calls[0]) / len(queue.calls) if queue.calls else None
    desk = queue.desk / queue.served if queue.served else None
    return {
        OWN_FIGURE: None if figure is None else figure * ahead,
        DESK_TIME: None if desk is None else desk * ahead / queue.windows,
        LAST_ENTERED: queue.last_wait,
        HEAD_OF_LINE: t - next(iter(queue.waiting.values())) if queue.waiting else 0.0,
        THROUGHPUT: None if gap is None else gap * ahead,
    }
