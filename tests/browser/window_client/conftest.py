"""What tests of the console share: a page of its size, and a console with a pretend desk."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.support.consoles import PretendDesk, console
from tests.support.screens import Served


@pytest.fixture
def page(open_page: Open) -> Page:
    """The size that the console was drawn for."""
    return open_page(1366, 768)


def start(page: Page, server: Served, desk: PretendDesk) -> PretendDesk:
    """Open window 12's console with this desk behind it."""
    server.hall.verb = desk.verb
    server.hall.consoles["12"] = desk.console
    page.goto(f"{server.url}/console?window=12")
    page.wait_for_selector(".k1.now")
    return desk


def show(page: Page, server: Served, where: str, **more: Any) -> PretendDesk:
    """Open window 12's console in one of its situations."""
    desk = PretendDesk(where=where)
    desk.console = console(where, **more)
    return start(page, server, desk)


def asked_by(page: Page, server: Served, where: str, keys: list[str]) -> list[Any]:
    """What is asked of the server when these keys are pressed one by one."""
    desk = show(page, server, where)
    expect(page.locator(".side")).to_contain_text("不动产登记")
    for key in keys:
        page.keyboard.press(key)
        page.wait_for_timeout(60)
    return desk.finished(page, 1)
