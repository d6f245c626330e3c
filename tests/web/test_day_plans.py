"""Windows of one day: opened and closed by the manager, tide windows, lunch shifts (A10, F4)."""

import json
from typing import Any

import pytest

from server.storage.engine import Database
from server.usecases.configuring import Configure, configure
from tests.support.halls import Clock
from tests.support.web import Speaker, World, example_site, world_of
from tests.web.test_changes import PATH, changed, refused, take, took_back

LUNCH_HOURS = 3.5  # from 9:00 until 12:30
MARRIAGES = "4"
"""The one window for marriages, which does nothing else."""


@pytest.fixture
def world(database: Database, clock: Clock) -> World:
    """On both kinds of database; the doors are shut over lunch."""
    site = example_site()
    halls = tuple(hall.model_copy(update={"always_open": False}) for hall in site.halls)
    return world_of(database, clock, site.model_copy(update={"halls": halls}))


def window(world: World, key: str) -> Any:
    """As every screen sees it."""
    return world.stranger().get("/api/v1/halls/main/board").get_json()["windows"][key]


def described(world: World, key: str) -> Any:
    windows = world.stranger().get("/api/v1/halls/main/catalogue").get_json()["windows"]
    return next(each for each in windows if each["key"] == key)


def sign_on(world: World, key: str) -> Any:
    return world.as_("clerk", window=key).post(f"/api/v1/windows/{key}/sign-on").get_json()


def types(manager: Speaker) -> list[str]:
    rows = manager.get("/api/v1/halls/main/journal?after=0&limit=200").get_json()["events"]
    return [row["type"] for row in rows]


def configured_as(world: World, key: str, **fields: Any) -> None:
    """The site file says so of a window from now on."""
    store = world.context.store
    with store.database.reading() as connection:
        document = json.loads(json.dumps(store.document(connection, "main")[1]))
    entry = next(each for each in document["halls"][0]["windows"] if str(each["number"]) == key)
    entry.update(fields)
    configure(world.context, Configure(hall="main", actor="test", document=document))


def test_an_opened_window_asks_for_a_clerk_until_one_sits_down(world: World) -> None:
    manager = world.as_("manager")
    (change,) = changed(manager, kind="window_open", window="3", open=True)["changes"]
    assert (change["kind"], change["before"], change["after"]) == ("window_open", None, True)
    assert window(world, "3")["wanted"]
    assert types(manager)[-2:] == ["hall.configured", "window.wanted"]
    changed(manager, kind="window_open", window="3", open=True)
    assert types(manager)[-1] == "window.wanted"  # twice is once
    assert sign_on(world, "3")["result"] == "done"
    assert window(world, "3").get("wanted") is None


def test_an_opening_is_taken_back_and_nobody_is_asked_any_more(world: World) -> None:
    manager = world.as_("manager")
    (change,) = changed(manager, kind="window_open", window="3", open=True)["changes"]
    assert took_back(manager, change).status_code == 200
    assert window(world, "3").get("wanted") is None
    assert sign_on(world, "3")["result"] == "done"


def test_a_closed_window_stays_closed_today_and_opens_by_taking_it_back(world: World) -> None:
    manager = world.as_("manager")
    sign_on(world, "1")
    (change,) = changed(manager, kind="window_open", window="1", open=False)["changes"]
    assert window(world, "1")["state"] == "closed"
    assert described(world, "1")["opens"] is False
    assert sign_on(world, "1")["code"] == "window.not_today"
    took_back(manager, change)
    assert window(world, "1")["wanted"]  # who was sent away is asked to come back
    assert sign_on(world, "1")["result"] == "done"


def test_a_closing_holds_for_one_day(world: World) -> None:
    manager = world.as_("manager")
    changed(manager, kind="window_open", window="1", open=False)
    world.clock.tick(days=1)
    assert described(world, "1")["opens"] is True
    assert sign_on(world, "1")["result"] == "done"
    seen = manager.get(PATH).get_json()
    assert seen["changes"] == []
    assert {"window": "1", "opens": True, "lunch": False} in seen["windows"]


def test_no_window_closes_upon_a_visitor_or_upon_who_has_nowhere_else_to_go(world: World) -> None:
    manager = world.as_("manager")
    clerk = world.as_("clerk", window=MARRIAGES)
    clerk.post(f"/api/v1/windows/{MARRIAGES}/sign-on")
    take(manager)
    closing = {"kind": "window_open", "window": MARRIAGES, "open": False}
    assert refused(manager, **closing) == "change.still_waiting"
    clerk.post(f"/api/v1/windows/{MARRIAGES}/call-next")
    assert refused(manager, **closing) == "window.busy"
    assert window(world, MARRIAGES)["state"] == "open"
    for verb in ("start", "finish"):
        clerk.post(f"/api/v1/windows/{MARRIAGES}/{verb}")
    changed(manager, **closing)
    assert take(manager)["code"] == "matter.no_window"
    world.clock.tick(days=1)
    assert "number" in take(manager)


def test_a_tide_window_opens_when_the_manager_says_so(world: World) -> None:
    configured_as(world, "2", kind="tide")
    manager = world.as_("manager")
    assert described(world, "2")["opens"] is False
    assert sign_on(world, "2")["code"] == "window.not_today"
    change = changed(manager, kind="window_open", window="2", open=True)["changes"][0]
    assert described(world, "2")["opens"] is True
    assert window(world, "2")["wanted"]
    assert sign_on(world, "2")["result"] == "done"
    took_back(manager, change)
    assert window(world, "2")["state"] == "closed"
    assert sign_on(world, "2")["code"] == "window.not_today"


def test_over_lunch_only_matters_with_a_lunch_shift_are_done(world: World) -> None:
    manager = world.as_("manager")
    world.clock.tick(hours=LUNCH_HOURS)
    assert take(manager)["code"] == "hall.closed"
    change = changed(manager, kind="window_lunch", window=MARRIAGES, lunch=True)["changes"][0]
    assert described(world, MARRIAGES)["lunch"] is True
    assert "number" in take(manager)
    other = take(manager, "id-card-renewal")
    assert other["code"] == "matter.break"
    assert "13:00" in other["detail"]
    took_back(manager, change)
    assert take(manager)["code"] == "hall.closed"


def test_a_lunch_shift_of_the_site_file_is_lifted_for_today(world: World) -> None:
    configured_as(world, MARRIAGES, lunch=True)
    world.clock.tick(hours=LUNCH_HOURS)
    manager = world.as_("manager")
    ticket = take(manager)
    path = f"/api/v1/tickets/{ticket['code']}/postpone"
    assert world.stranger().post(path, {"minutes": 15}).status_code == 200
    changed(manager, kind="window_lunch", window=MARRIAGES, lunch=False)
    assert take(manager)["code"] == "hall.closed"
    world.clock.tick(days=1)
    assert "number" in take(manager)
