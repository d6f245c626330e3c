"""The board on every panel: nothing cut, nothing over each other, no hanzi below its least size."""

import base64

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.support import samples
from tests.support.boards import SIZES, STATES, boxes_of, faults
from tests.support.screens import Served

pytestmark = pytest.mark.system
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def shown(page: Page, server: Served, state: str, query: str = "") -> None:
    STATES[state](server.hall)
    page.clock.install()
    page.goto(f"{server.url}/board{query}")
    page.wait_for_selector(".plate")
    page.evaluate("() => document.fonts.ready.then(() => null)")
    page.clock.run_for(1000)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_board_fills_any_panel(
    open_page: Open, server: Served, size: tuple[int, int], state: str
) -> None:
    page = open_page(*size)
    shown(page, server, state)
    assert faults(page) == []
    (whole,) = boxes_of(page, "#screen")
    assert abs(whole["width"] - size[0]) <= 1 and abs(whole["height"] - size[1]) <= 1
    assert 1 <= page.locator(".rows .r").count() <= 8 or state in ("empty", "closed")
    page.clock.run_for(13_000)
    assert faults(page) == [], "the other pages of its lists"


@pytest.mark.parametrize("size", [(1280, 720), (1080, 1920)])
def test_the_board_without_its_line_says_so_on_any_panel(
    open_page: Open, server: Served, size: tuple[int, int]
) -> None:
    page = open_page(*size)
    shown(page, server, "busy")
    server.stop()
    try:
        page.clock.run_for(70_000)
        expect(page.locator(".nt.lost")).to_contain_text("连接中断")
        assert faults(page) == []
    finally:
        server.start()


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920), (1280, 1024)])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_smaller_panel_shows_less_and_not_smaller(
    open_page: Open, server: Served, size: tuple[int, int], language: str
) -> None:
    """On 50 inches a row is as high in millimetres as on 55, and fewer fit."""
    server.hall.boot["language"] = language
    server.hall.boot["device"] = {"key": "board-a"}
    page = open_page(*size)
    shown(page, server, "busy", "?inches=55")
    (large,) = boxes_of(page, ".r .num.tk >> nth=0")
    shown(page, server, "usual", "?inches=50")
    assert faults(page) == []
    (small,) = boxes_of(page, ".r .num.tk >> nth=0")
    assert small["height"] * 50 / 55 == pytest.approx(large["height"], rel=0.03)
    server.hall.catalogue["displays"] = [{"key": "board-a", "inches": 50.0, "layout": None}]
    shown(page, server, "usual")
    (own,) = boxes_of(page, ".r .num.tk >> nth=0")
    assert own["height"] == small["height"], "as the site file says"


def test_more_windows_than_rows_take_turns_and_whoever_is_called_stays(
    open_page: Open, server: Served
) -> None:
    page = open_page(1920, 1080)
    server.hall.snapshot = samples.empty_snapshot(seq=900)
    numbers = [f"A{place:03}" for place in range(1, 13)]
    for place, number in enumerate(numbers, 1):
        of = "called" if place in (1, 12) else "serving"
        call = samples.call(number, "hukou", 800 + place, of=of)
        server.hall.snapshot["windows"][str(place)] = samples.window(call=call)
    shown(page, server, "usual")
    seen: set[str] = set()
    for _ in range(4):
        rows = page.locator(".rows .tk").all_inner_texts()
        assert len(rows) == 8 and rows[0] == "A001"
        seen |= set(rows)
        page.clock.run_for(12_000)
    assert seen == set(numbers) - {"A012"}
    expect(page.locator(".past .pg")).to_contain_text("更多叫号")


def test_the_distances_of_the_signs_rule(open_page: Open, server: Served) -> None:
    """35 m, 12 m and 4 m on 55 inches, of any number of pixels."""
    page = open_page(400, 300)
    page.goto(f"{server.url}/static/display/wording.json")
    reads = page.evaluate(
        """async (panels) => {
          const { planOf, readsTo } = await import("/static/display/panel.js");
          return panels.map(([width, height, inches]) =>
            readsTo(planOf({ width, height, inches })));
        }""",
        [[*size, 55] for size in SIZES] + [[1920, 1080, 44], [1920, 1080, 75]],
    )
    for each in reads:
        assert each["plate"] > 34.9 and each["row"] > 12.6 and each["least"] > 4.7


