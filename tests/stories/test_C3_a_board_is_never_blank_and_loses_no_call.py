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
from tests.support.servicehall import Running

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
