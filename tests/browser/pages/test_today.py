"""The manager's page at 1440 × 900: every figure with its definition, no chart without words."""

import json
from pathlib import Path
from typing import get_args

import pytest
from flask import Response, request
from playwright.sync_api import Page, expect

from server.contracts.printer_states import PrinterStateName
from tests.browser.conftest import Open
from tests.support import samples
from tests.support.chromium import while_time_passes
from tests.support.figures import empty_day, full_day, score
from tests.support.patience import eventually
from tests.support.screens import Served

pytestmark = pytest.mark.system


@pytest.fixture
def page(open_page: Open, server: Served) -> Page:
    page = open_page(1440, 900)
    page.clock.install(time="2026-11-23T06:20:00Z")
    server.hall.snapshot["at"] = "2026-11-23T06:20:00.000Z"
    server.hall.today, server.hall.score = full_day(), score()

    @server.app.after_request
    def dated(answer: Response) -> Response:
        """The page asks each answer for the server's time, which is that of this day."""
        answer.headers["Date"] = "Mon, 23 Nov 2026 06:20:00 GMT"
        return answer

    return page


def show(page: Page, server: Served) -> None:
    page.goto(f"{server.url}/page/today")
    page.wait_for_selector("main .sb, main .none")
    page.clock.run_for(2500)


def test_the_four_figures_say_what_they_count(page: Page, server: Served) -> None:
    show(page, server)
    figures = [" ".join(each.split()) for each in page.locator(".kp > div").all_inner_texts()]
    assert figures == [
        "一半的人等了 14 分钟以内 叫到的 260 人",
        "九成的人等了 36 分钟以内 从入队到被叫",
        "现在等候 46 人 最久 52 分，社会保险",
        "今日办结 229 件 到号未来 17 人，占 6%",
    ]
    page.locator(".how summary").click()
    expect(page.locator(".defs")).to_contain_text("九成的人等得不超过这么久。")


def test_a_broken_pledge_is_said_in_words_not_by_colour(page: Page, server: Served) -> None:
    for matter in server.hall.today["matters"]:
        matter["pledge_s"] = 2400
    show(page, server)
    expect(page.locator(".overtext").first).to_have_text("超 13 分")
    expect(page.locator(".overtext")).to_have_count(4)


def test_the_chart_is_there_as_a_table_too(page: Page, server: Served) -> None:
    show(page, server)
    page.get_by_text("看成表格，全部 12 项").click()
    rows = page.locator("table tbody tr").all_inner_texts()
    assert len(rows) == 12
    assert rows[0].split() == ["民政查询", "26", "53", "20", "11"]


def test_waits_by_stage_are_told_where_visits_were_sent_on(page: Page, server: Served) -> None:
    server.hall.today["stages"] = [
        {"stage": 1, "median_s": 780, "p90_s": 1980, "n": 260},
        {"stage": 2, "median_s": 240, "p90_s": 600, "n": 21},
    ]
    show(page, server)
    page.get_by_text("看成表格，全部 12 项").click()
    rows = page.locator("table").nth(1).locator("tbody tr").all_inner_texts()
    assert [row.split() for row in rows] == [
        ["第", "1", "环节", "13", "33", "260"],
        ["第", "2", "环节", "4", "10", "21"],
    ]


def test_only_the_present_quarter_is_yellow(page: Page, server: Served) -> None:
    show(page, server)
    arrivals = page.locator("svg[aria-label^=每刻钟]")
    expect(arrivals.locator("rect")).to_have_count(22)
    expect(arrivals.locator(".nowbar")).to_have_count(1)
    expect(arrivals).to_contain_text("现在 14:20")


def test_windows_and_alarms_follow_the_hall_live(page: Page, server: Served) -> None:
    show(page, server)
    expect(page.locator(".ws .w.b")).to_have_count(9)
    server.hall.push("window.signed_off", windows={"1": samples.window("closed")})
    expect(page.locator(".ws .w.c")).to_have_count(2)
    server.hall.push(
        "printer.health", printers={"kiosk-2": {"state": "near_end", "tickets_left": 40}}
    )
    expect(page.locator(".al").last).to_contain_text("纸快用完")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_whatever_ails_a_printer_is_said_in_words(
    page: Page, server: Served, language: str
) -> None:
    texts = Path(__file__).parents[3] / f"server/web/static/pages/text/today.{language}.json"
    words = json.loads(texts.read_text("utf-8"))
    server.hall.boot["language"] = language
    show(page, server)
    for state in get_args(PrinterStateName):
        server.hall.push("printer.health", printers={"kiosk-2": {"state": state}})
        if state != "ok":
            named = {"zh": "自助机 2 的打印机：", "en": "Printer of Kiosk 2: "}[language]
            expect(page.locator(".al").last).to_contain_text(
                named + words[f"today.printer.{state}"]
            )
            expect(page.locator("main")).not_to_contain_text("today.printer")


