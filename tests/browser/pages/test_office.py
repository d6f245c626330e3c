"""Start page, sign-in, problem page, paper, people and devices."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from server.contracts.languages import LANGUAGES
from tests.browser.conftest import Open
from tests.support import samples
from tests.support.screens import Served

pytestmark = pytest.mark.system

DOORS: list[dict[str, Any]] = [
    {"kind": "kiosk", "href": "/enter/k1", "title": {"zh": "自助机 1", "en": "Kiosk 1"}},
    *(
        {
            "kind": kind,
            "href": f"/enter/{kind}{number}",
            "window": str(number),
            "title": {"zh": f"{number} 号窗", "en": f"Window {number}"},
        }
        for kind in ("window", "pad")
        for number in (3, 12)
    ),
    {"kind": "clerk", "href": "/enter/c", "title": {"zh": "王敏", "en": "Wang Min"}},
    {"kind": "manager", "href": "/enter/m", "title": {"zh": "陈平 厅长", "en": "Chen Ping"}},
]


@pytest.fixture
def page(open_page: Open) -> Page:
    return open_page(1440, 900)


def test_the_start_page_has_a_card_for_each_door_and_none_without(
    page: Page, server: Served
) -> None:
    server.hall.boot["links"] = DOORS
    page.goto(f"{server.url}/page/start")
    kinds = [card.get_attribute("data-kind") for card in page.locator(".door").all()]
    assert kinds == ["kiosk", "clerk", "window", "pad", "manager"]
    links = [link.get_attribute("href") for link in page.locator(".door a").all()]
    assert sorted(map(str, links)) == sorted(door["href"] for door in DOORS)
    assert page.locator("[data-kind=window] a").all_inner_texts() == ["03", "12"]


def test_away_from_the_machine_the_start_page_leads_to_signing_in(
    page: Page, server: Served
) -> None:
    server.hall.boot["links"] = []
    page.goto(f"{server.url}/page/start")
    expect(page.locator("main a.go")).to_have_attribute("href", "/sign-in")


def answering(status: int, body: dict[str, Any], seen: list[Any]) -> Any:
    def answer(route: Route) -> None:
        seen.append((route.request.headers.get("x-session"), route.request.post_data_json))
        route.fulfill(status=status, json=body)

    return answer


def test_signing_in_goes_on_to_where_one_wanted_to_go(page: Page, server: Served) -> None:
    seen: list[Any] = []
    page.route("**/api/v1/session", answering(201, {"home": "/page/paper"}, seen))
    page.goto(f"{server.url}/page/sign_in?as=clerk-1")
    page.get_by_label("账号").fill(" wang.min ")
    page.get_by_label("密码").fill("correct horse")
    page.keyboard.press("Enter")
    page.wait_for_url("**/page/paper")
    wish = {"login": "wang.min", "password": "correct horse", "slot": "clerk-1"}
    assert seen == [("clerk-1", wish)]


@pytest.mark.parametrize(("name", "script"), [("sign_in", "sign-in"), ("password", "password")])
def test_a_password_typed_before_the_page_is_ready_goes_nowhere(
    page: Page, server: Served, name: str, script: str
) -> None:
    """A slow line brings the page's script late: the browser itself would send the form."""
    server.hall.boot["person"] = {"login": "wang.min", "has_password": False}
    page.route(f"**/pages/{script}.js", lambda route: route.abort())
    page.goto(f"{server.url}/page/{name}")
    before = page.url
    for field in page.locator("input[type=password]").all():
        field.fill("correct horse")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.keyboard.press("Enter")
    expect(page.locator("button.now")).to_be_disabled()
    assert (page.url, asked) == (before, [])
    assert page.locator("form").get_attribute("method") == "post"


def test_a_refused_sign_in_says_why_and_forgets_the_password(page: Page, server: Served) -> None:
    refusal = {"title": "账号或密码不对", "action": "请再试一次。", "code": "sign_in.wrong"}
    page.route("**/api/v1/session", answering(401, refusal, []))
    page.goto(f"{server.url}/page/sign_in")
    page.get_by_label("账号").fill("wang.min")
    page.get_by_label("密码").fill("guess")
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("alert")).to_contain_text("账号或密码不对")
    expect(page.get_by_label("密码")).to_have_value("")
    expect(page.get_by_label("密码")).to_be_focused()


