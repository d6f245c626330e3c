"""The hash chain names the first row that was altered, dropped, added or put elsewhere."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.chain import GENESIS, Broken, Entry, link, verify

NOW = datetime(2026, 11, 18, 1, 0, 0, 123456, tzinfo=UTC)
Rows = list[Entry]


def chain(length: int) -> Rows:
    rows: Rows = []
    for seq in range(1, length + 1):
        row = Entry(
            hall="main", seq=seq, at=NOW + timedelta(seconds=seq), day=date(2026, 11, 18),
            type="ticket.called", actor="clerk", ticket=seq % 3 or None, payload=f'{{"n":{seq}}}',
        )  # fmt: skip
        rows.append(replace(row, hash=link(rows[-1].hash if rows else GENESIS, row)))
    return rows


def tip(rows: Rows) -> tuple[int, str]:
    return (rows[-1].seq, rows[-1].hash) if rows else (0, GENESIS)


@given(st.integers(0, 12))
def test_a_whole_chain_holds(length: int) -> None:
    rows = chain(length)
    assert verify(rows) is None
    assert verify(rows, tip(rows)) is None


CHANGES: dict[str, Callable[[Entry], Entry]] = {
    "hall": lambda row: replace(row, hall="other"),
    "at": lambda row: replace(row, at=row.at + timedelta(microseconds=1)),
    "day": lambda row: replace(row, day=row.day + timedelta(days=1)),
    "type": lambda row: replace(row, type="ticket.missed"),
    "actor": lambda row: replace(row, actor="somebody"),
    "ticket": lambda row: replace(row, ticket=99),
    "payload": lambda row: replace(row, payload=row.payload + " "),
    "hash": lambda row: replace(row, hash="f" * 64),
}


@pytest.mark.parametrize("what", CHANGES)
@given(st.integers(1, 10))
def test_an_altered_row_is_named(what: str, seq: int) -> None:
    rows = chain(10)
    rows[seq - 1] = CHANGES[what](rows[seq - 1])
    assert verify(rows, tip(chain(10))) == Broken(seq, f"row {seq} does not match its hash")


@given(st.integers(1, 9))
def test_a_dropped_row_is_named(seq: int) -> None:
    rows = chain(10)
    del rows[seq - 1]
    assert verify(rows, tip(chain(10))) == Broken(seq, f"row {seq} is missing or out of order")


@given(st.sets(st.integers(1, 10), min_size=2, max_size=2))
def test_rows_that_changed_places_are_named(pair: set[int]) -> None:
    """Given in the wrong order, or with each other's number: the first of them is named."""
    first, second = sorted(pair)
    rows = chain(10)
    rows[first - 1], rows[second - 1] = rows[second - 1], rows[first - 1]
    found = verify(rows)
    assert found is not None and found.seq == first
    rows[first - 1] = replace(rows[first - 1], seq=first)
    rows[second - 1] = replace(rows[second - 1], seq=second)
    found = verify(rows)
    assert found is not None and found.seq == first


@given(st.integers(0, 9))
def test_rows_cut_off_at_the_end_are_missed(left: int) -> None:
    whole = chain(10)
    found = verify(whole[:left], tip(whole))
    assert found == Broken(left + 1, f"row {left + 1} is missing: the hall has written up to 10")


def test_a_row_added_at_the_end_is_named() -> None:
    longer = chain(10)
    found = verify(longer, tip(longer[:8]))
    assert found == Broken(9, "row 9 was added: the hall has written only 8")


def test_a_last_row_written_anew_is_named() -> None:
    rows = chain(5)
    forged = replace(rows[4], payload="{}")
    rows[4] = replace(forged, hash=link(rows[3].hash, forged))
    assert verify(rows) is None
    assert verify(rows, tip(chain(5))) == Broken(5, "row 5 is not the one the hall wrote")


def test_the_hash_knows_the_instant_and_not_how_it_is_written() -> None:
    [row] = chain(1)
    elsewhere = replace(row, at=row.at.astimezone(timezone(timedelta(hours=8))))
    assert link(GENESIS, elsewhere) == row.hash
