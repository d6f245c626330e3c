"""How soon a call is heard, by a loudspeaker and by a board, and how many a zone can speak."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from bench.loudspeaker import AUDIBLE
from bench.processes import CLIENT_CORE, Child, pin
from bench.raw_client import RawClient
from bench.report import Row, quantile
from bench.screens import FLAGS, chromium
from bench.site import Prepared, prepare
from server.contracts.site import Hall
from server.voice.announcing import announcement
from server.voice.clips import Clips
from server.voice.needs import call_of
from server.voice.settings import voice_settings

PART = "sound"
WINDOWS = 100
ZONE, MATTER = "A", "household-move"
DESKS = tuple(str(number) for number in range(91, 101))
AIM_MS = 300
BURST_S = 10.0
SETTLE_S = 3.0
"""A speaker's clips are decoded by then."""

# Notes the wall clock at which the first audible sample of each call leaves the audio graph.
TAP = """window.benchHeard = []; window.benchEnd = 0;
const start = AudioBufferSourceNode.prototype.start;
AudioBufferSourceNode.prototype.start = function (when) {
  const now = performance.timeOrigin + performance.now();
  const { currentTime, outputLatency = 0 } = this.context;
  const at = now + 1000 * (when - currentTime + outputLatency);
  if (at > benchEnd + 1000) {
    const first = this.buffer.getChannelData(0).findIndex((each) => Math.abs(each) > AUDIBLE);
    benchHeard.push(at + 1000 * first / this.buffer.sampleRate);
  }
  benchEnd = at + 1000 * this.buffer.duration;
  return start.call(this, when);
};""".replace("AUDIBLE", str(AUDIBLE))


def measure(quick: bool) -> list[Row]:
    """A loudspeaker, a board, then ten calls in ten seconds, then what the sentences last."""
    pin(CLIENT_CORE)
    calls, shown, burst = (2, 1, 2) if quick else (200, 20, 10)
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        hall = prepare(Path(name), windows=WINDOWS, clerks=DESKS)
        with Child("-m", "bench.hall", str(hall.folder)) as server:
            desks = CallingDesks(hall, int(server.line()))
            rows = [
                *_latency("call answered → heard from a loudspeaker", _spoken(desks, calls)),
                *_latency("call answered → heard from a board", _board(desks, shown)),
                *_burst(desks, burst, BURST_S * burst / 10),
            ]
    return rows + _a_minute(hall.described)


class CallingDesks:
    """Ten windows of one zone that call, and serve whom they called."""

    def __init__(self, hall: Prepared, port: int) -> None:
        self.hall, self.port = hall, port
        for window in DESKS:
            self._desk(window, "sign-on")

    def call(self, turn: int) -> float:
        """Somebody comes and is called; when the answer was there (CLOCK_MONOTONIC)."""
        window = DESKS[turn % len(DESKS)]
        ticket = {"matter": MATTER, "paper": False}
        self._ask(self.hall.kiosk, "POST", "/api/v1/halls/main/tickets", ticket)
        answer = self._desk(window, "call-next", finish=True)
        answered = time.monotonic()
        assert answer["result"] == "called", answer
        return answered

    def start(self, turn: int) -> None:
        """They are at the window."""
        self._desk(DESKS[turn % len(DESKS)], "start")

    def _desk(self, window: str, verb: str, **body: Any) -> Any:
        address = f"/api/v1/windows/{window}/{verb}"
        return self._ask(self.hall.clerks[window], "POST", address, body)

    def _ask(self, token: str, method: str, address: str, body: Any = None) -> Any:
        """On a connection of its own: between two calls a window's would be idle for too long."""
        with closing(RawClient(self.port, token)) as client:
            return client.ask(method, address, body)

    def ends(self) -> list[dict[str, Any]]:
        """How calls ended, by the journal."""
        found, after = [], 0
        while rows := self._journal(after):
            after = rows[-1]["seq"]
            found += [row for row in rows if row["type"] in ("call.spoken", "call.unspoken")]
        return found

    def _journal(self, after: int) -> list[dict[str, Any]]:
        address = f"/api/v1/halls/main/journal?after={after}&limit=500"
        answer = self._ask(self.hall.manager, "GET", address)
        rows: list[dict[str, Any]] = answer["events"]
        return rows


@contextmanager
def _loudspeaker(desks: CallingDesks, pace: int) -> Iterator[Child]:
    speaker = Child(
        "-m", "bench.loudspeaker", str(desks.port), desks.hall.board, ZONE, str(pace),
        core=CLIENT_CORE,
    )  # fmt: skip
    with speaker:
        while "mine" not in speaker.reply().get("said", ""):
            pass
        time.sleep(SETTLE_S)
        yield speaker


