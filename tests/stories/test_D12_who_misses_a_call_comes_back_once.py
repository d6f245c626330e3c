"""D12: a missed call from the recall to the end, at the kiosk and at the desk, by the rule that
stands on everybody's paper."""

from datetime import datetime, timedelta

from playwright.sync_api import Page, expect

from tests.stories.conftest import SETTLED_MS, Enter
from tests.support.example_sites import MISSED_AFTER_S
from tests.support.printed import Printer, Reading
from tests.support.servicehall import Refused, Running, Script, Window, until

RETURN_AFTER = 3


def missed(window: Window) -> list[str]:
    """Press no-show until it is taken; what it was refused with before."""
    refused: list[str] = []

    def pressed() -> bool:
        try:
            window.do("no-show")
        except Refused as problem:
            refused.append(problem.code or "")
            return False
        return True

    until(pressed)
    return refused


def instants(script: Script, kind: str, number: str) -> list[datetime]:
    """When this happened to a number."""
    rows = [row for row in script.journal() if row["type"] == kind]
    return [datetime.fromisoformat(row["at"]) for row in rows if f'"{number}"' in row["payload"]]


def look_up(kiosk: Page, code: str) -> None:
    """Type the code of a ticket at the kiosk."""
    kiosk.reload()
    kiosk.get_by_role("button", name="我有号票").tap()
    kiosk.locator("input").fill(code)
    kiosk.get_by_role("button", name="查看").tap()


def test_who_misses_a_call_comes_back_once(
    hall: Running, enter: Enter, script: Script, printer_80: Printer
) -> None:
    window = hall.window("11")
    window.do("sign-on")
    late = script.take("tax-new-business", paper=True)
    until(lambda: script.ticket(late["code"])["state"] == "waiting")
    others = [script.take("tax-new-business")["number"] for _ in range(RETURN_AFTER + 1)]
    assert window.call() == late["number"]
    window.do("recall")
    assert script.ticket(late["code"])["call"]["times"] == 2  # recalls are counted
    assert set(missed(window)) == {"no_show.too_soon"}
    (called,) = instants(script, "ticket.recalled", late["number"])
    (gone,) = instants(script, "ticket.missed", late["number"])
    assert gone - called >= timedelta(seconds=MISSED_AFTER_S)

    kiosk = enter("kiosk", "自助机 1")
    look_up(kiosk, late["code"])
    kiosk.get_by_role("button", name="重新排队").tap()
    expect(kiosk.locator(".plate.big")).to_contain_text("正在等候")
    assert [window.serve() for _ in range(RETURN_AFTER)] == others[:RETURN_AFTER]
    assert window.call() == late["number"]
    missed(window)  # the second time
    assert script.ticket(late["code"])["returnable"] is False
    assert script.refusal(f"/tickets/{late['code']}/return")["status"] == 409
    look_up(kiosk, late["code"])
    expect(kiosk.locator("body")).to_contain_text("这个号已经过期，请重新取号")
    assert window.serve() == others[-1]


def test_the_rule_stands_on_everybody_s_paper(script: Script, printer_80: Printer) -> None:
    rule = script.get("/halls/main/catalogue")["hall"]["no_show"]["text"]["zh"]
    assert rule == "过号 30 分钟内回来，叫过 3 个号后再叫您；第二次过号作废。"
    script.take("pension-enrolment", paper=True)
    script.take("pension-transfer", paper=True, priority="elder")
    for paper in printer_80.papers(2):
        assert Reading(paper).lacks("分钟内回来", "个号后再叫您", "作废") == []


def test_the_desk_takes_somebody_back(hall: Running, enter: Enter, script: Script) -> None:
    window = hall.window("10")
    window.do("sign-on")
    late = script.take("mortgage")
    assert window.call() == late["number"]
    missed(window)
    window.do("sign-off")
    console = enter("clerk", "邓浩")
    console.locator(".wcard").first.wait_for()
    console.keyboard.type("10")
    console.locator(".k1.now[data-verb=sign-on]").click()
    expect(console.locator("#screen")).to_have_attribute("data-situation", "free")
    console.keyboard.press("r")
    expect(console.locator(".ask")).to_contain_text(late["number"])
    console.keyboard.press("Enter")
    until(lambda: script.ticket(late["code"])["state"] == "waiting")
    expect(console.locator(".ask")).to_have_count(0)
    expect(console.locator(".calm")).to_contain_text("1 人在等")
    console.wait_for_timeout(SETTLED_MS)
    console.keyboard.press("Space")
    expect(console.locator(".hd .num")).to_have_text(late["number"])
    assert script.ticket(late["code"])["state"] == "called"
