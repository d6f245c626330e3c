"""D11: a clerk sees how many wait, how long the first of them, who was put aside, who missed a
call, and how busy that is: in steps and in a word, never in a colour alone."""

from playwright.sync_api import Page, expect

from tests.stories.conftest import Enter
from tests.support.servicehall import Refused, Running, Script, Window, until


def no_show(window: Window) -> None:
    """Press no-show as soon as the hall takes it."""

    def taken() -> bool:
        try:
            window.do("no-show")
        except Refused as problem:
            assert problem.code == "no_show.too_soon"
            return False
        return True

    until(taken)


def at_window(enter: Enter, who: str, number: str) -> Page:
    console = enter("clerk", who)
    console.locator(".wcard").first.wait_for()
    console.keyboard.type(number)
    console.locator(".k1.now").wait_for()
    return console


def test_a_clerk_sees_the_load(hall: Running, enter: Enter, script: Script) -> None:
    desk = hall.window("8")
    desk.do("sign-on")
    console = at_window(enter, "许安", "8")
    load = console.locator(".lists section").first
    expect(load.locator(".sum")).to_contain_text("等 0 人")
    expect(load.locator(".how")).to_have_text("空")
    expect(load.locator(".how i.on")).to_have_count(1)

    for _ in range(10):
        script.take("water-account")
    expect(load.locator(".sum")).to_contain_text("等 10 人")  # live, while nobody presses anything
    expect(load.locator(".how")).to_have_text("很忙")
    expect(load.locator(".how [role=img]")).to_have_attribute("aria-label", "很忙")
    expect(load.locator(".how i.on")).to_have_count(5)

    desk.call()
    desk.do("start")
    desk.do("park", reason="copy", minutes=15)
    desk.call()
    no_show(desk)
    for words in ("等 8 人", "最久 0 分", "暂存 1", "过号 1"):
        expect(load.locator(".sum")).to_contain_text(words)
    red, green, blue = console.evaluate(
        "getComputedStyle(document.querySelector('.how i.on')).backgroundColor.match(/\\d+/g)"
    )
    assert max(map(int, (red, green, blue))) - min(map(int, (red, green, blue))) < 10  # ink
