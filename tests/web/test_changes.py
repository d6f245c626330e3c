"""Changing a hall while it is open: at once for everybody, in the journal, and taken back."""

from typing import Any

import pytest

from server.domain.people import Role
from server.storage.engine import Database
from tests.support.halls import Clock
from tests.support.web import Speaker, World, world_of

PATH = "/api/v1/halls/main/changes"
LOCK = {"zh": "设备检修", "en": "Under repair"}


@pytest.fixture
def world(database: Database, clock: Clock) -> World:
    """On both kinds of database."""
    return world_of(database, clock)


def changed(speaker: Speaker, **change: Any) -> Any:
    answer = speaker.post(PATH, {"change": change})
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json()


def refused(speaker: Speaker, **change: Any) -> str:
    code: str = speaker.post(PATH, {"change": change}).get_json()["code"]
    return code


def took_back(speaker: Speaker, change: Any) -> Any:
    name = {part: change[part] for part in ("version", "kind", "subject")}
    return speaker.post(f"{PATH}/take-back", name)


def kiosk(world: World, key: str = "kiosk-1") -> Speaker:
    """A kiosk of the site file, in its browser."""
    with world.people.writing() as book:
        made = book.add_device(
            name=key, role=Role.KIOSK, hall="main", window=None, key=key, zone=None,
            printer=None, created_at=world.clock(),
        )  # fmt: skip
    client = world.app.test_client()
    client.get(world.link(device=made))
    return Speaker(client, {"X-Requested-With": "servicehall"})


def take(speaker: Speaker, matter: str = "marriage", **more: Any) -> Any:
    wish = {"matter": matter, "paper": False, **more}
    return speaker.post("/api/v1/halls/main/tickets", wish).get_json()


def matters_of(world: World, window: str) -> list[str]:
    catalogue = world.stranger().get("/api/v1/halls/main/catalogue").get_json()
    return next(sorted(w["matters"]) for w in catalogue["windows"] if w["key"] == window)


def test_a_matter_moves_to_another_window_and_back(world: World) -> None:
    manager = world.as_("manager")
    clerk = world.as_("clerk", window="1")
    clerk.post("/api/v1/windows/1/sign-on")
    was = matters_of(world, "1")
    assert "marriage" not in was
    number = take(manager)["number"]
    done = changed(manager, kind="window_matters", window="1", matters=[*was, "marriage"])
    assert matters_of(world, "1") == sorted([*was, "marriage"])
    called = clerk.post("/api/v1/windows/1/call-next").get_json()
    assert called["console"]["ticket"]["number"] == number
    (change,) = done["changes"]
    assert (change["kind"], change["subject"], change["holds"]) == ("window_matters", "1", True)
    assert (change["before"], change["after"]) == (was, sorted([*was, "marriage"]))
    clerk.post("/api/v1/windows/1/start"), clerk.post("/api/v1/windows/1/finish")
    after = took_back(manager, change).get_json()
    assert matters_of(world, "1") == was
    assert [each["holds"] for each in after["changes"]] == [True, False]


def test_it_stands_in_the_journal_with_who_did_it(world: World) -> None:
    person = world.browser("manager")
    changed(person, kind="quota", matter="marriage", quota=3)
    rows = world.as_("manager").get("/api/v1/halls/main/journal?after=0&limit=50").get_json()
    last = rows["events"][-1]
    assert (last["type"], last["actor"]) == ("hall.configured", "person:manager-main-None")
    assert world.as_("manager").get(PATH).get_json()["changes"][0]["actor"] == last["actor"]


def test_no_matter_is_left_without_a_window_and_nobody_who_waits_stranded(world: World) -> None:
    manager = world.as_("manager")
    others = [each for each in matters_of(world, "4") if each != "marriage"] or ["elder-allowance"]
    for window in ("4", "5", "6"):
        if "marriage" in matters_of(world, window):
            code = refused(manager, kind="window_matters", window=window, matters=others)
    assert code == "change.nobody_serves"
    assert refused(manager, kind="window_matters", window="99", matters=others) == "window.unknown"
    assert refused(manager, kind="window_matters", window="4", matters=["no"]) == "matter.unknown"
    assert refused(manager, kind="quota", matter="no", quota=1) == "matter.unknown"
    assert refused(manager, kind="kiosk_lock", kiosk="board-1", reason=LOCK) == "kiosk.unknown"
    assert manager.get(PATH).get_json()["changes"] == []


def test_a_quota_is_used_up_and_who_gives_up_leaves_a_number(world: World) -> None:
    manager = world.as_("manager")
    changed(manager, kind="quota", matter="marriage", quota=2)
    first = take(manager)
    take(manager)
    problem = take(manager)
    assert problem["code"] == "matter.quota_used"
    assert "2 个号" in problem["detail"]
    assert "number" in take(manager, "id-card-renewal")
    world.stranger().post(f"/api/v1/tickets/{first['code']}/cancel")
    assert "number" in take(manager)
    quotas = manager.get(PATH).get_json()["quotas"]
    assert {"matter": "marriage", "taken": 2, "quota": 2} in quotas
    changed(manager, kind="quota", matter="marriage", quota=None)
    assert "number" in take(manager)


def test_a_locked_kiosk_gives_no_number_and_says_why(world: World) -> None:
    manager, there, other = world.as_("manager"), kiosk(world), kiosk(world, "kiosk-2")
    changed(manager, kind="kiosk_lock", kiosk="kiosk-1", reason=LOCK)
    problem = take(there)
    assert problem["code"] == "kiosk.locked"
    assert "设备检修" in problem["detail"]
    english = there.with_(Accept_Language="en")
    assert "Under repair" in take(english)["detail"]
    assert "number" in take(other)
    assert "number" in take(manager)
    kiosks = world.stranger().get("/api/v1/halls/main/catalogue").get_json()["kiosks"]
    assert [each["locked"] for each in kiosks if each["key"] == "kiosk-1"] == [LOCK]
    (change,) = manager.get(PATH).get_json()["changes"]
    assert took_back(manager, change).status_code == 200
    assert "number" in take(there)


def test_what_was_changed_again_since_is_not_taken_back_unseen(world: World) -> None:
    manager = world.as_("manager")
    first = changed(manager, kind="quota", matter="marriage", quota=5)["changes"][0]
    second = changed(manager, kind="quota", matter="marriage", quota=9)["changes"][0]
    assert took_back(manager, first).get_json()["code"] == "change.overtaken"
    assert took_back(manager, {**first, "version": 99}).get_json()["code"] == "change.unknown"
    took_back(manager, second)
    assert took_back(manager, second).status_code == 200  # twice is once
    took_back(manager, first)
    quotas = {each["matter"]: each["quota"] for each in manager.get(PATH).get_json()["quotas"]}
    assert quotas["marriage"] is None


def test_yesterdays_changes_hold_and_are_not_todays(world: World) -> None:
    manager = world.as_("manager")
    changed(manager, kind="quota", matter="marriage", quota=0)
    world.clock.tick(days=1)
    seen = manager.get(PATH).get_json()
    assert seen["changes"] == []
    assert {"matter": "marriage", "taken": 0, "quota": 0} in seen["quotas"]


def test_only_managers_change(world: World) -> None:
    for role in ("clerk", "supervisor"):
        answer = world.as_(role).post(
            PATH, {"change": {"kind": "quota", "matter": "marriage", "quota": 1}}
        )
        assert answer.get_json()["code"] == "access.wrong_role"
    assert world.as_("supervisor").get(PATH).status_code == 200
