"""Somebody without a ticket: numbered, served at once, never called, and shown as what it is."""

from typing import Any

import pytest

from server.domain.errors import Refused
from server.usecases import reading
from server.usecases.app_context import AppContext
from server.usecases.today import today
from tests.support.halls import Clock
from tests.support.people import Clerk, clerk, take
from tests.support.recomputed import recomputed

MAY: dict[str, Any] = {"matter": "hukou", "reason": "help", "allowed": True}


def refused(seated: Clerk, **wish: Any) -> str:
    with pytest.raises(Refused) as refusal:
        seated.walk_in(**wish)
    return refusal.value.code


def test_served_at_once_and_counted_as_its_own_channel(context: AppContext, clock: Clock) -> None:
    seated = clerk(context)
    shown = seated.walk_in(**MAY, priority_class="elder", key="k").console
    assert (shown.ticket.number, shown.ticket.state) == ("A001", "serving")
    assert (shown.ticket.waited_s, shown.ticket.priority_class) == (None, "elder")
    assert shown.ticket.why["zh"] == "没有取号，直接办理：需要照顾"
    assert shown.ticket.why["en"] == "Came without a ticket: Needs help"
    assert shown.ticket.first_asked.name == "王1"
    assert seated.walk_in(**MAY, priority_class="elder", key="k").console == shown
    assert seated.walk_in(**MAY).result == "already", "a double click serves one"
    clock.tick(minutes=3)
    seated.finish(outcome="done")
    found = today(context, "main")
    assert (found.channels, found.waits.n, found.out_of_turn) == ({"walk_in": 1}, 0, [])
    recomputed(context)


def test_before_those_who_wait_it_is_out_of_turn(context: AppContext, clock: Clock) -> None:
    seated, first = clerk(context), take(context)
    clock.tick(minutes=2)
    assert refused(seated, **MAY) == "call.out_of_turn"
    assert reading.board(context, "main").queues["hukou"].waiting == 1
    seated.walk_in(**MAY, out_of_turn=True)
    (told,) = today(context, "main").out_of_turn
    assert (told.number, told.reason, told.window) == ("A002", "help", "1")
    (before,) = reading.ticket(context, first.code).before
    assert (before.number, before.why["zh"]) == ("A002", "工作人员指定叫号：需要照顾")
    recomputed(context)


def test_it_needs_the_right_a_reason_and_a_free_window(context: AppContext) -> None:
    seated = clerk(context)
    assert refused(seated, **{**MAY, "allowed": False}) == "walk_in.not_allowed"
    assert refused(seated, **{**MAY, "reason": "none"}) == "call.reason"
    assert refused(clerk(context, "3"), **MAY) == "add_matter.not_served"
    take(context), seated.call_next()
    assert refused(seated, **MAY) == "window.busy"
    assert today(context, "main").issued == 1


def test_undo_withdraws_the_number(context: AppContext, clock: Clock) -> None:
    seated = clerk(context)
    seated.walk_in(**MAY)
    clock.tick(seconds=9)
    assert seated.undo().console.ticket is None
    found = today(context, "main")
    assert (found.cancelled, found.waiting, found.finished) == (1, 0, 0)
    assert take(context).number == "A002"
    recomputed(context)
