"""Papers from the office: the desk's page, and the printers' page of administrators."""

from typing import Any

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.browser.conftest import Open
from tests.support.screens import Served

pytestmark = pytest.mark.system


def paper(id_: int, kind: str, state: str, **more: Any) -> dict[str, Any]:
    plain = {
        "id": id_, "kind": kind, "state": state, "title": f"诉〔2026〕1122-00{id_}", "copies": 0,
        "printer": "printer-1", "reason": None, "matter": None, "actor": "person:chen.ping",
        "at": "2026-11-22T03:00:00.000Z",
    }  # fmt: skip
    return plain | more


class Office:
    """The interface as the pages see it: what was ordered, and what the list shows."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.papers: list[dict[str, Any]] = []
        self.posted: list[tuple[str, Any, str | None]] = []
        self.refusal: dict[str, Any] | None = None
        page.route("**/api/v1/halls/main/papers", self._list)
        for path in ("appointment-slips", "complaint-replies", "test-pages", "documents/*/reprint"):
            page.route(f"**/api/v1/halls/main/{path}", self._order)

    def _list(self, route: Route) -> None:
        said = {"troubles": [], "given": [], "printers": {}, "documents": self.papers}
        route.fulfill(json=said)

    def _order(self, route: Route, request: Request) -> None:
        path = request.url.partition("/halls/main/")[2]
        self.posted.append((path, request.post_data_json, request.headers.get("idempotency-key")))
        if self.refusal is not None:
            route.fulfill(status=422, json=self.refusal, content_type="application/problem+json")
            return
        made = paper(len(self.posted), "complaint-reply", "queued")
        self.papers.insert(0, made)
        route.fulfill(status=201, json=made)


@pytest.fixture
def page(open_page: Open) -> Page:
    return open_page(1440, 900)


@pytest.fixture
def office(page: Page) -> Office:
    return Office(page)


def desk(page: Page, server: Served, role: str) -> None:
    server.hall.boot["role"] = role
    page.goto(f"{server.url}/page/desk")
    page.wait_for_selector("form")


def test_a_reply_is_ordered_once_and_followed(page: Page, server: Served, office: Office) -> None:
    desk(page, server, "manager")
    page.get_by_role("button", name="投诉答复").click()
    page.fill("[name=about]", "等候过长")
    page.fill("[name=reply]", "情况属实，\n已增开窗口。")
    page.fill("[name=received]", "2026-11-20")
    page.get_by_role("button", name="打印答复单").click()
    row = page.locator(".given li").first
    expect(row).to_contain_text("等待打印")
    ((path, body, key),) = office.posted
    assert path == "complaint-replies"
    assert body == {
        "about": "等候过长", "reply": "情况属实， 已增开窗口。", "received": "2026-11-20",
    }  # fmt: skip
    assert key
    office.papers[0] |= {"state": "failed", "reason": "paper_out"}
    expect(row).to_contain_text("没有出纸")
    row.get_by_role("button", name="补打").click()
    expect(page.locator(".given li")).to_have_count(2)
    assert office.posted[1][0] == "documents/1/reprint"


def test_a_refusal_keeps_what_was_typed(page: Page, server: Served, office: Office) -> None:
    desk(page, server, "supervisor")
    office.refusal = {"code": "paper.slot", "title": "时间段不对", "action": "请改正时间段。"}
    page.fill("[name=end]", "09:00")
    page.get_by_role("button", name="打印预约单").click()
    expect(page.get_by_role("alert")).to_contain_text("时间段不对")
    expect(page.locator("[name=end]")).to_have_value("09:00")
    assert office.posted[0][1]["end"] == "09:00"


def test_a_clerk_gives_out_appointments_and_no_replies(
    page: Page, server: Served, office: Office
) -> None:
    office.papers = [paper(1, "complaint-reply", "printed"), paper(2, "receipt", "printed")]
    desk(page, server, "clerk")
    expect(page.get_by_role("button", name="投诉答复")).to_have_count(0)
    rows = page.locator(".given li")
    expect(rows.nth(0).get_by_role("button")).to_have_count(0)
    expect(rows.nth(1).get_by_role("button", name="补打")).to_be_visible()


def test_each_printer_is_tried_from_its_row(page: Page, server: Served, office: Office) -> None:
    printers = [
        {
            "hall": "main", "key": key, "name": {"zh": f"自助机 {n} 的打印机"},
            "url": f"tcp://192.0.2.{n}:9100", "model": model,
            "width_dots": dots, "backup": None, "health": {"state": state}, "pages": [],
        }
        for n, (key, model, dots, state) in enumerate(
            [("printer-1", "generic", 576, "ok"), ("printer-2", "clone-58", 384, "paper_out")]
        )
    ]  # fmt: skip
    page.route("**/api/v1/admin/printers", lambda route: route.fulfill(json=printers))
    page.route("**/api/v1/halls", lambda route: route.fulfill(json=[]))
    server.hall.boot["section"] = "printers"
    page.goto(f"{server.url}/page/admin")
    second = page.locator("tbody tr").nth(1)
    expect(second).to_contain_text("自助机 1 的打印机")
    expect(second).to_contain_text("缺纸")
    second.get_by_role("button", name="能力检测").click()
    printers[1]["pages"] = [paper(1, "capability-probe", "printed")]
    expect(second).to_contain_text("能力检测：已出纸")
    wanted = {"printer": "printer-2", "page": "capability-probe"}
    assert [(path, body) for path, body, _ in office.posted] == [("test-pages", wanted)]


@pytest.mark.parametrize("name", ["admin", "slips", "layouts"])
def test_every_page_of_administrators_leads_to_all_of_them(
    page: Page, server: Served, office: Office, name: str
) -> None:
    page.route("**/api/v1/**", lambda route: route.fulfill(json=[]))
    empty = {"version": 0, "template": {"kind": "guide", "languages": ["zh"], "blocks": []}}
    page.route("**/templates/*", lambda route: route.fulfill(json=empty))
    server.hall.boot["section"] = "printers"
    page.goto(f"{server.url}/page/{name}")
    links = page.locator("header nav a")
    expect(links).to_have_text(
        ["人员", "设备", "打印机", "声音", "登录与令牌", "记录", "票面", "大厅屏"]
    )
    expect(page.locator("header nav [aria-current=page]")).to_have_count(1)
