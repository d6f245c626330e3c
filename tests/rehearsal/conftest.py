"""The example centre that also makes rehearsal halls, on SQLite, in the time it is."""

import pytest

from server.storage.engine import Database
from tests.support.pretend import RealClock, with_rehearsals
from tests.support.web import World, world_of


@pytest.fixture
def world(sqlite: Database) -> World:
    return with_rehearsals(world_of(sqlite, RealClock()))
