"""Recalls before a missed call: counted, not too soon, and not to be got round."""

from dataclasses import replace
from datetime import timedelta

import pytest

from server.domain.errors import Refused
from server.domain.hall import MissRule
from server.storage.engine import Database
from tests.support.halls import Clock, context_of, small_hall
from tests.support.people import Clerk, clerk, take


@pytest.fixture
def one(database: Database, clock: Clock) -> Clerk:
    """Window 1 has called A001 in a hall that wants two recalls, ten seconds apart; A002 waits."""
    rule = MissRule(gap=timedelta(seconds=15), recalls=2, recall_gap=timedelta(seconds=10))
    context = context_of(database, replace(small_hall(), misses=rule), clock=clock)
    take(context), take(context)
    seated = clerk(context)
    seated.call_next()
    return seated


def refusal(do: object) -> tuple[str, dict[str, object]]:
    with pytest.raises(Refused) as refused:
        do()  # type: ignore[operator]  # a verb
    return refused.value.code, dict(refused.value.facts)


def test_a_missed_call_needs_its_recalls(one: Clerk, clock: Clock) -> None:
    clock.tick(minutes=5)
    missing = {"number": "A001", "left": 2, "recalls": 2}
    assert refusal(one.no_show) == ("no_show.recall_first", missing)
    assert one.recall().console.can["no-show"] == {
        "zh": "先重呼 1 次，再记过号",
        "en": "Call again 1 more first",
        "zh-Hant": "先重呼 1 次，再記過號",
    }
    assert refusal(one.recall) == ("recall.too_soon", {"seconds": 10})
    clock.tick(seconds=10)
    assert one.recall().console.can["no-show"] is True
    assert refusal(one.no_show) == ("no_show.too_soon", {"seconds": 15})
    clock.tick(seconds=15)
    assert one.no_show().console.ticket is None


def test_next_does_not_pass_who_was_called(one: Clerk, clock: Clock) -> None:
    clock.tick(minutes=5)
    for finish in (False, True):
        again = one.call_next(finish=finish)
        assert (again.result, again.console.ticket.number) == ("already", "A001")
    assert refusal(lambda: one.call(number="A002"))[0] == "window.busy"


def test_every_call_of_a_number_needs_its_own_recalls(one: Clerk, clock: Clock) -> None:
    for _ in range(2):
        clock.tick(seconds=20)
        one.recall()
    clock.tick(seconds=20)
    one.no_show()
    one.take_back(number="A001")
    one.serve()
    assert one.call_next().console.ticket.number == "A001"
    clock.tick(minutes=1)
    assert refusal(one.no_show)[0] == "no_show.recall_first"
