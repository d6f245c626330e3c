"""The simple predictors that halls use today, to stand beside the engine in its score.

Each sees only what happened before the arrival. Seconds; None where it has nothing to go by.
"""

from collections import deque
from dataclasses import dataclass, field

OWN_FIGURE = "own figure × ahead"
DESK_TIME = "ahead × desk time ÷ windows"
LAST_ENTERED = "last to enter service"
HEAD_OF_LINE = "head of line"
THROUGHPUT = "queue ÷ throughput"
NAMES = (OWN_FIGURE, DESK_TIME, LAST_ENTERED, HEAD_OF_LINE, THROUGHPUT)

_RECENT = 10  # calls whose pace is the recent throughput
_FADE = 0.995


@dataclass(slots=True)
class _Line:
    waiting: dict[str, float] = field(default_factory=dict)
    calls: deque[float] = field(default_factory=lambda: deque(maxlen=_RECENT))
    last_wait: float | None = None
    busy_since: float | None = None
    windows: float = 1.0
    desk: float = 0.0  # fading sum of desk seconds
    served: float = 0.0  # ... and of the people they were spent on


class SimplePredictors:
    """One hall's lines, watched for all simple predictors at once."""

    def __init__(self) -> None:
        self._lines: dict[str, _Line] = {}
        self._line_of: dict[str, _Line] = {}
        self._since: dict[str, float] = {}

    def new_day(self) -> None:
        """Nobody waits any more; what was learned of desk times stays."""
        for line in self._lines.values():
            line.waiting.clear()
            line.calls.clear()
            line.last_wait = line.busy_since = None
        self._line_of.clear()
        self._since.clear()

    def arrive(
        self, t: float, ticket: str, line_name: str, windows: float | None, figure: float | None
    ) -> tuple[dict[str, float | None], int]:
        """What each would say, and how many wait in the same line. `figure`: seconds."""
        line = self._lines.setdefault(line_name, _Line())
        if windows is not None:
            line.windows = max(1.0, windows)
        said = _said(line, t, figure)
        ahead = len(line.waiting)
        if not ahead:
            line.busy_since = t
        line.waiting[ticket] = t
        self._line_of[ticket] = line
        return said, ahead

    def start(self, t: float, ticket: str) -> None:
        """A ticket is called; the time since the call before was desk time of all windows."""
        line = self._line_of.get(ticket)
        if line is None or ticket not in line.waiting:
            return
        line.last_wait = t - line.waiting.pop(ticket)
        if line.busy_since is not None:
            line.desk = line.desk * _FADE + (t - line.busy_since) * line.windows
            line.served = line.served * _FADE + 1
        line.busy_since = t if line.waiting else None
        line.calls.append(t)
        self._since[ticket] = t

    def leave(self, ticket: str) -> None:
        """A ticket went away unserved."""
        line = self._line_of.pop(ticket, None)
        if line is not None:
            line.waiting.pop(ticket, None)
            if not line.waiting:
                line.busy_since = None


def _said(line: _Line, t: float, figure: float | None) -> dict[str, float | None]:
    ahead = len(line.waiting)
    gap = (t - line.calls[0]) / len(line.calls) if line.calls else None
    desk = line.desk / line.served if line.served else None
    return {
        OWN_FIGURE: None if figure is None else figure * ahead,
        DESK_TIME: None if desk is None else desk * ahead / line.windows,
        LAST_ENTERED: line.last_wait,
        HEAD_OF_LINE: t - next(iter(line.waiting.values())) if line.waiting else 0.0,
        THROUGHPUT: None if gap is None else gap * ahead,
    }
