"""A hospital's screens read like a hospital's, and its windows may have letters and names."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.support import samples
from tests.support.screens import Served
from tests.support.tickets import Desk

pytestmark = pytest.mark.system

HOSPITAL = {
    "window": {"zh": "诊室", "en": "Room"},
    "place": {"zh": "诊室", "en": "room"},
    "here": {"zh": "本诊室", "en": "This room"},
    "ask": {"zh": "您今天看什么科？", "en": "Which clinic today?"},
    "departments": {"zh": "按科室找", "en": "By clinic"},
    "guide": {"zh": "导诊台", "en": "triage desk"},
    "guide_ask": {"zh": "不清楚？找导诊", "en": "Not sure? Ask the nurse"},
}

DESK = {
    "window": {"zh": "号台", "en": "Desk"},
    "place": {"zh": "服务台", "en": "desk"},
    "here": {"zh": "本台", "en": "This desk"},
}
"""What two of its windows are, among rooms."""


@pytest.fixture
def hospital(server: Served) -> Served:
    """The pretend hall with a hospital's words; what was window 12 is 2A."""
    server.hall.boot["words"] = HOSPITAL
    server.hall.boot["window_words"] = {"1": DESK, "3": DESK}
    (window,) = (each for each in server.hall.catalogue["windows"] if each["key"] == "12")
    window.update(key="2A", number="2A", spoken={"zh": "二楼A诊室", "en": "room A upstairs"})
    for matter in server.hall.catalogue["matters"]:
        matter["windows"] = ["2A" if key == "12" else key for key in matter["windows"]]
    windows = server.hall.snapshot["windows"]
    windows["2A"] = windows.pop("12")
    return server


def test_a_board_sends_people_to_rooms(open_page: Open, hospital: Served) -> None:
    hospital.hall.snapshot["windows"]["2A"] = samples.window(
        call=samples.call("C047", "property", 901)
    )
    hospital.hall.snapshot["seq"] = 901
    board = open_page(1920, 1080)
    board.goto(f"{hospital.url}/board")
    plate = board.locator(".plate.call")
    expect(plate).to_contain_text("诊室")
    expect(plate.locator(".w .num")).to_have_text("2A")
    expect(plate).to_contain_text("请到诊室")
    expect(board.locator("body")).not_to_contain_text("窗")
    hospital.hall.call("3", "A120", "hukou")
    expect(plate).to_contain_text("请到服务台")
    expect(plate).to_contain_text("号台")
    expect(plate.locator(".en").first).to_contain_text("Desk 03")
    expect(board.locator("body")).not_to_contain_text("窗")
    expect(board.locator("body")).not_to_contain_text("{@")


def test_a_kiosk_asks_in_the_words_of_the_hall(
    open_page: Open, hospital: Served, desk: Desk
) -> None:
    hospital.hall.boot["words"] = HOSPITAL
    kiosk = open_page(1080, 1920)
    kiosk.goto(f"{hospital.url}/kiosk")
    expect(kiosk.get_by_role("heading", name="您今天看什么科？")).to_be_visible()
    expect(kiosk.get_by_role("button", name="不清楚？找导诊")).to_be_visible()
    expect(kiosk.locator("main")).not_to_contain_text("导办")
    kiosk.locator(".access").get_by_role("button", name="English").click()
    expect(kiosk.get_by_role("heading", name="Which clinic today?")).to_be_visible()


def test_a_console_of_a_window_with_a_letter_is_its_room(page: Page, hospital: Served) -> None:
    page.goto(f"{hospital.url}/console")
    expect(page.locator(".wcard", has_text="2A")).to_be_visible()
    page.keyboard.press("2")
    page.keyboard.press("a")
    page.wait_for_url("**window=2A*")
    expect(page.locator(".win")).to_have_text("2A 诊室")


@pytest.fixture
def page(open_page: Open) -> Page:
    return open_page(1366, 768)


@pytest.fixture
def desk(server: Served) -> Desk:
    return Desk(server)


def test_a_word_of_the_hall_does_not_set_the_clock_back(open_page: Open, hospital: Served) -> None:
    """The boot data hold the server's time of when the page began."""
    page = open_page(1920, 1080)
    page.goto(f"{hospital.url}/board")
    page.wait_for_selector(".plate")
    later = page.evaluate(
        """async () => {
          const { setServerTime, serverNow } = await import("/static/kit/clock.js");
          const { t } = await import("/static/kit/text.js");
          setServerTime("2031-05-06T07:08:09.000Z");
          return [t("board.window"), serverNow().toISOString().slice(0, 16)];
        }"""
    )
    assert later == ["诊室", "2031-05-06T07:08"]
