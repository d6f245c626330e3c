"""The business day: it rolls by itself, closes what is open as what it is, and forgets nothing."""

from collections import Counter
from datetime import timedelta

import pytest

from server.domain.errors import Refused
from server.storage import counts
from server.storage.journal import whole
from server.usecases import reading, serving, taking
from server.usecases.app_context import House
from server.usecases.closing import CloseDay, close_day
from tests.support.halls import MORNING, Clock
from tests.support.people import clerk, of, take
from tests.support.truth import check, events_after, folded, public, timeless

HOUR = 3600


def busy_day(house: House, clock: Clock) -> dict[str, str]:
    """One ticket in each state; state → code."""
    one, two, three = clerk(house), clerk(house, "2"), clerk(house, "3")
    codes = {}
    for state in ("finished", "no_show", "parked", "serving", "called"):
        codes[state] = take(house)["code"]
        desk = two if state == "serving" else three if state == "called" else one
        if state == "called":
            of(taking.give_back, house, {"hall": "main", "code": codes[state]})
            codes[state] = take(house, "tax")["code"]
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
    codes["cancelled"] = take(house)["code"]
    of(taking.give_back, house, {"hall": "main", "code": codes["cancelled"]})
    codes["waiting"] = take(house)["code"]
    codes["issued"] = take(house, printer="kiosk-1")["code"]
    return codes


@pytest.mark.parametrize("how", ["by itself", "by a manager"])
def test_what_is_open_is_closed_as_what_it_is(house: House, clock: Clock, how: str) -> None:
    codes = busy_day(house, clock)
    day = MORNING.date()
    if how == "by itself":
        clock.tick(days=1)
        take(house)
    else:
        closed = close_day(house, CloseDay(hall="main", actor="manager"))
        assert closed["closed"] == dict.fromkeys(
            ("no_show", "parked", "serving", "called", "waiting", "issued"), 1
        )
        assert closed["total"] == 6
    for state, code in codes.items():
        after = reading.ticket(house, code)
        ended = state in ("finished", "cancelled")
        assert after["state"] == (state if ended else "closed")
        assert after["closed_from"] == (None if ended else state)
    with house.store.database.reading() as connection:
        by_state = counts.by_state(connection, "main", day)
    assert by_state == {"finished": 1, "cancelled": 2, "closed": 6}
    assert sum(by_state.values()) == 9  # issued = finished + no-show + cancelled + closed
    board = reading.board(house, "main")
    assert {window["state"] for window in board["windows"].values()} == {"closed"}
    assert board["missed"] == {}
    check(house)


def test_a_new_day_starts_with_a_whole_state_and_number_one(house: House, clock: Clock) -> None:
    busy_day(house, clock)
    before = public(house)
    clock.tick(days=1)
    assert take(house)["number"] == "A001"
    events = events_after(house, "main", before["seq"])
    kinds = Counter(event["type"] for event in events)
    assert kinds == {
        "ticket.closed": 6, "window.signed_off": 3, "day.closed": 1, "day.opened": 1,
        "ticket.issued": 1,
    }  # fmt: skip
    [opened] = [event for event in events if event["type"] == "day.opened"]
    assert opened["reset"] is True
    assert opened["lines"]["hukou"] == {"waiting": 0}
    assert timeless(folded(before, events)) == timeless(public(house))


def test_after_closing_the_hall_can_open_again_the_same_day(house: House, clock: Clock) -> None:
    take(house)
    close_day(house, CloseDay(hall="main", actor="manager"))
    assert take(house)["number"] == "A002"
    assert clerk(house).call_next()["console"]["ticket"]["number"] == "A002"
    again = close_day(house, CloseDay(hall="main", actor="manager"))
    assert again["closed"] == {"called": 1}


def test_midnight_is_the_halls_own(house: House, clock: Clock) -> None:
    clock.now = MORNING.replace(hour=15, minute=59)  # 23:59 in Shanghai
    late = take(house)
    clock.tick(minutes=1)
    early = take(house)
    assert (late["day"], late["number"]) == ("2026-11-18", "A001")
    assert (early["day"], early["number"]) == ("2026-11-19", "A001")
    assert reading.ticket(house, late["code"])["closed_from"] == "waiting"


def test_a_clock_set_back_over_midnight_does_not_bring_yesterday_back(
    house: House, clock: Clock
) -> None:
    clock.now = MORNING.replace(hour=16, minute=1)
    first = take(house)
    clock.tick(minutes=-30)
    second = take(house)
    assert (second["day"], second["number"]) == (first["day"], "A002")
    one = clerk(house)
    shown = one.call_next()["console"]
    assert shown["day"] == first["day"]
    assert shown["load"][0]["waiting"] == 1
    assert reading.window(house, "main", "1")["load"] == shown["load"]
    assert reading.window(house, "main", "1")["day"] == first["day"]
    check(house)


def test_a_clock_set_back_delays_and_breaks_nothing(house: House, clock: Clock) -> None:
    take(house), take(house)
    one = clerk(house)
    clock.tick(seconds=-HOUR)
    called = one.call_next()
    assert called["console"]["ticket"]["waited_s"] == 0
    clock.tick(seconds=-HOUR)
    assert one.no_show()["result"] == "done"
    assert one.undo()["console"]["ticket"]["state"] == "called"
    one.start()
    assert one.finish()["console"]["served_today"] == 1
    assert one.call_next()["console"]["ticket"]["number"] == "A002"
    check(house)


def test_yesterdays_window_keeps_nothing_to_undo(house: House, clock: Clock) -> None:
    take(house)
    one = clerk(house)
    one.call_next()
    clock.tick(days=1)
    with pytest.raises(Refused, match=r"window\.closed"):
        one.undo()
    one.sign_on()
    with pytest.raises(Refused, match=r"undo\.nothing"):
        one.undo()


def test_a_refused_verb_in_the_morning_leaves_the_day_to_the_next(
    house: House, clock: Clock
) -> None:
    one = clerk(house)
    take(house)
    seq = public(house)["seq"]
    clock.tick(days=1)
    with pytest.raises(Refused):
        serving.start(house, serving.Start(hall="main", actor=one.name, window="1"))
    assert public(house)["seq"] == seq
    take(house)
    with house.store.database.reading() as connection:
        days = [entry.type for entry in whole(connection, "main") if entry.type == "day.closed"]
    assert days == ["day.closed"]


def test_a_long_night_is_one_new_day(house: House, clock: Clock) -> None:
    ticket = take(house)
    clock.tick(days=30)
    assert take(house)["day"] == (MORNING + timedelta(days=30)).date().isoformat()
    assert reading.ticket(house, ticket["code"])["state"] == "closed"
