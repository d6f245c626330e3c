"""The pad on a window's desk rates one visit: the one whose end the window has just told it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from server.domain.errors import Refused
from server.usecases import rating
from server.usecases.app_context import AppContext
from tests.support.halls import Clock
from tests.support.people import clerk, take


def at_pad(number: str, finished_seq: int) -> rating.RateAtWindow:
    """The order of the pad at window 1."""
    return rating.RateAtWindow(
        hall="main", actor="pad", window="1", number=number, finished_seq=finished_seq, level=5
    )


def refused(context: AppContext, order: rating.RateAtWindow) -> None:
    with pytest.raises(Refused, match=r"rating\.nobody"):
        rating.rate_at_window(context, order)


def test_the_last_visitor_rates_though_the_next_is_called(
    context: AppContext, clock: Clock
) -> None:
    take(context), take(context)
    one = clerk(context)
    one.call_next(), one.start()
    called = one.call_next(finish=True).seq
    order = at_pad("A001", finished_seq=called - 1)
    assert rating.rate_at_window(context, order).level == 5
    refused(context, at_pad("A002", finished_seq=called))
    refused(context, replace(order, number="A002"))
    refused(context, replace(order, window="2"))
    refused(context, replace(order, finished_seq=called + 1))
    clock.tick(minutes=11)
    refused(context, order)


def test_a_finish_that_was_taken_back_is_not_rated(context: AppContext) -> None:
    take(context)
    one = clerk(context)
    one.call_next(), one.start()
    first = at_pad("A001", finished_seq=one.finish().seq)
    one.undo()
    refused(context, first)
    second = at_pad("A001", finished_seq=one.finish().seq)
    refused(context, first)
    assert rating.rate_at_window(context, second).number == "A001"


def test_a_visit_that_ended_before_midnight_is_rated_after_it(
    context: AppContext, clock: Clock
) -> None:
    """Its number may be somebody else's by then; the journal number of its end is not."""
    clock.tick(minutes=minutes_to_midnight(clock) - 2)
    take(context)
    one = clerk(context)
    one.call_next(), one.start()
    before = at_pad("A001", finished_seq=one.finish().seq)
    clock.tick(minutes=5)
    take(context)
    assert rating.rate_at_window(context, before).number == "A001"


def test_a_parked_visit_ends_after_the_one_that_came_between(context: AppContext) -> None:
    take(context), take(context)
    one = clerk(context)
    one.call_next(), one.start(), one.park()
    one.call_next(), one.start()
    between = at_pad("A002", finished_seq=one.finish().seq)
    one.resume(number="A001")
    parked = at_pad("A001", finished_seq=one.finish().seq)
    refused(context, replace(between, finished_seq=parked.finished_seq))
    assert rating.rate_at_window(context, parked).number == "A001"
    assert rating.rate_at_window(context, between).number == "A002"


def minutes_to_midnight(clock: Clock) -> float:
    """In the hall's zone, UTC+8."""
    local = clock() + timedelta(hours=8)
    return 24 * 60 - local.hour * 60 - local.minute
