"""The simulated queue against Erlang's formulas, and what the manager's questions must obey."""

from dataclasses import replace
from math import factorial
from random import Random

import pytest

from server.domain.staffing.arrivals import Expected
from server.domain.staffing.needed import outlook, windows_needed, with_more
from server.domain.staffing.simulation import (
    SimulatedVisitor,
    SimulatedWindow,
    Situation,
    Wait,
    simulate,
)
from server.domain.waiting.clock import DAY

MONDAY = 18000 * DAY
LINES = frozenset({"cars"})
_CHANCE = Random(1)
SERVICES = tuple(_CHANCE.expovariate(1 / 300) for _ in range(2000))


def erlang_wait(rate: float, service: float, servers: int) -> float:
    """Mean wait of M/M/c (Erlang C), seconds."""
    load = rate * service
    last = load**servers / factorial(servers) * servers / (servers - load)
    wait = last / (sum(load**k / factorial(k) for k in range(servers)) + last)
    return wait * service / (servers - load)


def hall(servers: int, an_hour: float, hours: float = 4.0) -> Situation:
    """`servers` windows from eight o'clock, nobody waiting, `an_hour` people an hour."""
    now = MONDAY + 8 * 3600.0
    until = now + hours * 3600
    windows = tuple(SimulatedWindow(f"w{i}", LINES, now, until + 7200) for i in range(servers))
    quarters = range(32, 32 + int(hours * 4))
    coming = [Expected(q, an_hour / 4, 0.0, an_hour) for q in quarters]
    return Situation(now, until, (), windows, {"cars": coming}, {"cars": SERVICES})


def test_a_steady_hall_waits_as_erlang_says() -> None:
    steady = hall(3, 25.0, hours=16.0)
    waits = [w for seed in range(60) for w in simulate(steady, seed) if w.arrived > steady.now]
    late = [wait.seconds for wait in waits if wait.arrived > steady.now + 2 * 3600]
    service = sum(SERVICES) / len(SERVICES)
    truth = erlang_wait(25 / 3600, service, 3)
    assert sum(late) / len(late) == pytest.approx(truth, rel=0.15)


def test_the_same_seed_plays_the_same_day() -> None:
    assert simulate(hall(2, 20.0), 7) == simulate(hall(2, 20.0), 7)
    assert simulate(hall(2, 20.0), 7) != simulate(hall(2, 20.0), 8)


def test_who_waits_now_is_called_by_key_after_the_service_in_progress() -> None:
    now = MONDAY + 8 * 3600.0
    window = SimulatedWindow("1", LINES, now, now + 3600, serving="cars", since=now - 60)
    people = (
        SimulatedVisitor("cars", now - 100, now - 100),
        SimulatedVisitor("cars", now - 10, now - 200),
    )
    waits = simulate(Situation(now, now, people, (window,), {}, {"cars": (90.0,)}), 0)
    assert waits == [Wait("cars", now - 10, 40.0, True), Wait("cars", now - 100, 220.0, True)]


def test_who_is_never_called_is_counted() -> None:
    now = MONDAY + 8 * 3600.0
    people = (SimulatedVisitor("cars", now - 50, now - 50),)
    closed = Situation(now, now, people, (), {}, {"cars": (60.0,)})
    assert simulate(closed, 0) == [Wait("cars", now - 50, 50.0, False)]
    assert outlook(closed, 600).unserved == 1.0


def test_people_give_up_as_the_hall_knows_them() -> None:
    crowded = hall(1, 30.0)
    patient, hasty = outlook(crowded, 600), outlook(replace(crowded, patience=600.0), 600)
    assert patient.left == 0
    assert hasty.left > 0.2 * hasty.people
    assert hasty.mean_wait < patient.mean_wait


def test_more_windows_never_keep_fewer_within_the_pledge() -> None:
    base = hall(2, 26.0)
    kept = [outlook(with_more(base, more, base.now, LINES), 600).kept for more in range(4)]
    assert kept == sorted(kept)
    assert kept[3] > kept[0]


def test_a_window_that_opens_later_helps_only_from_then_on() -> None:
    base = hall(2, 26.0)
    later = with_more(base, 1, base.now + 2 * 3600, LINES)
    before, after = outlook(base, 600).kept_by_quarter, outlook(later, 600).kept_by_quarter
    assert before[32] == after[32]
    assert sum(after[q] - before[q] for q in range(41, 48)) > 0


def test_windows_needed_is_the_fewest_that_keep_the_pledge() -> None:
    base = hall(2, 30.0)
    need = windows_needed(base, 600, LINES)
    assert need.windows is not None and need.outlook.kept >= 0.9
    fewer = with_more(
        replace(base, windows=base.windows[: need.windows - 1]),
        max(0, need.windows - 1 - len(base.windows)),
        base.now,
        LINES,
    )
    assert outlook(fewer, 600).kept < 0.9


def test_a_pledge_that_cannot_be_kept_is_said_to_be_so() -> None:
    need = windows_needed(hall(1, 60.0), 60, LINES, most=2, seeds=range(3))
    assert need.windows is None
    assert need.outlook.kept < 0.9


def test_a_queue_without_service_times_is_refused() -> None:
    with pytest.raises(ValueError, match="no service times are known for pass"):
        Situation(0.0, 0.0, (SimulatedVisitor("pass", 0.0, 0.0),), (), {}, {"cars": (1.0,)})
