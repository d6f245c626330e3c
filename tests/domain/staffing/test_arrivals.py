"""The forecast of arrivals: weekdays, today's scale, its own error, its memory."""

import json

import pytest

from server.domain.staffing.arrivals import Arrivals
from server.domain.staffing.workload import Workload
from server.domain.waiting.clock import DAY

FIRST = 17997  # a Monday's neighbour; weekdays repeat every seven days


def learned(days: int = 21) -> Arrivals:
    """Every day ten people in each quarter from nine to ten; twenty on every seventh day."""
    arrivals = Arrivals()
    for day in range(FIRST, FIRST + days):
        arrivals.new_day(day)
        come(arrivals, day, 20 if (day - FIRST) % 7 == 0 else 10)
    return arrivals


def come(arrivals: Arrivals, day: int, a_quarter: int, quarters: int = 4) -> None:
    for i in range(a_quarter * quarters):
        arrivals.arrived(day * DAY + 9 * 3600 + i * 900 / a_quarter)


def nine_to_ten(arrivals: Arrivals, t: float) -> float:
    return sum(e.mean for e in arrivals.forecast(t) if 36 <= e.quarter < 40)


def test_the_same_weekday_counts_most() -> None:
    busy, usual = learned(), learned()
    busy.new_day(FIRST + 21)
    usual.new_day(FIRST + 22)
    midnight = (FIRST + 21) * DAY
    assert nine_to_ten(busy, midnight) > 1.4 * nine_to_ten(usual, midnight + DAY)


def test_today_scales_what_is_still_to_come() -> None:
    rush, quiet = learned(), learned()
    day = FIRST + 22
    for arrivals, people in ((rush, 20), (quiet, 5)):
        arrivals.new_day(day)
        come(arrivals, day, people, quarters=2)
    at = day * DAY + 9.5 * 3600
    assert rush.pace(at) > 1.2 > 0.8 > quiet.pace(at)
    assert nine_to_ten(rush, at) > 1.5 * nine_to_ten(quiet, at)


def test_a_quarter_already_begun_is_forecast_for_what_is_left_of_it() -> None:
    arrivals = learned()
    day = FIRST + 22
    arrivals.new_day(day)
    whole = arrivals.forecast(day * DAY + 9 * 3600)[0]
    third = arrivals.forecast(day * DAY + 9 * 3600 + 600)[0]
    assert whole.quarter == third.quarter == 36
    assert third.mean < 0.4 * whole.mean
    assert whole.low <= whole.mean <= whole.high


def test_the_error_of_a_regular_hall_is_small_and_a_new_hall_has_none() -> None:
    error = learned().error()
    assert error is not None and error.share < 0.7 and error.mae > 0
    new = Arrivals()
    new.new_day(FIRST)
    assert new.error() is None
    assert all(expected.mean == 0 for expected in new.forecast(FIRST * DAY))


def test_a_workload_survives_as_json() -> None:
    workload = Workload()
    for day in range(FIRST, FIRST + 9):
        workload.new_day(day)
        for i in range(40):
            workload.arrived(day * DAY + 9 * 3600 + i * 60, "ab"[i % 2])
            workload.waited(i * 10, left=i % 8 == 0)
            workload.served("a", 100 + i)
    again = Workload.from_state(json.loads(json.dumps(workload.state())))
    t = (FIRST + 8) * DAY + 9 * 3600
    assert again.forecast(t) == workload.forecast(t)
    assert again.services() == workload.services()
    assert again.patience() == workload.patience() == pytest.approx(1560.0, rel=0.05)
    assert again.services()["b"] == again.services()["a"]


def test_a_service_cannot_take_less_than_no_time() -> None:
    with pytest.raises(ValueError, match="can't take -1"):
        Workload().served("a", -1)
