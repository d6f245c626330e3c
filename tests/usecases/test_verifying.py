"""Rows that somebody changed in the database are named, with what the journal says of them."""

import pytest
from sqlalchemy import text

from server.usecases import rating, taking
from server.usecases.app_context import AppContext
from server.usecases.closing import CloseDay, close_day
from server.usecases.verifying import verify_hall
from tests.support.halls import Clock
from tests.support.people import clerk, of, take

DAY = "2026-11-18"


@pytest.fixture
def lived(context: AppContext, clock: Clock) -> AppContext:
    """A hall with three visits: rated, missed and back, waiting."""
    first, second, _ = take(context), take(context), take(context, "tax")
    one = clerk(context)
    clock.tick(minutes=7)
    one.serve()
    order = rating.Rate(hall="main", actor="holder", code=first.code, level=1)
    rating.rate(context, order)
    one.call_next()
    clock.tick(seconds=20)
    one.no_show()
    of(taking.come_back, context, second)
    assert verify_hall(context, "main").holds
    return context


def changed(context: AppContext, statement: str) -> list[str]:
    """What is found after somebody did this to the database."""
    with context.store.database.writing() as connection:
        assert connection.execute(text(statement)).rowcount == 1
    found = verify_hall(context, "main")
    assert found.broken is None
    assert found.holds == (not found.discrepancies)
    return [discrepancy.sentence for discrepancy in found.discrepancies]


@pytest.mark.parametrize(
    ("change", "field", "journal", "table"),
    [
        ("rating = 5", "rating", "1", "5"),
        ("rating = NULL", "rating", "1", "nothing"),
        ("state = 'cancelled'", "state", "finished", "cancelled"),
        ("\"window\" = '2'", "window", "1", "2"),
        ("clerk = 'clerk-2'", "clerk", "clerk-1", "clerk-2"),
        ("misses = 1", "misses", "0", "1"),
        ("first_wait = 60", "first_wait", "420", "60"),
        ("priority_class = 'elder'", "priority_class", "ordinary", "elder"),
    ],
)
def test_a_changed_value_is_named(
    lived: AppContext, change: str, field: str, journal: str, table: str
) -> None:
    assert changed(lived, f"UPDATE ticket SET {change} WHERE number = 'A001'") == [
        f"A001 of {DAY}, {field}: the journal says {journal}, the table {table}"
    ]


@pytest.mark.parametrize(
    ("field", "journal"), [("place", ""), ("issued_at", "2026-11-18T01:00:00"), ("called_seq", "")]
)
def test_a_changed_place_or_instant_is_named(lived: AppContext, field: str, journal: str) -> None:
    change = f"UPDATE ticket SET {field} = {field} + 1 WHERE number = 'A001'"
    [said] = changed(lived, change)
    assert said.startswith(f"A001 of {DAY}, {field}: the journal says {journal}")


def test_another_number_is_named_by_the_journal_s(lived: AppContext) -> None:
    said = changed(lived, "UPDATE ticket SET number = 'A777' WHERE number = 'A001'")
    assert said == [f"A001 of {DAY}, number: the journal says A001, the table A777"]


def test_another_day_and_another_hall_are_named(lived: AppContext) -> None:
    said = changed(lived, "UPDATE ticket SET hall = 'east' WHERE number = 'A001'")
    assert said == [f"A001 of {DAY}, hall: the journal says main, the table east"]


def test_a_row_that_was_deleted_is_named(lived: AppContext) -> None:
    said = changed(lived, "DELETE FROM ticket WHERE number = 'A001'")
    assert said == [f"A001 of {DAY}: the journal has it, its row is gone"]


def test_a_row_that_was_added_is_named(lived: AppContext) -> None:
    columns = "hall, day, number, series, matter, queue, priority_class, state, channel, language,"
    more = "issued_at, place, place_at, entered, due, called_seq, last_seq, times, misses,"
    copied = f"{columns} {more} postponed, paper, copies, rating, rated_at"
    values = copied.replace("number", "'A900'")
    said = changed(
        lived,
        f"INSERT INTO ticket (code, {copied}) SELECT '9999999999', {values} FROM ticket "
        "WHERE number = 'A001'",
    )
    assert said == [f"A900 of {DAY}: its row is there, the journal knows nothing of it"]


def test_counts_and_serials_are_held_against_it_too(lived: AppContext) -> None:
    assert changed(lived, "UPDATE series SET last = 9 WHERE prefix = 'A'") == [
        f"series A of {DAY}, last: the journal says 2, the table 9"
    ]
    assert changed(lived, "UPDATE queue SET waiting = 4 WHERE queue = 'tax'") == [
        f"queue tax, ordinary of {DAY}, waiting: the journal says 1, the table 4",
        f"series A of {DAY}, last: the journal says 2, the table 9",
    ]


def test_the_score_of_a_past_day_is_a_figure_too(lived: AppContext, clock: Clock) -> None:
    close_day(lived, CloseDay(hall="main", actor="manager"))
    clock.tick(days=1)
    take(lived)
    said = changed(
        lived,
        "INSERT INTO wait_score SELECT 'main', day, 'hukou', 12, 12, 0 FROM ticket "
        "WHERE number = 'A002'",
    )
    assert said == [
        f"wait score of hukou of {DAY}, n: the journal says 0, the table 12",
        f"wait score of hukou of {DAY}, hits: the journal says 0, the table 12",
    ]


def test_past_weeks_are_compared_as_they_go_by(lived: AppContext, clock: Clock) -> None:
    for _ in range(10):
        clock.tick(days=1)
        take(lived)
    assert verify_hall(lived, "main").holds
    said = changed(lived, "UPDATE ticket SET rating = 4 WHERE rating = 1")
    assert said == [f"A001 of {DAY}, rating: the journal says 1, the table 4"]


def test_a_journal_that_does_not_hold_proves_nothing(lived: AppContext) -> None:
    with lived.store.database.writing() as connection:
        connection.execute(text("UPDATE ticket SET rating = 5 WHERE number = 'A001'"))
        connection.execute(text("UPDATE journal SET actor = 'x' WHERE seq = 4"))
    found = verify_hall(lived, "main")
    assert found.broken is not None
    assert (found.broken.seq, found.discrepancies, found.holds) == (4, [], False)
