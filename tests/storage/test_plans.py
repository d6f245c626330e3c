"""The questions behind every call go through the small indexes, however many were here before."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event, text
from sqlalchemy.exc import IntegrityError

from server.storage import (
    candidates,
    counts,
    journal,
    overtaking,
    postponed_counts,
    printers,
    tickets,
)
from server.storage.engine import Database, sqlite_url
from server.usecases.app_context import AppContext
from tests.support.halls import MORNING, context_of, create_tables, small_hall
from tests.support.people import clerk, take

HERE: dict[str, Any] = {
    "hall": "main", "day": date(2026, 11, 18), "queue": "hukou", "priority_class": "ordinary",
    "series": "police", "place": 1, "entered": 1, "due": 0, "id": 0, "skip": 2, "window": "1",
    "last_due": 0,
    "queues": ["hukou", "idcard"],
    "now": MORNING, "seq": 1, "calls": 1, "of_hall": "main",
    "of_day": date(2026, 11, 18),
}  # fmt: skip
PLANS = [
    (candidates.CANDIDATES, "ix_ticket_queue_waiting"),
    (candidates.CANDIDATES, "ix_ticket_returned"),
    (candidates.ALL_WAITING, "ix_ticket_queue_waiting"),
    (candidates.COUNT_CALL, "ix_ticket_returned"),
    (tickets.NTH, "ix_ticket_queue_waiting"),
    (postponed_counts.HELD, "ix_ticket_queue_waiting"),
    (tickets.MISSED, "ix_ticket_no_show"),
    (overtaking.LATER_CALLED.statement, "ix_ticket_called"),
    (counts.FINISHED_BY, "ix_ticket_finished"),
    (journal.WAITS, "ix_journal_waits"),
]


class Asked:
    """The statements, with their values, that an engine runs inside the block."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.statements: list[tuple[str, Any]] = []

    def __enter__(self) -> list[tuple[str, Any]]:
        event.listen(self.engine, "before_cursor_execute", self._note)
        return self.statements

    def __exit__(self, *_: object) -> None:
        event.remove(self.engine, "before_cursor_execute", self._note)

    def _note(self, conn: object, cursor: object, statement: str, values: Any, *_: object) -> None:
        self.statements.append((statement, values))


@contextmanager
def written(database: Database) -> Iterator[list[str]]:
    """What those who write ask the database; SQLite's own word, for not all goes by the engine."""
    if not database.is_sqlite:
        with Asked(database.writer) as statements:
            seen: list[str] = []
            yield seen
            seen += [statement for statement, _ in statements]
        return
    with database.writing() as connection:
        raw: Any = connection.connection.dbapi_connection
    statements = []
    raw.set_trace_callback(statements.append)
    yield statements
    raw.set_trace_callback(None)


@pytest.fixture
def one_hall(tmp_path: Path) -> Iterator[AppContext]:
    """On SQLite: PostgreSQL plans by the size of its tables, which are small here."""
    database = Database(sqlite_url(tmp_path))
    create_tables(database)
    yield context_of(database, small_hall())
    database.close()


def plan(context: AppContext, statement: Any) -> list[str]:
    """How SQLite would answer, step by step."""
    database = context.store.database
    wanted = statement.compile().params
    with database.reading() as connection, Asked(database.reader) as asked:
        connection.execute(statement, {name: HERE[name] for name in wanted if name in HERE})
        text_, values = asked[0]
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text_}", values)
        return [row.detail for row in rows]


@pytest.mark.parametrize(("statement", "index"), PLANS, ids=[index for _, index in PLANS])
def test_the_partial_index_is_used(one_hall: AppContext, statement: Any, index: str) -> None:
    steps = plan(one_hall, statement)
    assert any(f"INDEX {index} " in step or step.endswith(index) for step in steps), steps
    assert not [step for step in steps if step.startswith("SCAN ticket")], steps


def test_a_head_is_found_without_sorting(one_hall: AppContext) -> None:
    steps = plan(one_hall, candidates.CANDIDATES)
    assert not [step for step in steps if "TEMP B-TREE" in step], steps


def test_a_call_costs_the_same_number_of_statements_in_a_crowd(context: AppContext) -> None:
    """Not a timing: a call asks the database the same whether three or sixty wait."""
    asked = []
    for class_count in (3, 60):
        for _ in range(class_count):
            take(context)
        desk = clerk(context)
        with written(context.store.database) as statements:
            desk.call_next()
        asked.append(len(statements))
        assert any("UPDATE ticket" in statement for statement in statements)
        desk.start(), desk.finish()
    assert asked[0] == asked[1]


def test_the_database_refuses_what_code_forgets(context: AppContext) -> None:
    """Two tickets of one number in a day, two events of one number, are constraints as well."""
    take(context), take(context)
    for change in (
        "UPDATE ticket SET number = 'A001' WHERE number = 'A002'",
        "UPDATE journal SET seq = 1 WHERE seq = 2",
    ):
        with pytest.raises(IntegrityError), context.store.database.writing() as connection:
            connection.execute(text(change))


def test_a_printers_health_is_kept_once(context: AppContext) -> None:
    with context.store.database.writing() as connection:
        for left in (40, 39):
            printers.put_health(connection, "main", "p1", {"state": "ok", "tickets_left": left})
        assert printers.healths(connection, "main") == {"p1": {"state": "ok", "tickets_left": 39}}
