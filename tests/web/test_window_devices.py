"""Keypads and strips at the interface: whose hand a keypad is, what is told when one is away."""

from datetime import timedelta
from typing import Any

import pytest

from server.domain.people import Role
from server.storage.engine import Database
from tests.support.halls import Clock
from tests.support.web import Speaker, World, world_of

OWN = "/api/v1/window-devices/own"


@pytest.fixture
def world(database: Database, clock: Clock) -> World:
    """On both kinds of database."""
    return world_of(database, clock)


def device(world: World, role: str, key: str, window: str = "4") -> Speaker:
    """A device of the database, let in by its link as the keypads' program is."""
    with world.people.writing() as book:
        made = book.add_device(
            name=key, role=Role(role), hall="main", window=window, key=key, zone=None,
            printer=None, created_at=world.clock(), seen_at=world.clock(),
        )  # fmt: skip
    client = world.app.test_client()
    opened = client.get(world.link(device=made))
    secret = next(
        header.split("=", 1)[1].split(";")[0]
        for header in opened.headers.getlist("Set-Cookie")
        if header.startswith("sh")
    )
    return Speaker(world.app.test_client(), {"Authorization": f"Bearer {secret}"})


def told(world: World) -> list[dict[str, Any]]:
    alarms = world.as_("manager").get("/api/v1/halls/main/today").get_json()["alarms"]
    return [alarm for alarm in alarms if alarm["kind"] == "device"]


def verb(speaker: Speaker, name: str, **body: object) -> Any:
    return speaker.post(f"/api/v1/windows/4/{name}", body).get_json()


def test_a_clerk_signs_on_with_a_staff_number_and_is_who_does_it(world: World) -> None:
    world.person("clerk", "li.na", staff_no="A0412", name="李娜")
    keypad = device(world, "keypad", "keypad-4")
    assert verb(keypad, "call-next")["code"] == "window.closed"
    assert verb(keypad, "sign-on")["code"] == "sign_on.staff_no"
    assert verb(keypad, "sign-on", staff_no="0999")["code"] == "sign_on.staff_no"
    done = verb(keypad, "sign-on", staff_no="0412")
    assert done["console"]["clerk"]["name"] == "李娜"
    world.as_("manager").take("marriage")
    assert verb(keypad, "call-next")["result"] == "called"
    rows = world.as_("manager").get("/api/v1/halls/main/journal?after=0&limit=50").get_json()
    by = {row["type"]: row["actor"] for row in rows["events"]}
    assert by["window.signed_on"] == by["ticket.called"] == "person:li.na"


def test_a_staff_number_of_two_opens_nothing(world: World) -> None:
    world.person("clerk", "li.na", staff_no="A0412")
    world.person("clerk", "wang.wu", staff_no="B0412")
    keypad = device(world, "keypad", "keypad-4")
    assert verb(keypad, "sign-on", staff_no="0412")["code"] == "sign_on.staff_no"


def test_a_console_and_a_keypad_are_two_hands_of_one_clerk(world: World) -> None:
    clerk = world.as_("clerk", window="4")
    keypad = device(world, "keypad", "keypad-4")
    verb(clerk, "sign-on")
    world.as_("manager").take("marriage")
    assert verb(keypad, "call-next")["result"] == "called"
    assert verb(clerk, "start")["result"] == "done"
    assert verb(keypad, "finish")["result"] == "done"


def test_a_keypad_reaches_its_own_window_alone_and_a_strip_presses_nothing(world: World) -> None:
    keypad = device(world, "keypad", "keypad-4")
    refused = keypad.post("/api/v1/windows/5/call-next", {}).get_json()
    assert refused["code"] == "access.other_window"
    strip = device(world, "strip", "strip-4")
    assert verb(strip, "call-next")["code"] == "access.wrong_role"


def test_one_that_is_away_is_an_alarm_until_it_is_back(world: World) -> None:
    keypad = device(world, "keypad", "keypad-4")
    assert keypad.post(f"{OWN}/state", {"state": "no_answer"}).status_code == 200
    (alarm,) = told(world)
    assert alarm["text"] == {
        "zh": "04 号窗的叫号键盘没有应答",
        "en": "Window 04: its keypad does not answer",
        "zh-Hant": "04 號窗的叫號鍵盤沒有應答",
    }
    keypad.post(f"{OWN}/state", {"state": "ok"})
    assert told(world) == []
    world.clock.tick(minutes=5)
    assert "没有消息" in told(world)[0]["text"]["zh"]
    keypad.post(f"{OWN}/state", {"state": "ok"})
    assert told(world) == []
    world.clock.now += timedelta(days=8)
    assert told(world) == []  # it was taken out of use


def test_only_a_change_stands_in_the_journal(world: World) -> None:
    keypad = device(world, "keypad", "keypad-4")
    for state in ("ok", "ok", "no_port", "no_port", "ok"):
        keypad.post(f"{OWN}/state", {"state": state})
    rows = world.as_("manager").get("/api/v1/halls/main/journal?after=0&limit=50").get_json()
    assert [row["type"] for row in rows["events"]].count("window.device") == 3


def test_a_script_is_no_keypad(world: World) -> None:
    for role in ("keypad", "strip"):
        answer = world.as_(role, window="4").get(OWN)
        assert (answer.status_code, answer.get_json()["code"]) == (404, "window_device.unknown")


def test_a_clerk_at_a_keypad_needs_no_browser_to_be_there(world: World) -> None:
    world.person("clerk", "li.na", staff_no="A0412")
    keypad = device(world, "keypad", "keypad-4")
    keypad.post(f"{OWN}/state", {"state": "ok"})
    verb(keypad, "sign-on", staff_no="0412")
    alarms = world.as_("manager").get("/api/v1/halls/main/today").get_json()["alarms"]
    assert [alarm for alarm in alarms if alarm["kind"] == "left"] == []
