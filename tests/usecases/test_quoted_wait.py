"""The wait that is told: from the order of calls, and only while somebody calls."""

import pytest

from server.contracts.answers import TicketView
from server.usecases import taking
from server.usecases.app_context import AppContext
from server.usecases.reading import board, ticket
from tests.support.halls import Clock
from tests.support.people import Clerk, clerk, of, take
from tests.usecases.test_waiting import remember


def upper(context: AppContext, taken: TicketView) -> int:
    wait = ticket(context, taken.code).wait
    assert wait is not None
    return int(wait[1])


@pytest.fixture
def one(context: AppContext) -> Clerk:
    """The only window that is open, with somebody at it; the hall has a past."""
    remember(context)
    take(context)
    seated = clerk(context)
    seated.call_next()
    seated.start()
    return seated


def test_no_window_is_open(context: AppContext) -> None:
    remember(context)
    taken = take(context)
    assert (taken.wait, taken.expected) == (None, None)
    assert taken.wait_words == {
        "zh": "现在没有窗口办理此事项",
        "en": "No window is open for this now",
        "zh-Hant": "現在沒有窗口辦理此事項",
    }
    assert board(context, "main").waits["hukou"] is None


def test_every_window_is_paused(context: AppContext, one: Clerk) -> None:
    taken = take(context)
    one.finish()
    assert taken.wait is not None
    assert board(context, "main").waits["hukou"] is not None
    one.pause(reason="break")
    paused = ticket(context, taken.code)
    assert (paused.wait, paused.expected) == (None, None)
    assert paused.wait_words and paused.wait_words["en"] == "Every window for this is paused now"
    assert board(context, "main").waits["hukou"] is None
    one.unpause()
    assert ticket(context, taken.code).wait is not None


def test_another_window_s_clerk_does_not_help(context: AppContext) -> None:
    """Window 3 does tax alone."""
    remember(context)
    clerk(context, "3")
    assert take(context, "hukou").wait is None
    assert take(context, "tax").wait is not None


def test_nothing_is_learned_yet(context: AppContext) -> None:
    clerk(context)
    taken = take(context)
    assert taken.wait is None
    assert taken.wait_words == {
        "zh": "等候时间暂不确定", "en": "The wait is not known yet", "zh-Hant": "等候時間暫不確定",
    }  # fmt: skip


def test_who_waits_no_more_is_told_no_wait(context: AppContext, one: Clerk) -> None:
    taken = take(context)
    one.finish()
    one.call_next()
    called = ticket(context, taken.code)
    assert (called.wait, called.wait_words) == (None, None)


def test_who_came_back_waits_as_one_of_the_next(
    context: AppContext, clock: Clock, one: Clerk
) -> None:
    missed = take(context)
    one.finish()
    one.call_next()
    people = [take(context) for _ in range(30)]
    clock.tick(minutes=1)
    one.no_show()
    one.call_next()
    back = of(taking.come_back, context, missed)
    third, last = people[3], people[-1]
    assert upper(context, back) <= upper(context, third) < upper(context, last) / 2


def test_who_is_sent_on_keeps_the_place(context: AppContext, clock: Clock, one: Clerk) -> None:
    one.finish()
    first = take(context, "hukou")
    clerk(context, "3")
    behind = [take(context, "tax") for _ in range(15)]
    one.call_next()
    clock.tick(minutes=1)
    one.transfer(matter="tax")
    sent = ticket(context, first.code)
    assert sent.ahead == 0
    assert upper(context, sent) < upper(context, behind[-1]) / 2


def test_who_lets_others_go_first_waits_longer(context: AppContext, one: Clerk) -> None:
    first, *others = [take(context) for _ in range(12)]
    before = upper(context, first)
    after = of(taking.postpone, context, first, places=3)
    assert after.ahead == 3
    assert upper(context, after) > before
    assert upper(context, others[2]) <= upper(context, after) <= upper(context, others[4])
