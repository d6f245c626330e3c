"""Of several processes on one database only the leader keeps house."""

from server.setup.housekeeping import Housekeeper
from server.usecases.app_context import AppContext
from server.usecases.reading import board
from server.waits.service import WaitsService
from tests.support.halls import Clock
from tests.support.people import take


def test_only_the_leader_begins_a_day_and_saves(context: AppContext, clock: Clock) -> None:
    take(context)
    clock.tick(days=1)
    leads = False
    keeper = Housekeeper(context, leads=lambda: leads)
    keeper.round()
    waits = context.waits
    assert isinstance(waits, WaitsService)
    assert board(context, "main").day == "2026-11-18"
    assert waits.unsaved() == ["main"], "it follows the journal, ready to take over"
    leads = True
    keeper.round()
    assert board(context, "main").day == "2026-11-19"
    assert waits.unsaved() == []


def test_who_does_not_lead_saves_nothing_at_its_end(context: AppContext) -> None:
    take(context)
    keeper = Housekeeper(context, leads=lambda: False)
    keeper.round()
    keeper.stop()
    assert isinstance(context.waits, WaitsService)
    assert context.waits.unsaved() == ["main"]
