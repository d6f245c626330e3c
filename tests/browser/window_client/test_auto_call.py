"""A hall in which the next is called by itself: counted down, held by a pause with a reason."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from tests.browser.window_client.conftest import start
from tests.support.consoles import PretendDesk
from tests.support.screens import Served

pytestmark = pytest.mark.system

BEGIN = datetime(2026, 11, 23, 1, tzinfo=UTC)
AFTER_S = 600


@pytest.fixture
def desk(page: Page, server: Served) -> PretendDesk:
    """A free window with an empty line, in a hall that calls by itself."""
    server.hall.catalogue["hall"]["auto_call_seconds"] = AFTER_S
    desk = PretendDesk("C048")
    desk.console["load"] = [{"matter": "property-1", "waiting": 0, "oldest_s": None}]
    server.hall.snapshot["queues"]["property-1"] = {"waiting": 0}
    page.clock.install(time=BEGIN)
    start(page, server, desk)
    expect(page.locator(".sum")).to_contain_text("等 0 人")
    return desk


def somebody_comes(page: Page, server: Served) -> None:
    server.hall.push("ticket.entered", queues={"property-1": {"waiting": 1}})
    expect(page.locator(".sum")).to_contain_text("等 1 人")
    expect(page.locator(".k1.now")).to_contain_text("秒后自动叫号")


def test_the_next_is_called_after_so_many_seconds(
    page: Page, server: Served, desk: PretendDesk
) -> None:
    somebody_comes(page, server)
    assert desk.done == []
    page.clock.fast_forward(AFTER_S * 1000)
    expect(page.locator(".hd .num")).to_have_text("C048")
    assert desk.done == [("call-next", {})]


def test_a_pause_with_a_reason_holds_it(page: Page, server: Served, desk: PretendDesk) -> None:
    somebody_comes(page, server)
    page.keyboard.press("F9")
    expect(page.locator("dialog.ask li").first).to_be_visible()
    page.clock.fast_forward(AFTER_S * 1000)
    assert desk.done == []
    page.keyboard.press("Enter")
    expect(page.locator("#screen")).to_have_attribute("data-situation", "paused")
    page.clock.fast_forward(2 * AFTER_S * 1000)
    assert desk.done == [("pause", {"reason": "break", "minutes": 15})]


def test_nobody_is_called_in_a_hall_that_leaves_it_to_the_clerk(
    page: Page, server: Served, desk: PretendDesk
) -> None:
    server.hall.catalogue["hall"]["auto_call_seconds"] = None
    page.reload()
    expect(page.locator(".sum")).to_contain_text("等 0 人")
    server.hall.push("ticket.entered", queues={"property-1": {"waiting": 1}})
    expect(page.locator(".sum")).to_contain_text("等 1 人")
    page.clock.fast_forward(2 * AFTER_S * 1000)
    expect(page.locator(".k1.now")).not_to_contain_text("自动叫号")
    assert desk.done == []
