"""What one hall has learned of waits and workload, and its form as text."""

import json
from dataclasses import dataclass, field

from server.domain.staffing.workload import Workload
from server.domain.waiting.estimator import Estimator
from server.domain.waiting.saving import restore, save


@dataclass
class WaitsState:
    """A hall's estimator, its workload, and the tickets in the hall now.

    `joined`: when a ticket joined its queue; `called`: when and for which queue it was called;
    wall-clock seconds.
    """

    engine: Estimator = field(default_factory=Estimator)
    workload: Workload = field(default_factory=Workload)
    joined: dict[str, float] = field(default_factory=dict)
    called: dict[str, tuple[float, str]] = field(default_factory=dict)

    def dump(self) -> str:
        """JSON that `load` reads back to the same answers."""
        state = {
            "engine": save(self.engine),
            "workload": self.workload.state(),
            "joined": self.joined,
            "called": self.called,
        }
        return json.dumps(state, separators=(",", ":"))

    @classmethod
    def load(cls, text: str) -> "WaitsState":
        """Read what `dump` wrote; ValueError, KeyError or TypeError for anything else."""
        state = json.loads(text)
        return cls(
            restore(state["engine"]),
            Workload.from_state(state["workload"]),
            dict(state["joined"]),
            {ticket: (t, queue) for ticket, (t, queue) in state["called"].items()},
        )

    def new_day(self, day: int) -> None:
        """Begin a business day (days since 1970-01-01)."""
        self.engine.new_day(day)
        self.workload.new_day(day)
        self.joined.clear()
        self.called.clear()