def _sentence(speaker: Child) -> dict[str, Any]:
    while "heard" not in (line := speaker.reply()):
        pass
    found: dict[str, Any] = line
    return found


def _spoken(desks: CallingDesks, calls: int) -> list[float]:
    """Milliseconds from the answer to the first audible sample; pauses of different lengths, so
    that the speaker is met at different moments of its waiting."""
    found = []
    with _loudspeaker(desks, 0) as speaker:
        for turn in range(calls):
            answered = desks.call(turn)
            found.append(1000 * (_sentence(speaker)["heard"] - answered))
            desks.start(turn)
            time.sleep(0.05 + turn * 37 % 61 / 100)
    return found


def _board(desks: CallingDesks, calls: int) -> list[float]:
    """The same for a board's page and its audio graph."""
    found = []
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=chromium(), args=[*FLAGS, "--autoplay-policy=no-user-gesture-required"]
        )
        page = browser.new_page(viewport={"width": 1920, "height": 1080})
        page.add_init_script(TAP)
        page.goto(f"http://127.0.0.1:{desks.port}{desks.hall.board_link}")
        page.wait_for_selector("[data-seq]", timeout=20_000)
        page.wait_for_timeout(1000 * SETTLE_S)
        for turn in range(calls):
            found.append(_heard(page, desks, turn))
        browser.close()
    return found


def _heard(page: Page, desks: CallingDesks, turn: int) -> float:
    answered = desks.call(turn)
    at = 1000 * (time.time() - (time.monotonic() - answered))
    page.wait_for_function("turn => benchHeard.length > turn", arg=turn, timeout=20_000)
    heard: float = page.evaluate("turn => benchHeard[turn]", turn)
    page.wait_for_timeout(page.evaluate("benchEnd - performance.timeOrigin - performance.now()"))
    desks.start(turn)
    page.wait_for_timeout(1200)
    return heard - at


def _latency(what: str, found: list[float]) -> list[Row]:
    p99 = quantile(found, 0.99)
    first = found[0] / quantile(found, 0.5)
    aim = f"≤ {AIM_MS} ms"
    return [
        Row(PART, f"{what}, p50", quantile(found, 0.5), "ms"),
        Row(PART, f"{what}, p99", p99, "ms", aim=aim, met=p99 <= AIM_MS),
        Row(
            PART, "… the first call after its start", found[0], "ms", "the median", first, aim,
            found[0] <= AIM_MS,
        ),
    ]  # fmt: skip


def _burst(desks: CallingDesks, calls: int, seconds: float) -> list[Row]:
    """So many calls in so many seconds; nobody comes to a window before all are spoken."""
    before = len(desks.ends())
    with _loudspeaker(desks, 1) as speaker:
        begun = time.monotonic()
        answered = []
        for turn in range(calls):
            time.sleep(max(0.0, begun + turn * seconds / calls - time.monotonic()))
            answered.append(desks.call(turn))
        heard = [_sentence(speaker) for _ in range(calls)]
        while len(ends := desks.ends()[before:]) < calls:
            time.sleep(0.1)
    known = sum(row["type"] == "call.spoken" or _superseded(row) for row in ends)
    short = sum('"short"' in row["payload"] for row in ends)
    turns = [
        1000 * (after["begun"] - one["begun"] - one["length"])
        for one, after in pairwise(heard)
        if after["begun"] < one["begun"] + one["length"] + 0.5
    ]
    what = f"{calls} calls in {seconds:.0f} s, {WINDOWS} windows, one zone"
    return [
        Row(
            PART, f"{what}: spoken or superseded", known, "calls", aim=f"= {calls}",
            met=known == calls,
        ),
        Row(PART, "… of these with the short sentence", short, "calls"),
        Row(PART, "… the last call → its first sound", heard[-1]["heard"] - answered[-1], "s"),
        Row(PART, "… silence between two sentences, median", quantile(turns or [0.0], 0.5), "ms"),
    ]  # fmt: skip


def _superseded(row: dict[str, Any]) -> bool:
    return "superseded" in row["payload"]


def _a_minute(hall: Hall) -> list[Row]:
    """Calls a minute that one zone can speak, with the chime, over all windows."""
    clips, settings = Clips(None), voice_settings(hall, ZONE)
    rows = []
    for language, name in (("zh", "Chinese"), ("en", "English")):
        full, short = (
            60_000 / (sum(lengths) / len(lengths))
            for lengths in (
                [
                    announcement(
                        call_of(f"A{number:03}", window, language), settings, clips, 600, brief
                    ).length_ms
                    for number, window in enumerate(hall.windows, 101)
                ]
                for brief in (False, True)
            )
        )
        rows += [
            Row(PART, f"calls a minute of a zone, {name}", full, "/min"),
            Row(PART, "… with the short sentence", short, "/min", "the full", short / full),
        ]
    return rows
