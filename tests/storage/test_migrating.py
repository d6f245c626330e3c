"""Migrations lead to exactly the tables of the program, on an empty database and again."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from server.storage.base import Base
from server.storage.engine import Database, sqlite_url
from server.storage.migrating import FOLDER, HEAD, TooNewError, load_tables, standing_at, upgrade
from tests.support.databases import quick_migrations
from tests.support.halls import create_tables
from tests.support.postgres import Postgres

pytestmark = pytest.mark.usefixtures("real_migrations")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def urls(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, str]:
    """Two empty databases of one kind."""
    if request.param == "sqlite":
        return sqlite_url(tmp_path / "one"), sqlite_url(tmp_path / "two")
    server: Postgres = request.getfixturevalue("postgres_server")
    return server.fresh_database(), server.fresh_database()


@pytest.fixture
def migrated(urls: tuple[str, str]) -> Iterator[Database]:
    database = Database(urls[0])
    upgrade(database)
    yield database
    database.close()


def described(connection: Connection) -> dict[str, Any]:
    """Tables with columns, keys and indexes, as the database itself tells of them."""
    found = inspect(connection)
    tables = [name for name in found.get_table_names() if name != "alembic_version"]
    return {
        name: {
            "columns": [
                (column["name"], repr(column["type"]), column["nullable"])
                for column in found.get_columns(name)
            ],
            "key": found.get_pk_constraint(name),
            "unique": sorted(found.get_unique_constraints(name), key=repr),
            "foreign": sorted(found.get_foreign_keys(name), key=repr),
            "indexes": sorted(
                (index["name"], index["column_names"], index["unique"], *_where(index))
                for index in found.get_indexes(name)
            ),
        }
        for name in tables
    }


def _where(index: Any) -> list[str]:
    options = index.get("dialect_options", {})
    return [str(value) for name, value in options.items() if name.endswith("_where")]


def test_alembic_finds_no_difference(migrated: Database) -> None:
    load_tables()
    with migrated.writing() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_migrations_make_what_the_tables_describe(
    migrated: Database, urls: tuple[str, str]
) -> None:
    """Partial indexes too, which Alembic does not compare."""
    load_tables()
    made = Database(urls[1])
    create_tables(made)
    with migrated.reading() as one, made.reading() as other:
        assert described(one) == described(other)
    made.close()


def test_again_changes_nothing_and_needs_no_alembic(
    migrated: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.storage.migrating._run", None)
    upgrade(migrated)
    with migrated.reading() as connection:
        assert standing_at(connection) == HEAD


def test_head_is_the_newest_file() -> None:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_a_later_database_is_left_alone(migrated: Database) -> None:
    with migrated.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9000'"))
    with pytest.raises(TooNewError, match="9000"):
        upgrade(migrated)


def test_a_migration_that_fails_leaves_nothing(
    urls: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("alembic.operations.base.BatchOperations.create_index", None)
    database = Database(urls[0])
    with pytest.raises(TypeError):
        upgrade(database)
    with database.reading() as connection:
        assert inspect(connection).get_table_names() == []
    database.close()


def test_processes_that_start_together(urls: tuple[str, str]) -> None:
    failures: list[BaseException] = []

    def start() -> None:
        database = Database(urls[0])
        try:
            upgrade(database)
        except BaseException as error:
            failures.append(error)
        finally:
            database.close()

    threads = [threading.Thread(target=start) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_tests_that_need_a_file_quickly_get_the_very_same(tmp_path: Path) -> None:
    made = []
    for name in ("first", "second"):
        database = Database(sqlite_url(tmp_path / name))
        with database.writing() as connection:
            quick_migrations(connection)
            made.append((described(connection), standing_at(connection)))
        database.close()
    real = Database(sqlite_url(tmp_path / "real"))
    upgrade(real)
    with real.reading() as connection:
        assert made == [(described(connection), HEAD)] * 2
    real.close()