def test_a_problem_is_a_page_in_words(page: Page, server: Served) -> None:
    problem = {"status": 410, "title": "这个链接已经用过", "detail": "只能打开一次。"}
    server.hall.context = {
        "problem": {**problem, "action": "请管理员再给一个。", "incident": "7F3K"},
        "language": LANGUAGES["zh"],
    }
    page.goto(f"{server.url}/page/problem")
    for words in ("这个链接已经用过", "请管理员再给一个。", "7F3K"):
        expect(page.locator("main")).to_contain_text(words)
    expect(page.get_by_role("link", name="回到首页")).to_have_attribute("href", "/")


def printer(**more: Any) -> dict[str, Any]:
    plain = {"key": "printer-1", "page": "http://127.0.0.1:1/", "dots": 576, "faults": []}
    return {**plain, "name": {"zh": "自助机 1"}, "papers": [], **more}


def test_the_paper_page_says_that_the_printers_are_real(page: Page, server: Served) -> None:
    page.goto(f"{server.url}/page/paper")
    expect(page.locator("main a.key")).to_have_attribute("href", "/")


def test_the_paper_page_shows_the_last_papers_of_each_printer(page: Page, server: Served) -> None:
    paper = {"id": 7, "mm": 92, "height": 736, "at": "11:20"}
    silent = printer(key="printer-2", name=None, papers=None)
    server.hall.boot["papers"] = [printer(faults=["paper_out"]), silent]
    page.clock.install()
    page.goto(f"{server.url}/page/paper")
    first = page.locator("[data-printer=printer-1]")
    for words in ("自助机 1", "缺纸", "还没有出过纸"):
        expect(first).to_contain_text(words)
    expect(page.locator("[data-printer=printer-2]")).to_contain_text("没有应答")
    server.hall.boot["papers"] = [printer(papers=[paper]), silent]
    page.clock.run_for(3000)
    expect(first.locator("img")).to_have_attribute("src", "/paper/printer-1/7.png")
    expect(first.locator("li .num")).to_have_text("11:20")


PERSON = {
    "id": 7,
    "login": "wang.min",
    "name": "王敏",
    "role": "clerk",
    "hall": "main",
    "staff_no": "C0231",
    "post": "受理岗",
    "has_password": True,
    "disabled_at": None,
}


MAIN = {"key": "main", "name": {"zh": "一楼大厅"}}
EAST = {"key": "east", "name": {"zh": "东区大厅"}}


class Office:
    """Answers of /api/v1/admin, and what was asked of it. The halls can be held back."""

    def __init__(self, page: Page, *halls: dict[str, Any], held: bool = False) -> None:
        self.people = [dict(PERSON)]
        self.halls = halls or (MAIN,)
        self.held: list[Route] | None = [] if held else None
        self.asked: list[tuple[str, str, Any]] = []
        page.route("**/api/v1/admin/**", self.answer)
        page.route("**/api/v1/halls", self.name_halls)

    def name_halls(self, route: Route) -> None:
        if self.held is None:
            route.fulfill(json=list(self.halls))
        else:
            self.held.append(route)

    def let_go(self) -> None:
        held, self.held = self.held or [], None
        for route in held:
            self.name_halls(route)

    def answer(self, route: Route) -> None:
        request = route.request
        path = re.sub(r".*/admin", "", request.url)
        if request.method == "GET":
            route.fulfill(json=self.people if path == "/people" else [])
            return
        self.asked.append((request.method, path, request.post_data_json))
        if path.endswith("/link"):
            route.fulfill(json={"url": "/enter/one-time"})
        else:
            route.fulfill(json={**PERSON, "id": 8, "name": "新人"})


def section(page: Page, server: Served, name: str) -> None:
    server.hall.boot |= {"section": name, "language": "zh"}
    page.goto(f"{server.url}/page/admin")


def test_a_person_is_added_and_gets_a_link_that_is_shown_once(page: Page, server: Served) -> None:
    office = Office(page)
    section(page, server, "people")
    page.get_by_label("姓名").fill("新人")
    page.get_by_label("账号").fill("xin.ren")
    page.get_by_role("button", name="添加").click()
    secret = page.locator(".said-once input")
    expect(secret).to_have_value(f"{server.url}/enter/one-time")
    fields = {"name": "新人", "login": "xin.ren", "role": "clerk", "hall": "main"}
    assert office.asked == [("POST", "/people", fields), ("POST", "/people/8/link", {})]
    page.get_by_role("button", name="收起").click()
    expect(secret).to_have_count(0)


