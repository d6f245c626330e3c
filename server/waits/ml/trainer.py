"""Collects waits with their features and trains the trees on them every night."""

from collections import deque
from itertools import islice
from typing import Any

from server.domain.waiting.conformal import size
from server.waits.ml.trees import HIGH, POINT, Tree, read_tree, train

Row = tuple[float, ...]
_KEEP = 40_000  # tickets: some months of a hall, some weeks of a city
_ENOUGH = 300  # tickets before anything is learned
_ENOUGH_DAYS = 2
# People of one day share its luck, so it is days that allow a tree to look closer.
_LEAVES, _LEAVES_MANY_DAYS, _MANY_DAYS = 15, 31, 21
_GROWN = 1.05  # learn again when there is so much more to learn from,
_STALE = 7  # or so many days have gone by


class Trainer:
    """Feature rows with the waits that followed, of all halls of a program, and the trees."""

    def __init__(self) -> None:
        self.rows: deque[tuple[int, Row, float]] = deque(maxlen=_KEEP)  # day, row, log size
        self.point: list[Tree] = []
        self.high: list[Tree] = []
        self._trained_before: int | None = None
        self._learned_day = 0
        self._learned_from = 0
        self._count = 0

    def add(self, day: int, row: Row, seconds: float) -> None:
        """Remember a question of that day and the wait that followed."""
        self.rows.append((day, row, round(size(seconds), 4)))
        self._count += 1

    def train_before(self, day: int) -> None:
        """Train before `day` begins, once however many halls call."""
        if self._trained_before == day:
            return
        self._trained_before = day
        days = {known for known, _, _ in islice(self.rows, 0, None, 20)}
        if len(self.rows) < _ENOUGH or len(days) < _ENOUGH_DAYS:
            return
        stale = day - self._learned_day >= _STALE
        if self.point and not stale and self._count < self._learned_from * _GROWN:
            return
        rows = [row for _, row, _ in self.rows]
        sizes = [waited for _, _, waited in self.rows]
        leaves = _LEAVES if len(days) < _MANY_DAYS else _LEAVES_MANY_DAYS
        self.point = train(rows, sizes, POINT, leaves)
        self.high = train(rows, sizes, HIGH, leaves)
        self._learned_day, self._learned_from = day, self._count

    def state(self) -> dict[str, Any]:
        """All that is known, for JSON; numbers of rows to six digits, which is what they hold."""
        return {
            "rows": [[day, [float(f"{x:.6g}") for x in row], y] for day, row, y in self.rows],
            "point": self.point,
            "high": self.high,
            "nights": [self._trained_before, self._learned_day, self._learned_from, self._count],
        }

    @classmethod
    def from_state(cls, state: dict[str, Any]) -> "Trainer":
        """What `state` wrote."""
        self = cls()
        self.rows.extend((day, tuple(row), y) for day, row, y in state["rows"])
        self.point = [read_tree(tree) for tree in state["point"]]
        self.high = [read_tree(tree) for tree in state["high"]]
        self._trained_before, self._learned_day, self._learned_from, self._count = state["nights"]
        return self
