"""A window is the hall's, not a browser's: what is open outlives the machine and the shift."""

import pytest
from playwright.sync_api import Page, expect

from tests.system.conftest import Enter
from window_client.client import HallClient

pytestmark = pytest.mark.system

SETTLED_MS = 450  # two presses closer than this are one
NUMBER, MATTER = "8", "water-account"


def sit_down(enter: Enter, who: str) -> Page:
    """A browser of its own, at window 8."""
    console = enter("clerk", who, 1366, 768)
    console.locator(".wcard").first.wait_for()
    console.keyboard.type(NUMBER)
    console.locator(".k1.now").wait_for()
    return console


def press(console: Page, key: str, then: str) -> None:
    """Press, and see what the window is then."""
    console.wait_for_timeout(SETTLED_MS)
    console.keyboard.press(key)
    shows(console, then)


def shows(console: Page, situation: str, number: str | None = None) -> None:
    expect(console.locator("#screen")).to_have_attribute("data-situation", situation)
    if number:
        expect(console.locator(".hd .num")).to_have_text(number)


def test_a_clerk_in_two_browsers_sees_one_truth(desk: HallClient, enter: Enter) -> None:
    first, second = sit_down(enter, "许安"), sit_down(enter, "许安")
    press(first, "Space", "free")
    shows(second, "free")
    number = desk.take_ticket(MATTER, paper=False)["number"]
    expect(second.locator(".sum")).to_contain_text("等 1 人")
    press(first, "Space", "called")
    shows(second, "called", number)
    press(second, "Space", "serving")
    shows(first, "serving", number)
    press(first, "F8", "serving")
    first.keyboard.press("Enter")
    expect(second.locator(f"[data-number={number}]")).to_be_visible()
    second.locator(f"[data-number={number}]").click()
    shows(first, "serving", number)
    press(first, "F10", "free")
    shows(second, "free")
    press(second, "q", "free")
    second.keyboard.press("Enter")
    shows(first, "closed")


def test_an_open_visit_outlives_reload_machine_and_shift(desk: HallClient, enter: Enter) -> None:
    """Nobody signs off in between: a page is reloaded, a machine is switched off, a shift ends."""
    number = desk.take_ticket(MATTER, paper=False)["number"]
    first = sit_down(enter, "许安")
    press(first, "Space", "free")
    press(first, "Space", "called")
    first.reload()
    shows(first, "called", number)
    press(first, "Space", "serving")
    first.close()  # switched off

    other_machine = sit_down(enter, "许安")
    shows(other_machine, "serving", number)
    expect(other_machine.locator(".k1.now")).to_have_attribute("data-verb", "call-next")

    relief = sit_down(enter, "沈露")
    shows(relief, "serving", number)
    expect(relief.locator(".cur")).to_contain_text("许安 在这个窗口上岗")
    relief.wait_for_timeout(SETTLED_MS)
    relief.keyboard.press("F10")
    expect(relief.locator(".status")).to_contain_text("这里坐的是别人，先接手")
    relief.keyboard.press("Space")
    expect(relief.locator("dialog li").first).to_contain_text(f"我来接手，连同 {number}")
    relief.keyboard.press("Enter")
    expect(relief.locator(".top")).to_contain_text("沈露")
    expect(relief.locator(".k1.now")).to_have_attribute("data-verb", "call-next")
    expect(other_machine.locator(".cur")).to_contain_text("沈露 在这个窗口上岗")
    press(relief, "F10", "free")
    shows(other_machine, "free")
    assert desk.console(NUMBER)["served_today"] >= 1
