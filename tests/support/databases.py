"""Databases that a run keeps, emptied before each test.

To make one costs more than most tests do: its tables, and an engine that prepares every statement
anew.
"""

from pathlib import Path

from sqlalchemy import select, text

from server.storage.base import Base
from server.storage.engine import Database, sqlite_url
from server.storage.migrating import load_tables

load_tables()
TABLES = Base.metadata.sorted_tables
SEQUENCES = text("SELECT sequencename FROM pg_sequences WHERE schemaname = 'public'")


def with_tables(url: str) -> Database:
    """A new database with all its tables."""
    database = Database(url)
    Base.metadata.create_all(database.writer)
    return database


def in_folder(folder: Path) -> Database:
    """A new SQLite file with all its tables."""
    return with_tables(sqlite_url(folder))


def emptied(database: Database) -> Database:
    """No row is left, and numbers begin with one again. A transaction that an earlier test left
    open makes it fail within seconds, rather than wait for ever."""
    with database.writing() as connection:
        if not database.is_sqlite:
            connection.exec_driver_sql("SET LOCAL lock_timeout = '5s'")
            for name in connection.execute(SEQUENCES).scalars().all():
                connection.exec_driver_sql(f'ALTER SEQUENCE "{name}" RESTART')
        for table in reversed(TABLES):
            connection.exec_driver_sql(f'DELETE FROM "{table.name}"')
    return database


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
                number = table.autoincrement_column
                if number is not None and not database.is_sqlite:
                    connection.exec_driver_sql(
                        f"SELECT setval(pg_get_serial_sequence('{table.name}', '{number.name}'), "
                        f'(SELECT max("{number.name}") FROM "{table.name}"))'
                    )
