"""The hall board at its real size: every state that people in a hall may see."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.support import samples
from tests.support.chromium import while_time_passes
from tests.support.screens import Served

pytestmark = pytest.mark.system


@pytest.fixture
def board(open_page: Open) -> Page:
    page = open_page(1920, 1080)
    page.clock.install()
    return page


def show(page: Page, server: Served, query: str = "") -> None:
    page.goto(f"{server.url}/board{query}")
    page.wait_for_selector(".plate")


def plate(page: Page) -> str:
    return page.locator(".plate .num.tk").inner_text()


def test_the_newest_call_is_large_and_the_others_are_listed(board: Page, server: Served) -> None:
    show(board, server)
    assert plate(board) == "C047"
    assert board.locator(".plate").get_attribute("class") == "plate call now"
    numbers = board.locator(".rows .num.tk").all_inner_texts()
    assert numbers == ["A118", "B206", "C046", "B205", "E031", "A117", "M009", "C045"]


def test_eight_calls_at_once_each_get_the_plate_within_eight_seconds(
    board: Page, server: Served
) -> None:
    show(board, server)
    board.evaluate(
        """() => { window.seen = []; new MutationObserver(() => {
          const now = document.querySelector(".plate").dataset.call;
          if (window.seen[window.seen.length - 1] !== now) window.seen.push(now);
        }).observe(document.body, { subtree: true, childList: true, attributes: true }); }"""
    )
    windows = ["1", "3", "4", "6", "8", "9", "10", "11"]
    for window in windows:
        server.hall.call(window, f"A5{window:>02}", "hukou")
    numbers = [f"A5{window:>02}" for window in windows]
    expect(board.locator("#screen")).to_have_attribute("data-seq", "908")
    board.clock.run_for(8_000)
    assert board.evaluate("window.seen")[-8:] == numbers
    assert board.locator(".rows .r.called .tk").all_inner_texts() == [*numbers[-2::-1], "C047"]


def test_who_is_called_stays_marked_and_on_the_plate_until_they_come(
    board: Page, server: Served
) -> None:
    """Eight are called, and only the newest comes: the plate goes to the newest still called."""
    show(board, server)
    began = samples.call("C047", "property", 900, of="serving")
    server.hall.push("ticket.started", windows={"12": samples.window(call=began)})
    expect(board.locator(".plate")).to_have_attribute("data-call", "A118")
    expect(board.locator(".plate")).to_have_class("plate call now")
    expect(board.locator(".rows .r.called")).to_have_count(7)
    row = board.locator(".r[data-call=C047]")
    expect(row).to_have_class("r ")
    expect(row.locator(".u")).to_have_text("办理")
    boxed = "each => getComputedStyle(each).borderTopWidth"
    assert board.locator(".r.called").first.evaluate(boxed) == "4px"
    assert row.evaluate(boxed) == "0px", "not by colour alone"


def test_a_number_turns_white_when_its_owner_is_at_the_window(board: Page, server: Served) -> None:
    server.hall.snapshot = samples.empty_snapshot(seq=899)
    show(board, server)
    server.hall.call("12", "C047", "property")
    expect(board.locator(".plate")).to_have_class("plate call now")
    serving = samples.call("C047", "property", 900, of="serving")
    server.hall.push("ticket.started", windows={"12": samples.window(call=serving)})
    expect(board.locator(".plate")).to_have_class("plate call served")
    expect(board.locator(".plate .t")).to_contain_text("正在办理")


def test_people_waiting_are_counted_per_series_and_zero_is_printed(
    board: Page, server: Served
) -> None:
    show(board, server)
    rows = board.locator(".wt").all_inner_texts()
    assert [" ".join(row.split()) for row in rows[:2]] == [
        "户籍与身份证 12 15–25 分",
        "社会保险 18 25–40 分",
    ]
    assert " ".join(rows[-1].split()) == "民政 0 随到随办"
    server.hall.push("ticket.entered", queues={"civil-1": {"waiting": 2}})
    expect(board.locator("[data-series=civil]")).to_contain_text("2")


def test_paused_windows_say_when_they_reopen_or_where_to_go(board: Page, server: Served) -> None:
    show(board, server)
    stops = [" ".join(row.split()) for row in board.locator(".stop .l").all_inner_texts()]
    assert stops[0].startswith("02 换班") and stops[0].endswith("恢复")
    assert stops[1] == "07 设备检修 06、08 号窗办"


def test_missed_numbers_stand_below_latest_first(board: Page, server: Served) -> None:
    show(board, server)
    assert board.locator(".past .num").all_inner_texts() == ["B201", "A112", "C039", "D028"]
    server.hall.push("ticket.returned", missed={"B201": None})
    expect(board.locator(".past .num")).to_have_count(3)


def test_a_zone_board_shows_its_zone_alone(board: Page, server: Served) -> None:
    show(board, server, "?zone=B&theme=dark")
    assert plate(board) == "B206"
    assert board.locator(".rows .num.tk").all_inner_texts() == ["B205"]
    assert board.locator(".wt").count() == 2
    assert board.locator(".past .num").all_inner_texts() == ["B201", "D028"]
    assert board.locator("html").get_attribute("data-theme") == "dark"


@pytest.mark.parametrize(("state", "kind"), [("open", "free"), ("closed", "closed")])
def test_an_empty_hall_says_what_that_means(
    board: Page, server: Served, state: str, kind: str
) -> None:
    server.hall.snapshot = samples.empty_snapshot(state=state)
    show(board, server)
    assert board.locator(".plate").get_attribute("data-empty") == kind
    assert board.locator(".wt .num").all_inner_texts() == ["0"] * 6
    assert (
        board.locator(".wt .t").first.inner_text()
        == {"free": "随到随办", "closed": "暂无窗口"}[kind]
    )


def test_a_lost_queue_is_shown_with_its_age_and_heals_without_losing_a_call(
    board: Page, server: Served
) -> None:
    show(board, server)
    server.stop()
    board.clock.run_for(20_000)
    expect(board.locator(".age")).to_have_class("age stale")
    board.clock.run_for(50_000)
    banner = board.locator(".nt.lost")
    expect(banner).to_contain_text("连接中断")
    assert board.locator(".wt .t").all_inner_texts() == ["—"] * 6
    assert plate(board) == "C047"
    drawn = banner.locator("svg.i use").evaluate("(sign) => sign.getBBox().width")
    assert drawn > 0, "a sign that was never shown before is drawn without the server"
    server.hall.snapshot["windows"]["3"] = samples.window(call=samples.call("A119", "hukou", 901))
    server.hall.snapshot["seq"] = 901
    server.start()
    while_time_passes(board, lambda: not banner.is_visible())
    expect(banner).to_have_count(0)
    expect(board.locator(".plate .num.tk")).to_have_text("A119")


def test_before_the_first_word_the_screen_says_that_it_connects(
    board: Page, server: Served
) -> None:
    board.route("**/api/v1/**", lambda route: route.abort())
    board.goto(f"{server.url}/board")
    expect(board.locator(".bare b")).to_have_text("正在连接")


def test_a_board_that_was_shut_out_says_so_and_keeps_its_numbers(
    board: Page, server: Served
) -> None:
    show(board, server)
    refused = {
        "code": "access.session_over",
        "title": "这块屏已被收回",
        "action": "请管理员重新接入。",
    }
    server.hall.sockets.emit("refused", refused, namespace="/live")
    expect(board.locator(".nt.lost")).to_contain_text("这块屏已被收回")
    assert plate(board) == "C047"


@pytest.mark.parametrize("number", ["A001", "M078", "N001", "W999", "M1000", "W1000"])
def test_the_large_number_stays_on_its_plate(board: Page, server: Served, number: str) -> None:
    show(board, server)
    server.hall.call("12", number, "civil")
    expect(board.locator(".plate .num.tk")).to_have_text(number)
    board.clock.run_for(30_000)
    over = board.evaluate(
        """() => {
          const plate = document.querySelector(".plate").getBoundingClientRect();
          return Math.max(...[...document.querySelectorAll(".plate .en, .plate .w, .plate small")]
            .map((node) => node.getBoundingClientRect().right)) - plate.right + 39;
        }"""
    )
    assert over <= 0


def test_a_notice_takes_the_place_of_the_site_files_until_it_is_taken_away(
    board: Page, server: Served
) -> None:
    show(board, server)
    foot = board.locator("footer")
    expect(foot).to_contain_text("证件照相与复印在 A 区入口左侧")
    lift = {"zh": "东侧电梯检修，请走西侧电梯。", "en": "East lift out of order: use the west one."}
    server.hall.push("hall.notice", notice=lift)
    expect(foot).to_contain_text(lift["zh"])
    expect(foot).to_contain_text(lift["en"])
    server.hall.push("hall.notice", notice=None)
    expect(foot).to_contain_text("证件照相与复印在 A 区入口左侧")
