"""Counts of who waits, and the number series: small rows changed in place."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, func, select
from sqlalchemy.dialects import postgresql, sqlite

from server.storage.schema import QueueRow, SeriesRow
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
        "sqlite": _adding(sqlite, QueueRow, "waiting", bindparam("change")),
        "postgresql": _adding(postgresql, QueueRow, "waiting", bindparam("change")),
    }
)
NUMBER = Prepared(
    {
        "sqlite": _adding(sqlite, SeriesRow, "last", 1),
        "postgresql": _adding(postgresql, SeriesRow, "last", 1),
    }
)
TOTAL = Prepared(
    select(func.sum(QueueRow.waiting)).where(
        QueueRow.hall == bindparam("hall"),
        QueueRow.day == bindparam("day"),
        QueueRow.queue == bindparam("queue"),
    )
)
TOTALS = (
    select(QueueRow.queue, func.sum(QueueRow.waiting))
    .where(QueueRow.hall == bindparam("hall"), QueueRow.day == bindparam("day"))
    .group_by(QueueRow.queue)
)


def change(
    connection: Connection, hall: str, day: date, queue: str, priority_class: str, by: int
) -> int:
    """Add to the count of a queue and priority class; answers how many wait in the queue."""
    key = {"hall": hall, "day": day, "queue": queue}
    COUNT.rows(connection, {**key, "priority_class": priority_class, "change": by})
    return int(TOTAL.value(connection, key))


def totals(connection: Connection, hall: str, day: date | None) -> dict[str, int]:
    """Waiting by queue; queues without a row yet are missing."""
    if day is None:
        return {}
    rows: Sequence[Any] = connection.execute(TOTALS, {"hall": hall, "day": day}).all()
    return {queue: int(waiting) for queue, waiting in rows}


def next_serial(connection: Connection, hall: str, day: date, prefix: str) -> int:
    """The next serial of a prefix and day, from 1; never given twice."""
    return int(NUMBER.value(connection, {"hall": hall, "day": day, "prefix": prefix}))
