"""D13: when somebody joins an empty line, the clerk hears it, reads it, and sees it on the tab."""

from playwright.sync_api import Page, expect

from tests.stories.conftest import Enter
from tests.support.servicehall import Running, Script

COUNT_TONES = """() => {
  window.tones = 0;
  const Tone = OscillatorNode;
  window.OscillatorNode = class extends Tone {
    start(at) { window.tones += 1; super.start(at); }
  };
}"""
HIDE = """(hidden) => {
  Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
  document.dispatchEvent(new Event("visibilitychange"));
}"""
CHIME = 2  # tones


def heard(console: Page, times: int) -> None:
    """So many tones were played."""
    console.wait_for_function("count => window.tones === count", arg=times * CHIME)


def serve(console: Page, number: str) -> None:
    """Call who waits and finish, by keyboard."""
    screen = console.locator("#screen")
    for key, then in (("Space", "called"), ("F4", "serving"), ("F10", "free")):
        console.wait_for_timeout(450)  # two presses closer than this are one
        console.keyboard.press(key)
        expect(screen).to_have_attribute("data-situation", then)
        if then == "called":
            expect(console.locator(".hd .num")).to_have_text(number)


def test_the_first_person_is_heard(hall: Running, enter: Enter, script: Script) -> None:
    console = enter("clerk", "许安")
    console.locator(".wcard").first.wait_for()
    console.keyboard.type("8")
    console.locator(".k1.now[data-verb=sign-on]").wait_for()
    console.evaluate(COUNT_TONES)
    console.keyboard.press("Space")
    expect(console.locator("#screen")).to_have_attribute("data-situation", "free")
    expect(console.get_by_role("button", name="提示音 开")).to_be_visible()

    first = script.take("water-account")["number"]
    expect(console.locator(".status")).to_contain_text("有人来了")
    heard(console, 1)
    script.take("water-account")
    expect(console.locator(".sum")).to_contain_text("等 2 人")
    heard(console, 1)  # the second person makes no sound
    serve(console, first)
    second = script.get("/windows/8")
    assert second["ticket"] is None
    console.get_by_role("button", name="提示音").click()  # off, by this clerk's own choice
    expect(console.get_by_role("button", name="提示音 关")).to_be_visible()
    console.keyboard.press("Space")
    expect(console.locator("#screen")).to_have_attribute("data-situation", "called")
    expect(console.locator(".sum")).to_contain_text("等 0 人")

    console.evaluate(HIDE, True)
    script.take("water-account")
    expect(console).to_have_title("（1）人在等 · 叫号台")
    expect(console.locator(".sum")).to_contain_text("等 1 人")
    heard(console, 1)
    console.evaluate(HIDE, False)
    expect(console).to_have_title("叫号台 · Console")
