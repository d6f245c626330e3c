"""No screen shows what only programs read: every page in its states, in every language.

Looked for in what is written, said to those who listen, and typed into fields: keys of texts,
`null`, `undefined`, `NaN`, `[object Object]`, holes that nothing filled, more of something than
there is, and boxes of characters that no font of the product has, on a machine without fonts.
"""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from printers.template import default_data
from server.contracts.languages import LANGUAGES
from tests.support import samples
from tests.support.chromium import launched, with_fonts
from tests.support.consoles import console
from tests.support.consoles import ticket as at_window
from tests.support.figures import empty_day, full_day, score
from tests.support.screens import served
from tests.support.tickets import CODE, over, refusal, ticket
from tests.support.walks import Walk

pytestmark = pytest.mark.system
FONTS = Path(__file__).parents[2] / "printers" / "fonts"


@pytest.fixture(scope="module")
def bare(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser on a machine whose only font has digits and capitals."""
    folder = tmp_path_factory.mktemp("bare")
    installed = folder / "fonts"
    installed.mkdir()
    shutil.copy(FONTS / "NotoSansNumber-Bold.ttf", installed)
    with launched(browser.browser_type, with_fonts(folder, installed)) as found:
        yield found


def halls() -> dict[str, Callable[[], dict[str, Any]]]:
    """States of a hall, by what they are called."""
    full = samples.snapshot()
    paused = {key: samples.window("paused") for key in full["windows"]}
    return {
        "busy": samples.snapshot,
        "empty": samples.empty_snapshot,
        "no window": lambda: samples.empty_snapshot(state="closed"),
        "paused": lambda: full | {"windows": paused},
        "no wait known": lambda: full | {"waits": dict.fromkeys(full["waits"])},
    }


def board(walk: Walk) -> None:
    walk.open("/board", ".plate")
    for name, state in halls().items():
        walk.show(state())
        walk.look(f"board, {name}")
    for of in ("called", "serving", "finished", "parked", "no_show"):
        at = walk.hall.snapshot["seq"] + 1
        call = samples.call("A119", "hukou", at, of=of, times=2)
        walk.show(walk.hall.snapshot | {"windows": {"3": samples.window(call=call)}})
        walk.look(f"board, {of}", boxes=of == "called")
    walk.lose("board, offline", ".nt.lost")
    plain = {"key": "plain", "zones": ["A"], "languages": 1, "columns": 1, "waiting": False}
    walk.hall.catalogue["displays"] = [{"key": "plain", "inches": 32, "layout": plain}]
    walk.open("/board?device=plain", ".plate")
    walk.look("board, another layout, one zone")


def window_screen(walk: Walk) -> None:
    walk.open("/window/3", "footer.b")
    states = ({}, {"reason": {"zh": "换班", "en": "Shift"}}, {"until": samples.instant(-900)})
    for name in ("open", "paused", "closed"):
        for number, more in enumerate(states):
            walk.show(walk.hall.snapshot | {"windows": {"3": samples.window(name, **more)}})
            walk.look(f"window screen, {name} {number}")
    for of in ("called", "serving", "finished", "parked", "no_show"):
        call = samples.call("A119", "hukou", walk.hall.snapshot["seq"] + 1, of=of)
        walk.show(walk.hall.snapshot | {"windows": {"3": samples.window(call=call)}})
        walk.look(f"window screen, {of}", boxes=of == "called")
    walk.lose("window screen, offline", ".lostline")
    walk.open("/window/99", "main, .bare, .plate")
    walk.look("window screen, unknown window")


def pad(walk: Walk) -> None:
    walk.open("/pad/3", "main.idle", window="3", person=None)
    for name in ("open", "paused", "closed"):
        walk.show(walk.hall.snapshot | {"windows": {"3": samples.window(name)}})
        walk.look(f"pad, {name}")
    told = walk.rating
    for of in ("called", "serving"):
        told.call(of)
        walk.hears()
        walk.look(f"pad, {of}")
    walk.lose("pad, offline", ".idle .say b")
    walk.open("/pad/3", "main.idle", window="3")
    walk.hears()
    for of in ("serving", "finished"):
        told.call(of, "C048")
        walk.hears()
    walk.page.wait_for_selector(".f")
    walk.look("pad, asks", boxes=True)
    for number, (status, name) in enumerate(((409, "refused"), (200, "thanks"))):
        for of in ("serving", "finished"):
            told.call(of, f"C05{number}")
            walk.hears()
        told.status = status
        walk.page.locator(".f").first.click()
        expect(walk.page.locator(".f")).to_have_count(0)
        walk.look(f"pad, {name}")


def clerk(walk: Walk) -> None:
    noted = at_window(note="请带结婚证", language="ug", missed=1)
    for where in ("closed", "paused", "free", "called", "serving"):
        walk.hall.consoles["12"] = console(where) | (
            {"ticket": noted} if where == "serving" else {}
        )
        walk.open("/console?window=12", ".k1.now")
        walk.look(f"console, {where}", boxes=where == "serving")
        if where in ("free", "serving"):
            walk.open("/console/bar?window=12", ".bk.now")
            walk.look(f"bar, {where}")
    walk.open("/console?window=12", ".k1.now")
    for key in ("F7", "F8", "KeyN", "Shift+Slash"):
        walk.page.keyboard.press(key)
        walk.look(f"console, {key}")
        walk.page.keyboard.press("Escape")
    walk.lose("console, offline", ".bn.ink")


def kiosk(walk: Walk) -> None:
    first = {"device": {"key": "kiosk-1", "printer": "printer-1"}, "slot": "kiosk-1"}
    walk.open("/kiosk", ".ev button", **first)
    for name, change in (
        ("busy", {}),
        ("empty", {"queues": {key: {"waiting": 0} for key in walk.hall.snapshot["queues"]}}),
        (
            "no window",
            {"windows": {key: samples.window("closed") for key in walk.hall.snapshot["windows"]}},
        ),
        ("no paper", {"printers": {"printer-1": {"state": "paper_out", "tickets_left": None}}}),
    ):
        walk.show(walk.hall.snapshot | change)
        walk.look(f"kiosk, {name}", boxes=name == "busy")
        walk.page.locator(".ev button").first.click()
        walk.look(f"kiosk, list, {name}")
        walk.page.locator(".matters button").first.click()
        walk.look(f"kiosk, matter, {name}")
        walk.page.locator(".back").click()
        walk.page.locator(".back").click()
    take(walk)
    walk.lose("kiosk, offline", ".bn.ink")


def take(walk: Walk) -> None:
    page, desk = walk.page, walk.desk
    page.locator(".ev button").first.click()
    page.locator(".matters button").first.click()
    desk.refusal = refusal()
    page.locator(".take").click()
    page.wait_for_selector(".calm")
    walk.look("kiosk, refused")
    desk.refusal = None
    page.locator(".back").click()
    paper = {"state": "failed", "copies": 0, "printer": None}
    for name, shown in (
        ("no wait known", ticket(wait=None, expected=None)),
        ("nobody ahead", ticket(ahead=0, wait=[0, 1], zone=None)),
        ("printed", ticket(paper=paper | {"state": "printed"})),
        ("paper lost", ticket(paper=paper, state="issued", ahead=None)),
    ):
        desk.ticket = shown
        page.locator(".take").click()
        page.wait_for_selector(".p-ticket")
        walk.look(f"kiosk, ticket, {name}")
        page.clock.run_for(240_000)
        page.wait_for_selector(".ev button")
        page.locator(".ev button").first.click()
        page.locator(".matters button").first.click()
    page.locator(".back").click()
    page.locator(".back").click()


def phone(walk: Walk) -> None:
    call = {"window": "3", "zone": None, "at": samples.instant(), "times": 2, "now": True}
    why = {"zh": "按规定优先照顾", "en": "By the rules"}
    passed = [{"number": "A012", "at": samples.instant(), "why": why}]
    seen = {
        "waits": ticket(before=passed, zone=None),
        "no wait known": ticket(wait=None, expected=None, windows=[]),
        "away": ticket(held_until=samples.instant(-900), returnable=True),
        "no paper": ticket(state="issued", ahead=None, wait=None, expected=None),
        **{state: over(state) for state in ("serving", "parked", "cancelled", "closed")},
        "called": over("called", call=call),
        "missed": over("no_show", returnable=True),
        "missed for good": over("no_show"),
        "rates": over("finished", rateable=True),
        "ended": over("finished", call=None),
    }
    walk.open(f"/t/{CODE}", "main .plate")
    for name, shown in seen.items():
        walk.desk.change(**shown)
        with walk.page.expect_response("**/api/v1/tickets/*"):
            walk.page.clock.run_for(31_000)
        walk.look(f"phone, {name}", boxes=name in ("waits", "rates"))
    walk.open("/t/0000000000", "main")
    walk.look("phone, unknown")


def manager(walk: Walk) -> None:
    walk.hall.score = score()
    for name, day in (("full", full_day()), ("empty", empty_day())):
        walk.hall.today = day
        walk.open("/page/today", "main .sb, main .none", role="manager")
        walk.look(f"today, {name}", boxes=True)
    walk.show(walk.hall.snapshot | {"printers": {"p": {"state": "cutter", "tickets_left": None}}})
    walk.look("today, printer")
    walk.lose("today, offline", ".bn.lost")
    answering(walk.page, "**/halls/main/changes", CHANGES)
    walk.open("/page/changes", "[data-kiosk]", role="manager")
    for button in ("[data-kiosk] button", "[data-window] [aria-expanded]"):
        walk.page.locator(button).last.click()
        walk.look(f"changes, {button}", boxes=True)


LOCK = {"zh": "设备检修", "en": "Under repair"}
MADE = {"version": 2, "at": samples.instant(), "actor": "wang", "subject": "3", "holds": True}
CHANGES: dict[str, Any] = {
    "day": "2026-11-23",
    "version": 2,
    "windows": [{"window": "3", "opens": True, "lunch": False}],
    "kiosks": [
        {"key": "kiosk-1", "name": {"zh": "自助机 1"}, "locked": LOCK},
        {"key": "kiosk-2", "name": {"zh": "自助机 2"}, "locked": None},
    ],
    "quotas": [
        {"matter": "hukou", "taken": 0, "quota": None},
        {"matter": "idcard", "taken": 3, "quota": 40},
    ],
    "changes": [
        MADE | {"kind": kind, "before": before, "after": after}
        for kind, before, after in (
            ("window_open", None, True), ("window_open", True, None), ("window_lunch", None, False),
            ("window_matters", ["hukou"], ["hukou", "idcard"]), ("quota", None, 40),
            ("quota", 40, None), ("kiosk_lock", None, LOCK), ("kiosk_lock", LOCK, None),
        )
    ],
}  # fmt: skip
"""What a manager changed today, of each kind, there and back."""


NAMED = {"id": 7, "name": "王敏", "hall": "main", "window": None, "zone": None}
ROWS: dict[str, list[dict[str, Any]]] = {
    "people": [NAMED | {"login": "wang", "role": "clerk", "staff_no": None, "post": None}],
    "devices": [NAMED | {"role": "kiosk", "key": None, "printer": None, "seen_at": None}],
    "printers": [
        {"key": "p", "hall": "main", "url": "tcp://10.0.0.5:9100", "model": "generic-80",
         "width_dots": 576, "backup": None, "health": {"state": state}, "pages": []}
        for state in ("ok", "paper_out", "internal")
    ],
    "sound": [
        {"hall": "main", "zone": zone, "name": {"zh": f"{zone} 区", "en": f"Zone {zone}"}, "by": by,
         "action": None if by else {"zh": "请打开这个区的屏。", "en": "Open its board."}}
        for zone, by in (("A", "A 区屏"), ("B", None))
    ],
    "sessions": [NAMED | {"kind": "token", "role": "clerk", "label": "", "slot": None}],
    "audit": [
        {"id": 1, "at": samples.instant(), "actor": "admin", "action": "person added",
         "subject": "wang", "facts": {"window": None}}
    ],
}  # fmt: skip


SHIPPED = {"kind": "number-ticket", "version": 0}


def office(walk: Walk) -> None:
    """Pages that draw when something is done; they are opened in each language."""
    papers = [
        {"id": 1, "kind": kind, "title": None, "state": "failed", "copies": 0, "reason": None,
         "printer": None, "seq": 9, "matter": None, "at": samples.instant(), "actor": "wang"}
        for kind in ("guide", "receipt")
    ]  # fmt: skip
    shipped = {**SHIPPED, "template": json.loads(default_data("number-ticket"))}
    given = {"**/api/v1/halls": [{"key": "main", "name": {"zh": "一楼大厅"}}]}
    given |= {"**/halls/main/papers": {"documents": papers}, "**/templates/*": shipped}
    given |= {"**/preview": shipped}
    shown = {f"**/admin/{section}": rows for section, rows in ROWS.items()}
    for address, answer in {**given, **shown}.items():
        answering(walk.page, address, answer)
    for language in LANGUAGES:
        for section in ROWS:
            walk.open("/page/admin", "tbody tr", section=section, language=language)
            walk.note(f"admin, {section}, {language}", boxes=True)
        walk.open("/page/desk", ".given", role="manager", language=language)
        walk.note(f"desk, {language}", boxes=True)
        walk.open("/page/slips", ".blocks", language=language)
        walk.note(f"slips, {language}", boxes=True)
        for name in ("sign_in", "password"):
            walk.open(f"/page/{name}", "form", person={"has_password": True}, language=language)
            walk.note(f"{name}, {language}", boxes=True)
    answering(walk.page, "**/admin/people", [])
    walk.open("/page/admin", "p.none", section="people", language="en")
    walk.note("admin, nobody", boxes=False)


def answering(page: Page, address: str, answer: Any) -> None:
    """What the interface says under an address, from now on."""
    page.route(address, lambda route: route.fulfill(json=answer))


PAGES = (board, window_screen, pad, clerk, kiosk, phone, manager, office)


@pytest.mark.parametrize("visit", PAGES)
def test_nothing_that_only_programs_read_is_on_a_screen(
    bare: Browser, visit: Callable[[Walk], None]
) -> None:
    with served() as server:
        walk = Walk(bare, server)
        visit(walk)
        walk.watched.close()
    assert walk.flaws == {}
