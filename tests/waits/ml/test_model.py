"""The learned model in the product: asked for, kept over a restart, told about."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from server.contracts.answers_waits import ModelReport
from server.demo.past import simulate_past
from server.storage.engine import Database, sqlite_url
from server.usecases.app_context import AppContext
from server.usecases.wait_scores import wait_scores_of
from server.waits.ml.model import LearnedModel
from server.waits.service import WaitsService
from tests.support.halls import context_of, create_tables, small_hall


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Database]:
    database = Database(sqlite_url(tmp_path))
    create_tables(database)
    yield database
    database.close()


def primed(context: AppContext) -> WaitsService:
    """A house whose hall has a past of some days, and a model that learned from it."""
    waits = WaitsService(LearnedModel)
    hall = small_hall()
    with context.store.database.reading() as connection:
        today = hall.hours.business_day(context.now())
        waits.prime(connection, hall, lambda state: simulate_past(state, hall, today))
    return waits


def test_a_model_is_told_about_only_where_there_is_one(opened: Database) -> None:
    context = context_of(opened, small_hall())
    assert wait_scores_of(context, "main", 7).model is None


def test_the_model_survives_a_restart(opened: Database) -> None:
    context = context_of(opened, small_hall())
    waits = primed(context)
    hall = small_hall()
    at = (0, context.now())
    assert waits.save(opened, "main", ending=True)
    with opened.reading() as connection:
        before = waits.model(connection, hall, at)
        again = WaitsService(LearnedModel)
        assert again.model(connection, hall, at) == before
        queue = "hukou"
        assert again.of_queue(connection, hall, queue, at) == waits.of_queue(
            connection, hall, queue, at
        )
    assert isinstance(before, ModelReport)


def test_what_can_not_be_read_is_learned_anew() -> None:
    assert LearnedModel(b"nonsense").report() == ModelReport(in_use=False, switches=[])
