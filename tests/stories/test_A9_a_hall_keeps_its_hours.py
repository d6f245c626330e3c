"""A9: hours, lunch, a holiday, a make-up day: what a citizen reads, and what a program is told."""

import re

import pytest
from playwright.sync_api import expect

from tests.stories.conftest import Enter
from tests.support.servicehall import Running, Script

CLOSED = {
    "lunch": ("午休厅", r"今天 ?13:50"),
    "holiday": ("放假厅", r"0?9:00"),
    "off": ("轮休厅", r"明天 ?0?9:00"),
}
OPEN = {"open": "开放厅", "shift": "调休厅"}


@pytest.mark.parametrize("key", OPEN)
def test_while_it_is_open_numbers_are_given(calendar: Running, enter: Enter, key: str) -> None:
    kiosk = enter("kiosk", f"{OPEN[key]}自助机", calendar)
    kiosk.get_by_role("button", name="安家").tap()
    kiosk.get_by_role("button", name="社会救助咨询").tap()
    kiosk.locator("button.take").tap()
    expect(kiosk.locator(".plate.big h1")).to_have_text("A001")


@pytest.mark.parametrize("key", CLOSED)
def test_outside_them_none_is_given_and_the_next_opening_is_said(
    calendar: Running, enter: Enter, key: str
) -> None:
    name, when = CLOSED[key]
    anybody = calendar.administrator
    refusal = anybody.refusal(f"/halls/{key}/tickets", {"matter": "advice", "paper": False})
    assert refusal["code"] == "hall.closed"
    assert re.search(r"\d\d:\d\d", refusal["detail"] + refusal["action"]), refusal

    kiosk = enter("kiosk", f"{name}自助机", calendar)
    shut = kiosk.locator(".busy.shut")
    expect(shut).to_contain_text("现在不取号")
    expect(shut).to_contain_text(re.compile(when))
    kiosk.get_by_role("button", name="安家").tap()
    kiosk.get_by_role("button", name="社会救助咨询").tap()
    expect(kiosk.locator("footer")).to_contain_text(re.compile(when))
    kiosk.locator("footer button").last.tap(force=True)
    expect(kiosk.locator(".plate.big")).to_have_count(0)
    assert (
        Script(calendar.url)
        .get(f"/halls/{key}/board")["queues"]
        .get("advice", {"waiting": 0})["waiting"]
        == 0
    )
