"""Verbs over a bad line: the same key on every try, and refusals in sentences."""

from datetime import UTC, datetime
from email.utils import format_datetime

import pytest
from playwright.sync_api import Page, Route

from tests.support.tickets import Desk, refusal

pytestmark = pytest.mark.system

POST = """async () => {
  const { Api } = await import("/static/kit/api.js");
  return new Api({ slot: "kiosk-1" }).post("/halls/main/tickets", { matter: "x" });
}"""
CAUGHT = """async () => {
  const { Api } = await import("/static/kit/api.js");
  const { loadText } = await import("/static/kit/text.js");
  await loadText(location.href, []);
  try { await new Api().post("/halls/main/tickets", {}, { tries: TRIES }); }
  catch (problem) { return [problem.status, problem.code, problem.title, problem.action]; }
}"""

SET_MEANWHILE = """async (minutes) => {
  const { Api } = await import("/static/kit/api.js");
  const { serverNow, setServerTime } = await import("/static/kit/clock.js");
  const later = () => new Date(Date.now() + minutes * 60_000);
  setServerTime(new Date().toISOString());
  const answer = new Api().fresh("/halls/main/slow");
  setServerTime(later().toISOString());
  await answer;
  const near = Math.abs(serverNow() - later()) < 30_000;
  await new Api().fresh("/halls/main/slow");
  return [near, Math.abs(serverNow() - new Date()) < 30_000];
}"""


def test_a_retry_keeps_its_key(modules: Page, desk: Desk) -> None:
    dead = [True, True]
    keys: list[str] = []

    def queue(route: Route) -> None:
        keys.append(route.request.headers["idempotency-key"])
        if dead:
            dead.pop()
            route.abort()
        else:
            route.continue_()

    modules.route("**/tickets", queue)
    assert modules.evaluate(POST)["number"] == "C047"
    assert len(keys) == 3
    assert len(set(keys)) == 1
    assert [key for key, _ in desk.taken] == keys[:1]


def test_two_wishes_have_two_keys(modules: Page, desk: Desk) -> None:
    modules.evaluate(POST)
    modules.evaluate(POST)
    first, second = (key for key, _ in desk.taken)
    assert first != second


def test_a_refusal_speaks(modules: Page, desk: Desk) -> None:
    desk.refusal = refusal()
    caught = modules.evaluate(CAUGHT.replace("TRIES", "1"))
    assert caught == [409, "hall.closed", "大厅现在不开放", "请在明天 9:00 以后再来。"]


def test_a_dead_queue_speaks_too(modules: Page, desk: Desk) -> None:
    modules.route("**/tickets", lambda route: route.abort())
    status, code, title, action = modules.evaluate(CAUGHT.replace("TRIES", "2"))
    assert (status, code) == (0, "network")
    assert title == "网络暂时连不上"
    assert "工作人员" in action


def test_the_session_and_proof_are_sent(modules: Page, desk: Desk) -> None:
    with modules.expect_request("**/tickets") as asked:
        modules.evaluate(POST)
    headers = asked.value.headers
    assert headers["x-session"] == "kiosk-1"
    assert headers["x-requested-with"] == "servicehall"


@pytest.mark.parametrize("minutes", [-10, 10])
def test_an_answer_asked_before_the_clock_was_set_does_not_set_it_back(
    modules: Page, minutes: int
) -> None:
    """One that was asked since then says the server's time."""
    date = format_datetime(datetime.now(UTC), usegmt=True)
    modules.route("**/slow", lambda route: route.fulfill(json={}, headers={"Date": date}))
    assert modules.evaluate(SET_MEANWHILE, minutes) == [True, True]