@pytest.mark.parametrize("name", ["people", "devices", "sessions"])
def test_no_form_is_sent_before_its_halls_are_here(page: Page, server: Served, name: str) -> None:
    office = Office(page, held=True)
    section(page, server, name)
    form = page.locator("aside form")
    expect(form.get_by_role("button")).to_be_disabled()
    expect(form.locator("[name=hall]")).to_have_text("正在取")
    form.evaluate("form => form.dispatchEvent(new Event('submit', { cancelable: true }))")
    office.let_go()
    expect(form.get_by_role("button")).to_be_enabled()
    expect(form.locator("[name=hall]")).to_have_value("main")
    assert office.asked == []


def test_of_several_halls_one_is_chosen_and_none_is_given(page: Page, server: Served) -> None:
    office = Office(page, MAIN, EAST)
    section(page, server, "people")
    page.get_by_label("姓名").fill("新人")
    page.get_by_label("账号").fill("xin.ren")
    page.get_by_role("button", name="添加").click()
    expect(page.locator("[name=hall]:invalid")).to_have_value("")
    page.locator("[name=hall]").select_option("east")
    page.get_by_role("button", name="添加").click()
    expect(page.locator(".said-once")).to_be_visible()
    fields = {"name": "新人", "login": "xin.ren", "role": "clerk", "hall": "east"}
    assert office.asked[0] == ("POST", "/people", fields)


def test_halls_that_cannot_be_had_leave_the_form_closed_and_say_why(
    page: Page, server: Served
) -> None:
    Office(page)
    refusal = {"title": "没有权限", "action": "请管理员登录。", "code": "access.refused"}
    page.route("**/api/v1/halls", lambda route: route.fulfill(status=403, json=refusal))
    section(page, server, "people")
    expect(page.get_by_role("alert")).to_contain_text("没有权限")
    expect(page.get_by_role("button", name="添加")).to_be_disabled()


def test_a_device_stands_in_a_hall_and_at_a_window_of_it(page: Page, server: Served) -> None:
    office = Office(page, MAIN, EAST)
    windows = [{**samples.catalogue()["windows"][0], "key": "81", "number": 81}]
    there = {**samples.catalogue(), "windows": windows}
    page.route("**/api/v1/halls/east/catalogue", lambda route: route.fulfill(json=there))
    section(page, server, "devices")
    page.get_by_label("设备名称").fill("评价器")
    page.get_by_label("种类").select_option("pad")
    expect(page.locator("[name=window] option")).to_have_count(0)
    page.locator("[name=hall]").select_option("east")
    expect(page.locator("[name=window] option")).to_have_text(["81 号窗"])
    page.get_by_role("button", name="接入").click()
    expect(page.locator(".said-once")).to_be_visible()
    fields = {"name": "评价器", "role": "pad", "hall": "east", "window": "81"}
    assert office.asked[0] == ("POST", "/devices", fields)


def test_disabling_asks_first_and_can_be_left(page: Page, server: Served) -> None:
    office = Office(page)
    section(page, server, "people")
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="停用").click()
    assert office.asked == []
    page.once("dialog", lambda dialog: dialog.accept())
    with page.expect_response("**/admin/people/7"):
        page.get_by_role("button", name="停用").click()
    assert office.asked == [("PATCH", "/people/7", {"disabled": True})]


def test_a_role_is_changed_in_place(page: Page, server: Served) -> None:
    office = Office(page)
    section(page, server, "people")
    with page.expect_response("**/admin/people/7"):
        page.locator("td select").select_option("manager")
    assert office.asked == [("PATCH", "/people/7", {"role": "manager"})]


def test_a_pad_is_let_in_at_its_window(page: Page, server: Served) -> None:
    office = Office(page)
    section(page, server, "devices")
    page.get_by_label("设备名称").fill("3 号评价器")
    page.get_by_label("种类").select_option("pad")
    page.locator("[name=window]").select_option("3")
    page.get_by_role("button", name="接入").click()
    expect(page.locator(".said-once")).to_be_visible()
    fields = {"name": "3 号评价器", "role": "pad", "hall": "main", "window": "3"}
    assert office.asked[0] == ("POST", "/devices", fields)