def test_numbers_without_paper_are_confirmed_or_printed_again(page: Page, server: Served) -> None:
    done: list[str] = []
    papers = {"troubles": [trouble("C047", "issued", "failed"), trouble("A012", "waiting")]}
    server.app.add_url_rule("/api/v1/halls/main/papers", "papers", lambda: papers)

    @server.app.post("/api/v1/tickets/<code>/<verb>")
    def act(code: str, verb: str) -> dict[str, str]:
        done.append(f"{code} {verb}")
        papers["troubles"] = papers["troubles"][1:]
        return {}

    show(page, server)
    panel = page.locator("section", has_text="没拿到票的号")
    expect(panel.locator("h2")).to_have_text("没拿到票的号 2")
    expect(panel.locator(".pt").first).to_contain_text("没有印出来")
    expect(panel.get_by_role("button")).to_have_text(["确认号码，进队", "补打", "补打"])
    panel.get_by_role("button", name="确认号码，进队").click()
    expect(panel.locator(".pt")).to_have_count(1)
    assert done == ["C047 enter"]


def test_calls_out_of_turn_stand_there_with_their_reasons(page: Page, server: Served) -> None:
    show(page, server)
    expect(page.get_by_text("不按顺序叫的号")).to_have_count(0)
    server.hall.today["out_of_turn"] = [
        {
            "at": samples.instant(60 * minutes), "number": f"A{minutes:03}", "window": "3",
            "actor": "person:lin.yue", "reason": "help",
            "words": {"zh": "需要照顾", "en": "Needs help"},
        }
        for minutes in range(1, 8)
    ]  # fmt: skip
    show(page, server)
    panel = page.locator("section", has_text="不按顺序叫的号")
    expect(panel.locator("h2")).to_have_text("不按顺序叫的号 7")
    expect(panel.locator(".turn").first).to_contain_text("A001 需要照顾")
    expect(panel.locator(".turn").first).to_contain_text("03 号窗 · lin.yue")
    expect(panel.locator(".turn:visible")).to_have_count(5)
    panel.get_by_text("另有 2 次").click()
    expect(panel.locator(".turn:visible")).to_have_count(7)


def test_an_alarm_that_comes_with_time_alone_is_shown(page: Page, server: Served) -> None:
    show(page, server)
    server.hall.today["alarms"] = [
        {
            "kind": "device",
            "text": {"zh": "取号机 大门左：14:19 起没有联系", "en": "Kiosk: not seen since 14:19"},
            "action": {"zh": "请看它的电源、网线和画面。", "en": "See to its power."},
        }
    ]
    page.clock.run_for(25_000)
    alarm = page.locator(".al.bad").filter(has_text="大门左")
    expect(alarm).to_contain_text("取号机 大门左：14:19 起没有联系")
    expect(alarm).to_contain_text("电源")


def test_who_left_a_window_open_is_signed_off_there(page: Page, server: Served) -> None:
    asked: list[object] = []
    server.hall.boot["may"] = ["windows.relieve"]
    serving = samples.window(call=samples.call("C047", "property", 890, of="serving"))
    server.hall.snapshot["windows"]["12"] = serving
    server.hall.today["alarms"] = [
        {
            "kind": "left", "window": "12",
            "text": {"zh": "12 号窗：王敏 的登录已结束，窗口没有关", "en": "Window 12"},
            "action": {"zh": "C047 还在窗口前。", "en": "C047 is there."},
        }
    ]  # fmt: skip

    @server.app.post("/api/v1/windows/main.12/sign-off")
    def sign_off() -> dict[str, str]:
        asked.append(request.get_json())
        return {}

    show(page, server)
    page.get_by_text("代 王敏 下岗").click()
    form = page.locator("details.left form")
    expect(form.locator("option")).to_have_text(["C047 暂存，可取回", "C047 重新排队"])
    form.locator("select").select_option("send_back")
    form.locator("input").fill("下班了")
    form.get_by_role("button").click()
    assert eventually(lambda: asked == [{"visitor": "send_back", "reason": "下班了"}])


