"""Boards that speak: real pages and their sound cards' clocks, the real rules of who speaks."""

import io
import math
import struct
import wave
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

import flask
import pytest
from playwright.sync_api import Page, expect

from server.contracts.announcing import CallSound, PlayedClip
from server.domain.announcing import Form, PendingCall, Unspoken
from server.domain.hall import Hall
from server.storage.base import Connection
from server.storage.engine import Database
from server.usecases.announcing import EndedSound, TakeTurn, take_turn
from server.usecases.app_context import AppContext, new_code, utc_now
from tests.browser.conftest import Open
from tests.support.halls import context_of, small_hall
from tests.support.loudspeakers import ends
from tests.support.patience import PATIENCE_MS
from tests.support.people import Clerk, take
from tests.support.screens import Served

pytestmark = pytest.mark.system

RATE = 16_000
SAMPLE_S = 0.06
"""How exactly a page knows which moment a sample of its sound card belongs to."""

# Notes what goes to the sound card and when it is taken back, in milliseconds of this machine.
TAP = """window.heard = []; window.stopped = [];
const start = AudioBufferSourceNode.prototype.start;
AudioBufferSourceNode.prototype.start = function (when) {
  const at = Date.now() + (when - this.context.currentTime) * 1000;
  heard.push({ at, length: this.buffer.duration * 1000 });
  return start.call(this, when);
};
const stop = AudioBufferSourceNode.prototype.stop;
AudioBufferSourceNode.prototype.stop = function () {
  stopped.push(Date.now());
  return stop.call(this);
};"""

# A browser that waits for a touch: Chromium takes Playwright's own questions for one.
REFUSED = """addEventListener("pointerdown", () => (window.touched = true), { capture: true });
const state = Object.getOwnPropertyDescriptor(BaseAudioContext.prototype, "state");
Object.defineProperty(BaseAudioContext.prototype, "state", {
  get() { return window.touched ? state.get.call(this) : "suspended"; },
});"""


def tone(length_ms: int) -> bytes:
    """A clip of so many milliseconds."""
    written = io.BytesIO()
    with wave.open(written, "wb") as clip:
        clip.setnchannels(1)
        clip.setsampwidth(2)
        clip.setframerate(RATE)
        count = RATE * length_ms // 1000
        samples = (int(9000 * math.sin(at / 6)) for at in range(count))
        clip.writeframes(b"".join(struct.pack("<h", each) for each in samples))
    return written.getvalue()


class Sentences:
    """Three clips for each call, with silences between."""

    clip_ms = 150

    def __call__(
        self, connection: Connection, hall: Hall, call: PendingCall, form: Form, now: Any
    ) -> CallSound | Unspoken:
        clips = [
            PlayedClip(
                address=f"/tone/{self.clip_ms}.wav", gap_ms=gap, gain=0.8, length_ms=self.clip_ms
            )
            for gap in (0, 40, 40)
        ]
        return CallSound(clips=clips, speed=1.0, length_ms=3 * self.clip_ms + 80)


@pytest.fixture
def sentences() -> Sentences:
    return Sentences()


@pytest.fixture
def context(server: Served, sqlite: Database, sentences: Sentences) -> Iterator[AppContext]:
    """A house whose boards ask the pretend server's address, which asks the real rules."""
    made = context_of(sqlite, small_hall(windows=5))
    context = replace(made, sounds=sentences, now=utc_now, code=new_code)
    for window in "1234":
        Clerk(context, window).sign_on(name="王芳")

    def turn(body: dict[str, Any]) -> dict[str, Any]:
        ended = tuple(EndedSound(**each) for each in body.pop("ended"))
        zones = body.pop("zones")
        order = TakeTurn(
            hall="main", actor="board:1", zones=zones and tuple(zones), ended=ended, **body
        )
        return take_turn(context, order).model_dump(mode="json")

    server.hall.turn = turn
    server.hall.boot["device"] = {"id": 1, "name": "一号屏"}
    server.app.add_url_rule(
        "/tone/<int:length_ms>.wav", "tone",
        lambda length_ms: flask.Response(tone(length_ms), mimetype="audio/wav"),
    )  # fmt: skip
    yield context


