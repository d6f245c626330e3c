"""A day in a real hall: `servicehall demo` as it is started, every user in a real browser.

The parts use matters and windows of their own, so they may run alone; the last one ends the day.
"""

import json
import re
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from typing import Any, TypeVar

import pytest
from playwright.sync_api import Page, expect

from tests.support.demo_process import DemoProcess
from tests.support.receipts import PaperPage, addresses
from tests.system.conftest import Enter
from window_client.client import HallClient, Problem

pytestmark = pytest.mark.system

PATIENCE = 60.0
SETTLED_MS = 450  # a key pressed sooner after a change counts as a double click
T = TypeVar("T")
FIFTY = 50
MEDICAL = ("medical-claim", "medical-elsewhere", "maternity-allowance")


def until(ask: Callable[[], T], enough: Callable[[T], bool]) -> T:
    """Asks again until the answer is enough; after a minute it is shown as it is."""
    deadline = time.monotonic() + PATIENCE
    while not enough(answer := ask()):
        assert time.monotonic() < deadline, f"after {PATIENCE:.0f} s still {answer}"
        time.sleep(0.1)
    return answer


def verified(hall: DemoProcess) -> bool:
    """What `servicehall journal verify` says."""
    command = [sys.executable, "-m", "server.cli", "journal", "verify", "--data", str(hall.data)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    return done.returncode == 0 and "main: the journal is whole" in done.stdout


def name_of(desk: HallClient, matter: str) -> str:
    known = desk.catalogue()["matters"]
    return str(next(each["name"]["zh"] for each in known if each["key"] == matter))


def take_by_touch(kiosk: Page, event: str, matter: str) -> str:
    """Life event, matter, first material, yellow key; the number that stands there then."""
    kiosk.get_by_role("button", name=event).tap()
    kiosk.get_by_role("button", name=matter).tap()
    kiosk.get_by_role("checkbox").first.tap()
    kiosk.locator("button.take").tap()
    return kiosk.locator(".plate.big h1").inner_text()


def test_a_citizen_takes_a_number_and_follows_it_on_a_phone(
    hall: DemoProcess, desk: HallClient, enter: Enter
) -> None:
    paper = PaperPage(hall, "printer-1")
    for _ in range(2):
        desk.take_ticket("birth-registration", paper=False)
    kiosk = enter("kiosk", "自助机 1", 1080, 1920)
    number = take_by_touch(kiosk, "孩子出生", name_of(desk, "birth-registration"))
    expect(kiosk.locator(".prt")).to_contain_text("小票已打印")

    (address,) = addresses(paper.papers(1)[-1])
    base, _, code = address.rpartition("/")
    assert base == f"{hall.url.upper()}/T"
    assert desk.ticket(code)["number"] == number
    assert paper.state()["errors"] == []

    kiosk.set_viewport_size({"width": 360, "height": 740})
    kiosk.goto(address)
    expect(kiosk.locator(".plate h1")).to_have_text(number)
    expect(kiosk.locator(".pos .num").first).to_have_text("2")


class Clerk:
    """The console by keyboard alone."""

    def __init__(self, page: Page, window: str) -> None:
        self.page = page
        self.screen = page.locator("#screen")
        page.locator(".wcard").first.wait_for()
        page.keyboard.type(window)
        expect(self.screen).to_have_attribute("data-situation", "closed")
        self.space("free")

    def space(self, then: str | re.Pattern[str]) -> None:
        """The yellow key, after a breath; until the window is as expected."""
        expect(self.screen).to_have_attribute("data-busy", "false")
        self.page.clock.fast_forward(SETTLED_MS)
        self.page.keyboard.press("Space")
        expect(self.screen).to_have_attribute("data-situation", then)

    def number(self, other_than: str = "") -> str:
        """Who is at the window, once it is somebody else."""
        shown = self.page.locator(".hd .num")
        expect(shown).not_to_have_text(other_than)
        return shown.inner_text()


def test_fifty_visits_by_keyboard_alone(hall: DemoProcess, desk: HallClient, enter: Enter) -> None:
    issued = [
        desk.take_ticket(MEDICAL[place % len(MEDICAL)], paper=False) for place in range(FIFTY)
    ]
    console = enter("clerk", "沈露", 1366, 768)
    console.clock.install()
    clerk = Clerk(console, "7")
    clerk.space("called")
    served: list[str] = []
    for place in range(FIFTY):
        served.append(clerk.number(served[-1] if served else ""))
        if place == 10:
            console.keyboard.press("u")
            expect(clerk.screen).to_have_attribute("data-situation", "serving")
            assert clerk.number(served[-1]) == served[-2]
            clerk.space("called")
            assert clerk.number(served[-2]) == served[-1]
        clerk.space("serving")
        clerk.space("called" if place < FIFTY - 1 else "free")

    assert served == [ticket["number"] for ticket in issued]
    assert {desk.ticket(ticket["code"])["state"] for ticket in issued} == {"finished"}
    expect(console.locator(".top")).to_contain_text(f"今日已办 {FIFTY} 件")
    assert verified(hall)


def test_paper_that_runs_out_in_mid_ticket(
    hall: DemoProcess, desk: HallClient, enter: Enter
) -> None:
    paper = PaperPage(hall, "printer-2")
    desk.sign_on("12")
    manager = enter("manager", "陈平", 1440, 900)
    paper.press("fault", kind="paper_out", at_mm=40)
    kiosk = enter("kiosk", "自助机 2", 1080, 1920)
    number = take_by_touch(kiosk, "开店办企业", name_of(desk, "sole-trader"))
    expect(kiosk.locator(".prt")).to_contain_text(f"小票没有打出来，号码已经给您：{number}")

    (trouble,) = until(lambda: desk.get("/halls/main/papers")["troubles"], bool)
    assert (trouble["number"], trouble["state"]) == (number, "issued")
    assert desk.call_next("12")["result"] == "nobody"

    row = manager.locator(".pt", has_text=number)
    expect(row).to_contain_text("还没有进入队列")
    paper.press("mend")
    row.get_by_role("button", name="补打").click()
    ticket = until(lambda: desk.ticket(trouble["code"]), lambda now: now["state"] == "waiting")
    assert (ticket["paper"]["state"], ticket["paper"]["copies"]) == ("printed", 1)
    torso, whole = paper.papers(2)
    assert torso.height < whole.height / 2
    assert (addresses(torso), addresses(whole)) == (
        [],
        [f"{hall.url}/T/{ticket['code']}".upper()],
    )
    assert desk.call_next("12")["console"]["ticket"]["number"] == number
    for step in ("start", "finish", "sign-off"):
        desk.verb("12", step)


class Visitors:
    """People who take numbers one after the other, whatever becomes of the server."""

    def __init__(self, desk: HallClient, matter: str, count: int) -> None:
        self.numbers: list[str] = []
        self.some = threading.Event()
        self._thread = threading.Thread(target=self._take, args=(desk, matter, count))
        self._thread.start()

    def _take(self, desk: HallClient, matter: str, count: int) -> None:
        for place in range(count):
            ticket = desk.take_ticket(matter, paper=False, key=f"visitor-{matter}-{place}")
            self.numbers.append(ticket["number"])
            if place == count // 3:
                self.some.set()

    def all_numbers(self) -> list[str]:
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()
        return self.numbers


def numbers_issued(desk: HallClient) -> Counter[str]:
    """How often the journal gives each number."""
    rows = (each for each in desk.journal_from() if each["type"] == "ticket.issued")
    return Counter(json.loads(row["payload"])["private"]["number"] for row in rows)


def test_a_power_cut_in_mid_morning(hall: DemoProcess, desk: HallClient, enter: Enter) -> None:
    board = enter("board", "大厅屏", 1920, 1080)
    kiosk = enter("kiosk", "自助机 1", 1080, 1920)
    expect(kiosk.locator(".busy .age")).to_contain_text("秒前更新")
    first = desk.take_ticket("deed-tax", paper=False)["number"]
    console = enter("clerk", "罗恬", 1366, 768)
    console.clock.install()
    clerk = Clerk(console, "11")
    clerk.space("called")
    expect(board.locator(".plate .num.tk")).to_have_text(first)

    visitors = Visitors(desk, "deed-tax", 20)
    assert visitors.some.wait(PATIENCE)
    hall.stop(signal.SIGKILL)
    console.clock.fast_forward(SETTLED_MS)
    console.keyboard.press("Space")
    expect(console.locator(".status .bn.ink")).to_contain_text("已记下")
    expect(board.locator(".hd .age")).to_have_text(re.compile(r"^([3-9]|\d\d) 秒前更新"))
    expect(board.locator(".plate .num.tk")).to_have_text(first)
    hall.start()

    expect(board.locator(".hd .age")).to_have_text(re.compile("^[0-2] 秒前更新"))
    expect(clerk.screen).to_have_attribute("data-situation", "serving")
    numbers = visitors.all_numbers()
    clerk.space("called")
    assert clerk.number(first) == numbers[0]
    expect(board.locator(".plate .num.tk")).to_have_text(numbers[0])
    taken = take_by_touch(kiosk, "孩子出生", name_of(desk, "birth-registration"))
    expect(kiosk.locator(".prt")).to_contain_text("小票已打印")

    issued = numbers_issued(desk)
    assert len(set(numbers)) == 20
    assert {issued[number] for number in [first, *numbers, taken]} == {1}
    assert verified(hall)


def no_show_when_allowed(desk: HallClient, window: str) -> bool:
    """A called person is given a little time before they count as absent."""
    try:
        desk.no_show(window)
    except Problem as problem:
        assert problem.code == "no_show.too_soon"
        return False
    return True


def test_the_manager_sees_the_day_and_closes_it(
    hall: DemoProcess, desk: HallClient, enter: Enter
) -> None:
    manager = enter("manager", "陈平", 1440, 900)
    tickets = [desk.take_ticket("social-card", paper=False) for _ in range(5)]
    for printer in ("printer-1", "printer-2"):  # the second stands in for the first
        PaperPage(hall, printer).press("fault", kind="paper_out")
    lost = desk.take_ticket("social-card", paper=True)
    desk.sign_on("5")
    desk.call_next("5")
    until(lambda: no_show_when_allowed(desk, "5"), bool)
    desk.call_next("5")
    desk.start("5")
    desk.finish("5")
    desk.change_ticket(tickets[2]["code"], "cancel")

    before = desk.today()
    shown = manager.locator(".kp .v .num")
    expect(shown.nth(2)).to_have_text(str(before["waiting"]))
    expect(shown.nth(3)).to_have_text(str(before["finished"]))
    states = [desk.ticket(each["code"])["state"] for each in [*tickets, lost]]
    assert states == ["no_show", "finished", "cancelled", "waiting", "waiting", "issued"]

    closed = desk.post("/halls/main/close-day")
    after = desk.today()
    assert after["issued"] == sum(numbers_issued(desk).values())
    assert after["issued"] == sum(
        after[state] for state in ("finished", "missed", "cancelled", "closed")
    )
    assert (after["waiting"], after["closed"]) == (0, closed["total"])
    assert {key: after[key] for key in ("finished", "cancelled")} == {
        key: before[key] for key in ("finished", "cancelled")
    }
    expect(shown.nth(2)).to_have_text("0")
    assert windows_open(desk) == []
    assert verified(hall)


def windows_open(desk: HallClient) -> list[Any]:
    return [key for key, now in desk.board()["windows"].items() if now["state"] != "closed"]
