"""B19: names of today are drawn on screens without any font and on paper; what no font has is its
code, and the number waits like any other."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.stories.conftest import Enter
from tests.support.chromium import boxes, launched, with_fonts
from tests.support.example_sites import RARE, UNDRAWN
from tests.support.printed import FONTS, Printer, Reading, addresses
from tests.support.servicehall import Running, Script, until

CODE = f"[{ord(UNDRAWN):04X}]"


@pytest.fixture
def fontless(browser: Browser, tmp_path: Path) -> Iterator[Browser]:
    """A browser on a machine that has digits and capitals only: Chromium needs some font."""
    installed = tmp_path / "fonts"
    installed.mkdir()
    shutil.copy(FONTS / "NotoSansNumber-Bold.ttf", installed)
    with launched(browser.browser_type, with_fonts(tmp_path, installed)) as found:
        yield found


def shows(page: Page) -> None:
    """Every rare hanzi as itself, and the code of the one that can't be drawn."""
    expect(page.locator("body")).to_contain_text(RARE)
    expect(page.locator("body")).to_contain_text(CODE)
    assert boxes(page, "body", RARE) == ""


def test_every_character_shows_and_prints(
    hall: Running, fontless: Browser, script: Script, printer_80: Printer
) -> None:
    enter = Enter(fontless, lambda: hall)
    kiosk = enter("kiosk", "自助机 1")
    kiosk.get_by_role("button", name="开店办企业").tap()
    kiosk.get_by_role("button", name=RARE).tap()
    shows(kiosk)
    kiosk.locator("button.take").tap()
    number = kiosk.locator(".plate.big h1").inner_text()
    (paper,) = printer_80.papers(1)
    assert Reading(paper).lacks(RARE) == []
    assert Reading(paper).calls(number)
    (address,) = addresses(paper)
    code = address.rsplit("/", 1)[1]
    until(lambda: script.ticket(code), lambda ticket: ticket["state"] == "waiting")

    shows(enter("board", "大厅屏"))
    phone = enter("kiosk", "自助机 1")
    phone.goto(f"{hall.url}/t/{code}")
    shows(phone)
    for watched in enter.opened:
        watched.close()
