"""The console as a bar of 60 px: the same steps, and questions in the bar itself."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.support.consoles import PretendDesk, console
from tests.support.screens import Served

pytestmark = pytest.mark.system


@pytest.fixture
def page(open_page: Open) -> Page:
    return open_page(1366, 60)


def start(page: Page, server: Served, desk: PretendDesk) -> PretendDesk:
    server.hall.verb = desk.verb
    server.hall.consoles["12"] = desk.console
    page.goto(f"{server.url}/console/bar?window=12")
    page.wait_for_selector(".bk.now")
    return desk


def test_the_cycle_runs_in_the_bar(page: Page, server: Served) -> None:
    desk = start(page, server, PretendDesk("C048"))
    page.keyboard.press("Space")
    expect(page.locator(".bar .num.tk")).to_have_text("C048")
    page.wait_for_timeout(450)
    page.keyboard.press("Space")
    expect(page.locator(".bk.now")).to_contain_text("办结，叫下一位")
    assert [verb for verb, _ in desk.done] == ["call-next", "start"]


def test_questions_are_asked_in_the_bar(page: Page, server: Served) -> None:
    desk = PretendDesk()
    desk.console = console("serving")
    start(page, server, desk)
    page.keyboard.press("F8")
    expect(page.locator(".bar.ask b")).to_have_text("暂存")
    expect(page.locator(".bar.ask .opts")).to_contain_text("去填表")
    page.keyboard.press("3")
    page.keyboard.press("Enter")
    expect(page.locator(".bar.ask")).to_have_count(0)
    assert desk.finished(page, 1) == [("park", {"reason": "form", "minutes": 15})]


@pytest.mark.parametrize("where", ["closed", "paused", "free", "called", "serving"])
def test_nothing_is_taller_or_wider_than_the_bar(page: Page, server: Served, where: str) -> None:
    server.hall.catalogue["matters"][6]["name"]["zh"] = (
        "不动产转移登记（存量房买卖、抵押注销与新设抵押）"
    )
    desk = PretendDesk()
    desk.console = console(where)
    start(page, server, desk)
    box = page.locator(".bk.now").bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= 1366
    assert page.evaluate("document.documentElement.scrollHeight") == 60
