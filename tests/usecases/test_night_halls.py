"""A hall whose day ends at six in the morning: midnight is an hour like any other."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.errors import Refused
from server.domain.hours import Hours
from server.domain.waiting.clock import day_number, day_seconds
from server.setup.housekeeping import Housekeeper
from server.storage.engine import Database
from server.usecases.app_context import AppContext
from server.usecases.rating import Rate, rate
from server.usecases.reading import board, ticket
from server.usecases.today import today
from tests.support.halls import SHANGHAI, Clock, context_of, small_hall
from tests.support.people import clerk, take

NIGHT = Hours(SHANGHAI, (((22 * 60, 30 * 60),),) * 7, day_ends=time(6))
BEFORE_MIDNIGHT = datetime(2026, 11, 18, 15, 50, tzinfo=UTC)  # 23:50 in the hall


@pytest.fixture
def night(database: Database, clock: Clock) -> AppContext:
    clock.now = BEFORE_MIDNIGHT
    return context_of(database, replace(small_hall(), hours=NIGHT), clock=clock)


def test_nobody_is_closed_at_midnight_and_numbers_go_on(night: AppContext, clock: Clock) -> None:
    keeper = Housekeeper(night)
    tickets = [take(night) for _ in range(3)]
    one = clerk(night)
    assert one.call_next().console.ticket.number == "A001"
    one.start()
    clock.tick(minutes=20)
    keeper.round()
    assert board(night, "main").day == "2026-11-18"
    one.finish()
    assert one.serve() == "A002"
    assert take(night).number == "A004"
    shown = today(night, "main")
    assert (shown.day, shown.issued, shown.finished) == ("2026-11-18", 4, 2)
    served = ticket(night, tickets[0].code)
    assert served.rateable
    rated = Rate(hall="main", actor="holder", code=served.code, level=5)
    assert rate(night, rated).rating is not None


def test_the_day_ends_at_its_hour_and_what_began_before_counts(
    night: AppContext, clock: Clock
) -> None:
    keeper = Housekeeper(night)
    finished, served, waiting = (take(night) for _ in range(3))
    one, two = clerk(night), clerk(night, "2")
    clock.tick(hours=6)
    assert one.serve() == finished.number
    two.call_next()
    two.start()
    clock.tick(minutes=15)
    keeper.round()
    assert board(night, "main").day == "2026-11-19"
    states = [ticket(night, each.code).state for each in (finished, served, waiting)]
    assert states == ["finished", "closed", "closed"]
    for each in (finished, served):
        rated = Rate(hall="main", actor="holder", code=each.code, level=4)
        assert rate(night, rated).rating is not None
    with pytest.raises(Refused, match=r"rating\.not_yet"):
        rate(night, Rate(hall="main", actor="holder", code=waiting.code, level=4))


def test_shut_by_day_and_open_in_the_evening(night: AppContext, clock: Clock) -> None:
    clock.tick(hours=7)
    with pytest.raises(Refused, match=r"hall\.closed") as refused:
        take(night)
    assert refused.value.facts["opens"] == "2026-11-19T14:00:00.000Z"
    clock.tick(hours=16)
    assert take(night).number == "A001"


@given(
    st.builds(time, st.integers(4, 12), st.sampled_from([0, 15, 30, 45])),
    st.sampled_from([SHANGHAI, ZoneInfo("Europe/Berlin")]),
    st.integers(0, 366 * 24 * 60),
)
def test_what_is_learned_has_the_days_of_the_hall(ends: time, zone: ZoneInfo, minutes: int) -> None:
    hours = Hours(zone, ((),) * 7, day_ends=ends)
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    days = (hours.business_day(now) - date(1970, 1, 1)).days
    assert day_number(day_seconds(hours, now)) == days
