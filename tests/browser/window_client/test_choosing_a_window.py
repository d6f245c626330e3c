"""Which window a console is for: chosen by number, taken over by name, or not there any more."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.window_client.conftest import show, start
from tests.support import samples
from tests.support.consoles import PretendDesk, console
from tests.support.screens import Served

pytestmark = pytest.mark.system

BEGIN = datetime(2026, 11, 23, 1, tzinfo=UTC)


def test_a_window_that_is_not_configured_offers_no_sign_on(page: Page, server: Served) -> None:
    """From the beginning, or taken out by a new configuration while the console is open."""
    show(page, server, "closed")
    expect(page.locator(".k1.now")).to_contain_text("到岗，开放窗口")
    unknown = {"code": "window.unknown", "title": "没有这个窗口", "status": 404}
    page.route(
        "**/api/v1/windows/12",
        lambda route: route.fulfill(status=404, json=unknown, content_type="application/json"),
    )
    server.hall.push("window.signed_off", windows={"12": samples.window("closed")})
    expect(page.locator(".calm")).to_contain_text("本厅没有 12 号窗")
    expect(page.locator(".k1.now")).to_have_count(0)
    page.keyboard.press("Space")
    expect(page.get_by_role("link", name="选窗口")).to_have_attribute("href", "/console")
    assert server.hall.asked == []


OTHER = {"name": "李强", "staff_no": "C0999"}


def test_a_second_clerk_is_told_who_sits_there_and_takes_over(page: Page, server: Served) -> None:
    desk = PretendDesk()
    desk.console = console("serving", clerk=OTHER)
    start(page, server, desk)
    expect(page.locator(".cur")).to_contain_text("李强 在这个窗口上岗")
    page.keyboard.press("F10")
    expect(page.locator(".status .bn")).to_contain_text("这里坐的是别人，先接手")
    assert desk.done == []
    page.keyboard.press("Space")
    expect(page.locator("dialog.ask h2")).to_contain_text("李强 在这个窗口上岗")
    expect(page.locator("dialog.ask li")).to_contain_text(["我来接手，连同 C047"])
    page.keyboard.press("Enter")
    assert desk.finished(page, 1) == [("sign-on", {"instead_of": "李强"})]


@pytest.mark.parametrize(
    ("keys", "body"),
    [(["2"], {"visitor": "park"}), (["3"], {"visitor": "send_back"})],
)
def test_a_manager_signs_off_who_is_gone(
    page: Page, server: Served, keys: list[str], body: dict[str, Any]
) -> None:
    server.hall.boot["may"] = ["windows.relieve"]
    desk = PretendDesk()
    desk.console = console("serving", clerk=OTHER)
    start(page, server, desk)
    page.keyboard.press("Space")
    expect(page.locator("dialog.ask li")).to_have_count(3)
    for key in keys:
        page.keyboard.press(key)
    page.locator(".ask input.later").fill("下班了")
    page.keyboard.press("Enter")
    assert desk.finished(page, 1) == [("sign-off", {**body, "reason": "下班了"})]


def test_without_a_window_the_clerk_chooses_one_by_number(page: Page, server: Served) -> None:
    desk = PretendDesk("C048")
    server.hall.consoles["12"] = desk.console
    page.clock.install(time=BEGIN)
    page.goto(f"{server.url}/console")
    expect(page.locator(".wcard")).to_have_count(12)
    page.clock.pause_at(BEGIN + timedelta(hours=1))
    page.keyboard.press("1")
    page.keyboard.press("2")
    expect(page.locator(".k1.now")).to_contain_text("叫下一位")
    assert page.url.endswith("/console?window=12")


def test_a_number_that_may_go_on_is_taken_when_nothing_follows(page: Page, server: Served) -> None:
    server.hall.consoles["1"] = console("free", "1")
    page.clock.install(time=BEGIN)
    page.goto(f"{server.url}/console")
    expect(page.locator(".wcard")).to_have_count(12)
    page.clock.pause_at(BEGIN + timedelta(hours=1))
    page.keyboard.press("1")
    page.clock.run_for(850)
    assert page.url.endswith("/console")
    page.clock.run_for(60)
    expect(page.locator(".k1.now")).to_contain_text("叫下一位")
    assert page.url.endswith("/console?window=1")
