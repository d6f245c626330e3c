"""What is wrong with a database has one name, is said once a second, and is over by itself."""

import logging
import sqlite3
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import exc

from server.storage.engine import Database
from server.storage.heartbeat import Heartbeat
from server.storage.unavailable import OutageLog, Reason, StorageUnavailable, reason_of

NOW = datetime(2026, 11, 28, 1, 0, tzinfo=UTC)


class PostgresError(Exception):
    """As psycopg's errors, whose SQLSTATE names the reason."""

    def __init__(self, sqlstate: str | None) -> None:
        self.sqlstate = sqlstate


def of_sqlite(code: int) -> exc.DBAPIError:
    error = sqlite3.OperationalError("words")
    error.sqlite_errorcode = code
    return exc.OperationalError("SELECT 1", None, error)


def of_postgres(state: str | None) -> exc.DBAPIError:
    return exc.OperationalError("SELECT 1", None, PostgresError(state))


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (of_sqlite(sqlite3.SQLITE_FULL), Reason.DISK_FULL),
        (of_sqlite(sqlite3.SQLITE_IOERR | (3 << 8)), Reason.DISK_ERROR),
        (of_sqlite(sqlite3.SQLITE_READONLY | (4 << 8)), Reason.READ_ONLY),
        (of_sqlite(sqlite3.SQLITE_BUSY), Reason.BUSY),
        (of_sqlite(sqlite3.SQLITE_NOTADB), Reason.DAMAGED),
        (of_sqlite(sqlite3.SQLITE_CANTOPEN), Reason.AWAY),
        (of_sqlite(sqlite3.SQLITE_ERROR), None),
        (of_sqlite(sqlite3.SQLITE_CONSTRAINT), None),
        (of_postgres("53100"), Reason.DISK_FULL),
        (of_postgres("53300"), Reason.BUSY),
        (of_postgres("25006"), Reason.READ_ONLY),
        (of_postgres("57P01"), Reason.AWAY),
        (of_postgres("08006"), Reason.AWAY),
        (of_postgres(None), Reason.AWAY),
        (of_postgres("55P03"), Reason.BUSY),
        (of_postgres("42P01"), None),
        (exc.TimeoutError(), Reason.BUSY),
        (exc.IntegrityError("", None, Exception()), None),
        (ValueError(), None),
    ],
)
def test_every_error_of_a_driver_has_its_reason(error: Exception, reason: Reason | None) -> None:
    assert reason_of(error) is reason


def test_a_line_a_second_for_each_reason_and_one_when_it_is_over(
    caplog: pytest.LogCaptureFixture,
) -> None:
    at = [0.0]
    outages = OutageLog(lambda: at[0])
    with caplog.at_level(logging.WARNING, "servicehall.storage"):
        for _ in range(500):
            outages.failed(StorageUnavailable(Reason.AWAY, "no route"))
            at[0] += 0.01
        outages.failed(StorageUnavailable(Reason.BUSY, "locked"))
        outages.wrote()
        outages.wrote()
    lines = [record.getMessage() for record in caplog.records]
    assert len(lines) == 7
    assert lines[0] == "the database can't be used: away: no route"
    assert "99 more" in lines[1]
    assert "busy: locked" in lines[5]
    assert "written again, after 5.0 seconds" in lines[6]


def test_a_full_database_refuses_and_goes_on_when_there_is_room(sqlite: Database) -> None:
    """SQLite's own limit on pages is what it meets on a full disk."""
    with pytest.raises(StorageUnavailable) as refused, sqlite.writing() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        connection.exec_driver_sql("CREATE TABLE filler (words TEXT)")
        connection.exec_driver_sql("INSERT INTO filler VALUES (?)", ("x" * 2_000_000,))
    assert refused.value.reason is Reason.DISK_FULL
    with pytest.raises(StorageUnavailable):
        Heartbeat(sqlite, lambda: NOW, dict[str, Any]).ask()
    with sqlite.writing() as connection:  # the limit went with its connection
        connection.exec_driver_sql("CREATE TABLE filler (words TEXT)")
        connection.exec_driver_sql("DROP TABLE filler")
    assert Heartbeat(sqlite, lambda: NOW, dict[str, Any]).ask() == {}


def test_the_heartbeat_writes_once_a_second_at_most(database: Database) -> None:
    at = [100.0]
    moments = [NOW, NOW.replace(minute=1), NOW.replace(minute=2)]
    heartbeat = Heartbeat(database, lambda: moments.pop(0), lambda: len(moments), lambda: at[0])
    assert [heartbeat.ask(), heartbeat.ask()] == [2, 2]
    at[0] += 1.0
    assert heartbeat.ask() == 1
    with database.reading() as connection:
        rows = connection.exec_driver_sql("SELECT id FROM heartbeat").all()
    assert len(rows) == 1


def test_a_mistake_of_ours_stays_one(database: Database) -> None:
    with pytest.raises(exc.DBAPIError), database.reading() as connection:
        connection.exec_driver_sql("SELECT nothing FROM nowhere")
