"""B4: no paper, no place in line; both sides see it; a reprint keeps the number and says so."""

from playwright.sync_api import expect

from tests.stories.conftest import Enter
from tests.support.printed import Printer, Reading, addresses
from tests.support.servicehall import Running, Script, until


def test_a_number_joins_when_its_paper_is_out(
    hall: Running, enter: Enter, script: Script, printer_58: Printer
) -> None:
    hall.window("12").do("sign-on")
    manager = enter("manager", "陈平")
    printer_58.press("fault", kind="paper_out", at_mm=40)
    kiosk = enter("kiosk", "自助机 2")
    kiosk.get_by_role("button", name="开店办企业").tap()
    kiosk.get_by_role("button", name="食品经营许可").tap()
    kiosk.locator("button.take").tap()
    number = kiosk.locator(".plate.big h1").inner_text()

    expect(kiosk.locator(".prt")).to_contain_text(f"小票没有打出来，号码已经给您：{number}")
    row = manager.locator(".pt", has_text=number)
    expect(row).to_contain_text("还没有进入队列")
    assert hall.window("12").do("call-next")["result"] == "nobody"

    printer_58.press("mend")
    row.get_by_role("button", name="补打").click()
    torn, whole = printer_58.papers(2)
    (address,) = addresses(whole)
    code = address.rsplit("/", 1)[1]
    ticket = until(lambda: script.ticket(code), lambda now: now["state"] == "waiting")
    assert ticket["number"] == number
    assert addresses(torn) == []
    assert Reading(whole).calls(number)
    assert Reading(whole).lacks("补打", "REPRINT") == []
    assert hall.window("12").do("call-next")["console"]["ticket"]["number"] == number


def test_a_phone_ticket_waits_at_once(script: Script) -> None:
    assert script.take("food-licence", paper=False)["state"] == "waiting"


def test_a_double_tap_gives_one_ticket(
    hall: Running, enter: Enter, script: Script, printer_80: Printer
) -> None:
    kiosk = enter("kiosk", "自助机 1")
    kiosk.get_by_role("button", name="结婚登记").tap()
    kiosk.get_by_role("button", name="结婚登记").tap()
    before = len(script.journal())
    kiosk.evaluate("const key = document.querySelector('button.take'); key.click(); key.click()")
    number = kiosk.locator(".plate.big h1").inner_text()
    expect(kiosk.locator(".prt")).to_contain_text("小票已打印")
    papers = printer_80.papers(1)
    issued = [row for row in script.journal()[before:] if row["type"] == "ticket.issued"]
    assert [row["private"]["number"] for row in issued] == [number]
    assert len(papers) == 1
