"""The staffing panel and the alarms of the manager's page, as the server gives them."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Open
from tests.support import samples
from tests.support.figures import full_day, score
from tests.support.screens import Served

pytestmark = pytest.mark.system

FEW = {"enough": False, "days": 1, "services": 212, "days_needed": 3, "services_needed": 50}
ENOUGH = {**FEW, "enough": True, "days": 12}
FARE = {"people": 140, "mean_wait_s": 660, "kept": 0.93, "unserved": 0, "by_quarter": []}


def plan(known: dict[str, Any], **more: Any) -> dict[str, Any]:
    words = {"zh": "推演二十遍。", "en": "Played twenty times."}
    return {
        "hall": "main", "pledge_minutes": 25, "definition": words, "open": 9, "known": known,
        **more,
    }  # fmt: skip


@pytest.fixture
def page(open_page: Open, server: Served) -> Page:
    page = open_page(1440, 900)
    page.clock.install(time="2026-11-23T06:20:00Z")
    server.hall.snapshot["at"] = "2026-11-23T06:20:00.000Z"
    server.hall.today, server.hall.score = full_day(), score()
    return page


def show(page: Page, server: Served, answer: dict[str, Any]) -> list[str]:
    """Open the page; the addresses by which it asks for a plan."""
    asked: list[str] = []

    def staffing(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body=json.dumps(answer), content_type="application/json")

    page.route("**/api/v1/halls/main/staffing*", staffing)
    page.goto(f"{server.url}/page/today")
    page.wait_for_selector("main .staff")
    return asked


def test_a_hall_that_knows_too_little_says_so(page: Page, server: Served) -> None:
    show(page, server, plan(FEW))
    panel = page.locator(".staff")
    expect(panel).to_contain_text("数据尚少，还不能推算。")
    expect(panel).to_contain_text("已记 1 个整天、212 次办理；满 3 天、50 次后给出。")
    expect(panel.locator(".num")).to_have_count(0)


def test_the_hall_s_own_promise_is_asked_about(page: Page, server: Served) -> None:
    server.hall.today["pledge_s"] = 1500
    fares = {"as_it_is": FARE, "needed": {**FARE, "windows": 8}, "what_if": None}
    asked = show(page, server, plan(ENOUGH, forecast=[], forecast_error=None, **fares))
    expect(page.locator(".staff select").first).to_have_value("25")
    expect(page.locator(".staff")).to_contain_text("九成人 25 分钟内叫到，需要")
    assert "pledge=25" in asked[-1]


def test_alarms_of_the_server_stand_beside_what_is_followed_live(
    page: Page, server: Served
) -> None:
    words = {"zh": "3 人等候已超过承诺的 25 分钟", "en": "3 waiting longer than promised"}
    server.hall.today["alarms"] = [
        {"kind": "wait_over", "text": words, "action": {"zh": "请多开窗口。", "en": "Open one."}},
        {"kind": "printer", "text": {"zh": "旧的", "en": "old"}, "action": None},
    ]
    show(page, server, plan(FEW))
    expect(page.locator(".al.bad")).to_have_text("3 人等候已超过承诺的 25 分钟请多开窗口。")
    server.hall.push(
        "printer.health", printers={"kiosk-2": {"state": "near_end", "tickets_left": 40}}
    )
    expect(page.locator(".al").last).to_contain_text("纸快用完")
    expect(page.get_by_text("旧的")).to_have_count(0)


def test_the_plan_is_asked_anew_when_a_window_opens_or_closes(page: Page, server: Served) -> None:
    fares = {"as_it_is": FARE, "needed": {**FARE, "windows": 8}, "what_if": None}
    answer = plan(ENOUGH, forecast=[], forecast_error=None, **fares)
    show(page, server, answer)
    expect(page.locator(".staff")).to_contain_text("照现在 9 个窗口")
    answer["open"] = 8
    server.hall.push("window.signed_off", windows={"1": samples.window("closed")})
    expect(page.locator(".staff")).to_contain_text("照现在 8 个窗口")
