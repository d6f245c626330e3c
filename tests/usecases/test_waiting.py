"""What a person is told to wait."""

from server.demo.past import simulate_past
from server.usecases.app_context import AppContext
from server.waits.service import WaitsService
from tests.support.halls import small_hall
from tests.support.people import clerk, take


def remember(context: AppContext) -> None:
    """Give the hall a past in which every window was busy."""
    hall, waits = small_hall(), context.waits
    assert isinstance(waits, WaitsService)
    with context.store.database.reading() as connection:
        today = hall.hours.business_day(context.now())
        waits.prime(connection, hall, lambda state: simulate_past(state, hall, today))


def test_a_hall_without_a_past_does_not_know(context: AppContext) -> None:
    assert take(context).wait is None


def test_an_idle_window_is_told_as_at_once(context: AppContext) -> None:
    remember(context)
    one = clerk(context, "3")
    take(context, "tax")
    one.call_next()
    busy = take(context, "tax").wait
    one.start()
    one.finish()
    one.serve()
    idle = take(context, "tax").wait
    assert busy is not None and busy[1] > 5
    assert idle == (0, 5)


def test_an_idle_window_promises_nothing_to_whom_it_can_t_call_yet(context: AppContext) -> None:
    """Every window is idle between two people; the tenth in queue is not served for that."""
    remember(context)
    clerk(context, "3")
    waits = [take(context, "tax").wait for _ in range(10)]
    assert waits[0] == (0, 5)
    assert waits[-1][1] > 5
