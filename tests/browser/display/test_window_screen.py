"""The screen above a window at 1280 × 800: called, serving, paused, closed, free."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.support import samples
from tests.support.boards import WINDOW_SIZES, WINDOW_STATES, faults
from tests.support.screens import Served

pytestmark = pytest.mark.system


@pytest.fixture
def screen(open_page: Open) -> Page:
    return open_page(1280, 800)


def show(page: Page, server: Served, window: str) -> None:
    """Open it; before the hall's state has come it says so, which is no answer yet."""
    page.goto(f"{server.url}/window/{window}")
    page.wait_for_selector(".lamp, .bare[role=alert]", state="attached")


def set_window(server: Served, key: str, state: dict[str, Any]) -> None:
    server.hall.push("window.paused", windows={key: state})


def test_a_number_is_called_then_served_then_the_window_is_free(
    screen: Page, server: Served
) -> None:
    show(screen, server, "12")
    now = screen.locator(".now")
    expect(now).to_have_class("now called")
    expect(now.locator(".num.tk")).to_have_text("C047")
    set_window(
        server, "12", samples.window(call=samples.call("C047", "property", 900, of="serving"))
    )
    expect(now).to_have_class("now serving")
    expect(now).to_contain_text("正在办理")
    set_window(
        server, "12", samples.window(call=samples.call("C047", "property", 900, of="finished"))
    )
    expect(now).to_have_class("now free")
    expect(now.locator(".num.tk")).to_have_count(0)


def test_a_paused_window_says_until_when_and_where_to_go(screen: Page, server: Served) -> None:
    show(screen, server, "02")
    expect(screen.locator(".now")).to_have_class("now paused")
    expect(screen.locator(".state")).to_contain_text("恢复")
    expect(screen.locator(".m")).to_contain_text("请等叫号，由 01、03、04 号窗办")
    expect(screen.locator(".now")).not_to_contain_text("请到")


def test_a_pause_without_an_end_promises_none(screen: Page, server: Served) -> None:
    show(screen, server, "7")
    expect(screen.locator(".state")).to_have_text("稍后恢复")


def test_a_closed_window_says_by_matter_who_does_its_work(screen: Page, server: Served) -> None:
    matters = [each["key"] for each in server.hall.catalogue["matters"]]
    shares = {"1": matters[:3], "3": matters[:1], "4": matters[:2], "6": matters[2:3]}
    for window in server.hall.catalogue["windows"]:
        window["matters"] = shares.get(window["key"], matters[6:])
    set_window(server, "1", samples.window("closed"))
    show(screen, server, "1")
    rows = [" ".join(row.split()) for row in screen.locator(".by li").all_inner_texts()]
    assert rows == ["户籍与身份证 03、04 号窗", "户籍与身份证查询 04 号窗", "社会保险 06 号窗"]
    expect(screen.locator(".now")).to_contain_text("号码和先后不变，请等叫号")
    expect(screen.locator(".now")).not_to_contain_text("请到")


def test_a_closed_window_sends_nobody_away(screen: Page, server: Served) -> None:
    show(screen, server, "5")
    expect(screen.locator(".now")).to_have_class("now closed")
    expect(screen.locator(".who")).to_contain_text("无人值守")


def test_the_clerks_public_identity_and_the_matters_stand_below(
    screen: Page, server: Served
) -> None:
    show(screen, server, "12")
    expect(screen.locator(".who")).to_contain_text("王敏")
    expect(screen.locator(".who")).to_contain_text("工号 C0231")
    expect(screen.locator(".mt")).to_contain_text("不动产登记")


def test_a_window_that_is_not_in_the_hall_says_so(screen: Page, server: Served) -> None:
    show(screen, server, "77")
    expect(screen.locator(".bare")).to_contain_text("没有这个窗口")


@pytest.mark.parametrize("number", ["W1999", "M0047", "A1000"])
def test_the_longest_numbers_fit(screen: Page, server: Served, number: str) -> None:
    set_window(server, "12", samples.window(call=samples.call(number, "property", 900)))
    show(screen, server, "12")
    box = screen.locator(".now .num.tk").bounding_box()
    assert box is not None and box["x"] + box["width"] <= 1280


# Words of the foot that the frame of light would cover.
UNDER_THE_LAMP = """() => {
  const lamp = document.querySelector(".lamp");
  const scale = lamp.getBoundingClientRect().width / lamp.offsetWidth;
  const border = Number.parseFloat(getComputedStyle(lamp).borderBottomWidth) * Math.max(1, scale);
  const edge = lamp.getBoundingClientRect().bottom - border;
  return [...document.querySelectorAll(".b :is(b, span, .en, img)")]
    .filter((each) => each.getBoundingClientRect().bottom > edge + 1)
    .map((each) => each.textContent);
}"""


@pytest.mark.parametrize("state", WINDOW_STATES)
@pytest.mark.parametrize(("width", "height"), WINDOW_SIZES)
def test_any_panel_is_filled(
    open_page: Open, server: Served, width: int, height: int, state: str
) -> None:
    WINDOW_STATES[state](server.hall)
    page = open_page(width, height)
    show(page, server, "12")
    assert faults(page, hanzi=28, latin=26) == []
    assert page.evaluate(UNDER_THE_LAMP) == []
    box = page.locator("#screen").bounding_box()
    assert box is not None
    assert abs(box["width"] - width) <= 1
    assert abs(box["height"] - height) <= 1
    foot = page.locator("footer.b").bounding_box()
    assert foot is not None
    assert foot["y"] + foot["height"] <= height + 1


