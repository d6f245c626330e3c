"""Layouts of boards: put into force as a version of the configuration, or refused with a reason."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from server.storage.engine import Database
from server.web.web_context import change_web_context, web_context
from tests.support.halls import Clock
from tests.support.web import Speaker, World, world_of

PATH = "/api/v1/halls/main/layouts"
LOBBY: dict[str, Any] = {"key": "lobby", "zones": ["A"], "languages": 1, "columns": 1}


@pytest.fixture
def world(database: Database, clock: Clock) -> World:
    """On both kinds of database."""
    return world_of(database, clock)


@pytest.fixture
def media(world: World, tmp_path: Path) -> Iterator[Path]:
    """The folder of the pictures, with one of them and a file of another kind."""
    (tmp_path / "welcome.png").write_bytes(b"")
    (tmp_path / "notes.txt").write_text("")
    change_web_context(world.app, options=replace(web_context(world.app).options, media=tmp_path))
    yield tmp_path


def in_force(speaker: Speaker) -> Any:
    return speaker.get(PATH).get_json()


def put(speaker: Speaker, layouts: list[Any], version: int | None = None, **boards: Any) -> Any:
    wish = {
        "version": version or in_force(speaker)["version"],
        "layouts": layouts,
        "boards": [{"key": key, "inches": 48.5, "layout": of} for key, of in boards.items()],
    }
    return speaker.ask("PUT", PATH, json=wish).get_json()


def test_a_layout_is_in_force_at_once_and_in_the_journal(world: World, media: Path) -> None:
    admin = world.browser("administrator")
    before = in_force(admin)
    assert before["media"] == ["welcome.png"]
    board = before["boards"][0]["key"]
    found = put(admin, [{**LOBBY, "media": ["welcome.png"]}], **{board: "lobby"})
    assert found["version"] == before["version"] + 1
    assert (found["boards"][0]["layout"], found["boards"][0]["inches"]) == ("lobby", 48.5)
    catalogue = world.stranger().get("/api/v1/halls/main/catalogue").get_json()
    (shown,) = (each for each in catalogue["displays"] if each["key"] == board)
    assert (shown["layout"]["zones"], shown["layout"]["media"]) == (["A"], ["welcome.png"])
    rows = world.as_("manager").get("/api/v1/halls/main/journal?after=0&limit=50").get_json()
    last = rows["events"][-1]
    assert (last["type"], last["actor"]) == (
        "hall.configured", "person:administrator-main-None"
    )  # fmt: skip
    again = put(admin, found["layouts"], **{board: "lobby"})
    assert again == found, "what is so already changes nothing"
    gone = put(admin, [], **{board: None})
    assert (gone["layouts"], gone["boards"][0]["layout"]) == ([], None)


def test_what_could_not_be_shown_is_refused_and_nothing_changes(world: World, media: Path) -> None:
    admin = world.browser("administrator")
    before = in_force(admin)
    board = before["boards"][0]["key"]
    for code, layouts, boards in (
        ("layout.twice", [LOBBY, LOBBY], {}),
        ("layout.no_zone", [{**LOBBY, "zones": ["Y"]}], {}),
        ("layout.no_media", [{**LOBBY, "media": ["gone.png"]}], {}),
        ("layout.unknown", [LOBBY], {board: "other"}),
        ("board.unknown", [LOBBY], {"kiosk-1": "lobby"}),
        ("request.invalid", [{**LOBBY, "columns": 5}], {}),
        ("configuration.unknown", [LOBBY], {"version": 999}),
    ):
        refused = put(admin, layouts, **boards)
        assert refused["code"] == code and refused["title"] and refused["action"]
    assert in_force(admin) == before


def test_two_administrators_never_undo_one_another_unseen(world: World) -> None:
    admin = world.browser("administrator")
    version = in_force(admin)["version"]
    quota = {"kind": "quota", "matter": "marriage", "quota": 5}
    world.as_("manager").post("/api/v1/halls/main/changes", {"change": quota})
    first = put(admin, [LOBBY], version=version)
    assert first["version"] == version + 2, "a quota is nothing about boards"
    second = put(admin, [{**LOBBY, "key": "other"}], version=version)
    assert second["code"] == "layout.overtaken"
    assert in_force(admin) == first
