"""A kiosk or a board that is gone while the hall is open is an alarm, until it is seen again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from server.contracts.answers_hall import Alarm
from server.domain.hall import Mode
from server.domain.hours import Hours
from server.storage.engine import Database
from server.storage.people import People
from server.usecases import administering, signing_in
from server.usecases.app_context import AppContext
from server.usecases.signing_in import Opened
from server.usecases.today import today
from tests.support.halls import SHANGHAI, Clock, context_of, small_hall

BOSS = administering.By("test")
BY_DAY = Hours(SHANGHAI, (((9 * 60, 12 * 60), (13 * 60, 17 * 60)),) * 7)


def people_of(context: AppContext) -> People:
    return People(context.store.database.reading, context.store.database.writing)


def let_in(context: AppContext, kind: str, name: str) -> Opened:
    people, now = people_of(context), context.now()
    order = administering.AddDevice(BOSS, name, kind, "main", window="1")
    device = administering.add_device(people, order, now)
    (secret,) = signing_in.make_links(people, [signing_in.MakeLink("test", device=device.id)], now)
    opened = signing_in.enter(people, secret, now)
    seen(context, opened)
    return opened


def seen(context: AppContext, opened: Opened) -> None:
    """What every round of the server does for a device that is connected."""
    found = signing_in.recognise(people_of(context), opened.secret, context.now())
    assert found is not None
    signing_in.touch(people_of(context), found, context.now())


def told(context: AppContext) -> list[Alarm]:
    return [one for one in today(context, "main").alarms if one.kind == "device"]


def names(context: AppContext) -> list[str]:
    return [alarm.text["zh"] for alarm in told(context)]


@pytest.fixture
def by_day(database: Database, clock: Clock) -> AppContext:
    """Open from nine to five; it is nine."""
    return context_of(database, replace(small_hall(), hours=BY_DAY), clock=clock)


def test_what_was_seen_and_is_gone_is_an_alarm_that_ends_by_itself(
    by_day: AppContext, clock: Clock
) -> None:
    clock.tick(seconds=30)
    kiosk, board = let_in(by_day, "kiosk", "大门左"), let_in(by_day, "board", "大厅屏")
    let_in(by_day, "pad", "评价器")
    clock.tick(seconds=59)
    assert told(by_day) == []
    seen(by_day, board)
    clock.tick(seconds=1)
    (alarm,) = told(by_day)
    assert alarm.text == {
        "zh": "取号机 大门左：09:00 起没有联系",
        "en": "Kiosk 大门左: not seen since 09:00",
        "zh-Hant": "取號機 大门左：09:00 起沒有聯繫",
    }
    assert alarm.action is not None and "网线" in alarm.action["zh"]
    clock.tick(minutes=1)
    assert names(by_day) == ["取号机 大门左：09:00 起没有联系", "大屏 大厅屏：09:01 起没有联系"]
    seen(by_day, kiosk)
    assert names(by_day) == ["大屏 大厅屏：09:01 起没有联系"]


def test_a_device_that_is_connected_is_written_often_enough(
    by_day: AppContext, clock: Clock
) -> None:
    """The server looks at who is connected every twenty seconds."""
    kiosk = let_in(by_day, "kiosk", "大门左")
    for _ in range(30):
        clock.tick(seconds=20)
        seen(by_day, kiosk)
        clock.tick(seconds=19)
        assert told(by_day) == []
        clock.tick(seconds=-19)


def revoked(context: AppContext, opened: Opened) -> None:
    assert opened.session.device is not None
    administering.revoke_device(people_of(context), BOSS, opened.session.device.id, context.now())


def signed_out(context: AppContext, opened: Opened) -> None:
    signing_in.sign_out(people_of(context), opened.session, context.now())


@pytest.mark.parametrize("how", [revoked, signed_out])
def test_what_was_taken_away_on_purpose_is_none(
    by_day: AppContext, clock: Clock, how: Callable[[AppContext, Opened], None]
) -> None:
    kiosk = let_in(by_day, "kiosk", "大门左")
    clock.tick(minutes=2)
    assert len(told(by_day)) == 1
    how(by_day, kiosk)
    assert told(by_day) == []


def test_a_closed_hall_misses_nothing(by_day: AppContext, clock: Clock) -> None:
    let_in(by_day, "kiosk", "大门左")
    clock.tick(hours=3)
    assert told(by_day) == [], "lunch"
    clock.tick(hours=1)
    assert names(by_day) == ["取号机 大门左：09:00 起没有联系"]
    clock.tick(hours=4)
    assert told(by_day) == [], "the day is over"
    clock.tick(hours=16)
    assert told(by_day) == [], "it was not switched on this morning"


def test_a_hall_that_never_closes_looks_for_it_after_midnight_too(
    database: Database, clock: Clock
) -> None:
    whole = Hours(SHANGHAI, (((0, 24 * 60),),) * 7)
    context = context_of(database, replace(small_hall(), hours=whole), clock=clock)
    clock.now = datetime.combine(clock.now, datetime.min.time(), SHANGHAI) - timedelta(minutes=2)
    let_in(context, "kiosk", "大门左")
    clock.tick(minutes=10)
    assert names(context) == ["取号机 大门左：23:58 起没有联系"]
    clock.tick(hours=24)
    assert told(context) == [], "after a day nobody looks for it any more"


@pytest.mark.parametrize("mode", [Mode.REHEARSAL])
def test_a_rehearsal_has_no_devices(database: Database, clock: Clock, mode: Mode) -> None:
    context = context_of(database, replace(small_hall(), mode=mode), clock=clock)
    let_in(context, "kiosk", "大门左")
    clock.tick(minutes=2)
    assert told(context) == []
