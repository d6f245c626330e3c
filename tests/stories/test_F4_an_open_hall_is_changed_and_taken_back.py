"""F4: a manager with a tablet changes the open hall; board and kiosk follow at once, the journal
says who, and each change is taken back with one key."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.stories.conftest import Enter
from tests.support.servicehall import Running, Script

TABLET = (768, 1024)
MANAGER = "person:chen.ping"
FINGER = 48
TIDE = "13"


@pytest.fixture
def tablet(enter: Enter) -> Page:
    """The page of changes on a tablet held upright."""
    page = enter("manager", "陈平")
    page.set_viewport_size({"width": TABLET[0], "height": TABLET[1]})
    page.get_by_role("link", name="当日调整").tap()
    page.locator("[data-window='1']").wait_for()
    return page


def matters(script: Script, window: str) -> list[str]:
    """What a window serves."""
    windows = script.get("/halls/main/catalogue")["windows"]
    return next(sorted(each["matters"]) for each in windows if each["key"] == window)


def configured(script: Script) -> list[Any]:
    """Who changed the hall, in order."""
    return [row["actor"] for row in script.journal() if row["type"] == "hall.configured"]


def take_back(tablet: Page, subject: str) -> None:
    """The key beside the newest change of this."""
    change = tablet.locator(f".made [data-change='{subject}']").first
    change.get_by_role("button", name="撤回").tap()
    expect(tablet.get_by_role("status")).to_contain_text("已撤回")


def test_a_matter_moves_to_another_window(hall: Running, tablet: Page, script: Script) -> None:
    window = hall.window("1")
    window.do("sign-on")
    was = matters(script, "1")
    number = script.take("marriage")["number"]
    row = tablet.locator("[data-window='1']")
    row.get_by_role("button", name="改事项").tap()
    row.get_by_label("结婚登记").check()
    row.get_by_role("button", name="确定").tap()
    expect(tablet.get_by_role("status")).to_contain_text("已生效")
    expect(row.locator(".q").first).to_contain_text("结婚登记")
    assert window.call() == number  # the clerk of the other window calls at once
    window.do("start"), window.do("finish")
    assert configured(script)[-1] == MANAGER
    take_back(tablet, "1")
    assert matters(script, "1") == was
    expect(row.locator(".q").first).not_to_contain_text("结婚登记")


def test_a_locked_kiosk_says_so_and_gives_no_number(
    hall: Running, enter: Enter, tablet: Page, script: Script
) -> None:
    kiosk = enter("kiosk", "自助机 1")
    kiosk.get_by_role("button", name="结婚登记").wait_for()
    row = tablet.locator("[data-kiosk='kiosk-1']")
    row.get_by_role("button", name="锁定").tap()
    row.locator("form").get_by_role("button", name="锁定").tap()
    expect(kiosk.locator(".shut")).to_contain_text("这台自助机暂停取号：设备检修")
    kiosk.get_by_role("button", name="结婚登记").tap()
    kiosk.get_by_role("button", name="结婚登记").tap()
    kiosk.locator("button.take").tap()
    expect(kiosk.locator("h1")).to_contain_text("这台自助机暂停取号")
    take_back(tablet, "kiosk-1")
    expect(row).to_contain_text("正常取号")
    kiosk.reload()
    kiosk.get_by_role("button", name="结婚登记").wait_for()
    expect(kiosk.locator(".shut")).to_have_count(0)
    assert configured(script)[-2:] == [MANAGER, MANAGER]


def test_numbers_a_day_are_used_up_at_the_kiosk(enter: Enter, tablet: Page, script: Script) -> None:
    taken = next(
        each["taken"]
        for each in script.get("/halls/main/changes")["quotas"]
        if each["matter"] == "marriage"
    )
    form = tablet.locator("form.line1")
    form.get_by_label("事项").select_option("marriage")
    form.get_by_label("每日最多").fill(str(taken))
    form.get_by_role("button", name="设定").tap()
    expect(tablet.locator("[data-quota='marriage']")).to_contain_text(f"共 {taken} 个")
    kiosk = enter("kiosk", "自助机 1")
    kiosk.get_by_role("button", name="结婚登记").tap()
    kiosk.get_by_role("button", name="结婚登记").tap()
    kiosk.locator("button.take").tap()
    expect(kiosk.locator("h1")).to_contain_text("今天的号已取完")
    take_back(tablet, "marriage")
    assert script.take("marriage")["number"]


def test_a_tide_window_opens_a_clerk_comes_and_it_is_closed_again(
    hall: Running, enter: Enter, tablet: Page, script: Script
) -> None:
    row = tablet.locator(f"[data-window='{TIDE}']")
    expect(row).to_contain_text("今天不开")
    console = enter("clerk", "叶帆")
    card = console.locator(".wcard").filter(has_text=TIDE)
    expect(card).to_contain_text("今天不开")
    row.get_by_role("button", name="开放").tap()
    expect(row).to_contain_text("已请人上岗")
    expect(card).to_contain_text("请人上岗")
    hall.window(TIDE).do("sign-on")
    expect(row.get_by_role("button", name="关闭")).to_be_visible()
    expect(card).not_to_contain_text("请人上岗")
    take_back(tablet, TIDE)
    expect(row).to_contain_text("今天不开")
    assert script.get("/halls/main/board")["windows"][TIDE]["state"] == "closed"


def test_a_window_is_closed_for_the_day_and_opened_again(
    hall: Running, tablet: Page, script: Script
) -> None:
    hall.window("2").do("sign-on")
    row = tablet.locator("[data-window='2']")
    row.get_by_role("button", name="关闭").tap()
    expect(row).to_contain_text("今天不开")
    assert script.get("/halls/main/board")["windows"]["2"]["state"] == "closed"
    take_back(tablet, "2")
    expect(row).to_contain_text("已请人上岗")
    hall.window("2").do("sign-on")
    hall.window("2").do("sign-off")


def test_a_notice_reaches_board_kiosk_and_phone_and_is_taken_away(
    hall: Running, enter: Enter, tablet: Page, script: Script
) -> None:
    board, kiosk = enter("board", "大厅屏"), enter("kiosk", "自助机 1")
    board.mouse.click(5, 5)  # lets it sound: a mute board says so where notices stand
    ticket = script.take("marriage")
    phone = enter("kiosk", "自助机 2")
    phone.goto(f"{hall.url}/t/{ticket['code']}")
    screens = (board, kiosk, phone)
    tablet.get_by_label("中文").fill("电梯检修，请走楼梯。")
    tablet.get_by_label("到什么时候").select_option("60")
    tablet.get_by_role("button", name="显示").tap()
    for screen in screens:
        expect(screen.locator("body")).to_contain_text("电梯检修，请走楼梯。", timeout=20_000)
    take_back(tablet, "")
    for screen in screens:
        expect(screen.locator("body")).not_to_contain_text("电梯检修", timeout=20_000)
    told = [row["actor"] for row in script.journal() if row["type"] == "hall.notice"]
    assert told[-2:] == [MANAGER, MANAGER]
    script.post(f"/tickets/{ticket['code']}/cancel", {})


def test_every_key_is_large_enough_for_a_finger(tablet: Page) -> None:
    heights = tablet.evaluate(
        "[...document.querySelectorAll('main button, main select, main input, header a')]"
        ".map((each) => each.getBoundingClientRect().height)"
    )
    assert min(heights) >= FINGER
    assert tablet.evaluate("document.documentElement.scrollWidth") <= TABLET[0]
