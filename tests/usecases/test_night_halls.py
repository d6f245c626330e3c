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
from server.usecases import taking
from server.usecases.app_context import AppContext
from server.usecases.closing import CloseDay, close_day
from server.usecases.rating import Rate, rate
from server.usecases.reading import board, ticket
from server.usecases.staffing_plan import StaffingQuestion, plan
from server.usecases.today import today
from tests.support.halls import SHANGHAI, Clock, context_of, small_hall
from tests.support.people import clerk, of, take
from tests.support.recomputed import recomputed
from tests.support.truth import check, events_after, folded, public, timeless

NIGHT = Hours(SHANGHAI, (((22 * 60, 30 * 60),),) * 7, day_ends=time(6))
BEFORE_MIDNIGHT = datetime(2026, 11, 18, 15, 50, tzinfo=UTC)  # 23:50 in the hall
TEN_IN_THE_EVENING = datetime(2026, 11, 18, 14, 0, tzinfo=UTC)


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


WHOLE = Hours(SHANGHAI, (((0, 24 * 60),),) * 7)
AROUND_MORNING = Hours(SHANGHAI, (((6 * 60, 30 * 60),),) * 7, day_ends=time(6))


@pytest.fixture(params=[WHOLE, AROUND_MORNING], ids=["midnight", "six"])
def open_always(request: pytest.FixtureRequest, database: Database, clock: Clock) -> AppContext:
    """Ten minutes before the turn of a hall that never shuts."""
    hours: Hours = request.param
    clock.now = datetime.combine(date(2026, 11, 19), hours.day_ends, SHANGHAI) - timedelta(
        minutes=10
    )
    return context_of(database, replace(small_hall(), hours=hours), clock=clock)


def test_nobody_is_lost_where_the_hall_stays_open(open_always: AppContext, clock: Clock) -> None:
    house, keeper = open_always, Housekeeper(open_always)
    served, called, parked, missed, first, second = (take(house) for _ in range(6))
    given_back = take(house)
    of(taking.give_back, house, given_back)
    printed = take(house, printer="p1")
    one, two = clerk(house), clerk(house, "2")
    one.call_next(), one.start()
    two.call_next(), two.start(), two.park(reason="copy")
    two.call_next(), clock.tick(seconds=20), two.no_show()
    two.call_next()
    assert [t.number for t in (served, called, parked, missed)] == ["A001", "A002", "A003", "A004"]
    before = public(house)
    clock.tick(minutes=15)
    keeper.round()
    assert board(house, "main").day == "2026-11-19"
    assert timeless(folded(before, events_after(house, "main", before["seq"]))) == timeless(
        public(house)
    )
    states = {t.number: ticket(house, t.code).state for t in (served, called, parked, missed)}
    assert states == {"A001": "serving", "A002": "parked", "A003": "no_show", "A004": "called"}
    assert ticket(house, first.code).ahead == 0 and ticket(house, second.code).ahead == 1
    shown = today(house, "main")
    assert (shown.issued, shown.waiting, shown.cancelled, shown.closed) == (7, 2, 0, 0)
    assert {w.state for w in shown.windows.values()} == {"open", "closed"}
    one.finish()
    assert rate(house, Rate(hall="main", actor="holder", code=served.code, level=5)).rating
    two.start(), two.finish()
    two.resume(number="A002"), two.finish()
    of(taking.come_back, house, parked)  # A003, who missed the call before the turn
    assert [one.serve() for _ in range(3)] == ["A005", "A006", "A003"]
    assert ticket(house, printed.code).state == "issued"
    assert today(house, "main").finished == 6
    check(house)
    recomputed(house)


def test_a_new_day_gives_no_number_that_somebody_still_has(
    open_always: AppContext, clock: Clock
) -> None:
    house = open_always
    early = [take(house) for _ in range(5)]
    one = clerk(house)
    for _ in range(3):
        one.serve()
    clock.tick(minutes=15)
    numbers = [take(house).number for _ in range(5)]
    assert numbers == ["A001", "A002", "A003", "A006", "A007"]
    assert [one.serve() for _ in range(4)] == ["A004", "A005", "A001", "A002"]
    assert ticket(house, early[3].code).day == "2026-11-19"
    assert ticket(house, early[0].code).day == "2026-11-18"
    check(house)
    recomputed(house)


