"""A notice for the whole hall: on the boards until it is replaced or taken away."""

import json
from datetime import timedelta
from typing import Any

from pydantic import TypeAdapter

from server.contracts.answers_hall import NoticeShown
from server.setup.housekeeping import Housekeeper
from tests.support.web import World

CHANGES = "/api/v1/halls/main/changes"
PATH = "/api/v1/halls/main/notice"
MOVED = {"zh": "窗口 3 搬到二楼。", "en": "Window 3 has moved upstairs."}
LIFT = {"zh": "电梯检修，请走楼梯。", "en": "The lift is out of order: please take the stairs."}


def shown(world: World) -> Any:
    return world.stranger().get("/api/v1/halls/main/board").get_json()["notice"]


def test_a_supervisor_shows_a_notice_and_takes_it_away(world: World) -> None:
    supervisor = world.as_("supervisor")
    answer = supervisor.post(PATH, {"notice": LIFT})
    TypeAdapter(NoticeShown).validate_json(answer.get_data())
    assert (answer.get_json()["notice"], shown(world)) == (LIFT, LIFT)
    again = supervisor.post(PATH, {"notice": LIFT})
    assert again.get_json()["seq"] == answer.get_json()["seq"], "the same again is no news"
    assert supervisor.post(PATH, {"notice": None}).get_json()["seq"] > answer.get_json()["seq"]
    assert shown(world) is None


def test_a_clerk_may_not_and_chinese_is_never_missing(world: World) -> None:
    assert world.as_("clerk").post(PATH, {"notice": LIFT}).status_code == 403
    refused = world.as_("manager").post(PATH, {"notice": {"en": "The lift is out of order"}})
    assert refused.status_code == 422
    assert shown(world) is None


def standing(world: World) -> Any:
    return world.stranger().get("/api/v1/halls/main/board").get_json()["notices"]


def on_phone(world: World, ticket: Any) -> Any:
    return world.stranger().get(f"/api/v1/tickets/{ticket['code']}").get_json()["notices"]


def take(world: World, matter: str) -> Any:
    wish = {"matter": matter, "paper": False}
    return world.as_("manager").post("/api/v1/halls/main/tickets", wish).get_json()


def ends_in(world: World, minutes: int) -> str:
    return (world.clock() + timedelta(minutes=minutes)).isoformat()


def made(world: World) -> list[tuple[Any, ...]]:
    """The changes of today, the newest first: subject, before, after, whether each holds."""
    changes = world.as_("manager").get(CHANGES).get_json()["changes"]
    assert {each["kind"] for each in changes} <= {"notice"}
    return [(each["subject"], each["before"], each["after"], each["holds"]) for each in changes]


def test_those_who_wait_for_a_matter_are_told_and_nobody_else(world: World) -> None:
    bride, pensioner = take(world, "marriage"), take(world, "retirement")
    manager = world.as_("manager")
    manager.post(PATH, {"notice": LIFT, "matter": "marriage"})
    assert standing(world) == [{"notice": LIFT, "matter": "marriage", "until": None}]
    assert shown(world) is None
    assert (on_phone(world, bride), on_phone(world, pensioner)) == ([LIFT], [])
    manager.post(PATH, {"notice": MOVED})
    assert (on_phone(world, bride), on_phone(world, pensioner)) == ([MOVED, LIFT], [MOVED])
    world.stranger().post(f"/api/v1/tickets/{bride['code']}/cancel")
    assert on_phone(world, bride) == []
    assert manager.post(PATH, {"notice": LIFT, "matter": "no"}).get_json()["code"] == (
        "matter.unknown"
    )


def test_a_notice_ends_by_itself_whoever_is_there(world: World) -> None:
    manager = world.as_("manager")
    refused = manager.post(PATH, {"notice": LIFT, "until": ends_in(world, -1)})
    assert refused.get_json()["code"] == "notice.over"
    manager.post(PATH, {"notice": LIFT, "until": ends_in(world, 30)})
    assert shown(world) == LIFT
    world.clock.tick(minutes=30)
    assert (shown(world), standing(world)) == (None, [])
    Housekeeper(world.context).round()  # after a restart, say
    rows = manager.get("/api/v1/halls/main/journal?after=0&limit=50").get_json()["events"]
    told = [row for row in rows if row["type"] == "hall.notice"]
    assert [json.loads(row["payload"])["public"]["notice"] for row in told] == [LIFT, None]
    assert told[-1]["actor"] == "housekeeping"
    Housekeeper(world.context).round()
    assert manager.get("/api/v1/halls/main/board").get_json()["seq"] == told[-1]["seq"]
    assert made(world) == [("", None, LIFT, False)]


def test_it_stands_in_the_list_of_changes_and_is_taken_back_there(world: World) -> None:
    manager = world.as_("manager")

    def back(place: int) -> int:
        change = manager.get(CHANGES).get_json()["changes"][place]
        name = {part: change[part] for part in ("version", "kind", "subject")}
        return manager.post(f"{CHANGES}/take-back", name).status_code

    manager.post(PATH, {"notice": LIFT, "until": ends_in(world, 30)})
    assert back(0) == 200
    assert shown(world) is None
    world.clock.tick(minutes=1)
    assert made(world) == [("", LIFT, None, True), ("", None, LIFT, False)]
    assert back(0) == 200  # what was taken away stands again, until the same end
    assert standing(world)[0]["until"] == ends_in(world, 29).replace("+00:00", ".000Z")
    world.clock.tick(minutes=1)
    manager.post(PATH, {"notice": MOVED})
    assert made(world)[0][2] == MOVED
    assert back(-1) == 409  # another stands in its place
