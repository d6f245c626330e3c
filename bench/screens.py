"""A real board in a real Chromium: commit to visible number, and bursts of which none is lost."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from bench.processes import CLIENT_CORE, Child, pin
from bench.raw_client import RawClient
from bench.report import Row, quantile
from bench.site import CLERKS, Prepared, prepare

PART = "screens"
GAP = 17.0
"""Seconds between bursts: the board holds eight calls on its large plate for sixteen together."""

FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)
# Notes the wall clock of the frame in which a number is first in the document, and where.
WATCH = """() => {
  window.benchSeen = {}; window.benchLarge = {};
  const look = () => {
    for (const node of document.querySelectorAll("[data-call]")) {
      const into = node.classList.contains("plate") ? window.benchLarge : window.benchSeen;
      for (const seen of new Set([into, window.benchSeen])) {
        const key = node.dataset.call;
        if (key in seen) continue;
        seen[key] = null;
        requestAnimationFrame(() => setTimeout(() => {
          seen[key] = performance.timeOrigin + performance.now();
        }));
      }
    }
  };
  new MutationObserver(look).observe(document.body, {
    subtree: true, childList: true, attributes: true, attributeFilter: ["data-call", "class"]
  });
  look();
}"""


def measure(quick: bool) -> list[Row]:
    """Single calls first, then the bursts."""
    pin(CLIENT_CORE)
    calls, bursts, gap = (2, 1, 1.0) if quick else (40, 10, GAP)
    windows = CLERKS[:2] if quick else CLERKS
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        hall = prepare(Path(name))
        with Child("-m", "bench.hall", str(hall.folder)) as server:
            desks = Desks(hall, int(server.line()), windows, calls + bursts + 1)
            with _board(desks.port, hall.board) as page:
                visible = [_single(page, desks, number) for number in range(calls)]
                rows = _bursts(page, desks, bursts, gap)
    name = "commit of a call → number visible in Chromium"
    return [
        Row(PART, f"{name}, p50", quantile(visible, 0.5), "ms"),
        Row(PART, f"{name}, p99", quantile(visible, 0.99), "ms"),
        *rows,
    ]  # fmt: skip


class Desks:
    """Clerks who call, and serve whom they called, when told to."""

    def __init__(self, hall: Prepared, port: int, windows: tuple[str, ...], each: int) -> None:
        self.port = port
        self.windows = windows
        self.callers = {window: RawClient(port, hall.clerks[window]) for window in windows}
        kiosk = RawClient(port, hall.kiosk)
        for window in windows:
            for _ in range(each):
                body = {"matter": hall.matters[window][0], "paper": False}
                kiosk.ask("POST", "/api/v1/halls/main/tickets", body)
            self.ask(window, "sign-on")
        kiosk.close()

    def ask(self, window: str, verb: str, **body: Any) -> Any:
        """One verb at one window."""
        return self.callers[window].ask("POST", f"/api/v1/windows/{window}/{verb}", body)

    def call(self, window: str) -> tuple[str, float]:
        """The number that was called, and the wall clock of the commit in milliseconds."""
        self.callers[window].ask("GET", "/bench/stamps")
        answer = self.ask(window, "call-next")
        ((_, wall),) = self.callers[window].ask("GET", "/bench/stamps")
        return str(answer["console"]["ticket"]["number"]), wall / 1e6

    def call_together(self) -> list[str]:
        """All windows call in the same moment; their numbers."""
        for window, principal in self.callers.items():
            principal.send("POST", f"/api/v1/windows/{window}/call-next")
        numbers = []
        for principal in self.callers.values():
            status, answer = principal.answer()
            assert status == 200, answer
            numbers.append(str(answer["console"]["ticket"]["number"]))
        return numbers

    def serve(self, window: str) -> None:
        """Start and finish whoever is there."""
        self.ask(window, "start")
        self.ask(window, "finish", outcome="done")


def chromium() -> str:
    """Debian's browser; raises with what to install."""
    found = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if found is None:
        raise RuntimeError("Chromium was not found: apt-get install chromium-headless-shell")
    return found


@contextmanager
def _board(port: int, token: str) -> Iterator[Page]:
    """The hall board on a Full HD screen, watched."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        context = browser.new_context(viewport={"width": 1920, "height": 1080})
        address = f"http://127.0.0.1:{port}"
        context.add_cookies([{"name": "sh", "value": token, "url": address}])
        page = context.new_page()
        page.goto(f"{address}/board")
        page.wait_for_selector("[data-seq]", timeout=20_000)
        page.evaluate(WATCH)
        yield page
        browser.close()


def _single(page: Page, desks: Desks, turn: int) -> float:
    """Milliseconds from the commit to the frame that shows the number."""
    window = desks.windows[turn % len(desks.windows)]
    number, committed = desks.call(window)
    page.wait_for_function("number => window.benchSeen[number]", arg=number, timeout=20_000)
    shown: float = page.evaluate("number => window.benchSeen[number]", number)
    desks.serve(window)
    time.sleep(0.2)
    return shown - committed


def _bursts(page: Page, desks: Desks, bursts: int, gap: float) -> list[Row]:
    numbers: list[str] = []
    for _ in range(bursts):
        page.wait_for_timeout(gap * 1000)
        numbers += desks.call_together()
        for window in desks.windows:
            desks.serve(window)
    page.wait_for_timeout(gap * 1000)
    rows = []
    for what, where in (("listed or large", "benchSeen"), ("on the large plate", "benchLarge")):
        seen: dict[str, float | None] = page.evaluate(f"() => window.{where}")
        shown = sum(1 for number in numbers if seen.get(number))
        name = f"calls in {bursts} burst(s) of {len(desks.windows)}, {what}"
        aim = f"= {len(numbers)}"
        rows.append(Row(PART, name, shown, "calls", aim=aim, met=shown == len(numbers)))
    return rows
