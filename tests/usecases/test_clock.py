"""A clock that was ahead takes a hall into a later day: seen, and brought back, no number twice."""

import logging
from datetime import timedelta

import pytest

from server.setup.housekeeping import Housekeeper
from server.usecases.app_context import AppContext
from server.usecases.closing import CloseDay, close_day
from server.usecases.reading import board
from server.usecases.today import today
from server.usecases.verifying import verify_hall
from tests.support.halls import Clock
from tests.support.people import clerk, take
from tests.support.recomputed import recomputed


def kinds(context: AppContext) -> list[str]:
    recomputed(context)
    return [alarm.kind for alarm in today(context, "main").alarms]


def ahead_and_back(context: AppContext, clock: Clock, days: int = 1) -> None:
    """Two numbers, a round of housekeeping by a wrong clock, one more number; then it is right."""
    take(context), take(context)
    clock.tick(days=days)
    Housekeeper(context).round()
    take(context)
    clock.tick(days=-days, minutes=5)


def test_a_hall_stays_in_the_later_day_and_says_so(
    context: AppContext, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    assert kinds(context) == []
    ahead_and_back(context, clock)
    keeper = Housekeeper(context)
    with caplog.at_level(logging.WARNING, "servicehall.housekeeping"):
        keeper.round()
        keeper.round()
    (said,) = caplog.messages
    assert "stands in 2026-11-19, 1 day(s) ahead" in said
    assert board(context, "main").day == "2026-11-19"
    assert kinds(context) == ["clock"]
    assert [take(context).number, take(context).number] == ["A002", "A003"]


def test_the_date_comes_and_numbers_go_on(context: AppContext, clock: Clock) -> None:
    ahead_and_back(context, clock)
    clock.tick(days=1)
    assert kinds(context) == []
    assert take(context).number == "A002"
    clock.tick(days=1)
    assert take(context).number == "A001"


@pytest.mark.parametrize("days", [1, 400])
def test_closing_the_day_brings_the_hall_back(context: AppContext, clock: Clock, days: int) -> None:
    ahead_and_back(context, clock, days)
    later = (context.now() + timedelta(days=days)).date().isoformat()
    closed = close_day(context, CloseDay(hall="main", actor="manager"))
    assert (closed.day, closed.closed, closed.now) == (later, {"waiting": 1}, "2026-11-18")
    assert kinds(context) == []
    state = board(context, "main")
    assert (state.day, state.queues["hukou"].waiting) == ("2026-11-18", 0)
    assert take(context).number == "A003"  # after the two of this morning
    one = clerk(context, "1")
    assert one.call_next().console.ticket.number == "A003"
    clock.tick(days=days)
    assert take(context).number == "A002"  # after the one that the wrong clock gave out
    assert verify_hall(context, "main").holds


def test_closing_a_day_that_is_not_ahead_stays_in_it(context: AppContext) -> None:
    take(context)
    closed = close_day(context, CloseDay(hall="main", actor="manager"))
    assert closed.now == closed.day == "2026-11-18"
    assert take(context).number == "A002"
