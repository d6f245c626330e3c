"""A new version of a hall's configuration, in the middle of everything."""

import threading
from dataclasses import replace

import pytest

from server.domain.errors import Refused
from server.domain.hall import Hall, Matter, Series, Window
from server.storage import journal
from server.storage.engine import Database
from server.storage.store import Store
from server.usecases import reading, taking
from server.usecases.app_context import AppContext
from server.usecases.configuring import Configure, Configured, configuration, configure
from tests.support.halls import Clock, context_of, small_hall
from tests.support.people import clerk, of, take

Halls = dict[str, Hall]


@pytest.fixture
def versions() -> Halls:
    """Documents that a test may put into force, by name."""
    first = small_hall()
    fewer = {key: window for key, window in first.windows.items() if key != "2"}
    more = {**first.windows, "4": Window("4", "A", {"visa": 1.0})}
    moved = {key: replace(m, series="new") for key, m in first.matters.items()}
    swapped = {"police": Series("police", "B"), "tax": Series("tax", "A")}
    return {
        "first": first,
        "prefix moved": replace(first, series={"new": Series("new", "A")}, matters=moved),
        "prefixes swapped": replace(first, series=swapped),
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
def context(database: Database, clock: Clock, versions: Halls) -> AppContext:
    made = AppContext(Store(database, lambda document: versions[document["name"]]), now=clock)
    put(made, "first")
    return made


def put(context: AppContext, name: str, trial: bool = False) -> Configured:
    order = Configure(hall="main", actor="admin", document={"name": name}, trial=trial)
    return configure(context, order)


def types(context: AppContext) -> list[str]:
    with context.store.database.reading() as connection:
        return [row.type for row in journal.whole(connection, "main")]


def test_a_new_hall_begins_its_first_day(context: AppContext) -> None:
    assert types(context) == ["day.opened", "hall.configured"]
    assert reading.board(context, "main").version == 1


def test_the_same_document_again_changes_nothing(context: AppContext) -> None:
    assert put(context, "first") == Configured("main", None)
    assert types(context) == ["day.opened", "hall.configured"]


def test_a_configuration_in_the_morning_still_ends_yesterday(
    context: AppContext, clock: Clock
) -> None:
    ticket = take(context)
    clerk(context)
    clock.tick(days=1)
    put(context, "with visa")
    assert reading.ticket(context, ticket.code).closed_from == "waiting"
    board = reading.board(context, "main")
    assert {window.state for window in board.windows.values()} == {"closed"}
    assert (board.queues["visa"].waiting, board.version) == (0, 2)
    assert take(context).number == "A001"


def test_a_window_that_is_gone_frees_its_clerk(context: AppContext) -> None:
    two = clerk(context, "2")
    put(context, "without window 2")
    assert "2" not in reading.board(context, "main").windows
    assert two.do("sign_on", window="3").result == "done"


def test_a_window_is_not_taken_away_under_a_visitor(context: AppContext) -> None:
    take(context)
    clerk(context, "2").call_next()
    with pytest.raises(Refused, match=r"configuration\.in_use") as refused:
        put(context, "without window 2")
    assert refused.value.facts == {"names": "2"}
    assert reading.board(context, "main").version == 1


def test_a_matter_is_not_taken_away_from_those_who_wait_or_may_return(
    context: AppContext, clock: Clock
) -> None:
    ticket = take(context, "tax")
    with pytest.raises(Refused, match=r"configuration\.in_use") as refused:
        put(context, "without tax")
    assert refused.value.facts == {"names": "tax"}
    one = clerk(context)
    one.call_next()
    clock.tick(minutes=1)
    one.no_show()
    with pytest.raises(Refused, match=r"configuration\.in_use"):
        put(context, "without tax")
    of(taking.give_back, context, ticket)
    assert put(context, "without tax").changed


def test_a_trial_tells_what_would_be_and_leaves_everything_as_it_is(context: AppContext) -> None:
    tried = put(context, "with visa", trial=True)
    assert tried == Configured("main", 2)
    assert types(context) == ["day.opened", "hall.configured"]
    assert reading.board(context, "main").version == 1
    put(context, "without window 2")
    assert "2" not in reading.board(context, "main").windows, "version 2 is another one now"
    take(context, "tax")
    with pytest.raises(Refused, match=r"configuration\.in_use"):
        put(context, "without tax", trial=True)


def test_older_versions_can_be_read(context: AppContext) -> None:
    put(context, "with visa")
    assert configuration(context, "main") == (2, {"name": "with visa"})
    assert configuration(context, "main", 1) == (1, {"name": "first"})
    with pytest.raises(Refused, match=r"configuration\.unknown"):
        configuration(context, "main", 3)


def test_a_version_and_its_event_are_one(
    context: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody ever sees a new version number without the event that says so."""
    from server.usecases import configuring

    def crash(*_: object) -> None:
        raise RuntimeError("the power went out")

    monkeypatch.setattr(configuring, "_tell", crash)
    with pytest.raises(RuntimeError):
        put(context, "with visa")
    assert reading.board(context, "main").version == 1


def test_processes_that_start_together_make_one_hall(database: Database, clock: Clock) -> None:
    ready = threading.Barrier(4)
    failures: list[BaseException] = []

    def start() -> None:
        ready.wait()
        try:
            context_of(database, small_hall(), clock=clock)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert types(AppContext(Store(database, lambda _: small_hall()))) == [
        "day.opened",
        "hall.configured",
    ]


def test_a_prefix_that_moves_to_another_series_goes_on_where_it_was(context: AppContext) -> None:
    """No number comes again: A001 and A002 are out, whatever the series is called now."""
    assert [take(context).number for _ in range(2)] == ["A001", "A002"]
    put(context, "prefix moved")
    assert [take(context).number, take(context, "tax").number] == ["A003", "A004"]
    put(context, "first")
    assert take(context).number == "A005"


def test_swapped_prefixes_both_go_on(context: AppContext) -> None:
    assert [take(context).number, take(context, "tax").number] == ["A001", "B001"]
    put(context, "prefixes swapped")
    assert [take(context).number, take(context, "tax").number] == ["B002", "A002"]
