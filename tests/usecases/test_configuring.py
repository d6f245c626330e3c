"""A new version of a hall's configuration, in the middle of everything."""

import threading
from dataclasses import replace

import pytest

from server.domain.errors import Refused
from server.domain.hall import Hall, Matter, Window
from server.storage import journal
from server.storage.engine import Database
from server.storage.store import Store
from server.usecases import reading, taking
from server.usecases.app_context import House
from server.usecases.configuring import Configure, configuration, configure
from tests.support.halls import Clock, house_of, small_hall
from tests.support.people import clerk, of, take

Halls = dict[str, Hall]


@pytest.fixture
def versions() -> Halls:
    """Documents that a test may put into force, by name."""
    first = small_hall()
    fewer = {key: window for key, window in first.windows.items() if key != "2"}
    more = {**first.windows, "4": Window("4", "A", {"visa": 1.0})}
    return {
        "first": first,
        "without window 2": replace(first, windows=fewer),
        "without tax": replace(
            first,
            matters={key: m for key, m in first.matters.items() if key != "tax"},
            windows={"1": Window("1", "A", {"hukou": 1.0}), "2": first.windows["2"]},
        ),
        "with visa": replace(
            first, matters={**first.matters, "visa": Matter("visa", "tax", "A")}, windows=more
        ),
    }


@pytest.fixture
def house(database: Database, clock: Clock, versions: Halls) -> House:
    made = House(Store(database, lambda document: versions[document["name"]]), now=clock)
    put(made, "first")
    return made


def put(house: House, name: str, trial: bool = False) -> dict[str, object]:
    order = Configure(hall="main", actor="admin", document={"name": name}, trial=trial)
    return configure(house, order)


def types(house: House) -> list[str]:
    with house.store.database.reading() as connection:
        return [row.type for row in journal.whole(connection, "main")]


def test_a_new_hall_begins_its_first_day(house: House) -> None:
    assert types(house) == ["day.opened", "hall.configured"]
    assert reading.board(house, "main")["version"] == 1


def test_the_same_document_again_changes_nothing(house: House) -> None:
    assert put(house, "first") == {"hall": "main", "changed": False}
    assert types(house) == ["day.opened", "hall.configured"]


def test_a_configuration_in_the_morning_still_ends_yesterday(house: House, clock: Clock) -> None:
    ticket = take(house)
    clerk(house)
    clock.tick(days=1)
    put(house, "with visa")
    assert reading.ticket(house, ticket["code"])["closed_from"] == "waiting"
    board = reading.board(house, "main")
    assert {window["state"] for window in board["windows"].values()} == {"closed"}
    assert (board["lines"]["visa"], board["version"]) == ({"waiting": 0}, 2)
    assert take(house)["number"] == "A001"


def test_a_window_that_is_gone_frees_its_clerk(house: House) -> None:
    two = clerk(house, "2")
    put(house, "without window 2")
    assert "2" not in reading.board(house, "main")["windows"]
    assert two.do("sign_on", window="3")["result"] == "done"


def test_a_window_is_not_taken_away_under_a_visitor(house: House) -> None:
    take(house)
    clerk(house, "2").call_next()
    with pytest.raises(Refused, match=r"configuration\.in_use") as refused:
        put(house, "without window 2")
    assert refused.value.facts == {"names": "2"}
    assert reading.board(house, "main")["version"] == 1


def test_a_matter_is_not_taken_away_from_those_who_wait_or_may_return(
    house: House, clock: Clock
) -> None:
    ticket = take(house, "tax")
    with pytest.raises(Refused, match=r"configuration\.in_use") as refused:
        put(house, "without tax")
    assert refused.value.facts == {"names": "tax"}
    one = clerk(house)
    one.call_next()
    clock.tick(minutes=1)
    one.no_show()
    with pytest.raises(Refused, match=r"configuration\.in_use"):
        put(house, "without tax")
    of(taking.give_back, house, ticket)
    assert put(house, "without tax")["changed"] is True


def test_a_trial_tells_what_would_be_and_leaves_everything_as_it_is(house: House) -> None:
    tried = put(house, "with visa", trial=True)
    assert tried == {"hall": "main", "changed": True, "version": 2}
    assert types(house) == ["day.opened", "hall.configured"]
    assert reading.board(house, "main")["version"] == 1
    put(house, "without window 2")
    assert "2" not in reading.board(house, "main")["windows"], "version 2 is another one now"
    take(house, "tax")
    with pytest.raises(Refused, match=r"configuration\.in_use"):
        put(house, "without tax", trial=True)


def test_older_versions_can_be_read(house: House) -> None:
    put(house, "with visa")
    assert configuration(house, "main") == (2, {"name": "with visa"})
    assert configuration(house, "main", 1) == (1, {"name": "first"})
    with pytest.raises(Refused, match=r"configuration\.unknown"):
        configuration(house, "main", 3)


def test_a_version_and_its_event_are_one(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody ever sees a new version number without the event that says so."""
    from server.usecases import configuring

    def crash(*_: object) -> None:
        raise RuntimeError("the power went out")

    monkeypatch.setattr(configuring, "_tell", crash)
    with pytest.raises(RuntimeError):
        put(house, "with visa")
    assert reading.board(house, "main")["version"] == 1


def test_processes_that_start_together_make_one_hall(database: Database, clock: Clock) -> None:
    ready = threading.Barrier(4)
    failures: list[BaseException] = []

    def start() -> None:
        ready.wait()
        try:
            house_of(database, small_hall(), clock=clock)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert types(House(Store(database, lambda _: small_hall()))) == [
        "day.opened",
        "hall.configured",
    ]