def call(context: AppContext, server: Served, window: str) -> None:
    """A window calls the next number, of which every board hears."""
    number = take(context).number
    assert Clerk(context, window).call_next(finish=True).result == "called"
    server.hall.push("ticket.called", number=number, window_key=window)


def board(open_page: Open, server: Served, query: str = "") -> Page:
    page = open_page(1280, 720)
    page.add_init_script(TAP)
    page.goto(f"{server.url}/board{query}")
    page.wait_for_selector(".plate")
    page.mouse.click(5, 5)  # Chromium makes no sound before
    return page


def heard(page: Page) -> list[dict[str, float]]:
    found: list[dict[str, float]] = page.evaluate("heard")
    return found


def said_in(page: Page, context: AppContext, calls: int) -> list[list[str]]:
    """How the calls ended, once all of them have."""
    for _ in range(int(PATIENCE_MS // 100)):
        found = list(ends(context).values())
        if len(found) >= calls and all(found):
            return found
        page.wait_for_timeout(100)
    raise AssertionError(f"not all calls ended: {ends(context)}")


def test_calls_are_heard_one_after_the_other_by_one_of_two_boards(
    open_page: Open, server: Served, context: AppContext
) -> None:
    pages = [board(open_page, server) for _ in range(2)]
    for window in "1234":
        call(context, server, window)
    assert said_in(pages[0], context, 4) == [["spoken"]] * 4
    clips = sorted((clip for page in pages for clip in heard(page)), key=lambda clip: clip["at"])
    assert len(clips) == 3 * 4
    for before, after in pairwise(clips):
        assert after["at"] >= before["at"] + before["length"] - 1000 * SAMPLE_S


def test_a_board_that_hears_nothing_of_the_server_is_silent_before_another_speaks(
    open_page: Open, server: Served, context: AppContext, sentences: Sentences
) -> None:
    sentences.clip_ms = 4000
    one = board(open_page, server)
    call(context, server, "1")
    one.wait_for_function("() => heard.length === 3")
    two = board(open_page, server)
    one.context.set_offline(True)
    two.wait_for_function("() => heard.length === 3")
    assert one.evaluate("stopped[0]") <= heard(two)[0]["at"]
    assert heard(one)[2]["at"] > one.evaluate("stopped[0]"), "it was in mid sentence"
    one.context.set_offline(False)


def test_a_browser_that_waits_for_a_touch_says_so_in_red(
    open_page: Open, server: Served, context: AppContext
) -> None:
    page = open_page(1920, 1080)
    page.add_init_script(REFUSED)
    page.goto(f"{server.url}/board")
    chip = page.locator(".nt .chip.bad")
    expect(chip).to_contain_text("无声")
    expect(page.locator(".nt .more")).to_have_text("浏览器要有人点一下才出声")
    call(context, server, "1")
    page.locator(".nt button").click()
    expect(chip).to_have_count(0)
    assert said_in(page, context, 1) == [["spoken"]]


def test_a_video_is_softer_from_the_first_clip_to_the_last(
    open_page: Open, server: Served, context: AppContext
) -> None:
    page = board(open_page, server)
    page.evaluate(
        """async () => {
          const { Media } = await import("/static/display/media.js");
          const { duck } = Media.prototype;
          window.ducked = [];
          Media.prototype.duck = function (on) {
            ducked.push([on, heard.length]);
            return duck.call(this, on);
          };
        }"""
    )
    call(context, server, "1")
    assert said_in(page, context, 1) == [["spoken"]]
    page.wait_for_function("() => ducked.some(([on]) => on) && !ducked.at(-1)[0]")
    softer = [clips for on, clips in page.evaluate("ducked") if on]
    assert softer[0] == 0, "before anything is heard"


def test_whoever_only_looks_hears_nothing(
    open_page: Open, server: Served, context: AppContext
) -> None:
    asked: list[Any] = []
    server.hall.turn = lambda body: asked.append(body) or {}
    server.hall.boot["device"] = None
    board(open_page, server)
    server.hall.boot["device"] = {"id": 1}
    page = board(open_page, server, "?sound=off")
    expect(page.locator(".nt.mute")).to_have_count(0)
    assert asked == []
