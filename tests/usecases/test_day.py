"""The business day: it rolls by itself, closes what is open as what it is, and forgets nothing."""

from collections import Counter
from datetime import timedelta

import pytest

from server.domain.errors import Refused
from server.storage.journal import whole
from server.usecases import reading, serving, taking
from server.usecases.app_context import AppContext
from server.usecases.closing import CloseDay, close_day
from tests.support.halls import MORNING, Clock
from tests.support.people import clerk, take
from tests.support.truth import (
    check,
    events_after,
    folded,
    public,
    tickets_of,
    timeless,
)

HOUR = 3600


def give_back(context: AppContext, code: str) -> None:
    taking.give_back(context, taking.OfTicket(hall="main", actor="holder", code=code))


def busy_day(context: AppContext, clock: Clock) -> dict[str, str]:
    """One ticket in each state; state → code."""
    one, two, three = clerk(context), clerk(context, "2"), clerk(context, "3")
    codes = {}
    for state in ("finished", "no_show", "parked", "serving", "called"):
        codes[state] = take(context).code
        desk = two if state == "serving" else three if state == "called" else one
        if state == "called":
            give_back(context, codes[state])
            codes[state] = take(context, "tax").code
        desk.call_next()
        clock.tick(seconds=20)
        if state == "no_show":
            one.no_show()
        elif state != "called":
            desk.start()
        if state == "finished":
            one.finish()
        elif state == "parked":
            one.park()
    codes["cancelled"] = take(context).code
    give_back(context, codes["cancelled"])
    codes["waiting"] = take(context).code
    codes["issued"] = take(context, printer="kiosk-1").code
    return codes


@pytest.mark.parametrize("how", ["by itself", "by a manager"])
def test_what_is_open_is_closed_as_what_it_is(context: AppContext, clock: Clock, how: str) -> None:
    codes = busy_day(context, clock)
    day = MORNING.date()
    if how == "by itself":
        clock.tick(days=1)
        take(context)
    else:
        closed = close_day(context, CloseDay(hall="main", actor="manager"))
        assert closed.closed == dict.fromkeys(
            ("no_show", "parked", "serving", "called", "waiting", "issued"), 1
        )
        assert closed.total == 6
    for state, code in codes.items():
        after = reading.ticket(context, code)
        ended = state in ("finished", "cancelled")
        assert after.state == (state if ended else "closed")
        assert after.closed_from == (None if ended else state)
    with context.store.database.reading() as connection:
        by_state = Counter(t.state.value for t in tickets_of(connection, "main") if t.day == day)
    assert by_state == {"finished": 1, "cancelled": 2, "closed": 6}
    assert sum(by_state.values()) == 9  # issued = finished + no-show + cancelled + closed
    board = reading.board(context, "main")
    assert {window.state for window in board.windows.values()} == {"closed"}
    assert board.missed == {}
    check(context)


def test_a_new_day_starts_with_a_whole_state_and_number_one(
    context: AppContext, clock: Clock
) -> None:
    busy_day(context, clock)
    before = public(context)
    clock.tick(days=1)
    assert take(context).number == "A001"
    events = events_after(context, "main", before["seq"])
    kinds = Counter(event["type"] for event in events)
    assert kinds == {
        "ticket.closed": 6, "window.signed_off": 3, "day.closed": 1, "day.opened": 1,
        "ticket.issued": 1, "call.unspoken": 1,
    }  # fmt: skip
    [opened] = [event for event in events if event["type"] == "day.opened"]
    assert opened["reset"] is True
    assert opened["queues"]["hukou"] == {"waiting": 0}
    assert timeless(folded(before, events)) == timeless(public(context))


def test_after_closing_the_hall_can_open_again_the_same_day(
    context: AppContext, clock: Clock
) -> None:
    take(context)
    close_day(context, CloseDay(hall="main", actor="manager"))
    assert take(context).number == "A002"
    assert clerk(context).call_next().console.ticket.number == "A002"
    again = close_day(context, CloseDay(hall="main", actor="manager"))
    assert again.closed == {"called": 1}


def test_midnight_is_the_halls_own(context: AppContext, clock: Clock) -> None:
    clock.now = MORNING.replace(hour=15, minute=59)  # 23:59 in Shanghai
    late = take(context)
    clock.tick(minutes=1)
    early = take(context)
    assert (late.day, late.number) == ("2026-11-18", "A001")
    assert (early.day, early.number) == ("2026-11-19", "A001")
    assert reading.ticket(context, late.code).closed_from == "waiting"


def test_a_clock_set_back_over_midnight_does_not_bring_yesterday_back(
    context: AppContext, clock: Clock
) -> None:
    clock.now = MORNING.replace(hour=16, minute=1)
    first = take(context)
    clock.tick(minutes=-30)
    second = take(context)
    assert (second.day, second.number) == (first.day, "A002")
    one = clerk(context)
    shown = one.call_next().console
    assert shown.day == first.day
    assert shown.load[0].waiting == 1
    assert reading.window(context, "main", "1").load == shown.load
    assert reading.window(context, "main", "1").day == first.day
    check(context)


def test_a_clock_set_back_delays_and_breaks_nothing(context: AppContext, clock: Clock) -> None:
    take(context), take(context)
    one = clerk(context)
    clock.tick(seconds=-HOUR)
    called = one.call_next()
    assert called.console.ticket.waited_s == 0
    clock.tick(seconds=-HOUR)
    assert one.no_show().result == "done"
    assert one.undo().console.ticket.state == "called"
    one.start()
    assert one.finish().console.served_today == 1
    assert one.call_next().console.ticket.number == "A002"
    check(context)


def test_yesterdays_window_keeps_nothing_to_undo(context: AppContext, clock: Clock) -> None:
    take(context)
    one = clerk(context)
    one.call_next()
    clock.tick(days=1)
    with pytest.raises(Refused, match=r"window\.closed"):
        one.undo()
    one.sign_on()
    with pytest.raises(Refused, match=r"undo\.nothing"):
        one.undo()


def test_a_refused_verb_in_the_morning_leaves_the_day_to_the_next(
    context: AppContext, clock: Clock
) -> None:
    one = clerk(context)
    take(context)
    seq = public(context)["seq"]
    clock.tick(days=1)
    with pytest.raises(Refused):
        serving.start(context, serving.Start(hall="main", actor=one.name, window="1"))
    assert public(context)["seq"] == seq
    take(context)
    with context.store.database.reading() as connection:
        days = [entry.type for entry in whole(connection, "main") if entry.type == "day.closed"]
    assert days == ["day.closed"]


def test_a_long_night_is_one_new_day(context: AppContext, clock: Clock) -> None:
    ticket = take(context)
    clock.tick(days=30)
    assert take(context).day == (MORNING + timedelta(days=30)).date().isoformat()
    assert reading.ticket(context, ticket.code).state == "closed"
