"""The example centre behind the web, on SQLite: the use cases have their tests on both."""

import pytest

from server.storage.engine import Database
from tests.support.halls import Clock
from tests.support.web import World, world_of


@pytest.fixture
def world(sqlite: Database, clock: Clock) -> World:
    return world_of(sqlite, clock)