def test_nobody_waits_through_two_turns(open_always: AppContext, clock: Clock) -> None:
    """Who was forgotten is closed with the day after their own."""
    house, keeper = open_always, Housekeeper(open_always)
    served, forgotten = take(house), take(house)
    clerk(house).call_next()
    clock.tick(minutes=15)
    keeper.round()
    later = take(house)
    clock.tick(hours=24)
    keeper.round()
    assert ticket(house, served.code).state == "called", "whom a window has is not forgotten"
    assert ticket(house, forgotten.code).state == "closed"
    assert ticket(house, later.code).state == "waiting"
    recomputed(house)


def test_a_missed_call_is_carried_while_its_holder_may_come_back(
    open_always: AppContext, clock: Clock
) -> None:
    house, keeper = open_always, Housekeeper(open_always)
    gone, here = take(house), take(house)
    one = clerk(house)
    one.call_next(), clock.tick(seconds=20), one.no_show()
    clock.tick(minutes=31)
    one.call_next(), clock.tick(seconds=20), one.no_show()
    keeper.round()
    states = [ticket(house, each.code).state for each in (gone, here)]
    assert states == ["closed", "no_show"]
    recomputed(house)


def test_an_undo_across_the_turn(open_always: AppContext, clock: Clock) -> None:
    house = open_always
    waiting = take(house)
    one = clerk(house)
    clock.tick(minutes=9)
    one.call_next()
    clock.tick(minutes=1, seconds=30)
    Housekeeper(house).round()
    assert one.undo().console.ticket is None
    assert ticket(house, waiting.code).state == "waiting"
    assert one.serve() == "A001"
    check(house)
    recomputed(house)


def test_a_manager_s_close_and_a_day_without_hours_carry_nobody(
    database: Database, clock: Clock
) -> None:
    """The hall is shut on the nineteenth: its doors close when the eighteenth ends."""
    hours = replace(WHOLE, days={date(2026, 11, 19): ()})
    house = context_of(database, replace(small_hall(), hours=hours), clock=clock)
    closed = take(house)
    close_day(house, CloseDay(hall="main", actor="manager"))
    late = take(house)
    clerk(house)
    clock.tick(days=1)
    Housekeeper(house).round()
    assert [ticket(house, each.code).state for each in (closed, late)] == ["closed", "closed"]
    assert {w.state for w in board(house, "main").windows.values()} == {"closed"}
    recomputed(house)


@pytest.mark.parametrize(
    ("hours", "over"),
    [
        (WHOLE, True),
        (AROUND_MORNING, True),
        (NIGHT, False),
        (Hours(SHANGHAI, ((),) * 7, always=True), False),
        (Hours(SHANGHAI, (((0, 720), (780, 1440)),) * 7), True),
        (Hours(SHANGHAI, (((1, 1440),),) * 7), False),
        (Hours(SHANGHAI, (((0, 1440),),) * 6 + ((),)), True),
        (Hours(SHANGHAI, (((0, 1440),),) * 2 + ((),) * 5), False),
    ],
)
def test_whether_hours_run_over_a_turn(hours: Hours, over: bool) -> None:
    assert hours.runs_over(date(2026, 11, 18)) is over, "a Wednesday"


def test_what_ended_before_the_turn_is_not_undone_after_it(
    open_always: AppContext, clock: Clock
) -> None:
    """The visit belongs to a day that is over; nothing would ever end it again."""
    done = take(open_always)
    one = clerk(open_always)
    clock.tick(minutes=9, seconds=30)
    one.serve()
    clock.tick(seconds=40)
    with pytest.raises(Refused, match=r"undo\.too_late"):
        one.undo()
    assert ticket(open_always, done.code).state == "finished"
    recomputed(open_always)


def test_staffing_plays_a_night_to_its_end(night: AppContext, clock: Clock) -> None:
    """Three nights are learned; in the fourth the quarters run over midnight to six."""
    clock.now, keeper = TEN_IN_THE_EVENING, Housekeeper(night)
    for _ in range(3):
        one = clerk(night)
        for _ in range(20):  # one every twenty minutes, from ten to twenty to five
            take(night)
            one.serve()
            clock.tick(minutes=20)
        clock.tick(hours=17, minutes=20)
        keeper.round()
    clerk(night)
    clock.tick(hours=1)
    take(night)
    found = plan(night, StaffingQuestion("main", 20, more=1, at=time(1, 30)))
    assert found.known.enough
    quarters = [f"{hour:02}:{minute:02}" for hour in (23, *range(6)) for minute in (0, 15, 30, 45)]
    assert [each.start for each in found.forecast or ()] == quarters
    assert sum(each.n for each in found.forecast or ()) > 10
    for played in (found.as_it_is, found.what_if):
        assert played is not None and played.people >= 10
        starts = [each.start for each in played.by_quarter]
        assert starts == [each for each in quarters if each in starts], "over midnight, in order"
