"""Everything that has a key is done by mouse, by finger, and from a number pad alone."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.window_client.conftest import asked_by, show, start
from tests.support.chromium import Watched
from tests.support.consoles import PretendDesk, console
from tests.support.screens import Served

pytestmark = pytest.mark.system

ON_SCREEN = [
    (["[data-verb=recall]"], "called", "recall", {}),
    ([".ks [data-verb=start]"], "called", "start", {}),
    (["[data-verb=no-show]"], "called", "no-show", {}),
    ([".outs .chip >> nth=2", "[data-verb=finish]"], "serving", "finish",
     {"outcome": "advice_only"}),
    (["[data-verb=park]", "dialog li >> nth=1", "dialog .now"], "serving", "park",
     {"reason": "pay", "minutes": 15}),
    (["[data-verb=pause]", "dialog .mins .chip >> nth=0", "dialog .now"], "free", "pause",
     {"reason": "break", "minutes": 5}),
    ([".ks [data-verb=unpause]"], "paused", "unpause", {}),
    (["[data-verb=sign-off]", "dialog .now"], "free", "sign-off", {}),
    (["[data-verb=resume]", "dialog .now"], "free", "resume", {"number": "C039"}),
    (["[data-number=C039]"], "free", "resume", {"number": "C039"}),
    (["[data-number=C031]"], "free", "return", {"number": "C031"}),
    (["[data-matter=company-1]", "dialog .tick", "dialog .now"], "serving", "transfer",
     {"matter": "company-1", "come_back": True}),
    (["[data-verb=menu]", "dialog li >> nth=2", "dialog .now", "dialog li >> nth=1", "dialog .now"],
     "free", "return", {"number": "C031"}),
    (["[data-verb=menu]", "dialog li >> nth=3", "dialog .now"], "called", "undo", {}),
]  # fmt: skip


@pytest.mark.parametrize("touch", [False, True], ids=["mouse", "finger"])
@pytest.mark.parametrize(("places", "where", "verb", "body"), ON_SCREEN)
def test_every_step_has_a_key_on_the_screen(
    browser: Browser,
    server: Served,
    places: list[str],
    where: str,
    verb: str,
    body: dict[str, Any],
    touch: bool,
) -> None:
    watched = Watched(browser, 1024, 768, has_touch=touch)
    desk = show(watched.page, server, where)
    expect(watched.page.locator(".side")).to_contain_text("不动产登记")
    for place in places:
        key = watched.page.locator(place)
        key.tap() if touch else key.click()
    assert desk.finished(watched.page, 1) == [(verb, body)]
    watched.close()


def test_a_number_is_called_by_mouse_alone_but_for_its_digits(page: Page, server: Served) -> None:
    desk = show(page, server, "free")
    page.locator("[data-verb=call]").click()
    page.locator("dialog input").fill("51")
    page.locator("dialog .mins .chip", has_text="E").click()
    expect(page.locator("dialog .whole")).to_have_text("E051")
    page.locator("dialog .now").click()
    expect(page.locator("dialog h2")).to_contain_text("E051")
    page.locator("dialog li").nth(1).click()
    page.locator("dialog .now").click()
    assert desk.finished(page, 1) == [("call", {"number": "E051", "reason": "help"})]


def test_signing_out_is_on_the_screen(page: Page, server: Served) -> None:
    server.hall.boot["slot"] = "2"
    show(page, server, "free")
    expect(page.get_by_role("link", name="退出登录")).to_have_attribute("href", "/sign-out?as=2")


def test_rows_of_the_side_are_reached_by_arrows(page: Page, server: Served) -> None:
    desk = show(page, server, "free")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-number=C039]")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-number=C031]")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    assert desk.finished(page, 1) == [("resume", {"number": "C039"})]


def test_space_on_a_row_is_still_the_yellow_key(page: Page, server: Served) -> None:
    desk = start(page, server, PretendDesk("C048"))
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-number=C039]")).to_be_focused()
    page.keyboard.press("Space")
    assert desk.finished(page, 1) == [("call-next", {})]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("社会", "social-1"),
        ("SOCIAL", "social-1"),
        ("xx", None),
    ],
)
def test_a_transfer_is_found_by_typing(
    page: Page, server: Served, typed: str, found: str | None
) -> None:
    desk = show(page, server, "serving")
    page.keyboard.press("F7")
    expect(page.locator("dialog li")).to_have_count(5)
    page.keyboard.press("/")
    expect(page.locator("dialog input.filter")).to_be_focused()
    page.keyboard.insert_text(typed)
    if found is None:
        expect(page.locator("dialog .say")).to_have_text("没有这样的去处。")
        expect(page.locator("dialog .now")).to_have_attribute("aria-disabled", "true")
        return
    expect(page.locator("dialog li")).to_have_count(1)
    page.keyboard.press("Enter")
    assert desk.finished(page, 1) == [("transfer", {"matter": found})]


PAD = [
    (["NumpadAdd"], "called", "recall", {}),
    (["NumpadSubtract"], "called", "no-show", {}),
    (["Numpad2", "NumpadDecimal"], "serving", "finish", {"outcome": "accepted"}),
    (["Numpad3", "NumpadEnter"], "serving", "call-next",
     {"finish": True, "outcome": "advice_only"}),
    (["NumpadMultiply", "Numpad2", "NumpadMultiply", "NumpadEnter"], "free", "pause",
     {"reason": "shift", "minutes": 30}),
    (["NumpadMultiply"], "paused", "unpause", {}),
    (["NumpadDivide", "Numpad5", "Numpad1", "NumpadAdd", "NumpadEnter", "NumpadAdd", "NumpadEnter"],
     "free", "call", {"number": "E051", "reason": "help"}),
    (["Numpad0", "Numpad1", "NumpadEnter", "Numpad2", "NumpadMultiply", "NumpadEnter"], "serving",
     "transfer", {"matter": "social-1", "come_back": True}),
    (["Numpad0", "Numpad2", "NumpadEnter", "NumpadAdd", "NumpadEnter"], "serving", "park",
     {"reason": "pay", "minutes": 15}),
    (["Numpad0", "Numpad3", "NumpadEnter", "Numpad2", "NumpadEnter"], "free", "return",
     {"number": "C031"}),
    (["Numpad0", "Numpad4", "NumpadEnter"], "called", "undo", {}),
    (["Numpad0", "NumpadDecimal", "NumpadAdd"], "called", "recall", {}),
    (["Numpad0", "Numpad8", "NumpadEnter", "Numpad1", "NumpadEnter"], "free", "sign-off", {}),
]  # fmt: skip


@pytest.mark.parametrize(("keys", "where", "verb", "body"), PAD)
def test_a_number_pad_is_enough(
    page: Page, server: Served, keys: list[str], where: str, verb: str, body: dict[str, Any]
) -> None:
    assert asked_by(page, server, where, keys) == [(verb, body)]


def test_the_pad_goes_through_the_whole_cycle(page: Page, server: Served) -> None:
    desk = start(page, server, PretendDesk("C048", where="closed"))
    for words in ("叫下一位", "人到了，开始办理", "办结，叫下一位"):
        page.keyboard.press("NumpadEnter")
        expect(page.locator(".k1.now")).to_contain_text(words)
        page.wait_for_timeout(450)
    assert [verb for verb, _ in desk.done] == ["sign-on", "call-next", "start"]


def test_the_sheet_says_what_each_key_of_the_pad_is(page: Page, server: Served) -> None:
    show(page, server, "free")
    page.keyboard.press("?")
    pad = page.locator(".sheets section").nth(1)
    expect(pad).to_contain_text("只用数字键盘")
    for sign in ("Enter", "+", "-", "*", "/", ".", "0"):
        expect(pad.locator("kbd", has_text=sign).first).to_be_visible()


def test_the_menu_of_the_bar_has_everything(page: Page, server: Served) -> None:
    desk = PretendDesk()
    desk.console = console("free")
    server.hall.verb, server.hall.consoles["12"] = desk.verb, desk.console
    page.set_viewport_size({"width": 800, "height": 60})
    page.goto(f"{server.url}/console/bar?window=12")
    page.locator("[data-verb=menu]").click()
    for _ in range(3):
        page.get_by_role("button", name="后一页").click()
    while page.locator(".opts .on").inner_text().split()[-1] != "离岗":
        page.get_by_role("button", name="后一页").click()
    page.locator(".bk.now").click()
    expect(page.locator(".bar.ask b")).to_have_text("离岗")
    page.locator(".bk.now").click()
    assert desk.finished(page, 1) == [("sign-off", {})]
