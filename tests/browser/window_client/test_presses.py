"""Which press of the yellow key counts: each deliberate one, none twice, none lost in silence."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Semaphore
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.window_client.conftest import show, start
from tests.support.consoles import PretendDesk, console
from tests.support.patience import PATIENCE_S
from tests.support.screens import Served

pytestmark = pytest.mark.system

BEGIN = datetime(2026, 11, 23, 1, tzinfo=UTC)
BEAT_MS = 500
VISITS = 50


class SlowDesk(PretendDesk):
    """Answers when a test lets it."""

    def __init__(self, *numbers: str) -> None:
        super().__init__(*numbers)
        self.may = Semaphore(0)
        self.heard = Semaphore(0)

    def verb(self, *asked: Any) -> tuple[int, dict[str, Any]]:
        """One step, once it may."""
        self.heard.release()
        assert self.may.acquire(timeout=PATIENCE_S)
        return super().verb(*asked)


def stopped_clock(page: Page, server: Served, desk: PretendDesk) -> None:
    page.clock.install(time=BEGIN)
    start(page, server, desk)
    page.clock.pause_at(BEGIN + timedelta(hours=1))


def heard(page: Page, desk: SlowDesk) -> None:
    """The step has reached the server."""
    page.wait_for_function("document.querySelector('#screen').dataset.busy === 'true'")
    assert desk.heard.acquire(timeout=PATIENCE_S)


@pytest.mark.parametrize("answer_ms", [60, 300, 480])
def test_fifty_visits_at_two_keys_a_second(page: Page, server: Served, answer_ms: int) -> None:
    """However late within the beat the page shows the next step, the next press is meant for it."""
    numbers = [f"C{n:03d}" for n in range(1, VISITS + 1)]
    desk = SlowDesk(*numbers)
    stopped_clock(page, server, desk)
    for step in range(2 * VISITS):
        page.keyboard.press("Space")
        heard(page, desk)
        page.clock.run_for(answer_ms)
        desk.may.release()
        words = "人到了" if step % 2 == 0 else "办结"
        expect(page.locator(".k1.now")).to_contain_text(words)
        page.wait_for_function("document.querySelector('#screen').dataset.busy === 'false'")
        page.clock.run_for(BEAT_MS - answer_ms)
    assert [verb for verb, _ in desk.done] == ["call-next", "start"] * VISITS
    assert [body for verb, body in desk.done if verb == "call-next"][1:] == [
        {"finish": True, "outcome": "done"}
    ] * (VISITS - 1)


@pytest.mark.parametrize("key", ["Space", "NumpadEnter"])
def test_a_key_hit_twice_starts_no_visit(page: Page, server: Served, key: str) -> None:
    desk = PretendDesk("C048", "C049")
    stopped_clock(page, server, desk)
    page.keyboard.press(key)
    expect(page.locator(".hd .num")).to_have_text("C048")
    page.clock.run_for(150)
    page.keyboard.press(key)
    expect(page.locator(".status")).to_contain_text("两次按得太近，只算一次")
    assert desk.done == [("call-next", {})]
    expect(page.locator(".status")).to_contain_text("撤销")  # the first can still be taken back
    page.clock.run_for(BEAT_MS)
    page.keyboard.press(key)
    expect(page.locator(".k1.now")).to_contain_text("办结")
    assert [verb for verb, _ in desk.done] == ["call-next", "start"]


def test_a_press_while_a_step_is_under_way_says_so(page: Page, server: Served) -> None:
    desk = SlowDesk("C048", "C049")
    stopped_clock(page, server, desk)
    page.keyboard.press("Space")
    heard(page, desk)
    for key in ("Space", "F9"):
        page.clock.run_for(BEAT_MS)
        page.keyboard.press(key)
        expect(page.locator(".status")).to_contain_text("正在送出上一步")
        expect(page.locator("dialog.ask")).to_have_count(0)
    desk.may.release()
    expect(page.locator(".hd .num")).to_have_text("C048")
    assert [verb for verb, _ in desk.done] == ["call-next"]


def turn(page: Page, server: Served) -> None:
    """Somebody else calls at this window, while a key is down."""
    server.hall.consoles["12"] = console("called", seq=950)
    server.hall.push("ticket.called", windows={"12": server.hall.snapshot["windows"]["12"]})
    expect(page.locator("#screen")).to_have_attribute("data-situation", "called")


Hold = tuple[Callable[[Page], None], Callable[[Page], None]]
KEY: Hold = (lambda page: page.keyboard.down("Space"), lambda page: page.keyboard.up("Space"))
MOUSE: Hold = (lambda page: page.mouse.down(), lambda page: page.mouse.up())


@pytest.mark.parametrize("hold", [KEY, MOUSE], ids=["key", "mouse"])
def test_a_press_means_what_was_shown_when_it_went_down(
    page: Page, server: Served, hold: Hold
) -> None:
    down, up = hold
    desk = start(page, server, PretendDesk("C048"))
    page.locator(".k1.now").hover()
    down(page)
    turn(page, server)
    up(page)
    expect(page.locator(".status")).to_contain_text("画面刚刚变了")
    assert desk.done == []


def test_one_enter_answers_one_question(page: Page, server: Served) -> None:
    """The number and the reason are two: an Enter hit twice takes no reason that nobody read."""
    page.clock.install(time=BEGIN)
    desk = show(page, server, "free")
    page.clock.pause_at(BEGIN + timedelta(hours=1))
    for key in ("c", "c", "0", "5", "1", "Enter", "Enter"):
        page.keyboard.press(key)
    expect(page.locator("dialog.ask .hasty")).to_be_visible()
    assert desk.done == []
    page.clock.run_for(BEAT_MS)
    page.keyboard.press("Enter")
    expect(page.locator("dialog.ask")).to_have_count(0)
    assert desk.finished(page, 1) == [("call", {"number": "C051", "reason": "back_at_once"})]
