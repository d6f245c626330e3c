"""What goes into the database comes out again, on both kinds."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, select
from sqlalchemy.exc import StatementError

from server.domain.ticket import State, Step
from server.domain.window import (
    Call,
    ClerkIdentity,
    PublicTicket,
    Seat,
    UndoableStep,
    UndoneStep,
    WindowState,
    WindowStatus,
)
from server.storage import idempotency_store
from server.storage.base import EPOCH, from_micros, to_micros
from server.storage.engine import Database
from server.storage.rows import dumps
from server.storage.schema import ReplyRow
from server.storage.window_values import identity_json, step_from, step_json, window_view
from server.usecases.app_context import AppContext
from tests.support.halls import MORNING, small_hall

INSTANTS = st.integers(-(10**15), 4 * 10**15)


@given(INSTANTS)
def test_instants_keep_their_microseconds(micros: int) -> None:
    assert to_micros(from_micros(micros)) == micros


@given(INSTANTS, INSTANTS, st.integers(-12, 14))
def test_instants_order_as_their_numbers_do(one: int, other: int, hours: int) -> None:
    zone = timezone(timedelta(hours=hours))
    assert to_micros(from_micros(one).astimezone(zone)) == one
    assert (from_micros(one) < from_micros(other)) == (one < other)


def test_the_epoch_is_zero_and_naive_times_are_refused() -> None:
    assert to_micros(EPOCH) == 0
    with pytest.raises(ValueError, match="naive"):
        to_micros(datetime(2026, 11, 18, tzinfo=UTC).replace(tzinfo=None))


def test_instants_through_the_database(database: Database) -> None:
    exact = MORNING.replace(microsecond=123_457)
    row = {"hall": "main", "key": "k", "request": "r", "at": exact, "body": "{}"}
    with database.writing() as connection:
        connection.execute(insert(ReplyRow), row)
        found = connection.execute(
            select(ReplyRow.at).where(
                ReplyRow.at <= exact, ReplyRow.at > exact - timedelta(seconds=1)
            )
        )
        assert found.scalar_one() == exact
    naive = exact.replace(tzinfo=None)
    with pytest.raises(StatementError, match="naive"), database.writing() as connection:
        connection.execute(insert(ReplyRow), {**row, "key": "n", "at": naive})


@pytest.mark.parametrize(
    "value",
    [
        MORNING,
        date(2026, 11, 18),
        State.PARKED,
        WindowStatus.PAUSED,
        None,
        3,
        "A001",
        {"zh": "换班"},
    ],
)
def test_a_step_kept_for_undo_comes_back_as_it_was(value: object) -> None:
    seat = Seat(
        PublicTicket("A001", State.SERVING, "tax", MORNING),
        7,
        Call("A001", "tax", 12, MORNING, 2, "serving"),
        3,
        5,
    )
    finish = UndoableStep(Step.FINISH, 7, "A001", 13, MORNING, {"column": value}, seat)
    step = UndoableStep(Step.CALL, 8, "A002", 14, MORNING, {"state": State.WAITING}, seat, finish)
    assert step_from(json.loads(dumps(step_json(step)))) == step


def test_a_step_that_was_undone_is_kept_as_undone() -> None:
    step = UndoneStep(7, "A001", MORNING)
    assert step_from(json.loads(dumps(step_json(step)))) == step


def test_answers_are_kept_for_two_days(context: AppContext) -> None:
    with context.store.database.writing() as connection:
        idempotency_store.keep(connection, "main", "old", "r", "1", MORNING)
        idempotency_store.keep(connection, "main", "new", "r", "2", MORNING + timedelta(hours=1))
        assert (
            idempotency_store.forget(
                connection, MORNING + idempotency_store.KEEP + timedelta(minutes=1)
            )
            == 1
        )
        assert idempotency_store.known(connection, "main", "old", "r") is None
        assert idempotency_store.known(connection, "main", "new", "r") == "2"
        assert idempotency_store.known(connection, "other", "new", "r") is None


def test_public_screens_get_of_a_clerk_what_the_hall_shows() -> None:
    who = ClerkIdentity("王敏", "Wang Min", "C0231", {"zh": "受理岗"}, ("zh", "en"))
    window = WindowState("1", WindowStatus.OPEN, identity=who)
    hall = small_hall()
    assert window_view(hall, window)["clerk"] == identity_json(who)
    shown = window_view(replace(hall, clerk_shown=frozenset({"staff_no"})), window)["clerk"]
    assert shown == {
        "name": "", "name_en": None, "staff_no": "C0231", "post": "", "languages": ["zh", "en"],
    }  # fmt: skip
    assert "王敏" not in str(shown)
