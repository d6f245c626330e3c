"""Undo puts ticket and window back as they were, unless somebody has built on the step."""

from collections.abc import Callable
from typing import Any

import pytest

from server.domain.errors import Refused
from server.domain.window import Json
from server.storage.journal import of_ticket
from server.usecases import rating, reading, taking
from server.usecases.app_context import AppContext
from tests.support.halls import Clock
from tests.support.people import OUT_OF_TURN, Clerk, clerk, of, take
from tests.support.truth import check, public, tickets_of

CHANGES_ANYWAY = ("seq", "at")


def state(context: AppContext) -> tuple[Any, ...]:
    """Tickets without their last journal number, and the public state without clocks."""
    with context.store.database.reading() as connection:
        tickets = tickets_of(connection, "main")
    shown = {key: value for key, value in public(context).items() if key not in CHANGES_ANYWAY}
    return [repr(ticket).split("last_seq=")[0] for ticket in tickets], shown  # type: ignore[return-value]


def called(one: Clerk, clock: Clock) -> None:
    one.call_next()
    clock.tick(seconds=20)


def serving(one: Clerk, clock: Clock) -> None:
    called(one, clock)
    one.start()


def parked(one: Clerk, clock: Clock) -> None:
    serving(one, clock)
    one.park()


def missed(one: Clerk, clock: Clock) -> None:
    called(one, clock)
    one.no_show()


def nothing(one: Clerk, clock: Clock) -> None:
    """Just signed on."""


STEPS: list[tuple[str, Callable[[Clerk, Clock], None], Json]] = [
    ("call_next", nothing, {}),
    ("call_next", serving, {"finish": True}),
    ("call", nothing, {"number": "A002", **OUT_OF_TURN}),
    ("call", missed, {"number": "A001", **OUT_OF_TURN}),
    ("start", called, {}),
    ("finish", serving, {"outcome": "done"}),
    ("no_show", called, {}),
    ("park", serving, {"reason": "copy", "minutes": 5}),
    ("resume", parked, {"number": "A001"}),
    ("transfer", called, {"matter": "tax", "note": "契税"}),
    ("transfer", serving, {"to_window": "3", "come_back": True}),
]


@pytest.mark.parametrize(("verb", "prepare", "details"), STEPS)
def test_everything_is_as_it_was(
    context: AppContext,
    clock: Clock,
    verb: str,
    prepare: Callable[[Clerk, Clock], None],
    details: Json,
) -> None:
    take(context), take(context), take(context, priority_class="elder")
    one, _ = clerk(context), clerk(context, "3")
    prepare(one, clock)
    before = state(context)
    one.do(verb, **details)
    assert state(context) != before
    clock.tick(seconds=5)
    one.undo()
    assert state(context) == before
    check(context)


def test_a_recall_stays_and_the_call_under_it_is_taken_back(
    context: AppContext, clock: Clock
) -> None:
    take(context)
    one = clerk(context)
    before = state(context)
    called(one, clock)
    one.recall()
    one.undo()
    assert state(context) == before


def test_the_journal_keeps_both_the_step_and_its_undoing(context: AppContext, clock: Clock) -> None:
    take(context)
    one = clerk(context)
    called(one, clock)
    one.undo()
    with context.store.database.reading() as connection:
        types = [entry.type for entry in of_ticket(connection, 1)]
    assert types == ["ticket.issued", "ticket.called", "ticket.undone", "call.unspoken"]


def test_too_late(context: AppContext, clock: Clock) -> None:
    take(context)
    one = clerk(context)
    one.call_next()
    clock.tick(minutes=2, seconds=1)
    with pytest.raises(Refused, match=r"undo\.too_late"):
        one.undo()
    assert reading.window(context, "main", "1").undo is None


@pytest.mark.parametrize("what", ["returned", "called elsewhere", "given back"])
def test_what_others_have_built_on_stays(context: AppContext, clock: Clock, what: str) -> None:
    ticket = take(context)
    one, two = clerk(context), clerk(context, "2")
    missed(one, clock)
    if what == "returned":
        of(taking.come_back, context, ticket)
    elif what == "called elsewhere":
        two.call(number="A001", **OUT_OF_TURN)
    else:
        of(taking.give_back, context, ticket)
    before = public(context)
    with pytest.raises(Refused, match=r"undo\.moved_on"):
        one.undo()
    assert public(context) == before


def rate(context: AppContext, ticket: Json) -> None:
    order = rating.Rate(hall="main", actor="holder", code=ticket.code, level=4)
    rating.rate(context, order)


def test_a_rated_visit_stays_finished(context: AppContext, clock: Clock) -> None:
    ticket = take(context)
    one = clerk(context)
    serving(one, clock)
    one.finish()
    rate(context, ticket)
    with pytest.raises(Refused, match=r"undo\.rated"):
        one.undo()


def test_a_call_is_taken_back_though_the_visit_before_it_was_rated(
    context: AppContext, clock: Clock
) -> None:
    first, _ = take(context), take(context)
    one = clerk(context)
    serving(one, clock)
    one.call_next(finish=True)
    rate(context, first)
    undone = one.undo().console
    assert (undone.ticket, undone.load[0].waiting) == (None, 1)
    assert reading.ticket(context, first.code).state == "finished"
    assert one.call_next().console.ticket.number == "A002"


def test_undoing_a_postponed_persons_call_keeps_their_new_place(
    context: AppContext, clock: Clock
) -> None:
    tickets = [take(context) for _ in range(3)]
    of(taking.postpone, context, tickets[0], places=1)
    one = clerk(context)
    one.call_next()
    one.undo()
    assert [one.serve() for _ in range(3)] == ["A002", "A001", "A003"]


def test_a_call_taken_back_after_a_recall_puts_nobody_off(
    context: AppContext, clock: Clock
) -> None:
    """Who came back after the call, and before its recall, was not brought nearer by it."""
    missed = take(context)
    for _ in range(4):
        take(context)
    one = clerk(context)
    one.call_next()
    clock.tick(seconds=20)
    one.no_show()
    one.call_next()
    of(taking.come_back, context, missed)  # to be called after the next two
    one.recall()
    one.undo()
    assert [one.serve() for _ in range(3)] == ["A002", "A003", "A001"]
