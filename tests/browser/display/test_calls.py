"""Which call stands on the large plate, and for how long: the board's own module, in a browser."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from tests.browser.conftest import Open
from tests.support.screens import Served
from tests.support.tries import tries

pytestmark = pytest.mark.system

# Plays events against the plate with a clock of its own; answers what was shown, and how long.
PLAY = """async ([events, until]) => {
  const { CallPlate } = await import("/static/display/calls.js");
  const plate = new CallPlate();
  const hall = { windows: {}, missed: {} };
  const shown = [];
  const note = (now) => {
    const last = shown[shown.length - 1];
    if (plate.shown && last?.seq !== plate.shown.seq) shown.push({ ...plate.shown, from: now });
  };
  plate.see(hall, { now: 0, server: 0, behind: 0 });
  let now = 0;
  for (const event of events) {
    while (plate.nextAt() <= event.at_ms) { now = plate.nextAt(); plate.advance(now); note(now); }
    now = event.at_ms;
    Object.assign(hall.windows, event.windows ?? {});
    Object.assign(hall.missed, event.missed ?? {});
    plate.see(hall, { now, server: event.server ?? now, behind: event.behind ?? 0 });
    note(now);
  }
  while (plate.nextAt() < until) { now = plate.nextAt(); plate.advance(now); note(now); }
  return { shown, dropped: plate.dropped, now };
}"""


def play(page: Page, events: list[dict[str, Any]], until: int = 10_000_000) -> dict[str, Any]:
    result: dict[str, Any] = page.evaluate(PLAY, [events, until])
    return result


def call(seq: int, window: str, at_ms: int, of: str = "called") -> dict[str, Any]:
    """An event: a window calls a number made of the journal number."""
    number = f"A{seq:03}"
    instant = f"1970-01-01T00:{at_ms // 60000:02}:{at_ms % 60000 // 1000:02}.{at_ms % 1000:03}Z"
    plain = {"number": number, "matter": "m", "seq": seq, "at": instant, "times": 1, "of": of}
    return {"at_ms": at_ms, "windows": {window: {"call": plain}}}


@pytest.fixture
def page(open_page: Open, server: Served) -> Page:
    page = open_page(400, 300)
    page.goto(f"{server.url}/static/display/board.css")
    return page


def test_eighty_calls_in_ten_bursts_of_eight_are_each_shown(page: Page) -> None:
    events = [
        call(burst * 8 + window + 1, str(window), burst * 1000)
        for burst in range(10)
        for window in range(8)
    ]
    result = play(page, events)
    assert [each["seq"] for each in result["shown"]] == list(range(1, 81))
    assert result["dropped"] == []
    assert result["now"] < 80_000, "the last one is shown while its owner is still looking"


def test_a_burst_of_eight_passes_the_plate_in_eight_seconds(page: Page) -> None:
    shown = play(page, [call(n, str(n), 1000) for n in range(1, 9)])["shown"]
    assert [each["seq"] for each in shown] == list(range(1, 9))
    stays = [after["from"] - before["from"] for before, after in pairwise(shown)]
    assert min(stays) >= 850
    assert shown[-1]["from"] - 1000 + 850 < 8000


def test_two_calls_have_the_time_of_two(page: Page) -> None:
    shown = play(page, [call(1, "1", 0), call(2, "2", 500)])["shown"]
    assert shown[1]["from"] >= 3500


@settings(
    max_examples=tries(20),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(gaps=st.lists(st.integers(0, 9000), min_size=1, max_size=30))
def test_no_call_is_skipped_and_none_is_too_short_to_read(page: Page, gaps: list[int]) -> None:
    times = [sum(gaps[: place + 1]) for place in range(len(gaps))]
    events = [call(place + 1, str(place % 4), at) for place, at in enumerate(times)]
    shown = play(page, events)["shown"]
    assert [each["seq"] for each in shown] == list(range(1, len(gaps) + 1))
    stays = [after["from"] - before["from"] for before, after in pairwise(shown)]
    assert all(stay >= 800 for stay in stays)


def test_a_call_that_was_undone_or_missed_is_not_shown_any_more(page: Page) -> None:
    undone = {"at_ms": 1200, "windows": {"2": {"call": None}}}
    missed = {"at_ms": 1300, "missed": {"A003": 3}}
    events = [call(1, "1", 1000), call(2, "2", 1100), call(3, "3", 1100), undone, missed]
    result = play(page, events)
    assert [each["number"] for each in result["shown"]] == ["A001"]
    assert [(each["number"], each["why"]) for each in result["dropped"]] == [
        ("A002", "undone"),
        ("A003", "missed"),
    ]


def test_a_screen_that_was_just_switched_on_announces_nothing_past(page: Page) -> None:
    old = call(7, "1", 0)["windows"] | call(9, "2", 0)["windows"]
    shown = page.evaluate(
        """async (windows) => {
          const { CallPlate } = await import("/static/display/calls.js");
          const plate = new CallPlate();
          plate.see({ windows, missed: {} }, { now: 0, server: 0, behind: 0 });
          return [plate.shown.seq, plate.pending.length];
        }""",
        old,
    )
    assert shown == [9, 0]


def test_a_call_is_shown_though_the_server_s_clock_was_set_back_or_forth(page: Page) -> None:
    """Ten minutes either way: nothing was silent, so the call is new."""
    for server in (-600_000, 600_000):
        events = [call(1, "1", 0), {**call(2, "2", 10_000), "server": server}]
        result = play(page, events)
        assert [each["number"] for each in result["shown"]] == ["A001", "A002"]
        assert result["dropped"] == []


def test_after_a_long_silence_only_the_newest_call_is_shown_and_the_rest_recorded(
    page: Page,
) -> None:
    late = {"server": 600_000, "behind": 500_000}
    both = call(2, "2", 100_000)["windows"] | call(3, "3", 110_000)["windows"]
    events = [call(1, "1", 0), {"at_ms": 600_000, "windows": both, **late}]
    result = play(page, events)
    assert [each["number"] for each in result["shown"]] == ["A001", "A003"]
    assert [(each["number"], each["why"]) for each in result["dropped"]] == [
        ("A002", "stale"),
        ("A003", "stale"),
    ]
