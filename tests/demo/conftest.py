"""The example centre with pretend people, on SQLite."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from server.storage.engine import Database, sqlite_url
from tests.support.halls import Clock, create_tables
from tests.support.web import World, world_of


@pytest.fixture
def world(tmp_path: Path, clock: Clock) -> Iterator[World]:
    database = Database(sqlite_url(tmp_path))
    create_tables(database)
    yield world_of(database, clock)
    database.close()
