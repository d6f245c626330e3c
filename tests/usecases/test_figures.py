"""A wait counts for ever: no transfer, return, missed call or undo makes it shorter."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from server.contracts.answers_hall import Today
from server.storage.engine import Database
from server.usecases import taking
from server.usecases.app_context import AppContext
from server.usecases.closing import CloseDay, close_day
from server.usecases.today import today
from server.usecases.wait_scores import wait_scores_of
from tests.support.halls import Clock, context_of, small_hall
from tests.support.people import clerk, of, take
from tests.support.recomputed import recomputed
from tests.usecases.test_waiting import remember

HOUR = 3600


@pytest.fixture
def hall(database: Database, clock: Clock) -> Iterator[AppContext]:
    """A hall that promises half an hour; whatever was done in it, its journal gives the same."""
    context = context_of(database, replace(small_hall(), pledge=timedelta(minutes=30)), clock=clock)
    yield context
    recomputed(context)


def figures(context: AppContext) -> tuple[int | None, int | None, int, float | None]:
    """Median, nine tenths, visits, share kept."""
    found = today(context, "main")
    return found.waits.median_s, found.waits.p90_s, found.waits.n, found.kept


def stages(context: AppContext) -> list[tuple[int, int | None, int]]:
    """Stage, median, visits."""
    return [(each.stage, each.median_s, each.n) for each in today(context, "main").stages]


def over(found: Today) -> list[str]:
    return [alarm.text["en"] for alarm in found.alarms if alarm.kind == "wait_over"]


def test_who_misses_a_call_has_waited_for_it(hall: AppContext, clock: Clock) -> None:
    ticket, one = take(hall), clerk(hall)
    clock.tick(hours=1)
    one.call_next()
    clock.tick(seconds=20)
    one.no_show()
    assert figures(hall) == (HOUR, HOUR, 1, 0.0)
    of(taking.come_back, hall, ticket)
    assert figures(hall) == (HOUR, HOUR, 1, 0.0)
    clock.tick(minutes=2)
    one.call_next()
    assert figures(hall) == (HOUR + 120, HOUR + 120, 1, 0.0)


def test_who_is_called_again_without_coming_back_waited_once(
    hall: AppContext, clock: Clock
) -> None:
    ticket, one = take(hall), clerk(hall)
    clock.tick(hours=1)
    one.call_next()
    clock.tick(minutes=5)
    one.no_show()
    clock.tick(minutes=5)
    one.call(number=ticket.number, out_of_turn=True, reason="help")
    assert figures(hall) == (HOUR, HOUR, 1, 0.0)


@pytest.mark.parametrize("served", [False, True])
def test_a_transfer_keeps_the_wait_and_the_alarm(
    hall: AppContext, clock: Clock, served: bool
) -> None:
    take(hall)
    one, two = clerk(hall), clerk(hall, "2")
    clock.tick(hours=1)
    one.call_next()
    assert over(today(hall, "main")) == []
    if served:
        one.start()
    one.transfer(matter="tax")
    found = today(hall, "main")
    assert found.waits.n == 1
    assert over(found) == ["1 waiting longer than the promised 30 minutes"]
    assert found.oldest is not None
    assert (found.oldest.matter, found.oldest.seconds) == ("tax", HOUR)
    clock.tick(minutes=5)
    two.call_next()
    assert figures(hall) == (HOUR + 300, HOUR + 300, 1, 0.0)
    of_matter = {each.matter: (each.median_s, each.n) for each in today(hall, "main").matters}
    assert of_matter == {"hukou": (HOUR, 1), "idcard": (None, 0), "tax": (300, 1)}
    assert stages(hall) == [(1, HOUR, 1), (2, 300, 1)]


def test_to_another_window_for_the_same_matter_it_is_one_wait(
    hall: AppContext, clock: Clock
) -> None:
    take(hall)
    one, two = clerk(hall), clerk(hall, "2")
    clock.tick(minutes=20)
    one.call_next()
    one.transfer(to_window="2")
    clock.tick(minutes=20)
    two.call_next()
    assert figures(hall) == (2400, 2400, 1, 0.0)
    [hukou] = [each for each in today(hall, "main").matters if each.matter == "hukou"]
    assert (hukou.median_s, hukou.n) == (2400, 1)
    assert stages(hall) == [(1, 1200, 1), (2, 1200, 1)]


def test_a_call_that_was_taken_back_is_no_wait(hall: AppContext, clock: Clock) -> None:
    take(hall)
    one = clerk(hall)
    clock.tick(minutes=20)
    one.call_next()
    one.recall()
    one.undo()
    assert figures(hall) == (None, None, 0, None)
    clock.tick(minutes=20)
    one.call_next()
    assert figures(hall) == (2400, 2400, 1, 0.0)
    one.transfer(matter="tax")
    one.undo()
    assert figures(hall) == (2400, 2400, 1, 0.0)
    assert stages(hall) == [(1, 2400, 1)]


def test_whom_nobody_calls_again_broke_the_promise_too(hall: AppContext, clock: Clock) -> None:
    """Calling at once and sending back would keep every promise."""
    ticket, one = take(hall), clerk(hall)
    one.call_next()
    one.transfer(matter="tax")
    assert figures(hall) == (0, 0, 1, 1.0)
    clock.tick(minutes=31)
    assert figures(hall) == (0, 0, 1, 0.0)
    of(taking.give_back, hall, ticket)
    clock.tick(hours=3)
    assert figures(hall) == (0, 0, 1, 0.0)


def test_a_manager_s_sign_off_shortens_nothing(hall: AppContext, clock: Clock) -> None:
    take(hall)
    one, two = clerk(hall), clerk(hall, "2")
    clock.tick(minutes=40)
    one.call_next()
    one.do("sign_off", actor="manager", relieve=True, visitor="send_back", reason="gone")
    assert over(today(hall, "main")) != []
    clock.tick(minutes=2)
    two.call_next()
    assert figures(hall) == (2520, 2520, 1, 0.0)
    assert stages(hall) == [(1, 2520, 1)], "to be sent back is no further stage"


def test_how_often_the_told_wait_held_is_in_the_journal_too(hall: AppContext, clock: Clock) -> None:
    remember(hall)
    one = clerk(hall)
    for _ in range(8):
        take(hall)
        clock.tick(seconds=50)
    for _ in range(3):
        clock.tick(minutes=2)
        one.serve()
    one.call_next()
    one.undo()
    scored = wait_scores_of(hall, "main", 1).all
    assert (scored.n, scored.hit_rate is None) == (3, False)
    recomputed(hall)
    close_day(hall, CloseDay(hall="main", actor="manager"))
    clock.tick(days=1)
    take(hall)
    assert [day.n for day in wait_scores_of(hall, "main", 2).days] == [3]
