"""Statements that each number and each call run: on SQLite they go straight to the driver.

There a statement costs some ten microseconds, and SQLAlchemy's bookkeeping around it fifty: ten
of them were two thirds of a ticket. So a statement is still written in SQLAlchemy, and still
speaks each database's dialect, but it is compiled once, with its parameters' and columns' own
converters, and then run on the connection underneath, in the transaction that SQLAlchemy began.
On PostgreSQL the same text goes the way of SQLAlchemy's driver statements, which tells a lost
connection from a refusal; only compiling, and reading the types of columns, is saved.
"""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.sql.selectable import Select

# A Select of any columns; how many there are is in its type, which one name can't say.
Statement = Select[*tuple[Any, ...]] | UpdateBase
Values = Mapping[str, Any]
Convert = Callable[[Any], Any] | None
Rows = Sequence[Sequence[Any]]


class Prepared:
    """One statement, or one for each dialect's name."""

    def __init__(self, statement: Statement | Mapping[str, Statement]) -> None:
        self.statement = statement
        self._compiled: dict[str, _Compiled] = {}

    def rows(self, connection: Connection, values: Values) -> Rows:
        """All rows, as tuples in the order of the statement's columns."""
        return self._of(connection.dialect).rows(connection, values)

    def run(self, connection: Connection, values: Values) -> None:
        """For a statement that answers nothing."""
        self._of(connection.dialect).run(connection, values)

    def first(self, connection: Connection, values: Values) -> Sequence[Any] | None:
        """The only row there can be, or None."""
        rows = self.rows(connection, values)
        return rows[0] if rows else None

    def value(self, connection: Connection, values: Values) -> Any:
        """The one value of the one row there must be."""
        [[value]] = self.rows(connection, values)
        return value

    def _of(self, dialect: Dialect) -> "_Compiled":
        found = self._compiled.get(dialect.name)
        if found is None:
            kind = _OnSqlite if dialect.name == "sqlite" else _Compiled
            one = self.statement
            found = kind(one[dialect.name] if isinstance(one, Mapping) else one, dialect)
            self._compiled[dialect.name] = found
        return found


class _Compiled:
    """A compiled statement, and what its parameters and columns are turned into."""

    def __init__(self, statement: Statement, dialect: Dialect) -> None:
        compiled: Any = statement.compile(dialect=dialect)
        self._sql = str(compiled)
        self._binds = [
            (name, compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect))
            for name in compiled.positiontup or compiled.binds
        ]
        self._fixed = {
            name: bind.effective_value for name, bind in compiled.binds.items() if not bind.required
        }
        kinds: list[Convert] = [
            column.type.dialect_impl(dialect).result_processor(dialect, None)
            for column in statement.exported_columns
        ]
        self._converted = [(place, kind) for place, kind in enumerate(kinds) if kind is not None]

    def run(self, connection: Connection, values: Values) -> None:
        given = self._given(values)
        connection.exec_driver_sql(self._sql, dict(given))

    def rows(self, connection: Connection, values: Values) -> Rows:
        given = dict(self._given(values))
        return self._read(connection.exec_driver_sql(self._sql, given).all())

    def _given(self, values: Values) -> list[tuple[str, Any]]:
        """Each parameter as the driver takes it, in the statement's order."""
        if self._fixed:
            values = {**self._fixed, **values}
        return [
            (name, values[name] if convert is None else convert(values[name]))
            for name, convert in self._binds
        ]

    def _read(self, found: Rows) -> Rows:
        """The rows of the driver with their columns' own values."""
        if not self._converted or not found:
            return found
        rows = [list(row) for row in found]
        for row in rows:
            for place, kind in self._converted:
                row[place] = kind(row[place])
        return rows


class _OnSqlite(_Compiled):
    """Runs on the driver's connection."""

    def run(self, connection: Connection, values: Values) -> None:
        self._execute(connection, values)

    def rows(self, connection: Connection, values: Values) -> Rows:
        return self._read(self._execute(connection, values).fetchall())

    def _execute(self, connection: Connection, values: Values) -> sqlite3.Cursor:
        given = [value for _, value in self._given(values)]
        raw: Any = connection.connection.dbapi_connection
        try:
            cursor: sqlite3.Cursor = raw.execute(self._sql, given)
        except sqlite3.Error as error:
            raise DBAPIError.instance(
                self._sql, given, error, sqlite3.Error, dialect=connection.dialect
            ) from error
        return cursor
