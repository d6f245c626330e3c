"""The board on every panel: nothing cut, nothing over each other, no hanzi below its least size."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.support import samples
from tests.support.boards import SIZES, STATES, boxes_of, faults
from tests.support.screens import Served

pytestmark = pytest.mark.system


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
    server.hall.catalogue["displays"] = [{"key": "board-a", "inches": 50.0}]
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
