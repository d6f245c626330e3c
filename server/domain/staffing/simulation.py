"""The hall's own queue, played on from now with the hall's own service times.

Erlang's formulas assume a steady state that a hall in the morning rush never reaches and are
worst near saturation, where the question matters; so the queue itself is simulated. People give
up as they do in this hall: at random, after `patience` seconds in the mean. The same seed gives
the same people, services and patience, so alternatives differ by the windows alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from math import inf
from random import Random

from server.domain.staffing.arrivals import Expected
from server.domain.waiting.clock import DAY, QUARTER


@dataclass(frozen=True, slots=True)
class SimulatedWindow:
    """A window that calls from these queues between two moments; perhaps serving already."""

    id: str
    queues: frozenset[str]
    opens: float
    closes: float
    serving: str | None = None  # the queue of the person being served now
    since: float = 0.0


@dataclass(frozen=True, slots=True)
class SimulatedVisitor:
    """Somebody in queue now; `key` orders the queue as `waiting.server_group.QueuedTicket` does."""

    queue: str
    arrived: float
    key: float


@dataclass(frozen=True, slots=True)
class Situation:
    """The hall at `now`, and what is expected until nobody is let in any more (`until`)."""

    now: float
    until: float
    waiting: tuple[SimulatedVisitor, ...]
    windows: tuple[SimulatedWindow, ...]
    arrivals: Mapping[str, Sequence[Expected]]
    services: Mapping[str, Sequence[float]]  # queue -> past service seconds, at least one
    patience: float | None = None  # mean seconds after which somebody leaves; None: nobody does

    def __post_init__(self) -> None:
        queues = self.arrivals.keys() | {person.queue for person in self.waiting}
        without = sorted(queue for queue in queues if not self.services.get(queue))
        if without:
            raise ValueError(f"no service times are known for {', '.join(without)}")


@dataclass(frozen=True, slots=True)
class Wait:
    """One simulated person: when they came, how long they waited, and what for in the end.

    `served` False and `left` False: still waiting when the last window closed.
    """

    queue: str
    arrived: float
    seconds: float
    served: bool
    left: bool = False


def simulate(situation: Situation, seed: int) -> list[Wait]:
    """Play the queue on once; those never called wait until the last window has closed."""
    return _Play(situation, Random(seed)).run()


_FREE, _ARRIVE = 0, 1


class _Play:
    def __init__(self, situation: Situation, chance: Random) -> None:
        self.situation = situation
        self.events: list[tuple[float, int, int]] = []  # when, kind, index of window or person
        # queue, arrived, key, service, leaves at
        self.people: list[tuple[str, float, float, float, float]] = []
        self.chance = chance
        self.queues: dict[str, list[tuple[float, int]]] = {}
        self.idle: list[int] = []
        self.waits: list[Wait] = []
        for queue in sorted(situation.services):
            self._people_of(queue, chance)
        for i, window in enumerate(situation.windows):
            self.events.append((self._free_from(window, chance), _FREE, i))
        heapify(self.events)

    def _people_of(self, queue: str, chance: Random) -> None:
        services = self.situation.services[queue]
        here = [p for p in self.situation.waiting if p.queue == queue]
        for person in here:
            self._person(queue, person.arrived, person.key, chance.choice(services))
            heappush(self.queues[queue], (person.key, len(self.people) - 1))
        for t in self._coming(queue, chance):
            self._person(queue, t, t, chance.choice(services))
            self.events.append((t, _ARRIVE, len(self.people) - 1))

    def _person(self, queue: str, arrived: float, key: float, service: float) -> None:
        stays = inf
        if self.situation.patience:
            stays = self.chance.expovariate(1 / self.situation.patience)
        leaves = max(arrived, self.situation.now) + stays
        self.people.append((queue, arrived, key, service, leaves))
        self.queues.setdefault(queue, [])

    def _coming(self, queue: str, chance: Random) -> list[float]:
        """Moments of arrival: Poisson within each quarter hour."""
        now, until = self.situation.now, self.situation.until
        midnight = now - now % DAY
        coming = []
        for expected in self.situation.arrivals.get(queue, ()):
            begin = max(now, midnight + expected.quarter * QUARTER)
            end = midnight + (expected.quarter + 1) * QUARTER
            if expected.mean <= 0 or begin >= until or begin >= end:
                continue
            rate = expected.mean / (end - begin)
            t = begin + chance.expovariate(rate)
            while t < min(end, until):
                coming.append(t)
                t += chance.expovariate(rate)
        return coming

    def _free_from(self, window: SimulatedWindow, chance: Random) -> float:
        """When a window can call: at opening, or after the service in progress."""
        now = self.situation.now
        if window.serving is None:
            return max(now, window.opens)
        so_far = now - window.since
        longer = [s for s in self.situation.services.get(window.serving, ()) if s > so_far]
        return now + (chance.choice(longer) - so_far if longer else 0.0)

    def run(self) -> list[Wait]:
        while self.events:
            t, kind, index = heappop(self.events)
            if kind == _ARRIVE:
                queue, _, key, _, _ = self.people[index]
                heappush(self.queues[queue], (key, index))
                self._call_to_idle(t, queue)
            elif not self._call(t, index):
                self.idle.append(index)
        self._leave_uncalled()
        return self.waits

    def _call_to_idle(self, t: float, queue: str) -> None:
        for at, index in enumerate(self.idle):
            if queue in self.situation.windows[index].queues:
                del self.idle[at]
                if not self._call(t, index):
                    self.idle.append(index)
                return

    def _call(self, t: float, index: int) -> bool:
        """Window `index` calls who is first among its queues; False if nobody or closed."""
        window = self.situation.windows[index]
        if t >= window.closes:
            return False
        for queue in sorted(window.queues):
            self._drop_leavers(t, self.queues.get(queue, []))
        heads = [(self.queues[x][0], x) for x in sorted(window.queues) if self.queues.get(x)]
        if not heads:
            return False
        (_, person), queue = min(heads)
        heappop(self.queues[queue])
        _, arrived, _, service, _ = self.people[person]
        self.waits.append(Wait(queue, arrived, t - arrived, True))
        heappush(self.events, (t + service, _FREE, index))
        return True

    def _drop_leavers(self, t: float, queue: list[tuple[float, int]]) -> None:
        while queue and self.people[queue[0][1]][4] < t:
            name, arrived, _, _, leaves = self.people[heappop(queue)[1]]
            self.waits.append(Wait(name, arrived, leaves - arrived, False, True))

    def _leave_uncalled(self) -> None:
        last = max((w.closes for w in self.situation.windows), default=self.situation.until)
        for queue in sorted(self.queues):
            for _, person in sorted(self.queues[queue]):
                _, arrived, _, _, leaves = self.people[person]
                until = max(arrived, min(last, leaves))
                self.waits.append(Wait(queue, arrived, until - arrived, False, leaves < last))