def trouble(number: str, state: str, paper: str = "unconfirmed") -> dict[str, str]:
    return {"code": number, "number": number, "state": state, "paper": paper}


def test_who_was_sent_to_a_window_that_was_left_is_seen(page: Page, server: Served) -> None:
    show(page, server)
    expect(page.get_by_text("转来的号没有人叫")).to_have_count(0)
    closed = {"1": samples.window("closed")}
    server.hall.push("window.signed_off", windows=closed, queues={"@1": {"waiting": 2}})
    panel = page.locator("section", has_text="转来的号没有人叫")
    expect(panel).to_contain_text("01 号窗：2 人在等")
    expect(panel).to_contain_text("请派人到岗")


def test_nobody_has_rated_is_no_row_of_zeros(page: Page, server: Served) -> None:
    server.hall.today |= {"rated": 0, "ratings": {}}
    show(page, server)
    expect(page.get_by_text("还没有人评价。没有评的不算满意。")).to_be_visible()
    expect(page.locator(".rt")).to_have_count(0)


def test_the_hall_scores_its_own_estimates(page: Page, server: Served) -> None:
    show(page, server)
    expect(page.get_by_text("给出的 100 个范围，79% 等在里面，平均差 7 分钟")).to_be_visible()


def test_an_empty_day_is_calm(page: Page, server: Served) -> None:
    server.hall.today, server.hall.score = empty_day(), score(0)
    server.hall.snapshot = samples.empty_snapshot(state="closed")
    show(page, server)
    expect(page.locator(".kp .num")).to_have_text(["—", "—", "0", "0"])
    expect(page.get_by_text("今天还没有人取号")).to_be_visible()
    expect(page.get_by_text("没有要处理的事。")).to_be_visible()


def test_a_lost_queue_says_how_old_the_figures_are(page: Page, server: Served) -> None:
    show(page, server)
    page.locator(".age.fresh").wait_for()
    server.stop()
    page.clock.run_for(70_000)
    expect(page.locator(".bn.lost")).to_contain_text("连接中断")
    server.start()
    while_time_passes(page, lambda: not page.locator(".bn.lost").is_visible())
    expect(page.locator(".bn.lost")).to_have_count(0)


def test_a_line_that_never_was_is_said_too(page: Page, server: Served) -> None:
    page.route("**/socket.io/**", lambda route: route.abort())
    page.route_web_socket("**/socket.io/**", lambda socket: socket.close())
    show(page, server)
    expect(page.locator(".bn.lost")).to_have_count(0)
    page.clock.run_for(70_000)
    expect(page.locator(".bn.lost")).to_contain_text("连接中断")


def test_it_stands_on_one_screen(page: Page, server: Served) -> None:
    show(page, server)
    assert page.evaluate("document.documentElement.scrollHeight") <= 900
    assert page.evaluate("document.documentElement.scrollWidth") == 1440


def test_the_legend_of_the_windows_keeps_clear_of_its_heading(page: Page, server: Served) -> None:
    page.set_viewport_size({"width": 1366, "height": 768})
    server.hall.boot["language"] = "en"
    show(page, server)
    heading = page.get_by_role("heading", name="Windows", exact=True)
    expect(heading).to_be_visible()
    own, legend = heading.bounding_box(), heading.locator("+ .lg").bounding_box()
    assert own is not None
    assert legend is not None
    assert own["x"] + own["width"] + 12 <= legend["x"]


def test_nothing_to_do_is_not_said_beside_a_matter_in_red(page: Page, server: Served) -> None:
    quiet = full_day(alarms=[])
    quiet["matters"] = [each | {"pledge_s": 10} for each in quiet["matters"]]
    server.hall.snapshot["printers"] = {}
    server.hall.today = quiet
    show(page, server)
    expect(page.locator(".chart .overtext").first).to_be_visible()
    expect(page.locator(".sb .none").first).to_contain_text("标红的事项")
    expect(page.locator("main")).not_to_contain_text("没有要处理的事")
