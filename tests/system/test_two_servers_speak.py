"""Two servers on one PostgreSQL, a loudspeaker of one zone at each: they never speak at once, and
when a server or a speaker is killed the other goes on."""

from itertools import pairwise
from pathlib import Path

import pytest

from server.domain.announcing import ASK_AGAIN, TURN_LASTS
from tests.support.example_sites import example, written
from tests.support.postgres import PrivatePostgres
from tests.support.servicehall import Running, Script, Window, run, until
from tests.support.speaker_process import SpeakerProcess, speaking

pytestmark = [pytest.mark.system, pytest.mark.postgres]
MATTERS = {"1": "household-move", "2": "id-card-renewal", "3": "elder-allowance"}


def always_open(folder: Path) -> Path:
    site = example(folder)
    site["halls"][0]["always_open"] = True
    return written(folder, site)


def spoken(script: Script) -> list[str]:
    return [row["public"]["number"] for row in script.journal() if row["type"] == "call.spoken"]


def test_loudspeakers_at_two_servers_never_speak_at_once(
    tmp_path: Path, postgres_server: PrivatePostgres
) -> None:
    database = ("--database", postgres_server.fresh_database())
    run("install", always_open(tmp_path), "--yes", *database)
    servers = [Running(tmp_path / name, "serve", *database) for name in ("one", "two")]
    token = run("token", "--role", "administrator", *database).split()[-1]
    try:
        _speak_and_take_over(tmp_path, servers, Script(servers[1].url, token))
    finally:
        for server in servers:
            if server.process.poll() is None:
                server.stop()


def _speak_and_take_over(folder: Path, servers: list[Running], office: Script) -> None:
    links = [office.post(f"/admin/devices/{each}/link")["url"] for each in _boards(office)]
    doors = [server.url + link for server, link in zip(servers, links, strict=True)]
    with (
        speaking(folder / "a", doors[0], "A") as a,
        speaking(folder / "b", doors[1], "A") as b,
    ):
        called = [_call(office, key) for key in ("1", "2")]
        until(lambda: spoken(office), lambda found: found == called)
        speaks, other = (a, b) if a.heard() else (b, a)
        if speaks is b:  # the office talks to b's server, which must live
            b.kill()
        else:
            servers[0].process.kill()
        called.append(_call(office, "3"))
        until(lambda: spoken(office), lambda found: found == called)
        assert called[-1] in [each.number for each in other.heard()]
        _one_after_the_other(a, b)


def _boards(office: Script) -> list[int]:
    """The devices that stand in the zone."""
    known = {each["key"]: each["id"] for each in office.get("/admin/devices")}
    return [known["board-a"], known["board-hall"]]


def _call(office: Script, key: str) -> str:
    wish = {"label": f"window {key}", "role": "clerk", "hall": "main", "window": key}
    window = Window(office.url, office.post("/admin/tokens", wish)["token"], key)
    window.do("sign-on")
    office.take(MATTERS[key])
    return window.call()


def _one_after_the_other(a: SpeakerProcess, b: SpeakerProcess) -> None:
    heard = sorted([*a.heard(), *b.heard()])
    assert all(after.begun >= before.ended for before, after in pairwise(heard)), heard


def test_a_dead_speakers_zone_has_another_within_three_seconds() -> None:
    assert (TURN_LASTS + ASK_AGAIN).total_seconds() <= 3
