"""A clerk's photograph: put by an administrator, served to the screen of that window alone."""

from base64 import b64encode
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from server.paper.photographs import made_ready
from server.web.web_context import change_web_context, web_context
from tests.support.web import Speaker, World

AT_WINDOW = "/api/v1/windows/1/photograph"


def picture(width: int = 400, height: int = 500) -> dict[str, str]:
    out = BytesIO()
    Image.new("RGB", (width, height), "white").save(out, "PNG")
    return {"picture": b64encode(out.getvalue()).decode()}


@pytest.fixture
def world(world: World, tmp_path: Path) -> World:
    """With a folder for photographs."""
    kept = replace(web_context(world.app).options, photographs=tmp_path, make_photograph=made_ready)
    change_web_context(world.app, options=kept)
    return world


def put(speaker: Speaker, person: int, body: dict[str, str]) -> Any:
    return speaker.ask("PUT", f"/api/v1/admin/people/{person}/photograph", json=body)


def clerk_at(world: World, window: str) -> tuple[Speaker, int]:
    """Somebody signed on, and their number."""
    person = world.person("clerk", "wang.jianguo")
    clerk = world.signed_in(person)
    assert clerk.post(f"/api/v1/windows/{window}/sign-on").status_code == 200
    return clerk, person


def test_it_is_shown_over_the_window_and_nowhere_else(world: World) -> None:
    admin = world.browser("administrator", hall="")
    screen = world.as_("window", window="1")
    _, person = clerk_at(world, "1")
    assert screen.get(AT_WINDOW).get_json()["code"] == "photograph.unknown"
    assert put(admin, person, picture()).get_json()["has_photograph"] is True
    shown = screen.get(AT_WINDOW)
    assert (shown.mimetype, shown.headers["Cache-Control"]) == ("image/jpeg", "private, no-store")
    with Image.open(BytesIO(shown.get_data())) as made:
        assert made.size == (360, 450)
    assert world.stranger().get(AT_WINDOW).status_code == 401
    for other in (world.as_("window", window="2"), world.as_("board"), world.as_("kiosk")):
        assert other.get(AT_WINDOW).status_code == 403
    assert admin.get(f"/api/v1/admin/people/{person}/photograph").get_data() == shown.get_data()
    audit = [entry["action"] for entry in admin.get("/api/v1/admin/audit").get_json()]
    assert "photograph.put" in audit
    admin.ask("DELETE", f"/api/v1/admin/people/{person}/photograph")
    assert screen.get(AT_WINDOW).status_code == 404


def test_a_file_that_can_be_none_is_refused_with_the_reason(world: World) -> None:
    admin = world.browser("administrator")
    _, person = clerk_at(world, "1")
    for body, code, said in (
        (picture(200, 250), "photograph.small", "200 × 250"),
        ({"picture": "bm90IGE="}, "photograph.format", "JPEG"),
        ({"picture": "{}"}, "photograph.format", "JPEG"),
    ):
        refused = put(admin, person, body).get_json()
        assert refused["code"] == code and said in refused["detail"]
    for role in ("manager", "clerk"):
        assert put(world.as_(role), person, picture()).status_code == 403
