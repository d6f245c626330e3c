"""Outside the hours every public screen says when the hall opens, before anybody is refused."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Open
from tests.support import samples
from tests.support.chromium import Watched
from tests.support.screens import Served
from tests.support.tickets import CODE, SUNDAY, Desk, kept_hours, over

pytestmark = pytest.mark.system

AT = SUNDAY.replace("Z", ".000Z")


@pytest.fixture
def desk(server: Served) -> Desk:
    """A hall on a Sunday."""
    made = Desk(server)
    made.catalogue = server.hall.catalogue = kept_hours()
    keys = [window["key"] for window in made.catalogue["windows"]]
    server.hall.snapshot |= {"at": AT, "queues": {}, "waits": {}, "missed": {}}
    server.hall.snapshot["windows"] = {key: samples.window("closed") for key in keys}
    return made


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    watched = Watched(browser, 360, 740, has_touch=True, is_mobile=True)
    yield watched.page
    watched.close()


@pytest.mark.parametrize(("width", "height"), [(1080, 1920), (1280, 1024)])
def test_the_kiosk_says_it_first_and_again_on_the_key(
    open_page: Open, server: Served, desk: Desk, width: int, height: int
) -> None:
    page = open_page(width, height)
    page.clock.install(time=SUNDAY)
    page.goto(f"{server.url}/kiosk")
    shut = page.locator(".shut")
    expect(shut).to_contain_text("现在不取号，明天 9:00 开始")
    expect(shut).to_contain_text("Closed now. Numbers from tomorrow at 9:00")
    box = shut.bounding_box()
    assert box is not None and box["y"] < height / 3, "at the height of the eyes"
    page.locator(".ev button").first.click()
    page.locator(".matters button").first.click()
    key = page.locator(".take")
    expect(key).to_have_attribute("aria-disabled", "true")
    expect(key).to_contain_text("明天 9:00")
    key.click(force=True)
    assert desk.taken == []


def test_the_kiosk_opens_by_itself(open_page: Open, server: Served, desk: Desk) -> None:
    page = open_page(1080, 1920)
    page.clock.install(time="2026-11-23T00:59:30Z")
    server.hall.snapshot["at"] = "2026-11-23T00:59:30.000Z"
    page.goto(f"{server.url}/kiosk")
    expect(page.locator(".shut")).to_contain_text("今天 9:00")
    page.clock.run_for(40_000)
    expect(page.locator(".shut")).to_have_count(0)


def test_the_board_says_it_in_place_of_a_call_of_before(
    open_page: Open, server: Served, desk: Desk
) -> None:
    page = open_page(1920, 1080)
    page.clock.install(time=SUNDAY)
    call = samples.call("A012", "hukou", 700, of="finished")
    server.hall.snapshot["windows"]["3"] = samples.window("closed", call=call)
    page.goto(f"{server.url}/board")
    expect(page.locator("[data-empty=shut]")).to_contain_text("大厅现在不开放")
    expect(page.locator("[data-empty=shut]")).to_contain_text("明天 9:00 开门")
    expect(page.locator("[data-empty=shut]")).to_contain_text("Opens tomorrow at 9:00")


def test_somebody_still_called_is_not_hidden(open_page: Open, server: Served, desk: Desk) -> None:
    page = open_page(1920, 1080)
    page.clock.install(time=SUNDAY)
    call = samples.call("A012", "hukou", 700)
    server.hall.snapshot["windows"]["3"] = samples.window(call=call)
    page.goto(f"{server.url}/board")
    expect(page.locator(".plate .tk")).to_have_text("A012")


def test_a_number_that_the_day_closed_is_told_when_to_come(
    phone: Page, server: Served, desk: Desk
) -> None:
    desk.ticket = over("closed", cancellable=False, at=AT)
    phone.clock.install(time=SUNDAY)
    phone.goto(f"{server.url}/t/{CODE}")
    expect(phone.locator(".what")).to_contain_text("明天 9:00 大厅开放。")
