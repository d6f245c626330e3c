"""D6: the receipt that a clerk prints with one key, read off the paper."""

from datetime import datetime
from zoneinfo import ZoneInfo

from playwright.sync_api import expect

from tests.stories.conftest import SETTLED_MS, Enter
from tests.support.example_sites import ZONE
from tests.support.printed import Printer, Reading, addresses
from tests.support.servicehall import Running, Script


def test_a_receipt_for_the_papers_handed_in(
    hall: Running, enter: Enter, script: Script, printer_80: Printer
) -> None:
    ticket = script.take("home-transfer")
    console = enter("clerk", "王敏")
    console.locator(".wcard").first.wait_for()
    console.keyboard.type("9")
    screen = console.locator("#screen")
    for verb, then in (("sign-on", "free"), ("call-next", "called"), ("start", "serving")):
        console.wait_for_timeout(SETTLED_MS)
        console.locator(f".k1.now[data-verb={verb}]").click()
        expect(screen).to_have_attribute("data-situation", then)
    console.keyboard.press("e")
    rows = console.locator(".ask .ticks li")
    rows.nth(1).wait_for()
    handed = [row.inner_text().split("\n")[-1] for row in rows.all()]
    assert len(handed) >= 2
    due = console.locator(".ask input[type=date]").input_value()
    console.keyboard.press("Enter")
    expect(console.locator(".given .paper")).to_contain_text("已出纸")

    (paper,) = printer_80.papers(1)
    reading = Reading(paper)
    now = datetime.now(ZoneInfo(ZONE))
    title = console.locator(".given .paper .fig").inner_text()
    assert (
        reading.lacks(
            "收件回执",
            "已收材料",
            *(name[-3:] for name in handed),
            "09",
            "号窗口",
            "C0231",
            due,
            "收件专用章",
        )
        == []
    )
    assert reading.lacks(f"{now:%Y-%m-%d}") == [] or reading.says(f"{now:%Y-%m-%d %H:%M}")
    assert title
    assert [each.rsplit("/", 1)[1] for each in addresses(paper)] == [ticket["code"]]
    stamp = paper.crop((0, paper.height - 300, paper.width, paper.height))
    assert stamp.histogram()[255] > 0.9 * stamp.width * stamp.height  # room for the stamp
