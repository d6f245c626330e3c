"""Databases for every test that asks: SQLite always, PostgreSQL when it is selected or there;
and one browser."""

import gc
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings
from hypothesis.internal.conjecture import providers

from server.configuration import halls
from server.storage import migrating
from server.storage.engine import Database
from server.usecases import passwords
from server.usecases.app_context import AppContext
from tests.support.databases import (
    REAL_MIGRATIONS,
    emptied,
    in_folder,
    quick_migrations,
    with_tables,
)
from tests.support.halls import Clock, context_of, small_hall
from tests.support.kept_sites import kept_site
from tests.support.postgres import Postgres, PostgresMissingError, PrivatePostgres

if TYPE_CHECKING:
    from argon2 import PasswordHasher
    from playwright.sync_api import Browser

gc.disable()  # what is collected stays (pytest_collection_finish), so there is no garbage to find

# Choose with --hypothesis-profile=thorough; a shared machine is too uneven for deadlines. What a
# usual run tries is the same each time, so that it fails for what was changed and nothing else.
settings.register_profile("usual", deadline=None, max_examples=25, derandomize=True)
settings.register_profile("thorough", deadline=None, max_examples=1000)
settings.load_profile("usual")

os.environ["SERVICEHALL_LANGUAGE"] = "en"  # commands speak the machine's language else

LONGEST_FIRST = (
    *("test_office_day.py", "test_bench.py", "test_score.py", "test_whole_day.py"),
    *("test_crowd.py", "test_A6_a_plan_moves_from_one_site_to_another.py", "test_dialogs.py"),
    *("test_kiosk.py", "test_aside.py", "test_worker.py", "test_several_servers.py"),
    *("test_odd_printers.py", "test_printer_states.py"),
)
"""Files; `tools/test.sh` tells the workers to keep this order."""

_SHARED = pytest.StashKey[PrivatePostgres]()
REAL_HASHER = passwords._hasher


@cache
def light_hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture(scope="session", autouse=True)
def light_passwords() -> Iterator[None]:
    """A hash costs its least; what it really costs, and is, the tests see that ask for
    `real_passwords`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", light_hasher)
        yield


@pytest.fixture(scope="session", autouse=True)
def kept_migrations() -> Iterator[None]:
    """An empty SQLite file gets its tables at once; the tests of migrations ask for
    `real_migrations`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrating, "_run", quick_migrations)
        yield


@pytest.fixture(scope="session", autouse=True)
def kept_sites() -> Iterator[None]:
    """A hall's document that was read through is not read through again: every test of the web
    has a database, and in it a document, of its own, which says the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(halls, "_read", kept_site)
        yield


@pytest.fixture
def real_migrations(monkeypatch: pytest.MonkeyPatch) -> None:
    """Migrations as in a hall."""
    monkeypatch.setattr(migrating, "_run", REAL_MIGRATIONS)


@pytest.fixture
def real_passwords(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hashes as in a hall."""
    monkeypatch.setattr(passwords, "_hasher", REAL_HASHER)
    passwords._nobodys.cache_clear()
    yield
    passwords._nobodys.cache_clear()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """The workers of a run share one PostgreSQL, which is made while they collect their tests."""
    if _SHARED not in node.config.stash:
        try:
            node.config.stash[_SHARED] = PrivatePostgres()
        except PostgresMissingError:
            return  # whoever asks for it says what to install
        node.config.add_cleanup(node.config.stash[_SHARED].stop)
    node.workerinput["postgres"] = str(node.config.stash[_SHARED].folder)


@pytest.fixture(scope="session")
def postgres_server(pytestconfig: pytest.Config) -> Iterator[Postgres]:
    """A server of this run's own; `fresh_database()` gives one more empty database."""
    shared = getattr(pytestconfig, "workerinput", {}).get("postgres")
    if shared is not None:
        server = Postgres(Path(shared))
        server.wait()
        yield server
        return
    own = PrivatePostgres()
    own.wait()
    yield own
    own.stop()


@pytest.fixture
def postgres_url(postgres_server: Postgres) -> str:
    """An empty database of the test's own, without tables."""
    return postgres_server.fresh_database()


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """The one Chromium of a run: Playwright starts once in a thread."""
    from tests.support.chromium import chromium

    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def kept_postgresql(postgres_server: Postgres) -> Iterator[Database]:
    """For `database` alone; a test that changes tables takes a `fresh_database()`."""
    database = with_tables(postgres_server.fresh_database())
    yield database
    database.close()


@pytest.fixture(scope="session")
def kept_sqlite() -> Iterator[Database]:
    """For `sqlite` alone; in memory where the system has files there, so that no commit waits
    for a disk."""
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as folder:
        database = in_folder(Path(folder))
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
def context(database: Database, clock: Clock) -> AppContext:
    """The small hall `main`, nobody in it, at nine in the morning."""
    return context_of(database, small_hall(), clock=clock)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """A run of one of the two groups doesn't import files that hold nothing of it."""
    group = config.option.markexpr
    if collection_path.suffix != ".py" or group not in ("system", "not system"):
        return None
    text = collection_path.read_text(encoding="utf-8")
    story = "stories" in collection_path.parts
    if group == "system":
        nothing = not story and "mark.system" not in text
    else:
        nothing = story or "\npytestmark = pytest.mark.system\n" in text
    return True if nothing else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first: a worker with nothing left waits for it otherwise."""
    if settings.default is not None and settings.default.derandomize:
        # Hypothesis also tries constants of the modules that are loaded by then, which are others
        # in each worker: a usual run would not try the same each time.
        providers._get_local_constants = _no_constants
    place = {name: at for at, name in enumerate(LONGEST_FIRST)}
    items.sort(key=lambda item: place.get(item.path.name, len(place)))


def _no_constants() -> providers.Constants:
    return providers._local_constants  # where none was ever put


def pytest_collection_finish() -> None:
    """What is loaded by now stays: collecting garbage need not look at it each time."""
    gc.enable()
    gc.collect()
    gc.freeze()
