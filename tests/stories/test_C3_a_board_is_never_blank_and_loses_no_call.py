"""C3: calls large and listed, who waits, who pauses, notices, clock, pictures between calls; a lost
connection shows its age and heals without losing a call."""

import base64
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.stories.conftest import Enter
from tests.support.example_sites import example, written
from tests.support.servicehall import Running, Script

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg=="
)


@pytest.fixture
def pictured(tmp_path: Path) -> Iterator[Running]:
    """The example, whose hall board has a layout with a picture."""
    site = example(tmp_path)
    hall = site["halls"][0]
    hall["layouts"] = [{"key": "lobby", "media": ["welcome.png"], "seconds": 5}]
    (board,) = (device for device in hall["devices"] if device["key"] == "board-hall")
    board["layout"] = "lobby"
    (tmp_path / "data" / "media").mkdir(parents=True)
    (tmp_path / "data" / "media" / "welcome.png").write_bytes(PIXEL)
    running = Running(tmp_path / "data", "demo", "--site", written(tmp_path, site))
    yield running
    running.process.send_signal(signal.SIGCONT)
    running.stop()


def test_a_board_is_never_blank_and_loses_no_call(pictured: Running, enter: Enter) -> None:
    board = enter("board", "大厅屏", pictured)
    board.mouse.click(5, 5)  # lets it sound: a mute board says so where notices stand
    expect(board.locator(".plate")).to_have_attribute("data-empty", "closed")
    script = pictured.token("kiosk")
    windows = {key: pictured.window(key) for key in ("4", "5", "6")}
    for window in windows.values():
        window.do("sign-on")
    wed, old, last = (script.take(matter)["number"] for matter in ("marriage", "retirement",
                                                                   "marriage"))  # fmt: skip
    assert [windows["4"].call(), windows["5"].call()] == [wed, old]
    windows["6"].do("pause", reason="break")

    expect(board.locator(".plate.now")).to_have_attribute("data-call", old)
    expect(board.locator(f".rows .r.called[data-call={wed}]")).to_be_visible()
    expect(board.locator(".stop")).to_contain_text("06")
    expect(
        board.locator("[data-series=civil] .num, [data-series=marriage] .num").first
    ).to_have_text("1")
    expect(board.locator(".nt .zh")).not_to_be_empty()
    assert board.locator("time.clock").inner_text().count(":") == 1

    windows["5"].do("start")
    expect(board.locator(".plate.now")).to_have_attribute("data-call", wed)
    windows["4"].do("start")
    expect(board.locator(".media img")).to_have_js_property("naturalWidth", 1)

    pictured.process.send_signal(signal.SIGSTOP)
    expect(board.locator(".age.stale")).to_be_visible()
    assert board.locator("#screen").inner_text().strip(), "never blank"
    pictured.process.send_signal(signal.SIGCONT)
    windows["4"].do("finish")
    assert windows["4"].call() == last
    expect(board.locator(".plate.now")).to_have_attribute("data-call", last)
    expect(board.locator(".media")).to_have_count(0)
    expect(board.locator(".age.fresh")).to_be_visible()


def test_layouts_are_edited_with_the_board_in_sight(
    hall: Running, enter: Enter, script: Script
) -> None:
    board = enter("board", "大厅屏")
    expect(board.locator(".clock")).to_be_visible()
    page = enter("administrator", "秦然")
    page.get_by_role("link", name="大厅屏").click()
    frame = page.frame_locator(".panel iframe")
    expect(frame.locator(".plate.now .num.tk")).to_be_visible()
    expect(frame.locator(".rows .r.called")).to_have_count(1)
    expect(page.locator(".reads")).to_contain_text("最小的字 4.7 米")

    page.get_by_role("button", name="新版式").click()
    page.get_by_label("时钟").uncheck()
    page.get_by_label("A 区", exact=True).check()
    page.get_by_label("语言").select_option("1")
    expect(frame.locator(".clock")).to_be_hidden()
    expect(frame.locator(".wt")).to_have_count(2)
    page.get_by_role("button", name="2160 × 3840").click()
    expect(frame.locator("#screen")).to_have_attribute("data-form", "tall")
    row = page.locator("tr[data-board=board-hall]")
    row.get_by_label("对角线").fill("40")
    row.get_by_label("对角线").press("Tab")
    expect(page.locator(".reads")).to_contain_text("40 英寸，2160 × 3840，每像素 0.23 毫米")
    expect(board.locator(".clock")).to_be_visible()
    page.get_by_label("名称", exact=False).fill("Lobby 1")
    page.get_by_label("名称", exact=False).press("Tab")
    page.get_by_role("button", name="保存启用").click()
    expect(page.get_by_role("alert")).to_contain_text("小写字母")

    page.get_by_label("名称", exact=False).fill("lobby")
    page.get_by_label("名称", exact=False).press("Tab")
    row.get_by_label("版式").select_option("lobby")
    begun = len(script.journal())
    page.get_by_role("button", name="保存启用").click()
    expect(page.get_by_role("status").first).to_contain_text("已存为")
    expect(board.locator(".clock")).to_be_hidden()
    expect(board.locator(".wt")).to_have_count(2)
    (entry,) = script.journal()[begun:]
    assert (entry["type"], entry["actor"]) == ("hall.configured", "person:qin.ran")

    page.get_by_role("button", name="删去").click()
    row.get_by_label("对角线").fill("")
    row.get_by_label("对角线").press("Tab")
    page.get_by_role("button", name="保存启用").click()
    expect(board.locator(".clock")).to_be_visible()
