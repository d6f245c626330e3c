"""A board that slept, came late or was flooded shows what is true, in order."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.support import samples
from tests.support.screens import Served

pytestmark = pytest.mark.system
# Every number that stood on the plate, in order.
SEEN = """() => { window.seen = []; new MutationObserver(() => {
  const now = document.querySelector(".plate")?.dataset.call;
  if (now && window.seen[window.seen.length - 1] !== now) window.seen.push(now);
}).observe(document.body, { subtree: true, childList: true, attributes: true }); }"""


@pytest.fixture
def board(open_page: Open, server: Served) -> Page:
    page = open_page(1920, 1080)
    page.clock.install()
    server.hall.snapshot = samples.empty_snapshot(seq=900)
    page.goto(f"{server.url}/board")
    page.wait_for_selector(".plate")
    return page


def on_board(page: Page) -> set[str]:
    """The numbers in sight."""
    return set(page.locator(".plate .tk, .rows .tk").all_inner_texts())


def test_a_board_cut_off_for_an_hour_shows_what_stands_now(board: Page, server: Served) -> None:
    server.hall.call("3", "A001", "hukou")
    expect(board.locator(".plate")).to_have_attribute("data-call", "A001")
    server.stop()
    board.clock.fast_forward("01:00:00")
    expect(board.locator(".nt.lost")).to_contain_text("60 分")
    assert on_board(board) == {"A001"}, "never blank"
    windows = server.hall.snapshot["windows"]
    for place, key in enumerate(("1", "3", "4"), 2):
        call = samples.call(f"A{place:03}", "hukou", 900 + place)
        windows[key] = samples.window(call=call)
    server.hall.snapshot["seq"] = 904
    server.start()
    for _ in range(60):
        board.clock.run_for(1000)
        if not board.locator(".nt.lost").is_visible():
            break
    expect(board.locator(".plate")).to_have_attribute("data-call", "A004")
    assert on_board(board) == {"A002", "A003", "A004"}


def test_a_board_that_joins_late_shows_what_is_called_now(open_page: Open, server: Served) -> None:
    page = open_page(1920, 1080)
    page.goto(f"{server.url}/board")
    expect(page.locator(".plate")).to_have_attribute("data-call", "C047")
    expect(page.locator(".rows .r.called")).to_have_count(8)


def test_fifty_calls_in_a_second_leave_each_windows_last_in_sight(
    board: Page, server: Served
) -> None:
    board.evaluate(SEEN)
    keys = [str(number) for number in (1, 3, 4, 6, 8, 9, 10, 11, 12)]
    for place in range(50):
        server.hall.call(keys[place % 9], f"A{place + 1:03}", "hukou")
    expect(board.locator("#screen")).to_have_attribute("data-seq", "950")
    board.clock.run_for(60_000)
    expect(board.locator(".plate")).to_have_attribute("data-call", "A050")
    assert on_board(board) == {f"A{number:03}" for number in range(42, 51)}
    seen = board.evaluate("window.seen")
    assert seen == sorted(seen), "in the order of the calls"
