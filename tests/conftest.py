"""Databases for every test that asks: SQLite always, PostgreSQL when it is selected or there;
and one browser."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from server.storage.engine import Database
from server.usecases.house import House
from tests.support.databases import emptied, in_folder, with_tables
from tests.support.halls import Clock, house_of, small_hall
from tests.support.postgres import PrivatePostgres

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# Choose with --hypothesis-profile=thorough; a shared machine is too uneven for deadlines.
settings.register_profile("usual", deadline=None, max_examples=40)
settings.register_profile("thorough", deadline=None, max_examples=1000)
settings.load_profile("usual")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PrivatePostgres]:
    """A server of this run's own; `fresh_database()` gives one more empty database."""
    server = PrivatePostgres()
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def postgres_url(postgres_server: PrivatePostgres) -> str:
    return postgres_server.fresh_database()


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """The one Chromium of a run: Playwright starts once in a thread."""
    from tests.support.chromium import chromium

    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def kept_postgresql(postgres_server: PrivatePostgres) -> Iterator[Database]:
    """For `database` alone; a test that changes tables takes a `fresh_database()`."""
    database = with_tables(postgres_server.fresh_database())
    yield database
    database.close()


@pytest.fixture(scope="session")
def kept_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """For `sqlite` alone."""
    database = in_folder(tmp_path_factory.mktemp("kept"))
    yield database
    database.close()


@pytest.fixture
def sqlite(kept_sqlite: Database) -> Database:
    """An empty SQLite database with all tables."""
    return emptied(kept_sqlite)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> Database:
    """An empty database with all tables, on each of the two kinds."""
    kept: Database = request.getfixturevalue(f"kept_{request.param}")
    return emptied(kept)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def house(database: Database, clock: Clock) -> House:
    """The small hall `main`, nobody in it, at nine in the morning."""
    return house_of(database, small_hall(), clock=clock)
