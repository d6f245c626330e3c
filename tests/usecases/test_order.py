"""Who comes next after returns, late papers, transfers and appointments."""

from datetime import timedelta

import pytest

from server.domain.errors import Refused
from server.domain.hall import Rule, RuleName
from server.storage.engine import Database
from server.usecases import taking
from server.usecases.app_context import AppContext
from tests.support.halls import Clock, context_of, small_hall
from tests.support.people import OUT_OF_TURN, Clerk, clerk, of, take


def everybody(desk: Clerk) -> list[str]:
    """The numbers in the order in which the desk calls them."""
    called = []
    while number := desk.serve():
        called.append(number)
    return called


def ruled(database: Database, clock: Clock, rule: Rule) -> AppContext:
    return context_of(database, small_hall(rule=rule), clock=clock)


AGEING = Rule(RuleName.AGEING, bound=timedelta(minutes=30))


def test_whoever_stands_behind_a_returner_ages_all_the_same(
    database: Database, clock: Clock
) -> None:
    """A returner's short second wait must not hide the long wait of those behind."""
    context = ruled(database, clock, AGEING)
    tickets = [take(context) for _ in range(4)]
    one = clerk(context)
    one.call_next()
    clock.tick(minutes=25)
    one.no_show()
    of(taking.come_back, context, tickets[0])
    assert [one.serve() for _ in range(2)] == ["A002", "A003"]
    clock.tick(minutes=10)
    elder = take(context, priority_class="elder").number
    assert everybody(one) == ["A001", "A004", elder]


def test_whoever_stands_before_a_postponer_ages_no_sooner(database: Database, clock: Clock) -> None:
    """The postponer takes the seniority of the place, and keeps none of their own."""
    context = ruled(database, clock, AGEING)
    early = take(context)
    clock.tick(minutes=20)
    take(context)
    of(taking.postpone, context, early, places=1)
    clock.tick(minutes=15)
    elder = take(context, priority_class="elder").number
    assert everybody(clerk(context)) == [elder, "A002", "A001"]


def test_a_slow_printer_costs_nobody_a_place_nor_seniority(
    database: Database, clock: Clock
) -> None:
    context = ruled(database, clock, AGEING)
    slow = take(context, printer="kiosk-1")
    clock.tick(minutes=1)
    take(context)
    clock.tick(minutes=30)
    of(taking.enter, context, slow)
    take(context, priority_class="elder")
    one = clerk(context)
    assert everybody(one) == ["A001", "A002", "A003"]


def test_a_missed_appointment_does_not_go_first_again(database: Database, clock: Clock) -> None:
    context = ruled(database, clock, Rule(RuleName.APPOINTMENT, appointment_every=1))
    due = [clock.now + timedelta(minutes=minute) for minute in range(5)]
    tickets = [take(context, appointment=when) for when in due]
    clock.tick(minutes=10)
    one = clerk(context)
    one.call_next()
    clock.tick(seconds=20)
    one.no_show()
    of(taking.come_back, context, tickets[0])
    assert everybody(one) == ["A002", "A003", "A001", "A004", "A005"]


@pytest.mark.parametrize(("other", "order"), [(1, ["A002", "A001"]), (30, ["A001", "A002"])])
def test_a_missed_appointment_returns_behind_those_who_are_due(
    database: Database, clock: Clock, other: int, order: list[str]
) -> None:
    context = ruled(database, clock, Rule(RuleName.APPOINTMENT, appointment_every=1))
    now = clock.now
    tickets = [take(context, appointment=now + timedelta(minutes=m)) for m in (0, other)]
    clock.tick(minutes=10)
    one = clerk(context)
    one.call_next()
    clock.tick(seconds=20)
    one.no_show()
    of(taking.come_back, context, tickets[0])
    assert everybody(one) == order


def test_postponing_an_appointment_lets_others_go_first(database: Database, clock: Clock) -> None:
    context = ruled(database, clock, Rule(RuleName.APPOINTMENT, appointment_every=1))
    tickets = [take(context, appointment=clock.now + timedelta(minutes=m)) for m in (0, 1, 2)]
    clock.tick(minutes=10)
    of(taking.postpone, context, tickets[0], places=1)
    assert everybody(clerk(context)) == ["A002", "A001", "A003"]


def test_who_was_sent_to_a_window_can_be_called_there_by_number(context: AppContext) -> None:
    take(context)
    one, three = clerk(context), clerk(context, "3")
    one.call_next()
    one.transfer(to_window="3")
    assert three.call(number="A001").result == "called"
    take(context)
    with pytest.raises(Refused, match=r"window\.busy"):
        three.call(number="A002", **OUT_OF_TURN)
    three.start(), three.finish()
    with pytest.raises(Refused, match=r"call\.not_served"):
        three.call(number="A002", **OUT_OF_TURN)


def test_a_second_wait_is_measured_from_its_own_beginning(
    context: AppContext, clock: Clock
) -> None:
    take(context)
    one, three = clerk(context), clerk(context, "3")
    clock.tick(minutes=10)
    one.call_next(), one.start()
    clock.tick(minutes=5)
    one.transfer(matter="tax")
    clock.tick(minutes=2)
    assert three.call_next().console.ticket.waited_s == 120
