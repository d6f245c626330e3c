"""What a hall remembers for staffing: who comes to each queue and how long each service takes."""

from collections import deque
from collections.abc import Sequence
from typing import TypedDict

from server.domain.staffing.arrivals import Arrivals, ArrivalsState, Expected

_KEEP = 300  # services of a queue
_FADE = 0.999  # of what is known of patience, a person
_ENOUGH_LEAVERS = 5.0
_ENOUGH = 10  # services of its own before a queue no longer borrows the hall's
DAYS_TO_SPEAK = 3  # whole days; docs/waits.md says why
SERVICES_TO_SPEAK = 50


class WorkloadState(TypedDict):
    """All that `Workload` knows, for JSON."""

    day: int | None
    hall: ArrivalsState
    arrivals: dict[str, ArrivalsState]
    waited: list[float]
    services: dict[str, list[float]]


class Workload:
    """Fed with the hall's events; answers with forecasts and past service times by queue."""

    def __init__(self) -> None:
        self.arrivals: dict[str, Arrivals] = {}
        self.hall = Arrivals()
        self._services: dict[str, deque[float]] = {}
        self._waited = [0.0, 0.0]  # fading: seconds that people waited, people who gave up
        self._day: int | None = None

    def new_day(self, day: int) -> None:
        """Begin a business day (days since 1970-01-01)."""
        self._day = day
        self.hall.new_day(day)
        for arrivals in self.arrivals.values():
            arrivals.new_day(day)

    def arrived(self, t: float, queue: str) -> None:
        """Somebody joined a queue."""
        arrivals = self.arrivals.get(queue)
        if arrivals is None:
            arrivals = self.arrivals[queue] = Arrivals()
            if self._day is not None:
                arrivals.new_day(self._day)
        arrivals.arrived(t)
        self.hall.arrived(t)

    def waited(self, seconds: float, left: bool) -> None:
        """Somebody waited so long and was called, or gave up (`left`)."""
        waited, leavers = self._waited
        self._waited = [waited * _FADE + max(0.0, seconds), leavers * _FADE + left]

    def patience(self) -> float | None:
        """Mean seconds of waiting after which people give up; None where hardly anybody does.

        Seconds waited by all over those who gave up: the likeliest mean, when giving up is as
        likely at any moment.
        """
        waited, leavers = self._waited
        return waited / leavers if leavers >= _ENOUGH_LEAVERS else None

    def served(self, queue: str, seconds: float) -> None:
        """A service of this queue took so long, from call to the window's being free again."""
        if seconds < 0:
            raise ValueError(f"a service can't take {seconds} seconds")
        self._services.setdefault(queue, deque(maxlen=_KEEP)).append(round(seconds, 1))

    def forecast(self, t: float) -> dict[str, Sequence[Expected]]:
        """People expected from `t` on in each queue whose service times are known."""
        known = self.services()
        return {
            queue: arrivals.forecast(t)
            for queue, arrivals in sorted(self.arrivals.items())
            if queue in known
        }

    def services(self) -> dict[str, Sequence[float]]:
        """Past service seconds of each queue; a queue with few borrows all queues' own."""
        every = [seconds for queue in sorted(self._services) for seconds in self._services[queue]]
        if not every:
            return {}
        services: dict[str, Sequence[float]] = {}
        for queue in sorted(self.arrivals.keys() | self._services.keys()):
            own = self._services.get(queue, ())
            services[queue] = tuple(own) if len(own) >= _ENOUGH else tuple(every)
        return services

    @property
    def served_in_all(self) -> int:
        """How many services are remembered."""
        return sum(len(seconds) for seconds in self._services.values())

    @property
    def speaks(self) -> bool:
        """Is enough known for a forecast and a plan that somebody may act on?"""
        return self.hall.days >= DAYS_TO_SPEAK and self.served_in_all >= SERVICES_TO_SPEAK

    def state(self) -> WorkloadState:
        """All that is known, for JSON."""
        return {
            "day": self._day,
            "hall": self.hall.state(),
            "arrivals": {queue: arrivals.state() for queue, arrivals in self.arrivals.items()},
            "waited": self._waited,
            "services": {queue: list(seconds) for queue, seconds in self._services.items()},
        }

    @classmethod
    def from_state(cls, state: WorkloadState) -> "Workload":
        """What `state` wrote."""
        self = cls()
        self._day = state["day"]
        self._waited = list(state["waited"])
        self.hall = Arrivals.from_state(state["hall"])
        self.arrivals = {queue: Arrivals.from_state(s) for queue, s in state["arrivals"].items()}
        self._services = {queue: deque(s, maxlen=_KEEP) for queue, s in state["services"].items()}
        return self
