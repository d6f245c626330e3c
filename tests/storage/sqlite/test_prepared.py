"""A prepared statement answers what SQLAlchemy would, on both databases, and fails as it does."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import bindparam, insert, select
from sqlalchemy.exc import IntegrityError, StatementError

from server.storage.engine import Database
from server.storage.queue_counts import NUMBER
from server.storage.schema import JournalRow
from server.storage.sqlite.prepared import Prepared

COLUMNS = tuple(JournalRow.__table__.columns.keys())
ADD = Prepared(insert(JournalRow).values({name: bindparam(name) for name in COLUMNS}))
ALL = select(JournalRow.__table__).where(JournalRow.hall == bindparam("hall"))
FIRST = Prepared(ALL.order_by(JournalRow.seq).limit(1))
ROW = {
    "hall": "main", "seq": 1, "at": datetime(2026, 11, 22, 8, tzinfo=UTC),
    "day": date(2026, 11, 22), "type": "ticket.issued", "actor": "七号窗口",
    "ticket": None, "payload": "{}", "hash": "0" * 64,
}  # fmt: skip

rows = st.fixed_dictionaries(
    {
        "at": st.datetimes(timezones=st.just(UTC)),
        "day": st.dates(),
        "actor": st.text(
            st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=128
        ),
        "ticket": st.none() | st.integers(1, 2**31 - 1),
    }
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(row=rows)
def test_what_goes_in_comes_out_as_by_sqlalchemy(
    database: Database, row: dict[str, object]
) -> None:
    with database.writing() as connection:
        connection.execute(JournalRow.__table__.delete())
        ADD.run(connection, {**ROW, **row})
        found = Prepared(ALL).rows(connection, {"hall": "main"})
        usual = connection.execute(ALL, {"hall": "main"}).all()
    assert [tuple(one) for one in found] == [tuple(one) for one in usual]
    assert dict(zip(COLUMNS, found[0], strict=True)) == {**ROW, **row}


def test_fixed_values_stand_in_the_statement(database: Database) -> None:
    with database.writing() as connection:
        for seq in (2, 1, 3):
            ADD.run(connection, {**ROW, "seq": seq})
        [found] = FIRST.rows(connection, {"hall": "main"})
        assert found[1] == 1
        assert FIRST.first(connection, {"hall": "none"}) is None


def test_each_dialect_has_its_own(database: Database) -> None:
    of = {"hall": "main", "day": date(2026, 11, 22), "prefix": "A"}
    with database.writing() as connection:
        assert [NUMBER.value(connection, of) for _ in range(3)] == [1, 2, 3]


def test_a_refusal_of_the_database_is_sqlalchemys(database: Database) -> None:
    with pytest.raises(IntegrityError), database.writing() as connection:
        ADD.run(connection, ROW)
        ADD.run(connection, ROW)
    with database.reading() as connection:
        assert FIRST.first(connection, {"hall": "main"}) is None, "half of it stayed"


def test_a_naive_time_never_reaches_the_database(database: Database) -> None:
    with (
        pytest.raises((ValueError, StatementError), match="naive"),
        database.writing() as connection,
    ):
        ADD.run(connection, {**ROW, "at": datetime(2026, 11, 22, 8)})  # noqa: DTZ001 — the mistake
