"""Reasons and outcomes come from the hall's own lists, and screens show them in words."""

import pytest

from server.domain.errors import Refused
from server.usecases import reading
from server.usecases.app_context import AppContext
from tests.support.people import clerk, take


def test_a_pause_says_why_in_the_halls_words(context: AppContext) -> None:
    paused = clerk(context).pause(reason="break", minutes=10).console.window
    words = {"zh": "短暂休息", "en": "Short break"}
    assert (paused.state, paused.reason) == ("paused", words)
    assert reading.board(context, "main").windows["1"].reason == words


def test_what_is_on_no_list_is_refused(context: AppContext) -> None:
    take(context)
    one = clerk(context)
    with pytest.raises(Refused, match=r"pause\.reason"):
        one.pause(reason="tired")
    one.call_next(), one.start()
    with pytest.raises(Refused, match=r"park\.reason"):
        one.park(reason="tired")
    with pytest.raises(Refused, match=r"finish\.outcome"):
        one.finish(outcome="great")
    with pytest.raises(Refused, match=r"finish\.outcome"):
        one.call_next(finish=True, outcome="great")
    assert one.finish(outcome="accepted").console.served_today == 1
