"""One real demo for the whole day, and screens that come in through its start page."""

from collections.abc import Iterator
from typing import Protocol

import pytest
from playwright.sync_api import Browser, Page

from tests.support.chromium import Watched
from tests.support.demo_process import DemoProcess, demo
from window_client.client import HallClient


class Enter(Protocol):
    """Opens a page of a size behind a door of the start page; `who` is written on the door."""

    def __call__(self, kind: str, who: str, width: int, height: int) -> Page: ...


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoProcess]:
    with demo(tmp_path_factory.mktemp("day")) as running:
        yield running


@pytest.fixture(scope="module")
def desk(hall: DemoProcess) -> Iterator[HallClient]:
    """A script that may take numbers, work at windows and see everything."""
    with HallClient(hall.url, token=hall.token("manager"), timeout=60, patience=60) as client:
        yield client


@pytest.fixture
def enter(browser: Browser, hall: DemoProcess) -> Iterator[Enter]:
    """Pages wait as long as a slow machine needs; a script error in any of them fails."""
    opened: list[Watched] = []

    def go(kind: str, who: str, width: int, height: int) -> Page:
        opened.append(Watched(browser, width, height, has_touch=True))
        page = opened[-1].page
        page.goto(hall.url)
        door = page.locator(f"[data-kind={kind}] a", has_text=who).first
        page.goto(f"{hall.url}{door.get_attribute('href')}")
        return page

    yield go
    for watched in opened:
        watched.close()