# The lamp's own animation, and how often it changes in each second of it.
LAMP = """() => {
  const [light] = document.querySelector(".lamp").getAnimations();
  if (!light) return null;
  const { duration, iterations } = light.effect.getTiming();
  light.pause();
  const lit = [];
  for (let at = 0; at < duration * iterations; at += 50) {
    light.currentTime = at;
    lit.push(Number(getComputedStyle(document.querySelector(".lamp")).opacity));
  }
  const second = 20;
  return Math.max(...lit.map((_, at) => {
    const part = lit.slice(at, at + second);
    return part.filter((on, place) => place && on !== part[place - 1]).length;
  }));
}"""


def test_a_call_lights_the_frame_and_never_flickers(screen: Page, server: Served) -> None:
    show(screen, server, "3")
    expect(screen.locator(".now.called .num.tk")).to_have_text("A118")
    assert screen.evaluate(LAMP) is None, "a screen just switched on announces nothing past"
    server.hall.call("3", "A119", "hukou")
    expect(screen.locator(".now.called .num.tk")).to_have_text("A119")
    expect(screen.locator(".lamp")).to_be_visible()
    assert screen.evaluate(LAMP) in (1, 2, 3), "changes a second"
    began = samples.call("A119", "hukou", 901, of="serving")
    server.hall.push("ticket.started", windows={"3": samples.window(call=began)})
    expect(screen.locator(".lamp")).to_be_hidden()


def test_the_first_call_of_a_day_is_lit_too(screen: Page, server: Served) -> None:
    server.hall.snapshot = samples.empty_snapshot(seq=5)
    show(screen, server, "3")
    expect(screen.locator(".now.free")).to_be_visible()
    server.hall.call("3", "A001", "hukou")
    expect(screen.locator(".now.called .num.tk")).to_have_text("A001")
    assert screen.evaluate(LAMP) in (1, 2, 3)


def test_with_reduced_motion_the_light_is_steady(screen: Page, server: Served) -> None:
    screen.emulate_media(reduced_motion="reduce")
    show(screen, server, "3")
    expect(screen.locator(".now.called .num.tk")).to_have_text("A118")
    server.hall.call("3", "A119", "hukou")
    expect(screen.locator(".now.called .num.tk")).to_have_text("A119")
    expect(screen.locator(".lamp")).to_be_visible()
    assert screen.evaluate(LAMP) is None


NOTES = """window.notes = 0;
window.AudioContext = class {
  state = "running";
  currentTime = 0;
  createGain() {
    const ramps = { linearRampToValueAtTime() {}, exponentialRampToValueAtTime() {} };
    return { gain: { setValueAtTime() {}, ...ramps }, connect: (next) => next };
  }
  createOscillator() {
    return { frequency: {}, connect: (next) => next, start: () => window.notes++, stop() {} };
  }
};"""


@pytest.mark.parametrize(("query", "notes"), [("", 2), ("?sound=off", 0)])
def test_a_call_and_a_recall_sound_once_each(
    screen: Page, server: Served, query: str, notes: int
) -> None:
    screen.add_init_script(NOTES)
    show(screen, server, f"3{query}")
    expect(screen.locator(".now.called .num.tk")).to_have_text("A118")
    server.hall.call("3", "A119", "hukou")
    expect(screen.locator(".now.called .num.tk")).to_have_text("A119")
    server.hall.call("3", "A119", "hukou", times=2)
    expect(screen.locator(".now .t")).to_contain_text("第 2 次")
    assert screen.evaluate("window.notes") == 2 * notes


def test_a_screen_that_was_shut_out_says_so_and_calls_nobody(screen: Page, server: Served) -> None:
    show(screen, server, "12")
    expect(screen.locator(".now .num.tk")).to_have_text("C047")
    title, action = "这块屏已被收回", "请管理员重新接入。"
    refused = {"code": "access.session_over", "title": title, "action": action}
    server.hall.sockets.emit("refused", refused, namespace="/live")
    expect(screen.locator(".bare")).to_contain_text(title)
    expect(screen.locator(".bare")).to_contain_text(action)
    expect(screen.locator(".num.tk")).to_have_count(0)
    screen.evaluate("window.stayed = true")
    server.hall.show(server.hall.snapshot)  # let in again
    expect(screen.locator(".now .num.tk")).to_have_text("C047")
    assert screen.evaluate("window.stayed") is None, "a page of its own, which asked who it is"


def test_the_rating_code_is_drawn_where_somebody_serves(screen: Page, server: Served) -> None:
    show(screen, server, "12")
    code = screen.locator(".rate img")
    expect(code).to_be_visible()
    expect(code).to_have_js_property("complete", True)
    assert code.evaluate("(drawn) => drawn.naturalWidth") > 0
    show(screen, server, "5")
    expect(screen.locator(".rate")).to_have_count(0)


def test_who_has_no_staff_number_shows_no_label_for_one(screen: Page, server: Served) -> None:
    """A script at the window, say."""
    window = samples.window(call=samples.call("A001", "property", 900))
    window["clerk"] = {"name": "script", "name_en": None, "staff_no": "", "post": ""}
    set_window(server, "12", window)
    show(screen, server, "12")
    expect(screen.locator(".who")).to_contain_text("script")
    expect(screen.locator(".who")).not_to_contain_text("工号")
