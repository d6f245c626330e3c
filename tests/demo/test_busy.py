"""Pretend visitors and clerks keep a hall alive, and leave it in order."""

import threading
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from server.demo.busy import DESK, run
from server.demo.visitors import Visitors, arrivals_per_hour, busyness
from server.storage.engine import Database, sqlite_url
from server.usecases.reading import journal_page
from tests.support.halls import Clock, create_tables
from tests.support.pretend import InProcess, scheduler_of
from tests.support.recomputed import recomputed
from tests.support.web import World, world_of

HAPPENS = {
    *(f"ticket.{what}" for what in ("issued", "called", "recalled", "started", "finished")),
    *(f"ticket.{what}" for what in ("missed", "rated", "parked", "resumed", "transferred")),
    *(f"ticket.{what}" for what in ("cancelled", "postponed", "returned")),
    "window.paused",
}
SPARSE = ("2", "5", "7", "11")


def play(world: World, hours: float, windows: tuple[str, ...], seed: int = 3) -> Counter[str]:
    """A few hours of the hall with a clerk at each of some windows; gives what was answered."""
    stop = threading.Event()
    tokens = {DESK: world.token("administrator")}
    tokens |= {w: world.token("clerk", window=w) for w in windows}
    scheduler = scheduler_of(world.clock, stop, hours * 3600)
    return run(InProcess(world), tokens, "main", 1.0, stop, seed, scheduler)


def events(world: World) -> list[tuple[str, str, int | None]]:
    """Type, time and ticket of every event."""
    found: list[tuple[str, str, int | None]] = []
    while True:
        after = len(found)
        page = journal_page(world.context, "main", after).events
        found += [(e.type, e.at, e.ticket) for e in page]
        if len(found) == after:
            return found


def test_a_morning_shows_everything_that_happens_in_a_hall(world: World) -> None:
    windows, answers = tuple(str(n) for n in range(1, 13)), Counter[str]()
    for half_hour in range(6):  # rare things need not happen in the first of them
        answers += play(world, 0.5, windows, seed=3 + half_hour)
        seen = Counter(type_ for type_, _, _ in events(world))
        missing = {type_ for type_ in HAPPENS if not seen[type_]}
        if not missing and half_hour:
            break
    assert not missing
    assert seen["ticket.finished"] > 40
    recomputed(world.context)
    refused = {code: n for code, n in answers.items() if code != "ok"}
    assert sum(refused.values()) <= 0.03 * answers["ok"], refused


def test_the_clerks_sign_off_and_nobody_is_left_at_a_window(world: World) -> None:
    play(world, 0.3, SPARSE)
    board = InProcess(world).get("/halls/main/board").body
    assert {w["state"] for w in board["windows"].values()} == {"closed"}
    assert all(w["ticket"] is None for w in board["windows"].values())


def test_the_same_seed_makes_the_same_people(world: World, tmp_path: Path) -> None:
    play(world, 0.3, SPARSE)
    again = tmp_path / "again"
    again.mkdir()
    database = Database(sqlite_url(again))
    create_tables(database)
    other = world_of(database, Clock())
    play(other, 0.3, SPARSE)
    database.close()
    assert events(other) == events(world)


def test_a_clerk_leaves_a_window_alone_that_somebody_else_has(world: World) -> None:
    human = world.as_("clerk", window="4")
    assert human.post("/api/v1/windows/main.4/sign-on").status_code == 200
    play(world, 0.2, ("4",))
    board = InProcess(world).get("/halls/main/board").body
    assert board["windows"]["4"]["state"] == "open"
    assert board["windows"]["4"]["clerk"]["name"] == "test clerk"


def test_nobody_comes_to_a_hall_that_is_not_there(world: World) -> None:
    stop = threading.Event()
    answers = run(InProcess(world), {DESK: ""}, "nowhere", 1.0, stop)
    assert answers == Counter({"hall.unknown": 1})


def test_arrivals_fill_every_window_and_no_more(world: World) -> None:
    catalogue = InProcess(world).get("/halls/main/catalogue").body
    rates = arrivals_per_hour(catalogue)
    minutes = {m["key"]: m["typical_minutes"] for m in catalogue["matters"]}
    work = sum(rate * minutes[key] for key, rate in rates.items())
    assert work == pytest.approx(60 * len(catalogue["windows"]))
    assert all(rate > 0 for rate in rates.values())


def test_the_day_has_two_peaks_and_no_empty_hour() -> None:
    assert busyness(10) > busyness(12.3) < busyness(14.5)
    assert all(0.4 <= busyness(quarter / 4) <= 1 for quarter in range(96))


def test_a_wish_names_only_what_the_hall_has(world: World) -> None:
    catalogue = InProcess(world).get("/halls/main/catalogue").body
    class_count = Visitors(InProcess(world), catalogue, "", 50.0, Random(1))
    wishes = [class_count.wish("marriage") for _ in range(200)]
    assert {w.get("priority") for w in wishes} <= {None, "elder", "disabled", "pregnant", "veteran"}
    assert all(len(w["materials"]) == 3 for w in wishes)  # type: ignore[arg-type]
    assert not any(w["paper"] for w in wishes)
