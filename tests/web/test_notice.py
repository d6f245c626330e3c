"""A notice for the whole hall: on the boards until it is replaced or taken away."""

from typing import Any

from pydantic import TypeAdapter

from server.contracts.answers_hall import NoticeShown
from tests.support.web import World

PATH = "/api/v1/halls/main/notice"
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
