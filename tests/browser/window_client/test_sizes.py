"""The console on every screen that a clerk has: all is in reach, nothing lies over another."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.window_client.conftest import show
from tests.support import samples
from tests.support.consoles import PretendDesk, console, ticket
from tests.support.screens import Served

pytestmark = pytest.mark.system

SCREENS = [
    (1366, 768),
    (1920, 1080),
    (1024, 768),
    (1093, 614),  # 1366 × 768 at 125 %
    (819, 614),  # 1024 × 768 at 125 %
    (683, 384),  # 1366 × 768 at 200 %
    (512, 384),  # 1024 × 768 at 200 %
    (768, 1024),
]
BARS = [(1366, 60), (1093, 48), (1024, 60), (800, 60), (683, 30), (640, 48), (400, 60)]

# A key is where a finger finds it: after scrolling to it, the middle of it is it.
FLAWS = """() => {
  const flaws = [];
  const says = (each) => each.dataset.verb ?? each.dataset.row ?? each.innerText;
  if (document.documentElement.scrollWidth > innerWidth) flaws.push("wider than the screen");
  const top = document.querySelector("dialog[open]") ?? document.querySelector("#screen");
  const keys = [...top.querySelectorAll("button, a[href], input, textarea, [role=option]")];
  if (!keys.length) flaws.push("no key");
  for (const each of keys) {
    each.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
    const box = each.getBoundingClientRect();
    if (!each.checkVisibility()) continue;
    if (box.left < 0 || box.top < 0 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1)
      flaws.push(`out of sight: ${says(each)}`);
    const there = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    if (!each.contains(there)) flaws.push(`under ${there?.className}: ${says(each)}`);
    for (const word of each.querySelectorAll(":scope > span:not(.cut)"))
      if (word.scrollWidth > word.clientWidth + 1) flaws.push(`cut: ${word.innerText}`);
  }
  return flaws;
}"""
YELLOW_IN_SIGHT = """(place) => {
  const key = document.querySelector(place);
  const faults = [];
  for (const y of [0, document.documentElement.scrollHeight / 3, 1e6]) {
    scrollTo(0, y);
    const box = key.getBoundingClientRect();
    const there = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    const inside = box.left >= 0 && box.top >= 0 && box.right <= innerWidth;
    if (!inside || box.bottom > innerHeight) faults.push(y);
    else if (!key.contains(there)) faults.push(there?.className);
  }
  return faults;
}"""
LONG = "不动产转移登记（存量房买卖、抵押注销与新设抵押合并办理）"
PARKED = [
    {
        "number": f"C{n:03d}", "reason": "copy", "until": None, "matter": "property-1",
        "overdue": False,
    }
    for n in range(30, 35)
]  # fmt: skip
SERVED = [
    {"matter": "property-2", "window": "12", "started_at": samples.instant(900),
     "ended_at": samples.instant(400), "outcome": "accepted"},
]  # fmt: skip
MISSED = [{"number": f"C{n:03d}", "at": samples.instant(900)} for n in range(20, 24)]


def crowded(where: str) -> dict[str, Any]:
    """As much at once as a window can have."""
    person = ticket(
        "M1047", where, served=SERVED, missed=1, language="en", note="听力不便，请面对面慢说"
    )
    plain: dict[str, Any] = {"parked": PARKED, "missed": MISSED}
    return plain | ({"ticket": person} if where in ("called", "serving") else {})


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_every_key_is_in_reach(
    open_page: Open, server: Served, width: int, height: int, language: str
) -> None:
    page = open_page(width, height)
    server.hall.catalogue["matters"][6]["name"]["zh"] = LONG
    page.add_init_script(f"localStorage.setItem('servicehall.language', '{language}')")
    for where in ("closed", "free", "called", "serving", "paused"):
        show(page, server, where, **crowded(where))
        expect(page.locator(".side h3").first).to_be_attached()
        assert page.evaluate(YELLOW_IN_SIGHT, ".k1.now") == [], where
        assert page.evaluate(FLAWS) == [], where


@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_every_question_fits(open_page: Open, server: Served, width: int, height: int) -> None:
    page = open_page(width, height)
    for key, where in (("F7", "serving"), ("F8", "serving"), ("m", "serving"), ("F9", "free"),
                       ("c", "free"), ("w", "free"),
                       ("r", "free"), ("q", "free"), ("0", "free"), ("?", "free")):  # fmt: skip
        show(page, server, where, **crowded(where))
        expect(page.locator(".side h3").first).to_be_attached()
        page.keyboard.press(key)
        expect(page.locator("dialog.ask")).to_be_visible()
        assert page.evaluate(FLAWS) == [], key
        footer = page.locator("dialog.ask footer").bounding_box()
        assert footer is not None
        assert footer["y"] + footer["height"] <= height


def bar(page: Page, server: Served, where: str) -> None:
    server.hall.consoles["12"] = console(where, **crowded(where))
    server.hall.verb = PretendDesk().verb
    page.goto(f"{server.url}/console/bar?window=12")
    page.wait_for_selector(".bk.now")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("width", "height"), BARS)
def test_the_yellow_key_is_whole_in_every_bar(
    open_page: Open, server: Served, width: int, height: int, language: str
) -> None:
    page = open_page(width, height)
    server.hall.catalogue["matters"][6]["name"]["zh"] = LONG
    page.add_init_script(f"localStorage.setItem('servicehall.language', '{language}')")
    for where in ("closed", "free", "called", "serving", "paused"):
        bar(page, server, where)
        assert page.evaluate(YELLOW_IN_SIGHT, ".bk.now") == [], where
        assert page.evaluate(FLAWS) == [], where
        assert page.evaluate("document.documentElement.scrollHeight <= innerHeight"), where


@pytest.mark.parametrize(("width", "height"), BARS[:4])
def test_every_question_of_a_bar_can_be_answered(
    open_page: Open, server: Served, width: int, height: int
) -> None:
    page = open_page(width, height)
    for key, where in (("F7", "serving"), ("F8", "serving"), ("m", "serving"), ("c", "free"),
                       ("w", "free"), ("r", "free"), ("0", "free")):  # fmt: skip
        bar(page, server, where)
        page.keyboard.press(key)
        expect(page.locator(".bar.ask")).to_be_visible()
        assert page.evaluate(YELLOW_IN_SIGHT, ".bk.now") == [], key
        assert page.evaluate(FLAWS) == [], key
