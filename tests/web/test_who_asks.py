"""From where a request comes is what the server knows of its sender, never what is said in it."""

import pytest

from tests.support.web import Speaker, World
from tests.web.test_contracts import MATTER, step


@pytest.fixture
def finished(world: World) -> str:
    """Path to rate a visit that has just ended."""
    code = world.as_("kiosk").take(MATTER)["code"]
    clerk = world.as_("clerk")
    for verb in ("sign-on", "call-next", "start", "finish"):
        step(clerk, verb)
    return f"/api/v1/tickets/{code}/rating"


def rated(speaker: Speaker, path: str, level: int = 5) -> str:
    answer = speaker.post(path, {"level": level})
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return str(answer.get_json()["rating"]["channel"])


def test_whoever_holds_the_code_rates_from_a_phone(world: World, finished: str) -> None:
    assert rated(world.stranger(), finished, 1) == "phone"
    refused = world.as_("kiosk").post(finished, {"level": 5})
    assert (refused.status_code, refused.get_json()["code"]) == (409, "rating.given")


def test_a_kiosk_is_a_kiosk(world: World, finished: str) -> None:
    assert rated(world.as_("kiosk"), finished) == "kiosk"
    assert world.stranger().post(finished, {"level": 1}).get_json()["code"] == "rating.given"


@pytest.mark.parametrize(
    "role", ["administrator", "manager", "supervisor", "clerk", "board", "window", "pad"]
)
def test_nobody_else_who_is_signed_in_rates(world: World, finished: str, role: str) -> None:
    refused = world.as_(role, window="1").post(finished, {"level": 5})
    assert (refused.status_code, refused.get_json()["code"]) == (403, "rating.by_staff")


def test_a_person_of_the_staff_does_not_rate_in_a_browser_either(
    world: World, finished: str
) -> None:
    refused = world.browser("clerk").post(finished, {"level": 5})
    assert refused.get_json()["code"] == "rating.by_staff"


def test_where_a_rating_comes_from_is_not_asked(world: World, finished: str) -> None:
    said = world.stranger().post(finished, {"level": 5, "source": "pad"})
    assert said.status_code == 422
    assert "source" in said.get_data(as_text=True)


def test_where_a_number_is_taken_is_not_asked_either(world: World) -> None:
    wish = {"matter": MATTER, "paper": False}
    said = world.as_("clerk").post("/api/v1/halls/main/tickets", {**wish, "channel": "kiosk"})
    assert said.status_code == 422
    callers = {
        "kiosk": world.as_("kiosk"), "desk": world.browser("clerk"), "api": world.as_("clerk"),
    }  # fmt: skip
    for channel, speaker in callers.items():
        assert speaker.take(MATTER)["channel"] == channel
