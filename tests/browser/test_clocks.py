"""Screens on panels whose clocks are wrong or are set, before a server whose clock is set too."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.support import samples
from tests.support.screens import Served
from tests.support.stepped_clock import HOUR_MS, YEARS_MS, set_clock, wrong_clock
from tests.support.tickets import Desk

pytestmark = pytest.mark.system
SHANGHAI = ZoneInfo("Asia/Shanghai")
OFFS = [YEARS_MS, -HOUR_MS, HOUR_MS, 13 * HOUR_MS]


def shown_around(at: datetime) -> set[str]:
    """HH:MM of the hall within a minute of then: a test takes time."""
    near = [at + timedelta(minutes=n) for n in (-1, 0, 1, 2)]
    return {f"{each.astimezone(SHANGHAI):%H:%M}" for each in near}


def board_of(open_page: Open, server: Served, off_ms: int) -> Page:
    page = open_page(1920, 1080)
    wrong_clock(page, off_ms)
    page.goto(f"{server.url}/board")
    page.wait_for_selector(".plate")
    return page


def clock_of(page: Page) -> str:
    return page.locator("time.clock").inner_text()


def heartbeat(server: Served, at: datetime) -> None:
    said = at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    body = {"hall": "main", "at": said, "seq": server.hall.snapshot["seq"]}
    server.hall.sockets.emit("heartbeat", body, namespace="/live")


@pytest.mark.parametrize("off_ms", OFFS)
def test_a_board_with_a_wrong_clock_shows_the_hall_s_time_and_every_call(
    open_page: Open, server: Served, off_ms: int
) -> None:
    server.hall.catalogue["hours"] = [
        {"weekday": day, "open": [{"from": "00:00", "until": "24:00"}]} for day in range(1, 8)
    ]
    server.hall.catalogue["hall"]["always_open"] = False
    page = board_of(open_page, server, off_ms)
    assert clock_of(page) in shown_around(datetime.now(UTC))
    server.hall.call("1", "A301", "hukou")
    expect(page.locator(".plate[data-call=A301]")).to_be_visible()
    set_clock(page)  # NTP has come
    server.hall.call("3", "A302", "hukou")
    server.hall.call("4", "A303", "hukou")
    expect(page.locator(".plate[data-call=A302]")).to_be_visible()
    set_clock(page, -HOUR_MS)
    expect(page.locator(".plate[data-call=A303]")).to_be_visible()
    assert clock_of(page) in shown_around(datetime.now(UTC))
    expect(page.locator("#screen")).to_have_attribute("data-offline", "false")
    expect(page.locator(".age.fresh")).to_be_visible()


@pytest.mark.parametrize("minutes", [-10, 10])
def test_the_server_s_clock_is_set_and_no_call_is_hidden(
    open_page: Open, server: Served, minutes: int
) -> None:
    page = board_of(open_page, server, 0)
    expect(page.locator(".plate .num.tk")).to_have_text("C047")
    later = datetime.now(UTC) + timedelta(minutes=minutes)
    call = samples.call("A401", "hukou", server.hall.snapshot["seq"] + 1)
    call["at"] = later.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    server.hall.push(windows={"1": samples.window(call=call)}, number="A401", window_key="1")
    expect(page.locator(".plate[data-call=A401]")).to_be_visible()
    heartbeat(server, later)
    expect(page.locator("time.clock")).to_have_text(re.compile("|".join(shown_around(later))))
    expect(page.locator(".plate[data-call=A401]")).to_be_visible()


@pytest.mark.parametrize("off_ms", OFFS)
def test_a_kiosk_with_a_wrong_clock_is_not_shut(
    open_page: Open, server: Served, off_ms: int
) -> None:
    """Only the days from yesterday until tomorrow are hours: three years ago all was shut."""
    Desk(server)
    today = datetime.now(SHANGHAI).date()
    whole = [{"from": "00:00", "until": "24:00"}]
    server.hall.catalogue["hours"] = [{"weekday": n, "open": whole} for n in range(1, 8)]
    server.hall.catalogue["special_days"] = [
        {"day": str(today + timedelta(days=n)), "open": whole if abs(n) < 2 else []}
        for n in range(-1200, 30)
    ]
    server.hall.catalogue["hall"]["always_open"] = False
    page = open_page(1080, 1920)
    wrong_clock(page, off_ms)
    page.goto(f"{server.url}/kiosk")
    page.wait_for_selector(".ev button")
    expect(page.locator(".shut")).to_have_count(0)
    set_clock(page, YEARS_MS - off_ms)
    server.hall.push("ticket.entered", queues={"civil-1": {"waiting": 2}})
    expect(page.locator(".shut")).to_have_count(0)
    shown = page.evaluate(
        "async () => (await import('/static/kit/clock.js')).serverNow().toISOString()"
    )
    assert abs(datetime.fromisoformat(shown) - datetime.now(UTC)) < timedelta(minutes=2)
