"""The line to the server: a gap is asked for again, a restart heals, the age is told."""

import time
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.support import samples
from tests.support.chromium import while_time_passes
from tests.support.patience import PATIENCE_S
from tests.support.screens import Served

pytestmark = pytest.mark.system

FOLLOW = """async () => {
  const { connect } = await import("/static/kit/connection.js");
  window.seen = { states: [], events: [], ages: [] };
  window.link = connect({ hall: "main", onState: (state) => seen.states.push(state.seq),
    onEvent: (event) => seen.events.push(event.seq), onAge: (age) => seen.ages.push(age.level) });
}"""


def until(page: Page, true: str) -> None:
    """Waits as a person does: the page's own policy forbids it to evaluate text."""
    end = time.monotonic() + PATIENCE_S
    while not page.evaluate(true):
        assert time.monotonic() < end, true
        page.wait_for_timeout(20)


def follow(page: Page) -> None:
    page.evaluate(FOLLOW)
    until(page, "seen.states.length > 0")


def subscriptions(server: Served) -> list[dict[str, Any]]:
    """What the pretend server is asked from now on."""
    asked: list[dict[str, Any]] = []

    def subscribed(sid: str, wish: dict[str, Any]) -> None:
        asked.append(wish)
        server.hall.sockets.emit("snapshot", server.hall.snapshot, to=sid, namespace="/live")

    server.hall.sockets.on("subscribe", subscribed, namespace="/live")
    return asked


def test_events_come_once_and_in_order(modules: Page, server: Served) -> None:
    follow(modules)
    for _ in range(5):
        server.hall.push()
    until(modules, "seen.events.length === 5")
    assert modules.evaluate("seen.events") == [901, 902, 903, 904, 905]


def test_a_gap_is_asked_for_once_and_mended(modules: Page, server: Served) -> None:
    asked = subscriptions(server)
    follow(modules)
    server.hall.snapshot["seq"] += 3  # three events that never came
    server.hall.push()
    until(modules, "seen.states.at(-1) === 904")
    assert asked == [{"hall": "main", "after": None}, {"hall": "main", "after": 900}]
    assert modules.evaluate("seen.events") == []


def test_a_question_that_needed_no_answer_does_not_stand_for_ever(
    modules: Page, server: Served
) -> None:
    """Who comes back and missed nothing is sent nothing; the next gap is asked for all the same."""
    asked: list[int | None] = []

    def subscribed(sid: str, wish: dict[str, Any]) -> None:
        asked.append(wish["after"])
        if wish["after"] != 900 or len(asked) > 2:
            server.hall.sockets.emit("snapshot", server.hall.snapshot, to=sid, namespace="/live")

    server.hall.sockets.on("subscribe", subscribed, namespace="/live")
    follow(modules)
    server.stop()
    server.start()
    end = time.monotonic() + PATIENCE_S
    while len(asked) < 2:
        assert time.monotonic() < end, "it did not come back"
        modules.wait_for_timeout(20)
    modules.wait_for_timeout(1100)  # longer than any answer takes
    server.hall.snapshot["seq"] += 3
    server.hall.push()
    until(modules, "seen.states.at(-1) === 904")
    assert asked == [None, 900, 900]


def test_a_restart_heals_within_two_seconds(modules: Page, server: Served) -> None:
    """Two seconds of the page's own clock, which stands while a busy machine takes its time."""
    modules.clock.install()
    asked = subscriptions(server)
    follow(modules)
    modules.clock.pause_at(modules.evaluate("Date.now() / 1000 + 5"))
    told = modules.evaluate("seen.ages.length")
    server.stop()
    until(modules, f"seen.ages.length > {told}")
    server.hall.snapshot["seq"] = 950
    server.start()
    modules.clock.run_for(2000)
    until(modules, "seen.states.at(-1) === 950")
    assert asked[-1] == {"hall": "main", "after": 900}


def test_a_line_that_lives_is_no_word_of_the_hall(modules: Page, server: Served) -> None:
    """While the server's database is away no heartbeat comes, and the shown data ages."""
    modules.clock.install()
    follow(modules)
    modules.clock.pause_at(modules.evaluate("Date.now() / 1000 + 1"))
    modules.clock.run_for(20_000)
    until(modules, "seen.ages.at(-1) === 'stale'")
    body = {"hall": "main", "at": samples.instant(), "seq": server.hall.snapshot["seq"]}
    told = modules.evaluate("seen.ages.length")
    server.hall.sockets.emit("heartbeat", body, namespace="/live")
    fresh = f"seen.ages.slice({told}).includes('fresh')"
    while_time_passes(modules, lambda: bool(modules.evaluate(fresh)))


def test_waits_reckoned_a_while_ago_set_no_clock(modules: Page, server: Served) -> None:
    """Who comes is given the ranges of then; the heartbeat behind them says the time of now."""
    follow(modules)
    body = {"hall": "main", "at": samples.instant(120), "waits": {"marriage": [3, 9]}}
    told = modules.evaluate("seen.states.length")
    server.hall.sockets.emit("waits", body, namespace="/live")
    until(modules, f"seen.states.length > {told}")
    lag = """async () => {
      const { serverNow } = await import("/static/kit/clock.js");
      return Math.abs(Date.now() - serverNow());
    }"""
    assert modules.evaluate(lag) < 60_000


def test_a_heartbeat_that_is_ahead_asks_for_what_is_missing(modules: Page, server: Served) -> None:
    asked = subscriptions(server)
    follow(modules)
    server.hall.snapshot["seq"] = 903
    body = {"hall": "main", "at": samples.instant(), "seq": 903}
    server.hall.sockets.emit("heartbeat", body, namespace="/live")
    until(modules, "seen.states.at(-1) === 903")
    assert asked[-1] == {"hall": "main", "after": 900}


def test_a_subscription_refused_for_the_database_is_made_again(
    modules: Page, server: Served
) -> None:
    asked = subscriptions(server)
    follow(modules)
    refused = {"code": "live.unavailable", "title": "no", "detail": "", "action": "wait"}
    server.hall.sockets.emit("refused", refused, namespace="/live")
    server.hall.snapshot["seq"] = 907
    until(modules, "seen.states.at(-1) === 907")
    assert [each["after"] for each in asked] == [None, 900]


def test_the_age_grows_while_nothing_is_heard(modules: Page) -> None:
    levels = modules.evaluate(
        """async () => { const { ageOf } = await import("/static/kit/age.js");
        return [[null, 5000], [0, 15400], [0, 16000], [0, 61000]].map(([heard, now]) =>
          ageOf(heard, now, true).level); }"""
    )
    assert levels == ["never", "fresh", "stale", "lost"]
