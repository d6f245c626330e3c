"""Statements that each number and each call run: on SQLite they go straight to the driver.

There a statement costs some ten microseconds, and SQLAlchemy's bookkeeping around it fifty: ten
of them were two thirds of a ticket. So a statement is still written in SQLAlchemy, and still
speaks each database's dialect, but it is compiled once, with its parameters' and columns' own
converters, and then run on the connection underneath, in the transaction that SQLAlchemy began.
On PostgreSQL, where the way to the server outweighs the bookkeeping, nothing is special.
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
        self._direct: _Direct | None = None

    def rows(self, connection: Connection, values: Values) -> Rows:
        """All rows, as tuples in the order of the statement's columns."""
        if connection.dialect.name == "sqlite":
            return self._on_sqlite(connection.dialect).rows(connection, values)
        return connection.execute(self._for(connection.dialect), values).all()

    def run(self, connection: Connection, values: Values) -> None:
        """For a statement that answers nothing."""
        if connection.dialect.name == "sqlite":
            self._on_sqlite(connection.dialect).run(connection, values)
        else:
            connection.execute(self._for(connection.dialect), values)

    def first(self, connection: Connection, values: Values) -> Sequence[Any] | None:
        """The only row there can be, or None."""
        rows = self.rows(connection, values)
        return rows[0] if rows else None

    def value(self, connection: Connection, values: Values) -> Any:
        """The one value of the one row there must be."""
        [[value]] = self.rows(connection, values)
        return value

    def _for(self, dialect: Dialect) -> Statement:
        if isinstance(self.statement, Mapping):
            return self.statement[dialect.name]
        return self.statement

    def _on_sqlite(self, dialect: Dialect) -> "_Direct":
        if self._direct is None:
            self._direct = _Direct(self._for(dialect), dialect)
        return self._direct


class _Direct:
    """A compiled statement, and what its parameters and columns are turned into."""

    def __init__(self, statement: Statement, dialect: Dialect) -> None:
        compiled: Any = statement.compile(dialect=dialect)
        self._sql = str(compiled)
        self._binds = [
            (name, compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect))
            for name in compiled.positiontup
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
        self._execute(connection, values)

    def rows(self, connection: Connection, values: Values) -> Rows:
        found = self._execute(connection, values).fetchall()
        if not self._converted or not found:
            return found
        rows = [list(row) for row in found]
        for row in rows:
            for place, kind in self._converted:
                row[place] = kind(row[place])
        return rows

    def _execute(self, connection: Connection, values: Values) -> sqlite3.Cursor:
        if self._fixed:
            values = {**self._fixed, **values}
        given = [
            values[name] if convert is None else convert(values[name])
            for name, convert in self._binds
        ]
        raw: Any = connection.connection.dbapi_connection
        try:
            cursor: sqlite3.Cursor = raw.execute(self._sql, given)
        except sqlite3.Error as error:
            raise DBAPIError.instance(
                self._sql, given, error, sqlite3.Error, dialect=connection.dialect
            ) from error
        return cursor
