"""D10: a clerk does what the hall's file authorises them for, and nobody is led to anybody else."""

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from tests.stories.conftest import SETTLED_MS, Enter
from tests.support.servicehall import Running, Script

MOVE, CARD = "household-move", "id-card-renewal"
"""Both done at window 1, the first one there alone; 赵恒 is authorised for identity cards."""


def sit_down(console: Page, window: str) -> None:
    """Open the console of this window, and press the yellow key there."""
    there = urlsplit(console.url)
    session = parse_qs(there.query).get("as", [""])[0]
    console.goto(there._replace(query=f"window={window}&as={session}").geturl())
    console.locator(".k1.now[data-verb=sign-on]").click()


def test_nobody_is_led_to_a_window_with_nobody_authorised(
    hall: Running, enter: Enter, script: Script
) -> None:
    moving, card = script.take(MOVE), script.take(CARD)
    console = enter("clerk", "赵恒")
    console.locator(".wcard").first.wait_for()
    sit_down(console, "3")
    expect(console.locator("body")).to_contain_text("这个窗口的事您都没有授权")
    sit_down(console, "1")
    expect(console.locator("#screen")).to_have_attribute("data-situation", "free")

    # At the kiosk, at issue, on the phone: nobody does it while he sits there.
    kiosk = enter("kiosk", "自助机 1")
    kiosk.get_by_role("button", name="全部").tap()
    row = kiosk.locator(".matters li", has_text="户口迁移")
    expect(row).to_contain_text("今天没有人办理")
    row.locator("button").tap()
    expect(kiosk.locator("body")).to_contain_text("今天没有人办理“户口迁移（购房落户）”")
    expect(kiosk.locator(".key.take")).to_have_attribute("aria-disabled", "true")
    body = {"matter": MOVE, "paper": False}
    assert script.refusal("/halls/main/tickets", body)["code"] == "matter.nobody_authorised"
    assert script.ticket(moving["code"])["windows"] == []
    assert script.ticket(moving["code"])["wait"] is None

    # He is given the second who came, and nobody sends him the first.
    console.wait_for_timeout(SETTLED_MS)
    console.keyboard.press("Space")
    expect(console.locator(".hd .num")).to_have_text(card["number"])
    other = hall.window("3")
    other.do("sign-on")
    script.take("birth-registration")
    other.call()
    other.do("start")
    sent = other.get("/windows/3")["transfers"]
    assert CARD in [each["matter"] for each in sent]
    assert MOVE not in [each["matter"] for each in sent]
    refused = other.refusal("/windows/3/transfer", {"window": "1"})
    assert refused["code"] == "transfer.not_authorised"

    # He leaves: who may can sit down there, and does.
    script.post("/windows/1/sign-off", {"visitor": "park"})
    expect(kiosk.locator(".key.take")).to_have_attribute("aria-disabled", "false")
    mover = hall.window("1")
    mover.do("sign-on")
    assert mover.call() == moving["number"]
