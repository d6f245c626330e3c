"""Notices and receipts at the console: by keyboard alone, and followed until the paper is out."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.support.consoles import console
from tests.support.samples import Json
from tests.support.screens import Served

pytestmark = pytest.mark.system

MATERIALS = [
    {"zh": "身份证原件", "en": "Identity card"},
    {"zh": "不动产权证书", "en": "Title certificate"},
    {"zh": "买卖合同（网签备案）", "en": "Contract of sale"},
]


class Printing:
    """Takes orders like the server, and lets the test say what becomes of them."""

    def __init__(self, server: Served) -> None:
        self.hall = server.hall
        self.orders: list[tuple[str, Json]] = []
        self.hall.consoles["12"] = console("serving")
        self.hall.papers = {
            "number": "C047", "matter": "property-1", "materials": MATERIALS,
            "due": "2026-11-27", "printer": "printer-1", "papers": [],
        }  # fmt: skip
        name = {"zh": "自助机 2"}
        second = {
            "key": "kiosk-2",
            "name": name,
            "zone": None,
            "printer": "printer-2",
            "locked": None,
        }
        self.hall.catalogue = {**self.hall.catalogue, "kiosks": [second]}
        self.hall.verb = self.order

    def order(self, _window: str, verb: str, body: Json, _key: str) -> tuple[int, Json]:
        self.orders.append((verb, body))
        made: Json = {
            "id": len(self.orders), "kind": verb, "title": "告〔2026〕1123-001",
            "state": "queued", "copies": 0, "reason": None, "printer": "printer-1", "seq": 901,
        }  # fmt: skip
        self.hall.documents[made["id"]] = made
        return 201, dict(made)

    def becomes(self, state: str, reason: str | None = None, **more: Any) -> None:
        """The paper ordered last moved on, and the live line says so."""
        id_ = len(self.orders)
        self.hall.documents[id_] |= {"state": state, "reason": reason, **more}
        self.hall.push("document.paper", document=id_, state=state, reason=reason)


@pytest.fixture
def printing(server: Served) -> Printing:
    return Printing(server)


@pytest.fixture
def page(open_page: Open, server: Served, printing: Printing) -> Page:
    page = open_page(1366, 768)
    page.goto(f"{server.url}/console?window=12")
    page.wait_for_selector(".k1.now")
    return page


def ticked(page: Page) -> list[str | None]:
    rows = page.locator(".ask .ticks li").all()
    return [row.get_attribute("aria-checked") for row in rows]


def test_a_notice_by_keyboard_alone(page: Page, printing: Printing) -> None:
    page.keyboard.press("n")
    expect(page.locator(".ask h2")).to_contain_text("一次性告知")
    expect(page.locator(".ask .ticks li")).to_have_count(3)
    assert ticked(page) == ["false", "false", "true"]  # what the visitor said not to have
    page.keyboard.press("1")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    assert ticked(page) == ["true", "false", "false"]
    page.keyboard.press("Tab")
    page.keyboard.type("合同缺签字页")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("2 份复印件")
    page.keyboard.press("Enter")
    expect(page.locator(".ask")).to_have_count(0)
    row = page.locator(".given .paper")
    expect(row).to_contain_text("告〔2026〕1123-001")
    assert printing.orders == [
        ("notices", {"number": "C047", "missing": ["身份证原件"],
                     "lines": ["合同缺签字页", "2 份复印件"]}),
    ]  # fmt: skip
    expect(row).to_contain_text("等待打印")
    printing.becomes("sending")
    expect(row).to_contain_text("正在打印")
    printing.becomes("printed")
    expect(row).to_contain_text("已出纸")


def test_nothing_to_tell_prints_nothing(page: Page, printing: Printing) -> None:
    page.keyboard.press("n")
    expect(page.locator(".ask .ticks li")).to_have_count(3)
    page.keyboard.press("3")
    yellow = page.locator(".ask .key.now")
    expect(yellow).to_have_attribute("aria-disabled", "true")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(page.locator(".ask")).to_have_count(0)
    assert printing.orders == []


def test_a_receipt_that_fails_says_why_and_is_copied(page: Page, printing: Printing) -> None:
    page.locator("[data-paper=receipt]").click()
    expect(page.locator(".ask input[type=date]")).to_have_value("2026-11-27")
    page.keyboard.press("Enter")
    row = page.locator(".given .paper")
    expect(row).to_contain_text("等待打印")
    assert printing.orders == [
        ("receipts", {"number": "C047", "due": "2026-11-27",
                      "papers": [name["zh"] for name in MATERIALS]}),
    ]  # fmt: skip
    printing.becomes("failed", "paper_out")
    expect(row).to_contain_text("没有出纸：缺纸")
    page.get_by_role("button", name="再打一张").click()
    expect(row).to_contain_text("等待打印")
    expect(row).to_contain_text("补打 1")


def test_a_character_that_was_printed_as_its_code_is_told(page: Page, printing: Printing) -> None:
    page.locator("[data-paper=receipt]").click()
    expect(page.locator(".ask input[type=date]")).to_have_value("2026-11-27")
    page.keyboard.press("Enter")
    printing.becomes("printed", "glyph")
    row = page.locator(".given .paper")
    expect(row).to_contain_text("已出纸；有的字没有字体，印成了编码，请补写")
    expect(row).not_to_have_class("paper bad")


@pytest.mark.parametrize(("printer", "place"), [("printer-2", "自助机 2"), ("corner", "corner")])
def test_a_printer_that_stood_in_is_named(
    page: Page, printing: Printing, printer: str, place: str
) -> None:
    page.keyboard.press("e")
    expect(page.locator(".ask input[type=date]")).to_have_value("2026-11-27")
    page.keyboard.press("Enter")
    row = page.locator(".given .paper")
    expect(row).to_contain_text("等待打印")
    printing.becomes("sending")
    expect(row).to_contain_text("正在打印")
    expect(row).not_to_contain_text("改在")
    printing.becomes("printed", printer=printer)
    expect(row).to_contain_text(f"已出纸 改在“{place}”，请到那里取")


def test_a_hall_without_printer_says_so(page: Page, server: Served, printing: Printing) -> None:
    server.hall.papers["printer"] = None
    page.keyboard.press("e")
    expect(page.locator(".ask .say")).to_contain_text("没有打印机")
    page.keyboard.press("Enter")
    assert printing.orders == []


def test_only_while_somebody_is_served(open_page: Open, server: Served, printing: Any) -> None:
    page = open_page(1366, 768)
    server.hall.consoles["12"] = console("free")
    page.goto(f"{server.url}/console?window=12")
    page.wait_for_selector(".k1.now")
    page.keyboard.press("n")
    expect(page.locator(".status .bn.em")).to_contain_text("窗口没有号")
    expect(page.locator(".papers")).to_have_count(0)
