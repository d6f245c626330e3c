"""A number with an appointment: kept in its class, told and called by one rule, around its time."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from server.domain.errors import Refused
from server.domain.hall import APPOINTMENT, CheckIn, PriorityClass, Rule, RuleName
from server.storage.engine import Database
from server.usecases import reading, taking
from server.usecases.app_context import AppContext
from tests.support.halls import MORNING, Clock, context_of, small_hall
from tests.support.people import clerk, of, take


def context_with(database: Database, clock: Clock, rule: RuleName) -> AppContext:
    hall = small_hall(windows=1, rule=Rule(rule))
    classes = {**hall.priority_classes, APPOINTMENT: PriorityClass(APPOINTMENT)}
    window = replace(hall.windows["1"], serves={"hukou": 1.0, "idcard": 1.0, "tax": 1.0})
    return context_of(
        database, replace(hall, priority_classes=classes, windows={"1": window}), clock=clock
    )


@pytest.mark.parametrize(
    ("minutes", "code"),
    [(30, None), (31, "appointment.too_early"), (-15, None), (-16, "appointment.too_late")],
)
def test_the_hall_sets_how_long_before_and_after(
    context: AppContext, minutes: int, code: str | None
) -> None:
    at = MORNING + timedelta(minutes=minutes)
    if code is None:
        assert take(context, appointment=at).state == "waiting"
        return
    with pytest.raises(Refused) as refused:
        take(context, appointment=at)
    assert refused.value.code == code
    bound = {"until": "2026-11-18T01:30:00.000Z"} if minutes > 0 else {
        "since": "2026-11-18T00:45:00.000Z"
    }  # fmt: skip
    assert refused.value.facts == {"hall": "main", "minutes": 30 if minutes > 0 else 15, **bound}
    assert take(context).number == "A001", "no number was spent"


@pytest.mark.parametrize(
    "at",
    [
        datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=8))),
        datetime(9999, 12, 31, 23, 59, tzinfo=timezone(timedelta(hours=-12))),
        MORNING + timedelta(hours=6),
    ],
)
def test_no_year_is_too_far_to_be_refused_in_words(context: AppContext, at: datetime) -> None:
    with pytest.raises(Refused, match=r"appointment\.too_"):
        take(context, appointment=at)


def test_other_minutes_of_another_hall(database: Database, clock: Clock) -> None:
    hall = replace(small_hall(), check_in=CheckIn(timedelta(minutes=5), timedelta(0)))
    context = context_of(database, hall, clock=clock)
    assert take(context, appointment=MORNING + timedelta(minutes=5)).ahead == 0
    with pytest.raises(Refused, match=r"appointment\.too_late"):
        take(context, appointment=MORNING - timedelta(seconds=1))


@pytest.mark.parametrize("rule", list(RuleName))
def test_who_has_an_appointment_keeps_their_class_and_is_called_as_told(
    database: Database, clock: Clock, rule: RuleName
) -> None:
    context = context_with(database, clock, rule)
    due = clock.now + timedelta(minutes=1)
    tickets = [
        take(context),
        take(context, priority_class="elder"),
        take(context, priority_class="elder", appointment=due),
        take(context, appointment=due),
        take(context),
    ]
    clock.tick(minutes=2)
    told = {one.number: reading.ticket(context, one.code).ahead for one in tickets}
    one = clerk(context)
    order, classes = [], {}
    while one.call_next().result == "called":
        shown = reading.window(context, "main", "1").ticket
        assert shown is not None
        order.append(shown.number)
        classes[shown.number] = shown.priority_class
        one.start(), one.finish()
    assert told == {number: order.index(number) for number in told}
    assert [classes[ticket.number] for ticket in tickets] == [
        "ordinary", "elder", "elder", "appointment", "ordinary",
    ]  # fmt: skip


def test_a_due_appointment_is_told_and_called_first_whatever_its_class(
    database: Database, clock: Clock
) -> None:
    context = context_with(database, clock, RuleName.APPOINTMENT)
    for _ in range(3):
        take(context)
    elder = take(context, priority_class="elder", appointment=clock.now)
    assert elder.ahead == 0
    called = clerk(context).call_next().console.ticket
    assert called is not None and called.why is not None
    assert (called.number, called.why["en"]) == (elder.number, "Appointment is due")


def test_who_lets_others_go_first_is_not_put_among_the_appointments(
    database: Database, clock: Clock
) -> None:
    context = context_with(database, clock, RuleName.APPOINTMENT)
    first = take(context, priority_class="elder")
    booked = take(context, priority_class="elder", appointment=clock.now + timedelta(minutes=20))
    ordinary = take(context)
    of(taking.postpone, context, first, places=1)
    one = clerk(context)
    assert [one.serve() for _ in range(3)] == [ordinary.number, first.number, booked.number]
