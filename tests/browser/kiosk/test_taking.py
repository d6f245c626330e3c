"""A number at the kiosk: by touch, by keyboard alone, over a bad line, and when it is refused."""

import json
import re
from pathlib import Path
from typing import get_args

import pytest
from playwright.sync_api import Page, Route, expect

from server.contracts.printer_states import PrinterStateName
from tests.support.screens import Served
from tests.support.tickets import Desk, longest_matter, refusal, ticket

pytestmark = pytest.mark.system

MATTER = longest_matter()
TEXTS = Path(__file__).parents[3] / "kiosk/static/text"


def open_matter(kiosk: Page) -> None:
    kiosk.get_by_role("button", name=re.compile("^全部 ")).click()
    kiosk.get_by_role("button", name=MATTER["name"]["zh"]).click()


def focused(page: Page) -> str:
    text: str = page.evaluate("document.activeElement.innerText")
    return text


def tab_to(page: Page, words: str) -> None:
    """With the Tab key alone, as far as it takes."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if words in focused(page):
            return
    raise AssertionError(f"no way to {words} by keyboard")


def test_by_touch_through_a_life_event(kiosk: Page, desk: Desk) -> None:
    kiosk.get_by_role("button", name="买房过户").click()
    kiosk.get_by_role("button", name=MATTER["name"]["zh"]).click()
    expect(kiosk.locator(".crumb")).to_contain_text("买房过户")
    kiosk.get_by_role("checkbox").first.click()
    kiosk.get_by_role("button", name="取号").click()
    expect(kiosk.get_by_role("heading", name="C047")).to_be_visible()
    (_, wish) = desk.taken[0]
    assert wish == {
        "matter": MATTER["key"],
        "language": "zh",
        "paper": True,
        "materials": [True] + [False] * (len(MATTER["materials"]) - 1),
    }


def test_by_keyboard_alone(kiosk: Page, desk: Desk) -> None:
    for words in ("买房过户", MATTER["name"]["zh"], "取号"):
        tab_to(kiosk, words)
        kiosk.keyboard.press("Enter")
    expect(kiosk.get_by_role("heading", name="C047")).to_be_focused()
    assert len(desk.taken) == 1
    tab_to(kiosk, "好了")
    kiosk.keyboard.press("Space")
    expect(kiosk.get_by_role("heading", name="您今天要办什么事？")).to_be_visible()


def test_a_double_tap_is_one_wish(kiosk: Page, desk: Desk) -> None:
    """And the ticket shows why no wait is known, in letters that can be read."""
    desk.ticket = ticket(wait=None, expected=None, wait_words={"zh": "现在没有窗口办理此事项"})
    open_matter(kiosk)
    kiosk.get_by_role("button", name="取号").dblclick()
    expect(kiosk.get_by_role("heading", name="C047")).to_be_visible()
    assert len(desk.taken) == 1
    why = kiosk.get_by_text("现在没有窗口办理此事项").bounding_box()
    assert why is not None and min(why["width"], why["height"]) > 30


def test_trying_again_after_silence_keeps_the_key(kiosk: Page, desk: Desk) -> None:
    keys: list[str] = []

    def dead(route: Route) -> None:
        keys.append(route.request.headers["idempotency-key"])
        route.abort()

    kiosk.route("**/tickets", dead)
    open_matter(kiosk)
    kiosk.get_by_role("button", name="取号").click()
    expect(kiosk.get_by_role("heading", name="网络暂时连不上")).to_be_visible()
    kiosk.unroute("**/tickets")
    kiosk.get_by_role("button", name="再试一次").click()
    expect(kiosk.get_by_role("heading", name="C047")).to_be_visible()
    assert {*keys, desk.taken[0][0]} == {keys[0]}


def test_an_answer_that_does_not_come_is_spoken_of(kiosk: Page, desk: Desk) -> None:
    dead = [True]

    def silent(route: Route) -> None:
        """The first try gets no answer, and is given up after eight seconds."""
        if not dead:
            route.continue_()

    kiosk.route("**/tickets", silent)
    kiosk.clock.install()
    open_matter(kiosk)
    kiosk.get_by_role("button", name="取号").click()
    note = kiosk.locator("main .bn")
    expect(note).to_have_count(0)
    kiosk.clock.run_for(2600)
    expect(note).to_contain_text("还在取号，服务器没有马上回答")
    expect(note).to_contain_text("不用再按")
    dead.clear()
    kiosk.clock.run_for(5450)
    expect(note).to_contain_text("或去导办台取号。不会重复取号。")
    kiosk.clock.run_for(1000)
    expect(kiosk.get_by_role("heading", name="C047")).to_be_visible()


def test_a_refusal_is_a_page_with_a_reason(kiosk: Page, desk: Desk) -> None:
    desk.refusal = refusal()
    open_matter(kiosk)
    kiosk.get_by_role("button", name="取号").click()
    expect(kiosk.get_by_role("heading", name="大厅现在不开放")).to_be_visible()
    expect(kiosk.locator("main")).to_contain_text("请在明天 9:00 以后再来。")
    kiosk.get_by_role("button", name="返回").click()
    desk.refusal = None
    kiosk.get_by_role("button", name="取号").click()
    expect(kiosk.get_by_role("heading", name="C047")).to_be_visible()
    first, second = (key for key, _ in desk.taken)
    assert first != second  # a refusal ends a wish, the next one is new


def test_who_may_be_too_late_is_told_and_takes_the_number_all_the_same(
    kiosk: Page, desk: Desk
) -> None:
    desk.refusal = refusal("matter.perhaps_too_late", "今天可能来不及")
    open_matter(kiosk)
    kiosk.get_by_role("button", name="取号").click()
    expect(kiosk.get_by_role("heading", name="今天可能来不及")).to_be_visible()
    expect(kiosk.locator("main")).to_contain_text("请在明天 9:00 以后再来。")
    desk.refusal = None
    kiosk.get_by_role("button", name="仍要取号").click()
    expect(kiosk.get_by_role("heading", name="C047")).to_be_visible()
    first, second = (wish.get("late") for _, wish in desk.taken)
    assert (first, second) == (None, True)


def test_a_long_wait_is_named_before_it_is_taken(kiosk: Page, desk: Desk, server: Served) -> None:
    waits = server.hall.snapshot["waits"] | {MATTER["key"]: [70, 95]}
    server.hall.show(server.hall.snapshot | {"waits": waits})
    open_matter(kiosk)
    kiosk.get_by_role("button", name="取号").click()
    expect(kiosk.get_by_role("button", name="要等 70–95 分钟，仍取号")).to_be_visible()
    assert desk.taken == []
    kiosk.get_by_role("button", name="仍取号").click()
    expect(kiosk.get_by_role("heading", name="C047")).to_be_visible()


def test_priority_is_claimed_quietly(kiosk: Page, desk: Desk) -> None:
    open_matter(kiosk)
    kiosk.get_by_role("button", name="需要优先照顾？").click()
    expect(kiosk.get_by_role("radio", name="军人与退役军人")).to_have_count(0)  # given by staff
    kiosk.get_by_role("radio", name="70 岁以上老人").click()
    kiosk.get_by_role("button", name="取号").click()
    expect(kiosk.get_by_role("heading", name="C047")).to_be_visible()
    assert desk.taken[0][1]["priority"] == "elder"
    assert "老人" not in kiosk.locator("main").inner_text()


def test_without_paper_the_phone_takes_the_number(kiosk: Page, desk: Desk, server: Served) -> None:
    server.hall.push("printer.health", printers={"printer-1": {"state": "paper_out"}})
    open_matter(kiosk)
    expect(kiosk.locator("main")).to_contain_text("这台机器没有纸了")
    expect(kiosk.locator("main")).to_contain_text("要纸票，请用自助机 2。")
    kiosk.get_by_role("button", name="取手机号").click()
    expect(kiosk.locator("main")).to_contain_text("手机号，不出纸票")
    assert desk.taken[0][1]["paper"] is False


@pytest.mark.parametrize("language", ["zh", "en"])
def test_whatever_ails_the_printer_is_said_in_words(
    kiosk: Page, desk: Desk, server: Served, language: str
) -> None:
    if language == "en":
        kiosk.locator(".access").get_by_role("button", name="English").click()
        kiosk.get_by_role("button", name=re.compile("^All ")).click()
        kiosk.get_by_role("button", name=MATTER["name"]["en"]).click()
    else:
        open_matter(kiosk)
    words = json.loads((TEXTS / f"kiosk.{language}.json").read_text("utf-8"))
    for state in get_args(PrinterStateName):
        server.hall.push("printer.health", printers={"printer-1": {"state": state}})
        if state in ("ok", "near_end"):
            continue
        expect(kiosk.locator("main")).to_contain_text(words[f"kiosk.note.{state}"])
        expect(kiosk.locator("main")).not_to_contain_text("kiosk.note")
    server.hall.push("printer.health", printers={"printer-1": {"state": "near_end"}})
    expect(kiosk.locator("main")).not_to_contain_text(words["kiosk.note.internal"])


def test_paper_is_followed_until_it_is_out(kiosk: Page, desk: Desk, server: Served) -> None:
    desk.ticket = ticket(state="issued", paper={"state": "queued", "copies": 0})
    open_matter(kiosk)
    kiosk.get_by_role("button", name="取号").click()
    expect(kiosk.locator(".prt")).to_contain_text("正在打印小票")
    desk.change(state="waiting", paper={"state": "printed", "copies": 0})
    server.hall.push("ticket.paper", number="C047")
    expect(kiosk.locator(".prt")).to_contain_text("小票已打印")


def test_paper_at_another_kiosk_is_fetched_there(kiosk: Page, desk: Desk) -> None:
    at = {"state": "printed", "copies": 0, "printer": "printer-2"}
    desk.ticket = ticket(paper=at)
    open_matter(kiosk)
    kiosk.get_by_role("button", name="取号").click()
    expect(kiosk.locator(".prt")).to_contain_text("小票改在“自助机 2”打印，请到那里取")
    expect(kiosk.locator(".prt")).to_contain_text("comes out at Kiosk 2")
    expect(kiosk.locator(".prt")).not_to_contain_text("请在下方取走")


def test_lost_paper_never_loses_the_number(kiosk: Page, desk: Desk) -> None:
    desk.ticket = ticket(state="issued", paper={"state": "failed", "copies": 0})
    desk.after = {"enter": {"state": "waiting", "paper": {"state": "failed", "copies": 0}}}
    open_matter(kiosk)
    kiosk.get_by_role("button", name="取号").click()
    expect(kiosk.get_by_role("alert")).to_contain_text("号码已经给您：C047")
    kiosk.get_by_role("button", name="记住号码了，去排队").click()
    expect(kiosk.get_by_role("alert")).to_contain_text("您已在排队")
    assert desk.done == [("enter", {})]


def test_paper_in_doubt_is_not_called_lost(kiosk: Page, desk: Desk) -> None:
    """A printer that never answers prints all the same: nobody may be told that nothing came."""
    desk.ticket = ticket(state="issued", paper={"state": "unconfirmed", "copies": 0})
    open_matter(kiosk)
    kiosk.get_by_role("button", name="取号").click()
    expect(kiosk.get_by_role("alert")).to_contain_text("请看有没有小票出来。您的号码：C047")
    expect(kiosk.get_by_role("alert")).not_to_contain_text("没有打出来")
    expect(kiosk.get_by_role("button", name="记住号码了，去排队")).to_be_visible()


def test_a_guide_on_paper_is_told_as_it_goes(kiosk: Page, server: Served) -> None:
    asked: list[str] = []

    def guide(route: Route) -> None:
        asked.append("guide")
        route.fulfill(status=202, json={"id": 40 + len(asked), "kind": "guide", "state": "queued"})

    kiosk.route("**/api/v1/halls/main/guides", guide)
    open_matter(kiosk)
    key = kiosk.locator(".claim").first
    expect(key).to_contain_text("打印这份办理指南")
    with kiosk.expect_response("**/guides"):
        key.click()
    expect(key).to_contain_text("正在打印指南，请稍等")
    expect(key).to_be_disabled()
    server.hall.push("document.paper", document=99, state="failed")
    server.hall.push("document.paper", document=41, state="failed")
    expect(key).to_contain_text("没有印出来，再试一次")
    with kiosk.expect_response("**/guides"):
        key.click()
    server.hall.push("document.paper", document=42, state="processed")
    expect(key).to_contain_text("指南已印好，请在下方取走")
    assert asked == ["guide", "guide"]


def test_a_guide_that_is_out_before_its_order_was_answered_is_told_all_the_same(
    kiosk: Page, server: Served
) -> None:
    with kiosk.expect_websocket() as line:
        kiosk.reload()
    kiosk.wait_for_selector(".ev button")
    orders: list[Route] = []
    kiosk.route("**/api/v1/halls/main/guides", lambda route: orders.append(route))
    open_matter(kiosk)
    key = kiosk.locator(".claim").first
    with kiosk.expect_request("**/guides"):
        key.click()
    expect(key).to_contain_text("正在打印指南，请稍等")
    with line.value.expect_event("framereceived", lambda frame: '"document":41' in str(frame)):
        server.hall.push("document.paper", document=41, state="processed")
    orders[0].fulfill(status=202, json={"id": 41, "kind": "guide", "state": "queued"})
    expect(key).to_contain_text("指南已印好，请在下方取走")


def test_a_guide_at_another_kiosk_is_fetched_there(kiosk: Page, server: Served) -> None:
    made = {"id": 7, "kind": "guide", "state": "queued"}
    kiosk.route("**/api/v1/halls/main/guides", lambda route: route.fulfill(status=201, json=made))
    open_matter(kiosk)
    key = kiosk.locator(".claim").first
    with kiosk.expect_response("**/guides"):
        key.click()
    server.hall.push("document.paper", document=7, state="printed", printer="printer-2")
    expect(key).to_contain_text("指南改在“自助机 2”打印，请到那里取")
    expect(key).to_contain_text("came out at Kiosk 2")
    expect(key).not_to_contain_text("下方")
