"""D7: a visitor is sent on with a note, bounced with a reason or accepted, and whoever was asked
first stays named on console, phone and receipt until the visit ends."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.stories.conftest import SETTLED_MS, Enter
from tests.support.printed import Printer, Reading
from tests.support.servicehall import Running, Script, until


def at_window(enter: Enter, who: str, window: str) -> Page:
    """A clerk's console, signed on at this window."""
    console = enter("clerk", who)
    console.locator(".wcard").first.wait_for()
    console.keyboard.type(window)
    console.locator(".k1.now[data-verb=sign-on]").click()
    expect(console.locator("#screen")).to_have_attribute("data-situation", "free")
    return console


def press_on(console: Page, key: str) -> None:
    """A key, once the page has settled after its last change."""
    console.wait_for_timeout(SETTLED_MS)
    console.keyboard.press(key)


def call_next(console: Page, number: str) -> None:
    """The yellow key, on a window with nobody before it."""
    expect(console.locator(".big .num")).not_to_have_text("0")
    press_on(console, "Space")
    expect(console.locator(".hd .num")).to_have_text(number)


def start(console: Page) -> None:
    press_on(console, "Space")
    expect(console.locator("#screen")).to_have_attribute("data-situation", "serving")


def send_to(console: Page, colleague: str, note: str) -> None:
    """Choose a person in the list of the transfer, with a note for them."""
    press_on(console, "F7")
    console.locator(".ask li", has_text=colleague).last.click()
    console.locator(".ask input.later").fill(note)
    console.keyboard.press("Enter")
    expect(console.locator("#screen")).to_have_attribute("data-situation", "free")


def test_who_was_asked_first_answers_until_the_end(
    hall: Running, enter: Enter, script: Script, printer_80: Printer
) -> None:
    ticket, later = script.take("home-transfer"), script.take("inheritance")
    first, second = at_window(enter, "王敏", "9"), at_window(enter, "邓浩", "10")
    call_next(first, ticket["number"])
    start(first)
    send_to(first, "邓浩", "请核对共有人")

    # The colleague reads the note, and sends the visitor back with the reason.
    call_next(second, ticket["number"])
    expect(second.locator(".chips")).to_contain_text("请核对共有人")
    expect(second.locator(".chips")).to_contain_text("首问负责 王敏")
    press_on(second, "b")
    second.locator(".ask input.first").fill("共有人没有到场")
    second.keyboard.press("Enter")
    expect(second.locator("#screen")).to_have_attribute("data-situation", "free")

    # The sender is told at once; the place is kept: the next call is this one, not the later one.
    back = first.locator(".bn", has_text=ticket["number"])
    expect(back).to_contain_text("10 号窗退回")
    expect(back).to_contain_text("共有人没有到场")
    call_next(first, ticket["number"])
    start(first)
    send_to(first, "邓浩", "已到场")
    call_next(second, ticket["number"])
    start(second)  # accepted
    expect(second.locator(".evs")).to_contain_text("10 号窗接收 9 号窗转来的号")
    expect(second.locator(".chips")).to_contain_text("首问负责 王敏")
    assert script.ticket(ticket["code"])["first_asked"]["name"] == "王敏"

    press_on(second, "e")
    second.locator(".ask .ticks li").nth(1).wait_for()
    second.keyboard.press("Enter")
    expect(second.locator(".given .paper")).to_contain_text("已出纸")
    (paper,) = printer_80.papers(1)
    assert Reading(paper).lacks("首问负责", "王敏", "C0231") == []

    press_on(second, "F10")
    expect(second.locator("#screen")).to_have_attribute("data-situation", "free")
    until(lambda: script.ticket(ticket["code"])["state"] == "finished")
    assert script.ticket(ticket["code"])["first_asked"] is None
    rows = [row for row in script.journal() if row["ticket"] == id_of(script, ticket)]
    sent = [row["private"] for row in rows if row["type"] == "ticket.transferred"]
    assert [each.get("bounces") for each in sent] == [None, "9", None]
    assert [each["note"] for each in sent] == ["请核对共有人", "共有人没有到场", "已到场"]
    accepted = [row["private"].get("accepts") for row in rows if row["type"] == "ticket.started"]
    assert accepted == [None, None, "9"]
    assert script.ticket(later["code"])["state"] == "waiting"


def id_of(script: Script, ticket: dict[str, Any]) -> int:
    """The ticket's name in the journal."""
    issued = [row for row in script.journal() if row["type"] == "ticket.issued"]
    mine = [row for row in issued if row["private"]["number"] == ticket["number"]]
    return int(mine[-1]["ticket"])
