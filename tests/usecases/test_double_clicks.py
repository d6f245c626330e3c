"""A second click, late or early, with or without the same key, does nothing twice."""

from collections.abc import Callable

import pytest

from server.domain.errors import Refused
from server.domain.window import Json
from server.usecases import reading, taking
from server.usecases.app_context import AppContext
from tests.support.halls import Clock
from tests.support.people import OUT_OF_TURN, Clerk, clerk, of, take

Prepare = Callable[[Clerk, Clock], object]


def nothing(one: Clerk, clock: Clock) -> None:
    """The clerk has just signed on."""


def calling(one: Clerk, clock: Clock) -> None:
    one.call_next()
    clock.tick(seconds=20)


def serving(one: Clerk, clock: Clock) -> None:
    calling(one, clock)
    one.start()


def parked(one: Clerk, clock: Clock) -> None:
    serving(one, clock)
    one.park()


def pausing(one: Clerk, clock: Clock) -> None:
    one.pause(reason="break")


VERBS: list[tuple[str, Prepare, Json]] = [
    ("sign_on", nothing, {}),
    ("sign_off", nothing, {}),
    ("pause", nothing, {"reason": "break", "minutes": 10}),
    ("unpause", pausing, {}),
    ("call_next", nothing, {}),
    ("call_next", serving, {"finish": True}),
    ("call", nothing, {"number": "A002", **OUT_OF_TURN}),
    ("start", calling, {}),
    ("finish", serving, {"outcome": "done"}),
    ("no_show", calling, {}),
    ("park", serving, {"reason": "copy", "minutes": 5}),
    ("resume", parked, {"number": "A001"}),
    ("transfer", serving, {"matter": "tax"}),
    ("undo", serving, {}),
]


@pytest.mark.parametrize("keys", [("same", "same"), (None, None), ("one", "two")])
@pytest.mark.parametrize(("verb", "prepare", "details"), VERBS)
def test_a_double_click_acts_once(
    context: AppContext, clock: Clock, verb: str, prepare: Prepare, details: Json,
    keys: tuple[str | None, str | None],
) -> None:  # fmt: skip
    take(context), take(context), take(context)
    one = clerk(context)
    prepare(one, clock)
    first = one.do(verb, key=keys[0], **details)
    board = reading.board(context, "main")
    second = one.do(verb, key=keys[1], **details)
    assert reading.board(context, "main") == board
    assert second == first if keys[0] == "same" else second.result == "already"


def test_finishing_one_who_came_back_from_parking_twice(context: AppContext, clock: Clock) -> None:
    take(context), take(context)
    one = clerk(context)
    parked(one, clock)
    serving(one, clock)
    one.park()
    one.resume(number="A001")
    assert one.finish().result == "done"
    assert one.finish().result == "already"


def test_finishing_one_who_goes_back_to_another_window_twice(
    context: AppContext, clock: Clock
) -> None:
    take(context)
    one, three = clerk(context), clerk(context, "3")
    serving(one, clock)
    one.transfer(matter="tax", come_back=True)
    serving(three, clock)
    assert three.finish().result == "done"
    assert three.finish().result == "already"
    assert three.undo().console.ticket.state == "serving"


@pytest.mark.parametrize("verb", ["start", "recall", "no_show"])
def test_a_number_given_back_in_that_moment_is_no_error(
    context: AppContext, clock: Clock, verb: str
) -> None:
    ticket = take(context)
    one = clerk(context)
    calling(one, clock)
    of(taking.give_back, context, ticket)
    lost = one.do(verb)
    assert lost.result == "nobody"
    assert lost.console.window.call.of == "cancelled"
    assert lost.console.undo is None


def test_a_verb_that_does_not_fit_is_refused_all_the_same(
    context: AppContext, clock: Clock
) -> None:
    take(context)
    one = clerk(context)
    with pytest.raises(Refused, match=r"window\.empty"):
        one.start()
    serving(one, clock)
    one.finish()
    with pytest.raises(Refused, match=r"window\.empty"):
        one.no_show()


def test_resuming_leaves_the_latest_call_to_whom_it_was(context: AppContext, clock: Clock) -> None:
    take(context), take(context)
    one = clerk(context)
    parked(one, clock)
    serving(one, clock)
    one.finish()
    one.resume(number="A001")
    shown = reading.board(context, "main").windows["1"]
    assert (shown.ticket.number, shown.ticket.state) == ("A001", "serving")
    assert (shown.call.number, shown.call.of) == ("A002", "finished")


def test_a_recall_does_not_restart_the_time_since_the_call(
    context: AppContext, clock: Clock
) -> None:
    take(context)
    one = clerk(context)
    since = one.call_next().console.window.ticket.since
    clock.tick(seconds=30)
    recalled = one.recall().console.window
    assert recalled.ticket.since == since
    assert (recalled.call.times, recalled.call.at > since) == (2, True)
