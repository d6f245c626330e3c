"""The demo's pretend past."""

import threading
from datetime import date
from functools import partial

import pytest

from server.demo.busy import DESK, run
from server.demo.past import simulate_past
from server.usecases.wait_scores import wait_scores_of
from server.waits.service import WaitsService
from server.waits.state import WaitsState
from tests.support.halls import small_hall
from tests.support.pretend import InProcess, scheduler_of
from tests.support.web import World


def primed(seed: int = 1) -> WaitsState:
    state = WaitsState()
    simulate_past(state, small_hall(), date(2026, 11, 22), seed)
    return state


def test_the_hall_speaks_of_every_matter_at_once() -> None:
    state = primed()
    today = (date(2026, 11, 22) - date(1970, 1, 1)).days
    state.new_day(today)
    for matter in small_hall().matters:
        estimate = state.engine.quote(today * 86_400 + 36_000.0, matter)
        assert estimate is not None
        assert 0 <= estimate.low <= estimate.high < 3 * 3600


def test_the_same_seed_is_the_same_past() -> None:
    assert primed().dump() == primed().dump()
    assert primed(2).dump() != primed(1).dump()


@pytest.mark.system
def test_the_pretend_people_of_today_are_those_of_the_past(world: World) -> None:
    context = world.context
    assert isinstance(context.waits, WaitsService)
    with context.store.database.reading() as connection:
        hall = context.store.hall(connection, "main")
        today = hall.hours.business_day(context.now())
        context.waits.prime(connection, hall, partial(simulate_past, hall=hall, today=today))
    stop = threading.Event()
    tokens = {window: world.token("clerk", window=window) for window in hall.windows}
    tokens[DESK] = world.token("administrator")
    run(InProcess(world), tokens, "main", 1.0, stop, 3, scheduler_of(world.clock, stop, 0.8 * 3600))
    score = wait_scores_of(context, "main", 1).all
    assert score.n >= 40
    assert score.hit_rate >= 0.65
    assert score.error_s <= 8 * 60
