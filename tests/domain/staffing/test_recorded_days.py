"""The simulation and the forecast held against recorded days of a real call centre."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from server.domain.staffing.needed import outlook
from server.domain.staffing.simulation import SimulatedVisitor, SimulatedWindow, Situation
from server.domain.staffing.workload import Workload
from server.domain.waiting.clock import DAY
from server.domain.waiting.replay import LoggedVisit
from server.waits.log import read_log

LOG = Path(__file__).parent.parent / "waiting" / "recorded" / "bank_1999_01.csv.gz"
PLEDGE = 60.0
GAP = 300.0  # seconds without a call after which an agent is taken to be away
LINES = frozenset({"PS", "NW", "NE", "TT", "PE"})  # one pool of agents; IN has its own


@pytest.fixture(scope="module")
def visits() -> list[LoggedVisit]:
    return [visit for visit in read_log(LOG) if visit.queue in LINES]


def mornings(visits: list[LoggedVisit]) -> Iterator[tuple[Workload, int, list[LoggedVisit]]]:
    """The workload as known on the morning of each day, and the day that followed."""
    workload = Workload()
    for day in sorted({visit.day for visit in visits}):
        today = [visit for visit in visits if visit.day == day]
        workload.new_day(day)
        yield workload, day, today
        for visit in today:
            workload.arrived(visit.arrival, visit.queue)
            called = visit.start if visit.start is not None else visit.end
            workload.waited((called or visit.arrival) - visit.arrival, visit.start is None)
            if visit.start is not None and visit.end is not None:
                workload.served(visit.queue, visit.end - visit.start)


def situation(workload: Workload, today: list[LoggedVisit], now: float, until: float) -> Situation:
    """The pool at `now` as the log shows it, with the agents' presence as it was recorded."""
    waiting = tuple(
        SimulatedVisitor(v.queue, v.arrival, v.arrival - 90 * v.priority)
        for v in today
        if v.arrival <= now < (v.start or v.end or v.arrival)
    )
    windows = tuple(presences(today, now, until))
    return Situation(
        now,
        until,
        waiting,
        windows,
        workload.forecast(now),
        workload.services(),
        workload.patience(),
    )


def presences(today: list[LoggedVisit], now: float, until: float) -> Iterator[SimulatedWindow]:
    """An agent is there from a first call to a last end with no gap above GAP between."""
    services: dict[str, list[tuple[float, float, str]]] = {}
    for v in today:
        if v.server and v.start is not None and v.end is not None:
            services.setdefault(v.server, []).append((v.start, v.end, v.queue))
    for agent in sorted(services):
        spell: list[tuple[float, float, str]] = []
        for service in [*sorted(services[agent]), (float("inf"), float("inf"), "")]:
            if spell and service[0] - spell[-1][1] > GAP:
                if spell[0][0] < until and spell[-1][1] > now:
                    yield presence(agent, spell, now)
                spell = []
            spell.append(service)


def presence(agent: str, spell: list[tuple[float, float, str]], now: float) -> SimulatedWindow:
    busy = [(start, queue) for start, end, queue in spell if start <= now < end]
    since, serving = busy[0] if busy else (0.0, None)
    return SimulatedWindow(agent, LINES, max(now, spell[0][0]), spell[-1][1], serving, since)


def stayed(visit: LoggedVisit) -> bool:
    """Served, or gave up only after the pledge was broken."""
    return visit.start is not None or (visit.end or visit.arrival) - visit.arrival > PLEDGE


def test_the_simulated_share_within_the_pledge_is_near_the_recorded_one(
    visits: list[LoggedVisit],
) -> None:
    off = []
    for workload, day, today in mornings_at_ten(visits):
        now, until = day * DAY + 10 * 3600.0, day * DAY + 12 * 3600.0
        come = [v for v in today if now <= v.arrival < until and stayed(v)]
        kept = sum(v.start is not None and v.start - v.arrival <= PLEDGE for v in come) / len(come)
        said = outlook(situation(workload, today, now, until), PLEDGE, seeds=range(6))
        off.append(said.kept - kept)
    assert len(off) >= 3
    assert sum(abs(each) for each in off) / len(off) < 0.15, off


def mornings_at_ten(
    visits: list[LoggedVisit],
) -> Iterator[tuple[Workload, int, list[LoggedVisit]]]:
    """Ten o'clock on working days, once five days are known, where the log names the agents."""
    for learned, day, today in mornings(visits):
        error = learned.hall.error()
        served = [v for v in today if v.start is not None]
        named = sum(v.server is not None for v in served) > 0.98 * len(served)
        if len(today) < 800 or not named or error is None or error.days < 5:
            continue
        workload = Workload.from_state(learned.state())
        for visit in today:
            if visit.arrival % DAY < 10 * 3600:
                workload.arrived(visit.arrival, visit.queue)
        yield workload, day, today


def test_the_forecast_of_arrivals_beats_the_mean_of_the_day(visits: list[LoggedVisit]) -> None:
    said = flat = 0.0
    for workload, day, today in mornings(visits):
        counts = [0] * 96
        for visit in today:
            counts[int(visit.arrival % DAY) // 900] += 1
        forecast = [expected.mean for expected in workload.hall.forecast(day * DAY)]
        if any(forecast):
            mean = sum(forecast) / 96
            said += sum(abs(a - b) for a, b in zip(counts, forecast, strict=True))
            flat += sum(abs(count - mean) for count in counts)
    error = workload.hall.error()
    assert error is not None and 0 < error.share < 0.6
    assert said < 0.6 * flat
