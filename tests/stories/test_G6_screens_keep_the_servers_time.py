"""G6: a panel whose own clock is hours or years off shows the server's time, keeps the hall open
and loses no call, also when somebody sets its clock."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.stories.conftest import Enter
from tests.support.example_sites import ZONE
from tests.support.servicehall import Running, Script
from tests.support.stepped_clock import HOUR_MS, YEARS_MS, set_clock, wrong_clock


def of_now() -> list[str]:
    """The minutes that a clock in the hall may show while a story looks at it."""
    now = datetime.now(UTC).astimezone(ZoneInfo(ZONE))
    return [f"{now + timedelta(minutes=n):%H:%M}" for n in (-1, 0, 1)]


def believing(page: Page, off_ms: int) -> Page:
    """The same screen on a panel whose clock is off by so much."""
    wrong_clock(page, off_ms)
    page.reload()
    return page


@pytest.mark.parametrize("off_ms", [YEARS_MS, -HOUR_MS, 13 * HOUR_MS])
def test_screens_keep_the_servers_time(
    hall: Running, enter: Enter, script: Script, off_ms: int
) -> None:
    window = hall.window("4")
    window.do("sign-on")
    board = believing(enter("board", "大厅屏"), off_ms)
    first = script.take("marriage")["number"]
    assert window.call() == first
    expect(board.locator(f".plate[data-call={first}]")).to_be_visible()
    assert board.locator("time.clock").inner_text() in of_now()

    kiosk = believing(enter("kiosk", "自助机 1"), off_ms)
    kiosk.get_by_role("button", name="结婚登记").tap()
    kiosk.get_by_role("button", name="结婚登记").tap()
    kiosk.locator("button.take").tap()
    number = kiosk.locator(".plate.big h1").inner_text()
    expect(kiosk.locator(".prt")).to_contain_text("小票已打印")

    set_clock(board)  # the time server has been found
    window.do("start")
    window.do("finish")
    called = window.call()
    expect(board.locator(f".plate[data-call={called}]")).to_be_visible()
    assert called == number
    assert board.locator("time.clock").inner_text() in of_now()
    expect(board.locator("#screen")).to_have_attribute("data-offline", "false")
    board.context.clear_cookies()  # as a browser that is started anew
    board.reload()
    expect(board.locator(f".plate[data-call={called}]")).to_be_visible()
