"""D9: a window calls for help without a sound; every colleague sees which, and anyone ends it."""

import json
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from tests.stories.conftest import Enter
from tests.support.servicehall import Running, Script

HELP = "05 号窗紧急呼叫，请马上过去"


def at_window(enter: Enter, who: str, window: str) -> Page:
    """A clerk's console, signed on at this window."""
    console = enter("clerk", who)
    console.locator(".wcard").first.wait_for()
    console.keyboard.type(window)
    console.locator(".k1.now[data-verb=sign-on]").click()
    expect(console.locator("#screen")).to_have_attribute("data-situation", "free")
    return console


def desk_of(console: Page) -> Page:
    """The guide desk's page, in the same browser."""
    there = urlsplit(console.url)
    session = parse_qs(there.query).get("as", [""])[0]
    page = console.context.new_page()
    page.goto(there._replace(path="/desk", query=f"as={session}").geturl())
    return page


def test_a_silent_call_for_help(hall: Running, enter: Enter, script: Script) -> None:
    calling, colleague = at_window(enter, "郭佳", "5"), at_window(enter, "何维", "6")
    manager, board = enter("manager", "陈平"), enter("board", "A 区")
    desk = desk_of(colleague)
    for page in (desk, manager):
        expect(page.locator("header.top")).to_be_visible()

    # One Shift key is an accident, both together are a call; at the window one word changes.
    calling.keyboard.press("ShiftLeft")
    calling.keyboard.press("ShiftRight")
    calling.keyboard.down("ShiftLeft")
    calling.keyboard.press("ShiftRight")
    calling.keyboard.up("ShiftLeft")
    expect(calling.locator("[data-verb=emergency]")).to_have_text("已通知")
    for page in (colleague, desk, manager):
        expect(page.locator(".emergency")).to_contain_text(HELP)
        expect(page.locator(".emergency")).to_contain_text("郭佳")
    expect(calling.locator(".emergency")).to_have_count(0)
    said = [text for text in board_heard(enter, board) if "staff.notice" in text]
    assert [text for text in said if '"5"' in text or "郭佳" in text] == []
    assert board.locator("body").inner_text().count("紧急") == 0

    # A page that is opened anew knows it; the desk ends it, and the journal says who did what.
    manager.reload()
    expect(manager.locator(".emergency")).to_contain_text(HELP)
    desk.get_by_role("button", name="已处理，结束").click()
    for page in (colleague, desk, manager):
        expect(page.locator(".emergency")).to_have_count(0)
    expect(calling.locator("[data-verb=emergency]")).to_have_text("求助")

    # By finger: a tap is an accident, a hold of a second is a call.
    key = calling.locator("[data-verb=emergency]")
    key.click()
    key.hover()
    calling.mouse.down()
    expect(key).to_have_text("已通知")
    calling.mouse.up()
    expect(colleague.locator(".emergency")).to_contain_text(HELP)
    calling.locator("[data-verb=emergency-end]").click()
    expect(colleague.locator(".emergency")).to_have_count(0)
    rows = [row for row in script.journal() if row["type"] == "staff.notice"]
    assert [
        (row["actor"], row["private"]["emergency"], row["private"]["ended"]) for row in rows
    ] == [
        ("person:guo.jia", "5", False),
        ("person:he.wei", "5", True),
        ("person:guo.jia", "5", False),
        ("person:guo.jia", "5", True),
    ]


def board_heard(enter: Enter, board: Page) -> list[str]:
    """What the board's live socket was sent."""
    return [json.dumps(text, ensure_ascii=False) for text in enter.heard[board]]
