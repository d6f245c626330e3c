"""Pad, console and phone on machines whose clocks are wrong or are set, as the server's may be."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Open
from tests.browser.window_client.test_pad import PretendPad
from tests.support.consoles import PretendDesk, console
from tests.support.patience import eventually
from tests.support.samples import instant
from tests.support.screens import Served
from tests.support.stepped_clock import HOUR_MS, YEARS_MS, set_clock, wrong_clock
from tests.support.tickets import CODE, Desk, over

pytestmark = pytest.mark.system
SHANGHAI = ZoneInfo("Asia/Shanghai")
OFFS = [YEARS_MS, -HOUR_MS, HOUR_MS, 13 * HOUR_MS]


def around(at: datetime) -> re.Pattern[str]:
    """The hall's clock within a minute or two of then: a test takes time."""
    near = [at.astimezone(SHANGHAI) + timedelta(minutes=n) for n in (-1, 0, 1, 2)]
    return re.compile("|".join(f"{each:%H:%M}".removeprefix("0") for each in near))


def heartbeat(server: Served, off: timedelta) -> None:
    """The server speaks after its own clock was set."""
    said = (datetime.now(UTC) + off).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    body = {"hall": "main", "at": said, "seq": server.hall.snapshot["seq"]}
    server.hall.sockets.emit("heartbeat", body, namespace="/live")


def minutes_of(timer: Locator) -> int:
    return int(timer.inner_text().split(":")[0])


@pytest.mark.parametrize("off_ms", OFFS)
def test_a_pad_asks_and_is_answered_whatever_its_clock_does(
    open_page: Open, server: Served, off_ms: int
) -> None:
    pad = PretendPad(server)
    page = open_page(1024, 768)
    wrong_clock(page, off_ms)
    page.goto(f"{server.url}/pad/3")
    expect(page.locator("header")).to_contain_text("王敏")
    expect(page.locator(".age.fresh")).to_be_visible()
    pad.call("serving")
    pad.call("finished")
    expect(page.locator(".f")).to_have_count(5)
    set_clock(page)  # NTP has come
    heartbeat(server, timedelta(minutes=10))
    heartbeat(server, timedelta(minutes=-10))
    page.wait_for_timeout(1100)  # the pad counts its seconds
    expect(page.locator(".f")).to_have_count(5)
    page.locator(".f").first.click()
    expect(page.get_by_role("heading", name=re.compile("已评"))).to_be_visible()
    set_clock(page, -off_ms)
    page.wait_for_timeout(1100)
    expect(page.get_by_role("button", name=re.compile("改"))).to_be_visible()
    assert len(pad.said) == 1
    page.get_by_role("button", name=re.compile("完成|好了")).first.click()
    expect(page.locator(".age.fresh")).to_be_visible()


@pytest.mark.parametrize("off_ms", OFFS)
def test_a_console_with_a_wrong_clock_tells_the_hall_s_time(
    open_page: Open, server: Served, off_ms: int
) -> None:
    page = open_page(1366, 768)
    wrong_clock(page, off_ms)
    opened(page, server, PretendDesk("C048", where="serving"))
    expect(page.locator(".now-at")).to_have_text(around(datetime.now(UTC)))
    timer = page.locator(".tm .num").first
    assert minutes_of(timer) in (6, 7)
    set_clock(page)
    expect(page.locator(".now-at")).to_have_text(around(datetime.now(UTC)))
    page.wait_for_timeout(1100)
    assert minutes_of(timer) in (6, 7)
    page.keyboard.press("Space")
    expect(page.locator(".hd .num")).to_have_text("C048")
    assert minutes_of(timer) in (6, 7), "the pretend desk's calls are of six minutes ago"


@pytest.mark.parametrize("minutes", [-10, 10])
def test_a_visit_lasts_no_longer_because_the_server_s_clock_is_set(
    open_page: Open, server: Served, minutes: int
) -> None:
    page = open_page(1366, 768)
    opened(page, server, PretendDesk("C048", where="serving"))
    oldest = page.locator(".list .fig").first.inner_text()
    step = timedelta(minutes=minutes)
    heartbeat(server, step)
    expect(page.locator(".now-at")).to_have_text(around(datetime.now(UTC) + step))
    page.wait_for_timeout(1100)
    assert minutes_of(page.locator(".tm .num").first) in (6, 7)
    assert page.locator(".list .fig").first.inner_text() == oldest


def opened(page: Page, server: Served, desk: PretendDesk) -> None:
    desk.console = console("serving")
    server.hall.verb = desk.verb
    server.hall.consoles["12"] = desk.console
    before = server.hall.subscriptions
    page.goto(f"{server.url}/console?window=12")
    page.wait_for_selector(".k1.now")
    assert eventually(lambda: server.hall.subscriptions > before)


@pytest.mark.parametrize("off_ms", OFFS)
def test_a_phone_with_a_wrong_clock_is_called(open_page: Open, server: Served, off_ms: int) -> None:
    desk = Desk(server)
    page = open_page(360, 740)
    wrong_clock(page, off_ms)
    page.goto(f"{server.url}/t/{CODE}")
    page.wait_for_selector(".pos")
    expected = page.locator(".range").inner_text()
    set_clock(page)
    page.wait_for_timeout(1100)
    expect(page.locator(".age.fresh")).to_be_visible()
    expect(page.locator(".bn.ink")).to_have_count(0)
    assert page.locator(".range").inner_text() == expected
    set_clock(page, -off_ms)
    desk.ticket = over("called", seq=902)
    expect(page.locator(".plate.now")).to_contain_text("请到 03 号窗")
    expect(page.locator(".age.fresh")).to_be_visible()


def test_a_phone_takes_the_server_s_new_clock(open_page: Open, server: Served) -> None:
    """What is told in clock times follows; the age of what is known does not."""
    desk = Desk(server)
    page = open_page(360, 740)
    page.goto(f"{server.url}/t/{CODE}")
    page.wait_for_selector(".pos")
    desk.change(at=instant(600), expected=[instant(-900), instant(-1500)])
    expect(page.locator(".range")).to_contain_text(
        around(datetime.now(UTC) + timedelta(minutes=15))
    )
    expect(page.locator(".age.fresh")).to_be_visible()
