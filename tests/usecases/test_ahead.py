"""How many are ahead, as told after whatever happened: the right values, on both databases."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.contracts.answers import TicketView
from server.domain.hall import Hall, Matter, Rule, RuleName, Series, Window
from server.storage.engine import Database
from server.usecases import reading, taking
from server.usecases.app_context import AppContext, new_code
from tests.support.halls import Clock, context_of, small_hall
from tests.support.people import Clerk, clerk, of, take
from tests.support.tries import tries


def ahead(context: AppContext, ticket: TicketView) -> int:
    found: int = reading.ticket(context, ticket.code).ahead
    return found


def until(one: Clerk, number: str) -> list[str]:
    """Whom a window calls before `number`."""
    before = []
    while (called := one.serve()) != number:
        assert called is not None, f"{number} was never called"
        before.append(called)
    return before


def one_window(database: Database, clock: Clock, *, after: int = 3, **serves: float) -> AppContext:
    hall = small_hall(windows=1)
    weights = serves or {"hukou": 1.0, "idcard": 1.0, "tax": 1.0}
    misses = replace(hall.misses, after=after)
    return context_of(
        database,
        replace(hall, windows={"1": Window("1", "A", weights)}, misses=misses),
        clock=clock,
    )


def two_matters_apart(hall: Hall) -> Hall:
    """Marriage and elder allowance share a series, and no window."""
    return replace(
        hall,
        series={"m": Series("m", "M")},
        matters={key: Matter(key, "m", "A") for key in ("marriage", "elder-allowance")},
        windows={
            "1": Window("1", "A", {"marriage": 1.0}),
            "2": Window("2", "A", {"elder-allowance": 1.0}),
        },
    )


def test_who_shares_a_series_and_no_window_is_not_ahead(database: Database, clock: Clock) -> None:
    context = context_of(database, two_matters_apart(small_hall()), clock=clock)
    for _ in range(10):
        take(context, "marriage")
    mine = take(context, "elder-allowance")
    assert mine.ahead == 0
    assert until(clerk(context, "2"), mine.number) == []


def test_who_is_sent_behind_four_of_another_matter(database: Database, clock: Clock) -> None:
    """The place of the arrival stays: those who came before are before, whatever their matter."""
    context = one_window(database, clock)
    for _ in range(4):
        take(context, "tax")
    mine = take(context, "hukou")
    assert ahead(context, mine) == 4
    assert len(until(clerk(context), mine.number)) == 4


def test_who_is_sent_to_a_windows_own_queue(database: Database, clock: Clock) -> None:
    windows = {"1": Window("1", "A", {"hukou": 1.0}), "2": Window("2", "A", {"tax": 1.0})}
    context = context_of(database, replace(small_hall(), windows=windows), clock=clock)
    for _ in range(3):
        take(context, "tax")
    mine = take(context, "hukou")
    one, two = clerk(context, "1"), clerk(context, "2")
    one.call_next()
    one.start()
    one.transfer(to_window="2")
    said = ahead(context, mine)
    assert said == 3
    assert len(until(two, mine.number)) == said


def test_back_after_a_missed_call_at_a_window_with_two_matters(
    database: Database, clock: Clock
) -> None:
    context = one_window(database, clock)
    mine = take(context, "hukou")
    one = clerk(context)
    one.call_next()
    clock.tick(minutes=1)
    one.no_show()
    for _ in range(8):
        take(context, "tax")
    assert of(taking.come_back, context, mine).ahead == 3
    assert len(until(one, mine.number)) == 3


@pytest.mark.parametrize("name", list(RuleName))
def test_an_elder_who_missed_comes_after_the_next_three(
    database: Database, clock: Clock, name: RuleName
) -> None:
    """The sentence on the ticket is the rule, whatever the class."""
    hall = small_hall(windows=1, rule=Rule(name))
    hall = replace(
        hall, misses=replace(hall.misses, after=3), windows={"1": Window("1", "A", {"hukou": 1.0})}
    )
    context = context_of(database, hall, clock=clock)
    elder = take(context, priority_class="elder")
    one = clerk(context)
    one.call_next()
    clock.tick(minutes=1)
    one.no_show()
    six = [take(context).number for _ in range(6)]
    assert of(taking.come_back, context, elder).ahead == 3
    assert until(one, elder.number) == six[:3]


def test_an_undone_call_does_not_count(database: Database, clock: Clock) -> None:
    context = one_window(database, clock)
    mine = take(context)
    one = clerk(context)
    one.call_next()
    clock.tick(minutes=1)
    one.no_show()
    for _ in range(6):
        take(context)
    of(taking.come_back, context, mine)
    one.call_next()
    assert ahead(context, mine) == 2
    one.undo()
    assert ahead(context, mine) == 3
    assert len(until(one, mine.number)) == 3


def test_a_weight_of_two(database: Database, clock: Clock) -> None:
    context = one_window(database, clock, hukou=1.0, tax=2.0)
    for _ in range(3):
        take(context, "hukou")
        clock.tick(seconds=20)
    clock.tick(minutes=2)
    mine = take(context, "tax")
    clock.tick(minutes=10)
    assert ahead(context, mine) == 0
    one = clerk(context)
    assert one.call_next().console.ticket.number == mine.number


def test_each_overtaking_says_why(database: Database, clock: Clock) -> None:
    hall = small_hall()
    windows = {
        "1": Window("1", "A", {"hukou": 1.0}),
        "2": Window("2", "A", {"idcard": 1.0}),
        "3": Window("3", "A", {"hukou": 1.0, "idcard": 2.0}),
    }
    context = context_of(database, replace(hall, windows=windows), clock=clock)
    mine = take(context, "hukou")
    clock.tick(minutes=1)
    other, weighty = take(context, "idcard"), take(context, "idcard")
    clock.tick(minutes=9)
    clerk(context, "2").call_next()
    clerk(context, "3").call_next()
    seen = reading.ticket(context, mine.code).before
    assert [(one.number, one.why["en"]) for one in seen] == [
        (weighty.number, "That window puts that matter first"),
        (other.number, "Another matter, at a window that does not do yours"),
    ]


def test_who_was_away_by_their_own_wish_reads_so(database: Database, clock: Clock) -> None:
    context = one_window(database, clock)
    mine, later = take(context), take(context)
    of(taking.postpone, context, mine, minutes=15)
    clock.tick(minutes=1)
    clerk(context).call_next()
    (seen,) = reading.ticket(context, mine.code).before
    assert (seen.number, seen.why["en"]) == (
        later.number,
        "You had asked to be called later",
    )


STEPS = st.lists(
    st.sampled_from(
        [
            "take hukou",
            "take tax",
            "take elder",
            "call",
            "miss",
            "back",
            "serve",
            "postpone",
            "tick",
        ]
    ),
    max_size=25,
)


@settings(
    max_examples=tries(10),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS, name=st.sampled_from(list(RuleName)), key=st.uuids())
def test_after_any_history_everybody_is_told_the_truth(
    database: Database, clock: Clock, steps: list[str], name: RuleName, key: object
) -> None:
    """Whoever is told n ahead, and nobody comes or goes, is called after exactly n others."""
    hall = replace(
        small_hall(key=f"h{str(key)[:18]}", windows=1, rule=Rule(name)),
        windows={"1": Window("1", "A", {"hukou": 1.0, "tax": 2.0})},
    )
    clock.now = clock.now.replace(hour=1, minute=0)
    context = replace(context_of(database, hall, clock=clock), code=new_code)
    one, tickets = clerk(context, hall=hall.key), []
    for step in steps:
        _step(context, one, tickets, step, clock)
    if one.do("call_next").result in ("called", "already"):
        one.start()
        one.finish()
    told = {
        ticket.number: seen.ahead
        for ticket in tickets
        for seen in [reading.ticket(context, ticket.code)]
        if seen.state == "waiting" and seen.held_until is None
    }
    order: list[str] = []
    while (called := one.serve()) is not None:
        order.append(called)
    assert told == {number: order.index(number) for number in told}


def _step(
    context: AppContext, one: Clerk, tickets: list[TicketView], step: str, clock: Clock
) -> None:
    def seen(state: str) -> list[TicketView]:
        shown = [reading.ticket(context, ticket.code) for ticket in tickets]
        return [ticket for ticket in shown if ticket.state == state]

    if step.startswith("take"):
        matter = "tax" if "tax" in step else "hukou"
        kind = "elder" if "elder" in step else "ordinary"
        tickets.append(take(context, matter, hall=one.hall, priority_class=kind))
    elif step == "tick":
        clock.tick(minutes=3)
    elif step == "postpone":
        for ticket in [one for one in seen("waiting") if one.postpones_left][:1]:
            of(taking.postpone, context, ticket, places=1)
    elif step == "back":
        for ticket in [one for one in seen("no_show") if one.returnable]:
            of(taking.come_back, context, ticket)
    elif one.call_next().result != "nobody" and step != "call":
        _end(one, step, clock)


def _end(one: Clerk, step: str, clock: Clock) -> None:
    clock.tick(seconds=20)
    if step == "miss":
        one.no_show()
    else:
        one.start()
        one.finish()
