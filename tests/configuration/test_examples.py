"""The site files that come with the program: each is right, and a hall runs with it."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from server.cli.config import EXAMPLES, config
from server.configuration.reading import read_text
from server.storage.engine import Database
from tests.support.halls import Clock
from tests.support.web import world_of

GOVERNMENT = re.compile(
    r"政务|政府|机关|行政|办事|事项|群众|公民|进驻|政策|[Gg]overnment|[Cc]itizen|[Aa]genc|[Aa]uthorit"
)


def example(name: str) -> str:
    done = CliRunner().invoke(config, ["example", name])
    assert done.exit_code == 0
    return done.output


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_example_is_right(name: str, tmp_path: Path) -> None:
    file = tmp_path / "site.yaml"
    file.write_text(example(name), encoding="utf-8")
    done = CliRunner().invoke(config, ["check", str(file)])
    assert done.exit_code == 0
    assert done.output.startswith("OK: 1 hall"), "not even a warning"


def test_the_smallest_fits_on_a_screen() -> None:
    assert len(example("minimal").splitlines()) <= 15


def test_a_hospital_reads_like_one() -> None:
    text = example("hospital")
    assert GOVERNMENT.findall(text.replace("事项清单", "")) == []
    assert {"内科", "药房", "诊室"} <= set(re.findall("内科|药房|诊室", text))


@pytest.mark.parametrize(
    ("name", "matter", "window"), [("minimal", "service", "2"), ("hospital", "internal", "21")]
)
def test_a_hall_runs_with_it(
    database: Database, clock: Clock, name: str, matter: str, window: str
) -> None:
    """On a Wednesday at nine: somebody takes a number, is called, served, finished and rates."""
    site = read_text(example(name))
    hall = site.halls[0].key
    world = world_of(database, clock, site)
    ticket = world.as_("kiosk", hall).take(matter, hall)
    clerk = world.as_("clerk", hall, window)
    path = f"/api/v1/windows/{window}"
    for step in ("sign-on", "call-next", "start"):
        clock.tick(seconds=30)
        answer = clerk.post(f"{path}/{step}")
        assert answer.status_code == 200, answer.get_data(as_text=True)
    outcome = site.halls[0].outcomes[0].key
    clock.tick(minutes=3)
    assert clerk.post(f"{path}/finish", {"outcome": outcome}).status_code == 200
    rated = world.stranger().post(f"/api/v1/tickets/{ticket['code']}/rating", {"level": 5})
    assert rated.status_code == 200, rated.get_data(as_text=True)
    assert world.stranger().get(f"/api/v1/tickets/{ticket['code']}").json["state"] == "finished"
