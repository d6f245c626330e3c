"""What stories share: servers, each started once, one browser, and the paper that comes out."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.support.chromium import Watched
from tests.support.example_sites import bank, hours, quick_centre
from tests.support.printed import Printer
from tests.support.servicehall import Running, Script

SETTLED_MS = 500  # a key pressed sooner after a change counts as a double click
SIZES = {
    "kiosk": (1080, 1920),
    "board": (1920, 1080),
    "window": (1280, 720),
    "clerk": (1366, 768),
    "manager": (1440, 900),
}


class Enter:
    """Opens what is behind a door of the start page, as it is written there; `heard` keeps what
    each page's live socket was sent."""

    def __init__(self, browser: Browser, hall: Callable[[], Running]) -> None:
        self._browser = browser
        self._hall = hall
        self.opened: list[Watched] = []
        self.heard: dict[Page, list[str]] = {}

    def __call__(self, kind: str, who: str, server: Running | None = None) -> Page:
        size = SIZES.get(kind, (1280, 800))
        self.opened.append(Watched(self._browser, *size, has_touch=True))
        page = self.opened[-1].page
        messages = self.heard.setdefault(page, [])
        page.on(
            "websocket",
            lambda socket: socket.on("framereceived", lambda text: messages.append(str(text))),
        )
        page.goto((server or self._hall()).door(kind, who))
        return page


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every story runs the real program."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.system)


@pytest.fixture(scope="session")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The demo's centre, always open, where a number is missed after two seconds."""
    folder = tmp_path_factory.mktemp("hall")
    running = Running(folder / "data", "demo", "--site", quick_centre(folder))
    yield running
    running.stop()


@pytest.fixture(scope="session")
def calendar(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Halls with hours, a break, a holiday and a make-up day around this very moment."""
    folder = tmp_path_factory.mktemp("calendar")
    running = Running(folder / "data", "demo", "--hours", "site", "--site", hours(folder))
    yield running
    running.stop()


@pytest.fixture(scope="session")
def branch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A bank's branch; no government anywhere."""
    folder = tmp_path_factory.mktemp("branch")
    running = Running(folder / "data", "demo", "--site", bank(folder))
    yield running
    running.stop()


@pytest.fixture(scope="session")
def script(hall: Running) -> Script:
    """A program with a manager's token."""
    return hall.token("manager")


@pytest.fixture(autouse=True)
def evening(request: pytest.FixtureRequest) -> Iterator[None]:
    """After each story the hall's day is closed: nobody waits, no window is open."""
    yield
    if "hall" in request.fixturenames:
        hall: Running = request.getfixturevalue("hall")
        hall.administrator.post("/halls/main/close-day")


@pytest.fixture
def printer_80(hall: Running) -> Printer:
    """Kiosk 1's: 80 mm, with a cutter."""
    return Printer(hall.door("paper", "printer-1"))


@pytest.fixture
def printer_58(hall: Running) -> Printer:
    """Kiosk 2's: 58 mm."""
    return Printer(hall.door("paper", "printer-2"))


@pytest.fixture
def enter(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Enter]:
    """A script error in any page fails."""
    entering = Enter(browser, lambda: request.getfixturevalue("hall"))
    yield entering
    for watched in entering.opened:
        watched.close()


def calls_of(script: Script, after: int, *types: str) -> list[dict[str, Any]]:
    """The entries of these types after an entry."""
    return [row for row in script.journal()[after:] if row["type"] in types]


def how_calls_ended(script: Script, after: int) -> list[str]:
    """Each call and recall after an entry, in order: `spoken`, why it was not, or "" as yet."""
    ends = {
        row["public"]["call"]: row["public"].get("reason", "spoken")
        for row in calls_of(script, after, "call.spoken", "call.unspoken")
    }
    called = calls_of(script, after, "ticket.called", "ticket.recalled")
    return [ends.get(row["seq"], "") for row in called]
