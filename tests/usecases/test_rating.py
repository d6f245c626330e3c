"""One visit, one voice; the pad on a window's desk rates the visit whose end it was told."""

from dataclasses import replace
from datetime import timedelta

import pytest

from server.domain.errors import Refused
from server.domain.rating import RatingChannel
from server.usecases import rating, reading
from server.usecases.app_context import AppContext
from server.usecases.today import today
from tests.support.halls import Clock
from tests.support.people import clerk, take
from tests.support.recomputed import recomputed


def at_pad(number: str, finished_seq: int, level: int = 5) -> rating.RateAtWindow:
    """The order of the pad at window 1."""
    return rating.RateAtWindow(
        hall="main", actor="pad:1", window="1", number=number, finished_seq=finished_seq,
        level=level,
    )  # fmt: skip


def by_code(code: str, level: int, channel: RatingChannel = RatingChannel.PHONE) -> rating.Rate:
    """Whoever holds the ticket's code."""
    return rating.Rate(hall="main", actor="holder", code=code, level=level, channel=channel)


@pytest.fixture
def visit(context: AppContext) -> tuple[str, int]:
    """Code of a visit that window 1 has just finished, and the journal number of its end."""
    code = take(context).code
    one = clerk(context)
    one.call_next(), one.start()
    return code, one.finish().seq


def given(context: AppContext, code: str) -> tuple[int, str, list[int]]:
    """The level that counts, from where, and the levels before."""
    shown = reading.ticket(context, code).rating
    assert shown is not None
    return shown.level, shown.channel, [each.level for each in shown.earlier]


def counted(context: AppContext) -> dict[str, int]:
    recomputed(context)
    return {level: n for level, n in today(context, "main").ratings.items() if n}


def test_a_bad_rating_from_the_phone_stands_against_the_pad(
    context: AppContext, visit: tuple[str, int]
) -> None:
    code, seq = visit
    rating.rate(context, by_code(code, 1))
    with pytest.raises(Refused, match=r"rating\.given"):
        rating.rate_at_window(context, at_pad("A001", seq, level=5))
    with pytest.raises(Refused, match=r"rating\.given"):
        rating.rate(context, by_code(code, 5, RatingChannel.KIOSK))
    assert given(context, code) == (1, "phone", [])
    assert counted(context) == {"1": 1}


def test_what_the_pad_took_stands_against_the_phone(
    context: AppContext, visit: tuple[str, int]
) -> None:
    code, seq = visit
    rating.rate_at_window(context, at_pad("A001", seq, level=2))
    with pytest.raises(Refused, match=r"rating\.given"):
        rating.rate(context, by_code(code, 5))
    assert given(context, code) == (2, "pad", [])
    assert counted(context) == {"2": 1}


def test_its_holder_changes_a_rating_for_three_days(
    context: AppContext, clock: Clock, visit: tuple[str, int]
) -> None:
    code, _ = visit
    for level in (2, 4, 1):
        rating.rate(context, by_code(code, level))
        clock.tick(minutes=20)
    assert given(context, code) == (1, "phone", [2, 4])
    assert counted(context) == {"1": 1}
    clock.tick(days=2, hours=22)
    rating.rate(context, by_code(code, 3))
    assert given(context, code) == (3, "phone", [2, 4, 1])
    clock.tick(hours=2)
    with pytest.raises(Refused, match=r"rating\.not_yet"):
        rating.rate(context, by_code(code, 5))


def test_on_a_pad_another_level_is_taken_only_at_once(
    context: AppContext, clock: Clock, visit: tuple[str, int]
) -> None:
    """Whoever stands there a minute later may be somebody else; reasons may still follow."""
    code, seq = visit
    rating.rate_at_window(context, at_pad("A001", seq, level=5))
    clock.tick(seconds=20)
    rating.rate_at_window(context, at_pad("A001", seq, level=1))
    with pytest.raises(Refused, match=r"rating\.given"):
        rating.rate_at_window(context, replace(at_pad("A001", seq), actor="pad:2"))
    clock.tick(minutes=1)
    with pytest.raises(Refused, match=r"rating\.given"):
        rating.rate_at_window(context, at_pad("A001", seq, level=5))
    rating.rate_at_window(context, replace(at_pad("A001", seq, level=1), reasons=("manner",)))
    assert given(context, code) == (1, "pad", [5, 1])
    assert counted(context) == {"1": 1}


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
