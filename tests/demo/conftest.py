"""The example centre with pretend people, on SQLite."""

import pytest

from server.storage.engine import Database
from tests.support.halls import Clock
from tests.support.web import World, world_of


@pytest.fixture
def world(sqlite: Database, clock: Clock) -> World:
    return world_of(sqlite, clock)
