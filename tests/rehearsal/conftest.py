"""The example centre that also makes rehearsal halls, on SQLite, in the time it is."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from server.storage.engine import Database, sqlite_url
from tests.support.halls import create_tables
from tests.support.pretend import RealClock, with_rehearsals
from tests.support.web import World, world_of


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    database = Database(sqlite_url(tmp_path))
    create_tables(database)
    yield with_rehearsals(world_of(database, RealClock()))
    database.close()
