"""C4: above a window stand its number in service, what it does, who serves; it calls by light and
by a tone of its own, and leads to the rating of the visit."""

from io import BytesIO

from PIL import Image
from playwright.sync_api import expect

from tests.stories.conftest import SETTLED_MS, Enter
from tests.support.servicehall import Running, Script


def picture_of(width: int, height: int) -> bytes:
    """PNG of one colour."""
    out = BytesIO()
    Image.new("RGB", (width, height), "steelblue").save(out, "PNG")
    return out.getvalue()


# What sounds, in a browser that was told that it may.
SOUNDS = """window.notes = 0;
const made = AudioContext.prototype.createOscillator;
AudioContext.prototype.createOscillator = function () {
  window.notes += 1;
  return made.call(this);
};
Object.defineProperty(AudioContext.prototype, "state", { get: () => "running" });"""
PORTRAIT = picture_of(400, 500)
LIT = "document.querySelector('.lamp').getAnimations().length > 0"


def test_a_window_shows_who_it_calls_and_who_serves(
    hall: Running, enter: Enter, script: Script
) -> None:
    people = enter("administrator", "秦然")
    row = people.locator("tr", has_text="沈露")
    row.locator("input[type=file]").set_input_files(
        {"name": "shen.png", "mimeType": "image/png", "buffer": PORTRAIT}
    )
    expect(row.get_by_role("button", name="删照片")).to_be_visible()
    screen = enter("window", "07 号窗")
    screen.add_init_script(SOUNDS)
    screen.reload()
    expect(screen.locator(".now")).to_be_visible()
    console = enter("clerk", "沈露")
    console.locator(".wcard").first.wait_for()
    console.keyboard.type("7")
    console.locator(".k1.now[data-verb=sign-on]").click()
    expect(console.locator("#screen")).to_have_attribute("data-situation", "free")
    foot = screen.locator("footer")
    for words in ("沈露", "B0207", "医保岗", "医疗费报销"):
        expect(foot).to_contain_text(words)
    expect(foot.locator(".face")).to_have_js_property("naturalWidth", 360)

    ticket = script.take("medical-claim")
    expect(console.locator(".calm .num")).to_have_text("1")
    console.wait_for_timeout(SETTLED_MS)
    console.keyboard.press("Space")
    expect(screen.locator(".now.called .num.tk")).to_have_text(ticket["number"])
    expect(screen.locator(".now")).to_contain_text("请到本窗")
    expect(screen.locator(".lamp")).to_be_visible()
    assert screen.evaluate(LIT) and screen.evaluate("window.notes") > 0

    expect(console.locator(".hd .num")).to_have_text(ticket["number"])
    console.wait_for_timeout(SETTLED_MS)
    console.keyboard.press("Space")
    expect(screen.locator(".now.serving .num.tk")).to_have_text(ticket["number"])
    expect(screen.locator(".now")).to_contain_text("正在办理")
    expect(screen.locator(".lamp")).to_be_hidden()
    code = screen.locator(".rate img")
    expect(code).to_have_js_property("complete", True)
    assert code.evaluate("(drawn) => drawn.naturalWidth") > 0

    console.wait_for_timeout(SETTLED_MS)
    console.keyboard.press("F10")
    expect(screen.locator(".now .num.tk")).to_have_count(0)
    phone = enter("window", "07 号窗")  # any browser; the page is everybody's
    phone.goto(f"{hall.url}/rate")
    phone.get_by_label("短码").fill(ticket["code"])
    phone.get_by_role("button", name="去评价").click()
    phone.get_by_role("button", name="非常满意").first.click()
    assert phone.url.endswith(ticket["code"])
    script.post("/windows/7/sign-off", {"visitor": "park"})