def laid_out(server: Served, **layout: object) -> None:
    """The board of the device `board-a` has this layout."""
    plain = {
        "key": "own", "languages": 2, "columns": 2, "waiting": True, "paused": True,
        "notices": True, "clock": True, "media": [], "seconds": 12, "sound": False,
    }  # fmt: skip
    server.hall.boot["device"] = {"key": "board-a"}
    server.hall.catalogue["displays"] = [
        {"key": "board-a", "inches": None, "layout": {**plain, **layout}}
    ]


def test_a_layout_says_what_a_board_shows(open_page: Open, server: Served) -> None:
    laid_out(server, languages=1, columns=1, paused=False, notices=False, clock=False)
    page = open_page(1920, 1080)
    shown(page, server, "usual")
    assert faults(page) == []
    for gone in (".stop", ".nt", ".clock", ".hd .en", ".side .en"):
        expect(page.locator(gone).locator("visible=true")).to_have_count(0)
    lefts = {round(box["left"]) for box in boxes_of(page, ".rows .r .tk")}
    assert len(lefts) == 1, "one column"
    expect(page.locator(".wt")).to_have_count(6)


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920)])
def test_pictures_stand_between_calls_and_give_way_at_once(
    open_page: Open, server: Served, size: tuple[int, int]
) -> None:
    laid_out(server, media=["one.png", "missing.png", "two.png"], seconds=5)
    page = open_page(*size)
    page.route("**/media/*", lambda route: route.abort() if "missing" in route.request.url
               else route.fulfill(body=PIXEL, content_type="image/png"))  # fmt: skip
    server.hall.snapshot = samples.empty_snapshot(seq=5)
    shown(page, server, "usual")
    expect(page.locator(".plate")).to_be_visible()
    page.clock.run_for(10_000)
    expect(page.locator(".media")).to_have_attribute("data-media", "one.png")
    assert faults(page) == []
    for _ in range(3):
        page.clock.run_for(5_000)
        if page.locator(".media").get_attribute("data-media") == "two.png":
            break
    expect(page.locator(".media")).to_have_attribute("data-media", "two.png")
    server.hall.call("3", "A001", "hukou")
    expect(page.locator(".plate")).to_have_attribute("data-call", "A001")
    expect(page.locator(".media")).to_have_count(0)


def test_a_video_is_softer_while_the_hall_speaks(open_page: Open, server: Served) -> None:
    page = open_page(400, 300)
    page.goto(f"{server.url}/static/display/wording.json")
    volumes = page.evaluate(
        """async () => {
          const { Media } = await import("/static/display/media.js");
          const { render } = await import("/static/kit/vendor/lit.js");
          const media = new Media(() => render(media.picture(), document.body));
          media.layout = { media: ["a.mp4"], seconds: 5, sound: true };
          media.shown = { at: 0, since: 0 };
          const heard = [];
          for (const on of [false, true, false]) {
            media.duck(on);
            heard.push(document.querySelector("video").volume);
          }
          return heard;
        }"""
    )
    assert volumes[0] == volumes[2] > 5 * volumes[1] > 0


def test_a_mute_board_says_so_and_keeps_its_notices(open_page: Open, server: Served) -> None:
    server.hall.boot["device"] = {"key": "board-a"}
    server.hall.turn = lambda _: {"zones": {"A": "mute"}, "turn_ms": 2000, "ask_ms": 700}
    page = open_page(*SIZES[0])
    page.add_init_script(
        "Object.defineProperty(AudioContext.prototype, 'state', { get: () => 'suspended' })"
    )
    for state in ("usual", "busy"):
        server.hall.catalogue["notices"] = [{"zh": "今天午间不休息。", "en": "Open over lunch."}]
        STATES[state](server.hall)
        page.goto(f"{server.url}/board")
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            foot = page.locator(".nt.mute")
            expect(foot.locator(".chip")).to_be_visible()
            if width > height:
                expect(foot.locator(".told")).to_be_visible()
            assert faults(page) == [], (state, width, height)
