"""The staff screens before the real server: one visit, an undo, a restart in the middle."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.support.demo_process import DemoProcess, demo
from window_client.client import HallClient

pytestmark = pytest.mark.system


def door(page: Page, hall: DemoProcess, kind: str, place: int = 0) -> None:
    """Go through a door of the start page, in this page."""
    page.goto(hall.url)
    link = page.locator(f"[data-kind={kind}] a").nth(place).get_attribute("href")
    page.goto(f"{hall.url}{link}")


def matter_of(client: HallClient, window: str) -> str:
    """A matter that this window serves."""
    places = client.catalogue()["windows"]
    return str(next(place["matters"][0] for place in places if place["key"] == window))


def test_one_visit_seen_on_every_screen(open_page: Open, tmp_path: Path) -> None:
    with (
        demo(tmp_path) as hall,
        HallClient(hall.url, token=hall.token("kiosk")) as kiosk,
    ):
        console, board, screen = open_page(1366, 768), open_page(1920, 1080), open_page(1280, 800)
        door(board, hall, "board")
        door(screen, hall, "window")
        door(console, hall, "clerk")
        expect(board.locator(".plate")).to_have_attribute("data-empty", "closed")

        console.locator(".wcard").first.click()
        console.wait_for_selector(".k1.now")
        console.keyboard.press("Space")
        expect(console.locator(".k1.now")).to_contain_text("叫下一位")
        expect(screen.locator(".now")).to_have_class("now free")

        number = kiosk.take_ticket(matter_of(kiosk, "1"), paper=False)["number"]
        expect(console.locator(".calm .num")).to_have_text("1")
        expect(board.locator(".wt .num", has_text="1")).to_have_count(1)

        console.wait_for_timeout(450)
        console.keyboard.press("Space")
        expect(board.locator(".plate .num.tk")).to_have_text(number)
        expect(screen.locator(".now.called .num.tk")).to_have_text(number)

        console.keyboard.press("u")
        expect(console.locator(".k1.now")).to_contain_text("叫下一位")
        expect(screen.locator(".now")).to_have_class("now free")
        expect(board.locator(f".plate[data-call={number}]")).to_have_count(0)

        console.wait_for_timeout(450)
        console.keyboard.press("Space")
        expect(console.locator(".hd .num")).to_have_text(number)
        hall.stop()
        console.keyboard.press("F4")
        expect(console.locator(".status .bn.ink")).to_contain_text("已记下")
        hall.start()
        expect(console.locator(".k1.now")).to_contain_text("办结，叫下一位")
        expect(screen.locator(".now.serving .num.tk")).to_have_text(number)
        expect(board.locator(".plate")).to_have_attribute("data-of", "serving")

        console.keyboard.press("F10")
        expect(console.locator(".top")).to_contain_text("今日已办 1 件")
        types = [kind for kind in _journal(hall) if kind.startswith("ticket.")]
        assert types == [
            *("ticket.issued", "ticket.called", "ticket.undone"),
            *("ticket.called", "ticket.started", "ticket.finished"),
        ]


def _journal(hall: DemoProcess) -> list[str]:
    """What happened, in order, page by page through the client."""
    with HallClient(hall.url, token=hall.token("manager")) as manager:
        return [entry["type"] for entry in manager.journal_from(0, page=3)]
