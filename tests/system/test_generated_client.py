"""A Python client generated from the published description lives a small day with a real hall."""

import importlib
import json
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.request import urlopen

import pytest

from tests.support.demo_process import DemoProcess, demo

pytestmark = pytest.mark.system

PACKAGE = "generated_hall_client"
PICTURES = "image/png: application/octet-stream, image/jpeg: application/octet-stream"
CONFIG = f"content_type_overrides: {{{PICTURES}}}\n"
MATTER = "birth-registration"


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoProcess]:
    with demo(tmp_path_factory.mktemp("generated")) as running:
        yield running


@pytest.fixture(scope="module")
def description(hall: DemoProcess) -> dict[str, Any]:
    with urlopen(f"{hall.url}/api/openapi.json") as answer:
        found: dict[str, Any] = json.load(answer)
    return found


@pytest.fixture(scope="module")
def package(
    description: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """The generated package, on the path for as long as this module runs."""
    folder = tmp_path_factory.mktemp("client")
    (folder / "openapi.json").write_text(json.dumps(description))
    (folder / "config.yaml").write_text(f"{CONFIG}post_hooks: []\n")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "openapi_python_client", "generate", "--meta", "none"),
            *("--path", "openapi.json", "--config", "config.yaml", "--output-path", PACKAGE),
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    assert "WARNING" not in said, "a part of the description was left out"
    sys.path.insert(0, str(folder))
    yield folder / PACKAGE
    sys.path.remove(str(folder))


def part(name: str) -> ModuleType:
    with warnings.catch_warnings():  # the generator writes `1and`, which Python frowns upon
        warnings.simplefilter("ignore")
        return importlib.import_module(f"{PACKAGE}.{name}")


@pytest.fixture(scope="module")
def client(package: Path, hall: DemoProcess) -> Iterator[Any]:
    made = part("client").AuthenticatedClient(
        base_url=hall.url, token=hall.token("manager"), raise_on_unexpected_status=True
    )
    with made as opened:
        yield opened


@pytest.fixture(scope="module")
def visitor(package: Path, hall: DemoProcess) -> Iterator[Any]:
    """Somebody with a ticket and no right of staff."""
    with part("client").Client(base_url=hall.url, raise_on_unexpected_status=True) as opened:
        yield opened


def ask(client: Any, endpoint: str, *given: Any, **more: Any) -> Any:
    """Calls an endpoint (`windows.call_next`) and gives back its typed answer."""
    tag, _, name = endpoint.partition(".")
    return part(f"api.{tag}.{tag}_{name}").sync(*given, client=client, **more)


def test_one_model_has_one_name(description: dict[str, Any]) -> None:
    names = description["components"]["schemas"]
    assert [name for name in names if not name.isalnum()] == []


def test_a_small_day(client: Any, visitor: Any, package: Path) -> None:
    models = part("models")
    first, second = (
        ask(client, "tickets.take", "main", body=models.TakeTicketBody(matter=MATTER, paper=False))
        for _ in range(2)
    )
    assert isinstance(first, models.TicketView)
    assert first.state == models.TicketViewState.WAITING
    again = ask(client, "tickets.cancel", second.code, body=models.Nothing())
    assert again.state == models.TicketViewState.CANCELLED

    window = next(each.key for each in first.windows)
    signed_on = ask(client, "windows.sign_on", window, body=models.Nothing())
    assert isinstance(signed_on, models.WindowAnswer)
    called = ask(client, "windows.call_next", window, body=models.CallNextBody())
    assert (called.result.value, called.console.ticket.number) == ("called", first.number)
    refused = ask(client, "windows.call_next", "99", body=models.CallNextBody())
    assert isinstance(refused, models.Problem)
    assert refused.code == "window.unknown"
    for verb in ("start", "finish"):
        body = models.FinishBody() if verb == "finish" else models.Nothing()
        assert ask(client, f"windows.{verb}", window, body=body).result.value == "done"
    five = models.RateBody(level=5)
    assert ask(client, "tickets.rating", first.code, body=five).code == "rating.by_staff"
    assert ask(visitor, "tickets.rating", first.code, body=five).rating.level == 5

    board = ask(client, "halls.board", "main")
    assert isinstance(board, models.Snapshot)
    assert board.windows.additional_properties[window].state.value == "open"
    assert ask(client, "halls.today", "main").finished == 1
    assert len(ask(client, "halls.journal", "main", limit=3).events) == 3
    for endpoint, model in (
        ("paper.papers", models.Papers),
        ("waits.score", models.WaitScores),
        ("waits.staffing", models.StaffingPlan),
    ):
        assert isinstance(ask(client, endpoint, "main"), model)
    assert isinstance(ask(client, "slips.at_window", window), models.AtWindow)
    assert isinstance(ask(client, "health.healthz"), models.HealthView)
    assert ask(client, "windows.sign_off", window, body=models.Nothing()).result.value == "done"
