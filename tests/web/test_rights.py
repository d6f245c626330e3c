"""Rights that a hall's site file gives: by role or by name, and nobody else has them."""

from typing import Any

import pytest

from server.configuration.halls import hall_document
from server.usecases.configuring import Configure, configure
from server.web.auth.rights import DEEDS
from tests.support.web import Speaker, World, example_site

MATTER = "birth-registration"


def call(speaker: Speaker, window: str, number: str, **more: Any) -> Any:
    return speaker.post(f"/api/v1/windows/{window}/call", {"number": number, **more})


def later(world: World) -> str:
    """A number that is not the next."""
    world.as_("kiosk").take(MATTER)
    return str(world.as_("kiosk").take(MATTER)["number"])


def sits(speaker: Speaker, window: str) -> Speaker:
    assert speaker.post(f"/api/v1/windows/{window}/sign-on").status_code == 200
    return speaker


def test_a_clerk_calls_nobody_out_of_turn_unless_the_hall_says_so(world: World) -> None:
    number = later(world)
    refused = call(sits(world.as_("clerk"), "1"), "1", number, reason="help")
    problem = refused.get_json()
    assert (refused.status_code, problem["code"]) == (403, "call.out_of_turn")
    assert number in problem["detail"]


def test_a_manager_may_and_says_why(world: World) -> None:
    number = later(world)
    manager = sits(world.as_("manager"), "1")
    bare = call(manager, "1", number)
    assert (bare.status_code, bare.get_json()["code"]) == (422, "call.reason_missing")
    called = call(manager, "1", number, reason="help")
    assert called.get_json()["console"]["ticket"]["number"] == number
    (told,) = manager.get("/api/v1/halls/main/today").get_json()["out_of_turn"]
    assert (told["number"], told["reason"]) == (number, "help")


@pytest.mark.parametrize(
    ("holders", "may"),
    [
        ({"roles": ["clerk"]}, True),
        ({"logins": ["lin.yue"]}, True),
        ({"logins": ["he.wei"]}, False),
        ({}, False),
    ],
)
def test_the_hall_names_roles_or_people(world: World, holders: Any, may: bool) -> None:
    document = hall_document(example_site(), "main")
    document["halls"][0]["rights"] = {"call_out_of_turn": holders}
    configure(world.context, Configure(hall="main", actor="test", document=document))
    number = later(world)
    lin = sits(world.signed_in(world.person("clerk", "lin.yue")), "1")
    assert (call(lin, "1", number, reason="help").status_code == 200) is may
    page = lin.get("/console?window=1").get_data(as_text=True)
    assert ("windows.call_out_of_turn" in page) is may, "the page offers what is not refused"


def test_the_table_names_every_right_of_the_site_file(world: World) -> None:
    of_halls = {rule.by_hall for rule in DEEDS.values() if rule.by_hall is not None}
    with world.context.store.database.reading() as connection:
        assert set(world.context.store.hall(connection, "main").rights) == of_halls


@pytest.mark.parametrize(("first", "begins"), [(["en", "zh"], "en"), (["zh", "en"], "zh-CN")])
def test_a_halls_first_language_decides_its_screens_and_papers(
    world: World, first: list[str], begins: str
) -> None:
    document = hall_document(example_site(), "main")
    document["halls"][0]["languages"] = [*first, "ug", "bo"]
    configure(world.context, Configure(hall="main", actor="test", document=document))
    for role, page in (("kiosk", "/kiosk"), ("board", "/board")):
        shown = world.as_(role).with_(Accept_Language="zh").get(page).get_data(as_text=True)
        assert f'<html lang="{begins}"' in shown
    assert world.as_("clerk").take(MATTER)["language"] == first[0]
    assert world.as_("kiosk").take(MATTER)["language"] == first[0]


@pytest.mark.parametrize(("role", "status"), [("kiosk", 403), ("clerk", 201), ("manager", 201)])
def test_an_appointment_is_staffs_word(world: World, role: str, status: int) -> None:
    at = world.clock().isoformat()
    wish = {"matter": MATTER, "paper": False, "appointment": at}
    answer = world.as_(role).post("/api/v1/halls/main/tickets", wish)
    assert answer.status_code == status
    if status == 403:
        assert answer.get_json()["code"] == "appointment.by_staff"


@pytest.mark.parametrize(
    ("at", "code", "said"),
    [
        ("0001-01-01T00:00:00+08:00", "too_late", "from 11-18 08:45 on"),
        ("2026-11-18T15:00:00+08:00", "too_early", "up to 11-18 09:30"),
    ],
)
def test_the_bound_is_named_in_the_halls_time(world: World, at: str, code: str, said: str) -> None:
    wish = {"matter": MATTER, "paper": False, "appointment": at}
    clerk = world.as_("clerk").with_(Accept_Language="en")
    problem = clerk.post("/api/v1/halls/main/tickets", wish).get_json()
    assert problem["code"] == f"appointment.{code}"
    assert said in problem["detail"]
