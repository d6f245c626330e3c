"""How many windows the day still needs; and that a hall which knows too little says so."""

from datetime import date
from typing import Any

from server.demo.past import simulate_past
from server.domain.staffing.simulation import Situation
from server.domain.waiting.clock import wall_seconds
from server.usecases.app_context import AppContext
from server.usecases.staffing_plan import StaffingQuestion, plan, situation_of
from server.waits.service import WaitsService
from server.waits.state import WaitsState
from tests.support.halls import MORNING, SHANGHAI, Clock, small_hall
from tests.support.people import clerk, take

NINE = wall_seconds(MORNING.astimezone(SHANGHAI))


def asked(context: AppContext) -> dict[str, Any]:
    return plan(context, StaffingQuestion("main", 20, more=1)).model_dump(exclude_unset=True)


def learn(context: AppContext, *days: int) -> None:
    """Give the hall a past of these days of November."""
    hall, waits = small_hall(), context.waits
    assert isinstance(waits, WaitsService)

    def fill(state: WaitsState) -> None:
        for day in days:
            simulate_past(state, hall, date(2026, 11, day), days=1)
        state.new_day((date(2026, 11, 18) - date(1970, 1, 1)).days)

    with context.store.database.reading() as connection:
        assert waits.prime(connection, hall, fill)


def test_after_the_first_visits_too_little_is_known(context: AppContext, clock: Clock) -> None:
    one = clerk(context, "1")
    for _ in range(60):
        take(context)
        one.call_next()
        clock.tick(minutes=5)
        one.start()
        one.finish()
    answer = asked(context)
    assert answer["known"] == {
        "enough": False, "days": 0, "services": 60, "days_needed": 3, "services_needed": 50,
    }  # fmt: skip
    assert not {"forecast", "as_it_is", "needed", "what_if"} & set(answer)


def test_two_days_are_too_few_and_three_are_enough(context: AppContext) -> None:
    learn(context, 15, 16)
    assert asked(context)["known"]["enough"] is False


def test_after_three_days_the_day_is_played(context: AppContext) -> None:
    learn(context, 15, 16, 17)
    answer = asked(context)
    assert (answer["known"]["enough"], answer["known"]["days"]) == (True, 3)
    assert sum(quarter["n"] for quarter in answer["forecast"]) > 0
    assert answer["needed"]["windows"] is None or answer["needed"]["windows"] >= 1
    assert answer["what_if"]["more"] == 1


def test_who_was_sent_on_has_waited_since_the_beginning(context: AppContext, clock: Clock) -> None:
    """One hour before the first call, and now again: no promise of twenty minutes is kept."""
    learn(context, 15, 16, 17)
    take(context)
    one = clerk(context, "1")
    clock.tick(hours=1)
    one.call_next()
    one.transfer(matter="tax")
    [sent] = _situated(context).waiting
    assert (sent.queue, sent.arrived, sent.key) == ("tax", NINE, NINE)


def _situated(context: AppContext) -> Situation:
    """What the plan plays on from now."""
    now = context.now()
    with context.store.database.reading() as connection:
        hall = context.store.hall(connection, "main")
        seq = context.store.seq(connection, "main")
        workload = context.waits.workload(connection, hall, (seq, now))
        return situation_of(connection, hall, workload, (now.date(), now))
