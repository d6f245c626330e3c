"""B3: what stands on the paper of both widths, read off it, and where its code leads."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.stories.conftest import Enter
from tests.support.example_sites import ZONE
from tests.support.printed import Printer, Reading, addresses
from tests.support.servicehall import Running, Script

DOTS = {"自助机 1": 576, "自助机 2": 384}


def printed(hall: Running, enter: Enter, script: Script, kiosk_name: str, printer: Printer) -> Any:
    """Take a number for a home; the paper, and the ticket as the server knows it."""
    kiosk = enter("kiosk", kiosk_name)
    kiosk.get_by_role("button", name="买房过户").tap()
    kiosk.get_by_role("button", name="契税").first.tap()
    kiosk.locator("button.take").tap()
    kiosk.locator(".plate.big h1").wait_for()
    (paper,) = printer.papers(1)
    (address,) = addresses(paper)
    return paper, script.ticket(address.rsplit("/", 1)[1])


@pytest.mark.parametrize("kiosk", DOTS)
def test_a_ticket_says_everything(
    hall: Running, enter: Enter, script: Script, request: pytest.FixtureRequest, kiosk: str
) -> None:
    for window in ("10", "11"):
        hall.window(window).do("sign-on")  # a wait is told where somebody can call
    for _ in range(2):
        script.take("deed-tax")
    printer = request.getfixturevalue("printer_80" if DOTS[kiosk] == 576 else "printer_58")
    paper, ticket = printed(hall, enter, script, kiosk, printer)
    assert paper.width == DOTS[kiosk]

    reading = Reading(paper)
    assert reading.calls(ticket["number"])
    issued = datetime.fromisoformat(ticket["issued_at"]).astimezone(ZoneInfo(ZONE))
    low, high = ticket["wait"]
    assert (
        reading.lacks(
            *("安澜区政务服务中心", "政务大厅", f"{issued:%Y-%m-%d %H:%M}"),
            *("契税申报", "前面还有", str(ticket["ahead"]), "预计等候", f"{low}–{high}", "分钟"),
            *("C", "10", "号窗口", "监督电话", "12345"),
        )
        == []
    )
    assert "过号" in said(script)
    assert reading.lacks("过号") == []

    browser_page = enter("kiosk", "自助机 1")
    browser_page.goto(f"{hall.url}/t/{ticket['code']}")
    browser_page.get_by_role("heading", name=ticket["number"]).wait_for()


def said(script: Script) -> str:
    """The hall's rule for a missed call."""
    rule: str = script.get("/halls/main/catalogue")["hall"]["no_show"]["text"]["zh"]
    return rule
