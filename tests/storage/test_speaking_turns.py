"""Who has a zone's turn, kept in one process's memory and in a database that several share."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from server.domain.announcing import TURN_LASTS, SpeakerReport
from server.storage.engine import Database
from server.storage.speaking_turns import (
    FORGOTTEN,
    Ask,
    SpeakingTurns,
    TurnsInDatabase,
    TurnsInMemory,
)
from tests.support.databases import emptied
from tests.support.halls import MORNING

Process = Callable[[], SpeakingTurns]


@pytest.fixture(params=["memory", "sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def process(request: pytest.FixtureRequest) -> Process:
    """Makes the turns as a process of the house sees them."""
    if request.param == "memory":
        kept = TurnsInMemory()
        return lambda: kept
    database: Database = emptied(request.getfixturevalue(f"kept_{request.param}"))
    return lambda: TurnsInDatabase(database.reading, database.writing)


def test_a_turn_is_free_at_the_moment_when_it_ends(process: Process) -> None:
    one, two = process(), process()
    assert one.take(Ask("main", "a", ["A", "B"]), MORNING) == {"A", "B"}
    later = MORNING + TURN_LASTS
    assert two.take(Ask("main", "b", ["A"]), later - timedelta(microseconds=1)) == set()
    assert one.take(Ask("main", "a", ["B"]), later - timedelta(microseconds=1)) == {"B"}
    assert two.take(Ask("main", "b", ["A", "B"]), later) == {"A"}
    assert two.held("main", later) == one.held("main", later) == {"A": "b", "B": "a"}


def test_halls_have_nothing_to_do_with_one_another(process: Process) -> None:
    turns = process()
    turns.take(Ask("main", "a", ["A"]), MORNING)
    assert turns.take(Ask("other", "b", ["A"]), MORNING) == {"A"}


def test_a_clock_that_was_set_back_locks_nobody_out(process: Process) -> None:
    turns = process()
    turns.take(Ask("main", "dead", ["A"]), MORNING + timedelta(hours=1))
    assert turns.take(Ask("main", "alive", ["A"]), MORNING) == {"A"}


def test_the_zones_own_speaker_waits_for_the_end_of_a_sentence(process: Process) -> None:
    turns = process()
    turns.take(Ask("main", "whole", ["A"]), MORNING)
    narrow = Ask("main", "zone", ["A"], narrow=True, waits=["A"])
    assert turns.take(narrow, MORNING) == set()
    assert turns.take(Ask("main", "zone", ["A"], narrow=True), MORNING) == {"A"}
    assert turns.take(Ask("main", "whole", ["A"]), MORNING) == set()


def test_who_gives_up_frees_its_zones(process: Process) -> None:
    turns = process()
    turns.take(Ask("main", "a", ["A", "B"]), MORNING)
    turns.give_up("main", "a")
    assert turns.held("main", MORNING) == {}


def test_a_speaker_is_known_by_what_it_said_last(process: Process) -> None:
    turns, other = process(), process()
    turns.report("main", SpeakerReport("a", ("A",), "autoplay", MORNING))
    assert [each.trouble for each in other.reports("main", MORNING)] == ["autoplay"]
    soon = MORNING + timedelta(seconds=1)
    turns.report("main", SpeakerReport("a", ("A",), None, soon))
    assert [each.trouble for each in other.reports("main", soon)] == [None]
    assert other.reports("main", soon + FORGOTTEN) == []
