"""Databases that a run keeps, emptied before each test.

To make one costs more than most tests do: its tables, and an engine that prepares every statement
anew.
"""

from pathlib import Path

from sqlalchemy import Connection, inspect, select

from server.storage import migrating
from server.storage.base import Base
from server.storage.engine import Database, sqlite_url
from server.storage.migrating import HEAD, load_tables

load_tables()
TABLES = Base.metadata.sorted_tables
NUMBERED = [(table, table.autoincrement_column) for table in TABLES]
SEQUENCES = [f"{table.name}_{number.name}_seq" for table, number in NUMBERED if number is not None]
# A transaction that an earlier test left open makes this fail within seconds, not wait for ever.
EMPTY = [
    "SET LOCAL lock_timeout = '5s'",
    *(f"SELECT setval('{name}', 1, false)" for name in SEQUENCES),
    *(f'DELETE FROM "{table.name}"' for table in reversed(TABLES)),
]
LAST = [
    f"SELECT setval('{table.name}_{number.name}_seq', "
    f'coalesce(max("{number.name}"), 0) + 1, false) FROM "{table.name}"'
    for table, number in NUMBERED
    if number is not None
]


def with_tables(url: str) -> Database:
    """A new database with all its tables."""
    database = Database(url)
    Base.metadata.create_all(database.writer)
    return database


def in_folder(folder: Path) -> Database:
    """A new SQLite file with all its tables."""
    return with_tables(sqlite_url(folder))


def emptied(database: Database) -> Database:
    """No row is left, and numbers begin with one again."""
    with database.writing() as connection:
        if database.is_sqlite:
            for table in reversed(TABLES):
                connection.exec_driver_sql(f'DELETE FROM "{table.name}"')
        else:
            connection.exec_driver_sql("; ".join(EMPTY))
    return database


REAL_MIGRATIONS = migrating._run
SCHEMA = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid"
_migrated: list[str] = []


def quick_migrations(connection: Connection) -> None:
    """What the migrations make of an empty SQLite file, as the first one that a run migrates has
    it: to run them takes twenty times as long. Any other database is migrated."""
    empty = connection.dialect.name == "sqlite" and not inspect(connection).get_table_names()
    if not empty or not _migrated:
        REAL_MIGRATIONS(connection)
    else:
        for statement in _migrated:
            connection.exec_driver_sql(statement)
    if empty and not _migrated:
        _migrated.extend(connection.exec_driver_sql(SCHEMA).scalars())
        _migrated.append(f"INSERT INTO alembic_version VALUES ('{HEAD}')")


class Kept:
    """All rows of one moment."""

    def __init__(self, database: Database) -> None:
        with database.reading() as connection:
            found = [
                (table, [dict(row) for row in connection.execute(select(table)).mappings()])
                for table in TABLES
            ]
        self.rows = [(table, rows) for table, rows in found if rows]

    def put_back(self, database: Database) -> None:
        """A database with the same tables, of either kind, holds just these rows."""
        emptied(database)
        with database.writing() as connection:
            for table, rows in self.rows:
                connection.execute(table.insert(), rows)
            if not database.is_sqlite:
                connection.exec_driver_sql("; ".join(LAST))
