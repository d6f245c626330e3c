"""Counts of who waits, and the number series: small rows changed in place."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, func, select
from sqlalchemy.dialects import postgresql, sqlite

from server.storage.schema import LineRow, SeriesRow
from server.storage.sqlite.prepared import Prepared


def _adding(dialect: Any, table: Any, column: str, by: Any) -> Any:
    """INSERT … ON CONFLICT … DO UPDATE SET column = column + by RETURNING column."""
    keys = [key.name for key in table.__table__.primary_key]
    row: dict[str, Any] = {key: bindparam(key) for key in keys}
    statement = dialect.insert(table).values(**row, **{column: by})
    current = getattr(table, column)
    return statement.on_conflict_do_update(
        index_elements=keys, set_={column: current + by}
    ).returning(current)


COUNT = Prepared(
    {
        "sqlite": _adding(sqlite, LineRow, "waiting", bindparam("change")),
        "postgresql": _adding(postgresql, LineRow, "waiting", bindparam("change")),
    }
)
NUMBER = Prepared(
    {
        "sqlite": _adding(sqlite, SeriesRow, "last", 1),
        "postgresql": _adding(postgresql, SeriesRow, "last", 1),
    }
)
TOTAL = Prepared(
    select(func.sum(LineRow.waiting)).where(
        LineRow.hall == bindparam("hall"),
        LineRow.day == bindparam("day"),
        LineRow.line == bindparam("line"),
    )
)
TOTALS = (
    select(LineRow.line, func.sum(LineRow.waiting))
    .where(LineRow.hall == bindparam("hall"), LineRow.day == bindparam("day"))
    .group_by(LineRow.line)
)


def change(connection: Connection, hall: str, day: date, line: str, lane: str, by: int) -> int:
    """Add to the count of one line and lane; answers how many wait in the whole line."""
    key = {"hall": hall, "day": day, "line": line}
    COUNT.rows(connection, {**key, "lane": lane, "change": by})
    return int(TOTAL.value(connection, key))


def totals(connection: Connection, hall: str, day: date | None) -> dict[str, int]:
    """Waiting by line; lines without a row yet are missing."""
    if day is None:
        return {}
    rows: Sequence[Any] = connection.execute(TOTALS, {"hall": hall, "day": day}).all()
    return {line: int(waiting) for line, waiting in rows}


def next_serial(connection: Connection, hall: str, day: date, queue: str) -> int:
    """The next serial of a queue and day, from 1; never given twice."""
    return int(NUMBER.value(connection, {"hall": hall, "day": day, "queue": queue}))
