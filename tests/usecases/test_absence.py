"""A window that was left open is an alarm, from what the journal and the sessions hold."""

from datetime import timedelta

import pytest

from server.contracts.answers_hall import Alarm
from server.domain.people import Role
from server.storage.people import People
from server.usecases import signing_in, staffing, taking
from server.usecases.app_context import AppContext
from server.usecases.today import today
from tests.support.halls import Clock
from tests.support.people import Clerk, clerk, of, take
from tests.support.recomputed import recomputed


def told(context: AppContext) -> list[Alarm]:
    """Those of windows that were left, which the journal gives too."""
    recomputed(context)
    return [one for one in today(context, "main").alarms if one.kind in ("left", "idle")]


def test_a_window_that_does_nothing_while_somebody_waits(context: AppContext, clock: Clock) -> None:
    one = clerk(context)
    take(context)
    clock.tick(minutes=29)
    assert told(context) == []
    clock.tick(minutes=2)
    (alarm,) = told(context)
    assert (alarm.kind, alarm.window) == ("idle", "1")
    assert alarm.text == {
        "zh": "01 号窗 30 分钟没有动作，1 人在等",
        "en": "Window 01 has done nothing for 30 minutes, 1 waiting",
        "zh-Hant": "01 号窗 30 分鐘沒有動作，1 人在等",
    }
    assert alarm.action is not None and "王1" in alarm.action["zh"]
    one.call_next()
    assert told(context) == []


def test_a_visit_that_does_not_end_counts_too(context: AppContext, clock: Clock) -> None:
    one = clerk(context)
    take(context), take(context)
    one.call_next(), one.start()
    clock.tick(minutes=31)
    assert [alarm.window for alarm in told(context)] == ["1"]


@pytest.mark.parametrize("why", ["nobody waits", "away", "just came", "another's", "paused"])
def test_nobody_is_blamed_without_reason(context: AppContext, clock: Clock, why: str) -> None:
    one = clerk(context, "3" if why == "another's" else "1")
    if why == "paused":
        one.pause(reason="break")
    if why in ("another's", "paused"):
        take(context)
    clock.tick(minutes=40)
    if why == "just came":
        take(context)
    if why == "away":
        of(taking.postpone, context, take(context), minutes=15)
    assert told(context) == []


def test_a_journal_of_many_others_deeds_is_read_far_enough(
    context: AppContext, clock: Clock
) -> None:
    one = clerk(context)
    take(context)
    clock.tick(minutes=29)
    one.call_next(), one.undo()
    for _ in range(300):
        of(taking.give_back, context, take(context))
    clock.tick(minutes=5)
    assert told(context) == []


def sits(context: AppContext, actor: str, window: str = "1") -> None:
    wish = staffing.SignOn(hall="main", window=window, actor=actor, name="王敏", staff_no="7")
    staffing.sign_on(context, wish)


def test_a_clerk_who_is_signed_out_left_the_window_open(context: AppContext, clock: Clock) -> None:
    database = context.store.database
    people = People(database.reading, database.writing)
    wish = signing_in.MakeToken("test", Role.CLERK, "main", "script", "1")
    made = signing_in.make_token(people, wish, clock())
    with people.reading() as book:
        (session,) = book.sessions()
    sits(context, session.actor)
    assert told(context) == []
    take(context)
    Clerk(context, "1").do("call_next", actor=session.actor)
    with people.writing() as book:
        book.end_sessions(clock(), id=session.id)
    (alarm,) = told(context)
    assert (alarm.kind, alarm.window) == ("left", "1")
    assert alarm.text["zh"] == "01 号窗：王敏 的登录已结束，窗口没有关"
    assert alarm.action is not None and alarm.action["en"].startswith("A001 is at the window.")
    assert made.secret


@pytest.mark.parametrize(
    ("idle", "gone"), [(timedelta(hours=1), False), (timedelta(hours=3), True)]
)
def test_a_browser_that_was_left_alone_is_over(
    context: AppContext, clock: Clock, idle: timedelta, gone: bool
) -> None:
    database = context.store.database
    people = People(database.reading, database.writing)
    with people.writing() as book:
        person = book.add_person(
            login="wang.min", name="王敏", name_en=None, role="clerk", hall="main", staff_no="7",
            post=None, languages=["zh"], password=None, created_at=clock(),
        )  # fmt: skip
    link = signing_in.MakeLink(actor="test", person=person)
    (secret,) = signing_in.make_links(people, [link], clock())
    signing_in.enter(people, secret, clock())
    sits(context, "person:wang.min")
    assert told(context) == []
    clock.tick(seconds=idle.total_seconds())
    assert [alarm.kind for alarm in told(context)] == (["left"] if gone else [])
