"""Opening hours on the hall's own wall clock."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.hours import LOOK_AHEAD_DAYS, Hours

SHANGHAI, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")
MORNING, AFTERNOON = (9 * 60, 12 * 60), (13 * 60, 17 * 60)
WEEK = (*((MORNING, AFTERNOON),) * 5, (MORNING,), ())
HOLIDAY, MAKE_UP = date(2026, 10, 1), date(2026, 10, 10)  # a Thursday, a Saturday
HOURS = Hours(SHANGHAI, WEEK, {HOLIDAY: (), MAKE_UP: (MORNING, AFTERNOON)})


def at(zone: ZoneInfo, *when: int, fold: int = 0) -> datetime:
    year, month, day, hour, minute = when
    return datetime(year, month, day, hour, minute, tzinfo=zone, fold=fold)


@pytest.mark.parametrize(
    ("when", "is_open"),
    [
        ((2026, 11, 18, 8, 59), False),
        ((2026, 11, 18, 9, 0), True),
        ((2026, 11, 18, 11, 59), True),
        ((2026, 11, 18, 12, 0), False),  # lunch
        ((2026, 11, 18, 13, 0), True),
        ((2026, 11, 18, 17, 0), False),
        ((2026, 11, 21, 10, 0), True),  # Saturday morning
        ((2026, 11, 21, 14, 0), False),
        ((2026, 11, 22, 10, 0), False),  # Sunday
        ((2026, 10, 1, 10, 0), False),  # the holiday
        ((2026, 10, 10, 14, 0), True),  # the make-up Saturday
    ],
)
def test_open_or_not(when: tuple[int, ...], is_open: bool) -> None:
    local = at(SHANGHAI, *when)
    assert HOURS.open_at(local) is is_open
    assert HOURS.open_at(local.astimezone(UTC)) is is_open


@pytest.mark.parametrize(
    ("when", "ends"),
    [
        ((2026, 11, 18, 8, 59), None),
        ((2026, 11, 18, 11, 59), None),
        ((2026, 11, 18, 12, 0), (2026, 11, 18, 13, 0)),
        ((2026, 11, 18, 12, 59), (2026, 11, 18, 13, 0)),
        ((2026, 11, 18, 13, 0), None),
        ((2026, 11, 18, 17, 0), None),
        ((2026, 11, 21, 12, 30), None),  # Saturday ends at noon
        ((2026, 10, 1, 12, 30), None),  # the holiday
    ],
)
def test_a_break_lies_between_hours_of_one_day(
    when: tuple[int, ...], ends: tuple[int, ...] | None
) -> None:
    expected = None if ends is None else at(SHANGHAI, *ends)
    assert HOURS.break_ends(at(SHANGHAI, *when)) == expected


@pytest.mark.parametrize(
    ("now", "opening"),
    [
        ((2026, 11, 18, 8, 0), (2026, 11, 18, 9, 0)),
        ((2026, 11, 18, 9, 0), (2026, 11, 18, 13, 0)),  # the next one, though it is open
        ((2026, 11, 18, 12, 30), (2026, 11, 18, 13, 0)),
        ((2026, 11, 20, 18, 0), (2026, 11, 21, 9, 0)),
        ((2026, 11, 21, 13, 0), (2026, 11, 23, 9, 0)),
        ((2026, 9, 30, 17, 0), (2026, 10, 2, 9, 0)),
    ],
)
def test_the_next_opening(now: tuple[int, ...], opening: tuple[int, ...]) -> None:
    assert HOURS.next_opening(at(SHANGHAI, *now)) == at(SHANGHAI, *opening)


def test_a_hall_that_never_opens_says_so() -> None:
    never = Hours(SHANGHAI, ((),) * 7)
    assert never.next_opening(at(SHANGHAI, 2026, 11, 18, 8, 0)) is None
    assert never.closing(at(SHANGHAI, 2026, 11, 18, 8, 0)) is None
    assert never.open_at(at(SHANGHAI, 2026, 11, 18, 8, 0)) is False
    always = Hours(SHANGHAI, ((),) * 7, always=True)
    assert always.open_at(at(SHANGHAI, 2026, 11, 18, 3, 0)) is True


def test_the_closing_of_a_day() -> None:
    assert HOURS.closing(at(SHANGHAI, 2026, 11, 18, 8, 0)) == at(SHANGHAI, 2026, 11, 18, 17, 0)
    assert HOURS.closing(at(SHANGHAI, 2026, 11, 21, 8, 0)) == at(SHANGHAI, 2026, 11, 21, 12, 0)
    assert HOURS.closing(at(SHANGHAI, 2026, 11, 22, 8, 0)) is None


def test_the_business_day_changes_at_midnight_of_the_hall() -> None:
    assert HOURS.business_day(datetime(2026, 11, 18, 15, 59, tzinfo=UTC)) == date(2026, 11, 18)
    assert HOURS.business_day(datetime(2026, 11, 18, 16, 0, tzinfo=UTC)) == date(2026, 11, 19)


NIGHTLY = Hours(BERLIN, (((135, 165), (9 * 60, 17 * 60)),) * 7)


def test_the_hour_that_comes_twice() -> None:
    """On 25 October 2026 in Berlin 2:15 strikes twice; the first is the opening."""
    between = at(BERLIN, 2026, 10, 25, 2, 5, fold=1)
    assert NIGHTLY.next_opening(between) == at(BERLIN, 2026, 10, 25, 9, 0)
    before = at(BERLIN, 2026, 10, 25, 2, 5, fold=0)
    assert NIGHTLY.next_opening(before) == at(BERLIN, 2026, 10, 25, 2, 15)


def test_summer_time_moves_the_opening_in_utc() -> None:
    hours = Hours(BERLIN, ((MORNING,),) * 7)
    saturday = hours.next_opening(at(BERLIN, 2026, 3, 28, 0, 0))
    sunday = hours.next_opening(at(BERLIN, 2026, 3, 29, 0, 0))
    assert saturday and sunday
    assert sunday.astimezone(UTC) - saturday.astimezone(UTC) == timedelta(hours=23)


@given(st.integers(0, 366 * 24 * 60))
def test_the_next_opening_is_open_and_the_first(minutes: int) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    for hours in (HOURS, NIGHTLY):
        opening = hours.next_opening(now)
        assert opening is not None
        real = opening.astimezone(UTC)
        assert now < real <= now + timedelta(days=LOOK_AHEAD_DAYS)
        if real.astimezone(hours.timezone).replace(tzinfo=None) == opening.replace(tzinfo=None):
            assert hours.open_at(real)  # unless that clock time is skipped in spring
        between = now + (real - now) / 2
        assert hours.next_opening(between) == opening
        assert hours.next_opening(real - timedelta(seconds=1)) == opening


def test_working_days_pass_over_weekends_and_holidays() -> None:
    shut, made_up = date(2026, 11, 23), date(2026, 11, 28)  # a Monday off, a Saturday on
    nine = ((9 * 60, 17 * 60),)
    hours = Hours(ZoneInfo("Asia/Shanghai"), (nine,) * 5 + ((),) * 2, {shut: (), made_up: nine})
    friday = date(2026, 11, 20)
    assert [hours.working_day_after(friday, count).day for count in (0, 1, 5, 6)] == [
        20, 24, 28, 30,
    ]  # fmt: skip
    always = Hours(ZoneInfo("Asia/Shanghai"), ((),) * 7, always=True)
    assert always.working_day_after(friday, 1) == date(2026, 11, 23)


NIGHT = Hours(SHANGHAI, (((22 * 60, 30 * 60),),) * 5 + ((),) * 2, day_ends=time(6))
"""Monday to Friday from 22:00 until 6:00."""


@pytest.mark.parametrize(
    ("when", "is_open", "day"),
    [
        ((2026, 11, 23, 21, 59), False, 23),  # a Monday
        ((2026, 11, 23, 22, 0), True, 23),
        ((2026, 11, 23, 23, 59), True, 23),
        ((2026, 11, 24, 0, 0), True, 23),
        ((2026, 11, 24, 5, 59), True, 23),
        ((2026, 11, 24, 6, 0), False, 24),
        ((2026, 11, 28, 3, 0), True, 27),  # the night of Friday
        ((2026, 11, 28, 22, 0), False, 28),
        ((2026, 11, 23, 1, 0), False, 22),  # the night of Sunday
    ],
)
def test_a_night_belongs_to_the_evening_before(
    when: tuple[int, ...], is_open: bool, day: int
) -> None:
    now = at(SHANGHAI, *when)
    assert NIGHT.open_at(now) is is_open
    assert NIGHT.business_day(now) == date(2026, 11, day)


def test_the_closing_and_next_opening_of_a_night() -> None:
    after_midnight = at(SHANGHAI, 2026, 11, 24, 1, 0)
    assert NIGHT.closing(after_midnight) == at(SHANGHAI, 2026, 11, 24, 6, 0)
    assert NIGHT.door_closes(after_midnight) == at(SHANGHAI, 2026, 11, 24, 6, 0)
    assert NIGHT.next_opening(after_midnight) == at(SHANGHAI, 2026, 11, 24, 22, 0)
    assert NIGHT.next_opening(at(SHANGHAI, 2026, 11, 28, 7, 0)) == at(SHANGHAI, 2026, 11, 30, 22, 0)


def test_a_door_that_never_closes() -> None:
    """Day follows on day: nobody is told that the door is locked at midnight."""
    assert (
        Hours(SHANGHAI, (((0, 24 * 60),),) * 7).door_closes(at(SHANGHAI, 2026, 11, 24, 1, 0))
        is None
    )
    weekdays = Hours(SHANGHAI, (((0, 24 * 60),),) * 5 + ((),) * 2)
    friday = weekdays.door_closes(at(SHANGHAI, 2026, 11, 24, 1, 0))
    assert friday == at(SHANGHAI, 2026, 11, 28, 0, 0)


ENDS = st.builds(time, st.integers(0, 12), st.sampled_from([0, 15, 30, 45]))
ZONES = st.sampled_from([SHANGHAI, BERLIN, ZoneInfo("America/Havana")])  # Havana turns at midnight


@given(ENDS, ZONES, st.integers(0, 366 * 24 * 60), st.integers(0, 3 * 24 * 60))
def test_business_days_follow_on_one_another(
    ends: time, zone: ZoneInfo, minutes: int, later: int
) -> None:
    """Whatever summer time does: no day comes back, and each has about 24 hours."""
    hours = Hours(zone, ((),) * 7, day_ends=ends)
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    day, other = hours.business_day(now), hours.business_day(now + timedelta(minutes=later))
    assert day <= other
    assert abs((other - day).days - later / 1440) <= 1 + 1 / 24
    assert abs(day - now.astimezone(zone).date()) <= timedelta(days=1)


@given(ENDS, ZONES, st.data(), st.integers(0, 366 * 24 * 60))
def test_whoever_comes_in_the_hours_is_in_their_business_day(
    ends: time, zone: ZoneInfo, data: st.DataObject, minutes: int
) -> None:
    """Open until closing without a turn of the day; the next opening is after it, and open."""
    first = ends.hour * 60 + ends.minute
    start = data.draw(st.integers(first, first + 24 * 60 - 30))
    end = data.draw(st.integers(start + 15, first + 24 * 60))
    hours = Hours(zone, (((start, end),),) * 7, day_ends=ends)
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    if hours.open_at(now):
        closing = hours.closing(now)
        assert closing is not None
        last = closing.astimezone(UTC) - timedelta(seconds=1)
        assert hours.business_day(max(now, last)) == hours.business_day(now)
    opening = hours.next_opening(now)
    assert opening is not None
    assert opening.astimezone(UTC) > now
