"""The widest number of each length stands whole inside its plate, wherever it is shown large."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Open
from tests.support.consoles import console, ticket
from tests.support.screens import Served
from tests.support.tickets import CODE, Desk

pytestmark = pytest.mark.system
NUMBERS = ("M001", "W999", "W1234", "MW999", "MW1234")

EDGE_PX = 8
# How far the drawn text of an element reaches beyond an ancestor's edges to the left or right.
BEYOND = """([selector, around]) => {
  const words = document.querySelector(selector);
  const plate = words.closest(around);
  const range = document.createRange();
  range.selectNodeContents(words);
  const text = range.getBoundingClientRect();
  const box = plate.getBoundingClientRect();
  return Math.round(Math.max(box.left - text.left, text.right - box.right));
}"""


def beyond(page: Page, selector: str, around: str) -> int:
    page.wait_for_selector(selector)
    page.evaluate("() => document.fonts.ready.then(() => null)")
    return EDGE_PX + int(page.evaluate(BEYOND, [selector, around]))


@pytest.mark.parametrize("size", [(1080, 1920), (1920, 1080), (1280, 1024)])
@pytest.mark.parametrize("large", [False, True], ids=["plain", "large"])
def test_on_the_kiosk(open_page: Open, server: Served, size: tuple[int, int], large: bool) -> None:
    desk = Desk(server)
    page = open_page(*size)
    for number in NUMBERS:
        desk.change(number=number)
        page.goto(f"{server.url}/kiosk")
        page.wait_for_selector(".ev button")
        if large:
            page.evaluate("document.documentElement.dataset.size = 'large'")
        page.locator(".ev button").first.click()
        page.locator(".matters button").first.click()
        page.locator("button.take").click()
        page.locator(".big h1", has_text=number).wait_for()
        assert beyond(page, ".big h1", ".big") <= 0, number


def test_on_the_board(open_page: Open, server: Served) -> None:
    page = open_page(1920, 1080)
    page.goto(f"{server.url}/board")
    for number in NUMBERS:
        server.hall.call("3", number, "hukou")
        page.locator(f".plate[data-call={number}]").wait_for()
        assert beyond(page, ".plate .num.tk", ".plate") <= 0, number
        assert page.locator(".plate").evaluate("each => each.scrollWidth - each.clientWidth") <= 0


def test_on_the_window_screen(open_page: Open, server: Served) -> None:
    page = open_page(1280, 720)
    page.goto(f"{server.url}/window/3")
    for number in NUMBERS:
        server.hall.call("3", number, "hukou")
        page.locator(".now .num.tk", has_text=number).wait_for()
        assert beyond(page, ".now .num.tk", ".now") <= 0, number


def test_on_the_console(open_page: Open, server: Served) -> None:
    page = open_page(1366, 768)
    for number in NUMBERS:
        server.hall.consoles["12"] = console("serving", ticket=ticket(number))
        page.goto(f"{server.url}/console?window=12")
        page.locator(".hd .num", has_text=number).wait_for()
        assert page.locator(".hd").evaluate("each => each.scrollWidth - each.clientWidth") <= 0


def test_on_the_phone(open_page: Open, server: Served) -> None:
    desk = Desk(server)
    page = open_page(360, 740)
    for number in NUMBERS:
        desk.change(number=number)
        page.goto(f"{server.url}/t/{CODE}")
        page.locator(".pl .num", has_text=number).wait_for()
        assert beyond(page, ".pl .num", ".pl") <= 0, number
