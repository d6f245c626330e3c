"""A quarter of an hour away, by the holder's own wish: not called, and the place is kept."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from server.domain.errors import Refused
from server.domain.hall import Rule, RuleName
from server.domain.hours import Hours
from server.storage.engine import Database
from server.storage.waits_state_rows import WaitsStateRow
from server.usecases import reading, taking
from server.usecases.app_context import AppContext
from server.waits.service import WaitsService
from tests.support.halls import SHANGHAI, Clock, context_of, small_hall
from tests.support.people import OUT_OF_TURN, clerk, of, take

SHORT_DAY = Hours(SHANGHAI, (((8 * 60, 9 * 60 + 20),),) * 7)


def test_who_is_away_is_passed_over_and_comes_back_to_the_same_place(
    context: AppContext, clock: Clock
) -> None:
    tickets = [take(context) for _ in range(4)]
    away = of(taking.postpone, context, tickets[0], minutes=15)
    assert (away.state, away.wait, away.returnable) == ("waiting", None, True)
    one = clerk(context)
    assert one.serve() == "A002"
    clock.tick(minutes=14, seconds=59)
    assert one.serve() == "A003"
    clock.tick(seconds=1)
    assert reading.ticket(context, tickets[0].code).held_until is None
    assert [one.serve(), one.serve()] == ["A001", "A004"]


@pytest.mark.parametrize("wish", [{"minutes": 15}, {"places": 1}])
def test_what_they_wait_by_their_own_wish_teaches_nothing(
    database: Database, clock: Clock, wish: dict[str, int]
) -> None:
    """Else the hall would tell everybody else a longer wait."""
    waits = WaitsService()
    context = replace(context_of(database, small_hall(), clock=clock), waits=waits)
    one = clerk(context)
    for _ in range(12):
        take(context)
        clock.tick(minutes=5)
        one.serve()
    late = take(context)
    learned = _learned(context, waits)
    of(taking.postpone, context, late, **wish)
    clock.tick(minutes=50)
    assert one.serve() == late.number
    assert _learned(context, waits) == learned
    take(context)
    clock.tick(minutes=5)
    one.serve()
    assert _learned(context, waits) != learned, "those who stayed still teach"


def _learned(context: AppContext, waits: WaitsService) -> list[object]:
    """What the engine knows of its own mistakes, per hall and queue."""
    with context.store.database.reading() as connection:
        hall, seq = context.store.hall(connection, "main"), context.store.seq(connection, "main")
        assert waits.follow(connection, hall, seq)
    waits.save(context.store.database, "main")
    with context.store.database.reading() as connection:
        state = connection.execute(select(WaitsStateRow.state)).scalar_one()
    engine = json.loads(json.loads(state)["engine"])
    return [engine["errors"], engine["queue_errors"], [group["off"] for group in engine["groups"]]]


def test_the_clerk_sees_that_those_who_wait_are_away(context: AppContext, clock: Clock) -> None:
    of(taking.postpone, context, take(context), minutes=15)
    answer = clerk(context).call_next()
    assert answer.result == "nobody"
    [queue] = [each for each in answer.console.load if each.waiting]
    assert (queue.held, queue.oldest_s) == (1, None)
    assert queue.held_until.startswith("2026-11-18T01:15:00")


def test_whoever_is_back_sooner_says_so(context: AppContext, clock: Clock) -> None:
    first, _ = take(context), take(context)
    of(taking.postpone, context, first, minutes=15)
    clock.tick(minutes=3)
    back = of(taking.come_back, context, first)
    assert (back.held_until, back.ahead) == (None, 0)
    assert of(taking.come_back, context, first).seq == back.seq, "twice is harmless"
    assert clerk(context).serve() == "A001"


def test_how_often_is_limited_whichever_way(context: AppContext, clock: Clock) -> None:
    tickets = [take(context) for _ in range(3)]
    of(taking.postpone, context, tickets[0], minutes=15)
    left = of(taking.postpone, context, tickets[0], places=1)
    assert (left.held_until, left.postpones_left, left.ahead) == (None, 0, 1)
    with pytest.raises(Refused, match=r"postpone\.used_up"):
        of(taking.postpone, context, tickets[0], minutes=15)


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ({}, "choice"),
        ({"places": 1, "minutes": 15}, "choice"),
        ({"minutes": 60}, "minutes"),
        ({"places": 2}, "places"),
    ],
)
def test_a_wish_that_is_none_changes_nothing(
    context: AppContext, wish: dict[str, int], code: str
) -> None:
    ticket = take(context)
    with pytest.raises(Refused, match=rf"postpone\.{code}"):
        of(taking.postpone, context, ticket, **wish)
    assert reading.ticket(context, ticket.code).postpones_left == ticket.postpones_left


def test_nobody_is_put_off_beyond_closing_time(database: Database, clock: Clock) -> None:
    context = context_of(database, replace(small_hall(), hours=SHORT_DAY), clock=clock)
    early, late = take(context), take(context)
    assert of(taking.postpone, context, early, minutes=15).held_until is not None
    clock.tick(minutes=5)
    with pytest.raises(Refused, match=r"postpone\.too_late") as refused:
        of(taking.postpone, context, late, minutes=15)
    assert refused.value.facts["closes"] == "2026-11-18T01:20:00.000Z"


def test_nobody_is_put_off_into_the_lunch_break(database: Database, clock: Clock) -> None:
    """At 11:50 the next quarter of an hour ends at a locked door; at 11:40 it does not."""
    spans = ((9 * 60, 12 * 60), (13 * 60, 17 * 60))
    hall = replace(small_hall(), hours=Hours(SHANGHAI, (spans,) * 7))
    context = context_of(database, hall, clock=clock)
    clock.now = datetime(2026, 11, 18, 3, 40, tzinfo=UTC)
    early, late = take(context), take(context)
    assert of(taking.postpone, context, early, minutes=15).held_until is not None
    clock.tick(minutes=10)
    with pytest.raises(Refused, match=r"postpone\.too_late") as refused:
        of(taking.postpone, context, late, minutes=15)
    assert refused.value.facts["closes"] == "2026-11-18T04:00:00.000Z"


def test_called_by_number_ends_it_and_undo_brings_it_back(
    context: AppContext, clock: Clock
) -> None:
    ticket = take(context)
    until = of(taking.postpone, context, ticket, minutes=15).held_until
    one = clerk(context)
    assert one.call(number="A001", **OUT_OF_TURN).result == "called"
    one.undo()
    assert reading.ticket(context, ticket.code).held_until == until
    assert one.call_next().result == "nobody"


def test_a_long_wait_ages_on_while_its_holder_is_away(database: Database, clock: Clock) -> None:
    """They asked for a pause, not for a new beginning: the bound still protects them."""
    rule = Rule(RuleName.AGEING, bound=timedelta(minutes=30))
    context = context_of(database, small_hall(rule=rule), clock=clock)
    first = take(context)
    clock.tick(minutes=20)
    of(taking.postpone, context, first, minutes=15)
    elder = take(context, priority_class="elder").number
    clock.tick(minutes=14)
    one = clerk(context)
    assert one.serve() == elder
    clock.tick(minutes=1)
    take(context, priority_class="elder")
    assert one.serve() == first.number
