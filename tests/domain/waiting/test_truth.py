"""A hall in steady state: the estimates come to the truth of a queue with known parameters."""

from heapq import heappop, heappush
from math import factorial
from random import Random

import pytest

from server.domain.waiting.estimate import Estimate
from server.domain.waiting.estimator import Estimator
from server.domain.waiting.scoring import Tally

DAY = 86400.0
SERVICE = 300.0
SERVERS = 3
RATE = 32 / 3600  # people a second: load 0.89
HEAD_START = 90.0


class SimulatedHall:
    """M/M/3 with priorities that count as an earlier arrival, told to an engine as it plays."""

    def __init__(self, engine: Estimator, seed: int) -> None:
        self.engine = engine
        self.chance = Random(seed)
        self.seen: list[tuple[Estimate, float, int, int]] = []  # said, waited, ahead, priority
        self.waits: list[float] = []

    def day(self, day: int, keep: bool) -> None:
        self.engine.new_day(day)
        self._events: list[tuple[float, int, str, int]] = []
        self._queue: list[tuple[float, str, float, int]] = []
        self._said: dict[str, tuple[Estimate | None, int]] = {}
        self._free = SERVERS
        begin = day * DAY + 6 * 3600
        t, n = begin, 0
        while (t := t + self.chance.expovariate(RATE)) < begin + 12 * 3600:
            n += 1
            heappush(self._events, (t, 0, f"{day}-{n}", int(self.chance.random() < 0.2)))
        while self._events:
            t, kind, ticket, priority = heappop(self._events)
            if kind == 0:
                self._arrive(t, ticket, priority)
            else:
                self._free += 1
                self.engine.end(t, ticket)
            while self._free and self._queue:
                self._call(t, keep and t > begin + 2 * 3600)

    def _arrive(self, t: float, ticket: str, priority: int) -> None:
        key = t - HEAD_START * priority
        ahead = sum(other[0] < key for other in self._queue)
        said = self.engine.arrive(t, ticket, "cars", priority, windows=SERVERS)
        self._said[ticket] = (said, ahead)
        heappush(self._queue, (key, ticket, t, priority))

    def _call(self, t: float, keep: bool) -> None:
        _, ticket, arrived, priority = heappop(self._queue)
        self._free -= 1
        self.engine.start(t, ticket)
        said, ahead = self._said[ticket]
        if keep and said is not None:
            self.seen.append((said, t - arrived, ahead, priority))
            self.waits.append(t - arrived)
        heappush(self._events, (t + self.chance.expovariate(1 / SERVICE), 1, ticket, 0))


@pytest.fixture(scope="module")
def steady() -> SimulatedHall:
    hall = SimulatedHall(Estimator(HEAD_START), seed=11)
    for i in range(40):
        hall.day(18000 + i, keep=i >= 12)
    return hall


def erlang_mean() -> float:
    load = RATE * SERVICE
    last = load**SERVERS / factorial(SERVERS) * SERVERS / (SERVERS - load)
    waits = last / (sum(load**k / factorial(k) for k in range(SERVERS)) + last)
    return waits * SERVICE / (SERVERS - load)


def test_the_simulated_queue_is_the_one_that_the_formulas_mean(steady: SimulatedHall) -> None:
    assert sum(steady.waits) / len(steady.waits) == pytest.approx(erlang_mean(), rel=0.25)


def test_with_n_ahead_the_wait_is_that_of_n_and_one_more_services(steady: SimulatedHall) -> None:
    """With all busy and n ahead the wait is a sum of n + 1 exponentials of mean S / c."""
    for ahead in (3, 6, 9):
        said = [e.point for e, _, n, priority in steady.seen if n == ahead and not priority]
        truth = (ahead + 1) * SERVICE / SERVERS
        assert len(said) > 30
        assert sum(said) / len(said) == pytest.approx(truth, rel=0.2)


def test_the_range_is_kept_as_promised(steady: SimulatedHall) -> None:
    tally = Tally()
    for said, waited, ahead, _ in steady.seen:
        tally.add(said.point, said.low, said.high, waited, ahead)
    figures = tally.figures()
    assert figures["n"] == len(steady.seen) > 5000
    assert 0.78 <= (figures["coverage"] or 0) <= 0.88
    assert 0.75 <= (figures["coverage_many"] or 0) <= 0.88


def test_priority_waits_less(steady: SimulatedHall) -> None:
    def mean(priority: int) -> float:
        said = [e.point for e, _, n, p in steady.seen if p == priority]
        return sum(said) / len(said)

    assert mean(1) < mean(0)
