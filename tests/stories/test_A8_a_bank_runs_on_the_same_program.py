"""A8: a bank's branch with desks of five kinds of organisation; nothing on any screen or paper of
it speaks of government."""

from playwright.sync_api import expect

from tests.stories.conftest import Enter
from tests.support.example_sites import KINDS
from tests.support.printed import Printer, Reading
from tests.support.servicehall import Running, run

OFFICIAL = ("政务", "政府", "机关", "overnment")


def test_a_bank_runs_on_the_same_program(branch: Running, enter: Enter) -> None:
    printer = Printer(branch.door("paper", "printer-1"))
    script = branch.token("manager", "branch")
    kiosk = enter("kiosk", "取号机", branch)
    expect(kiosk.get_by_role("heading", level=1)).to_contain_text("您今天要办什么事")
    for name in KINDS.values():
        expect(kiosk.get_by_role("button", name=name)).to_be_visible()
    seen = [kiosk.locator("body").inner_text()]
    kiosk.get_by_role("button", name=KINDS["bank"]).tap()
    kiosk.get_by_role("button", name="个人贷款面签").tap()
    seen.append(kiosk.locator("body").inner_text())
    kiosk.locator("button.take").tap()
    number = kiosk.locator(".plate.big h1").inner_text()
    expect(kiosk.locator(".prt")).to_contain_text("小票已打印")
    seen.append(kiosk.locator("body").inner_text())
    (paper,) = printer.papers(1)
    reading = Reading(paper)
    assert reading.lacks("海曲商业银行", "个人贷款面签") == []
    assert [word for word in ("政务", "政府", "政务服务中心") if reading.says(word)] == []

    for kind in KINDS:
        if kind != "bank":
            script.take(kind.replace("_", "-"), hall="branch")
    screens = [
        enter("board", "大屏", branch),
        enter("window", "01 号窗", branch),
        enter("clerk", "于宁", branch),
        enter("manager", "贺行", branch),
        enter("pad", "01 号窗", branch),
    ]
    window = branch.window("1", "branch")
    window.do("sign-on")
    called = [window.call()]
    assert called == [number]
    expect(screens[0].locator(".plate .num.tk")).to_have_text(number)
    expect(screens[1].locator("body")).to_contain_text(number)
    window.do("start")
    window.do("finish")
    called += [window.serve() for _ in range(len(KINDS) - 1)]
    assert len(set(called)) == len(KINDS)  # every kind was served

    seen += [screen.locator("body").inner_text() for screen in screens]
    for text in seen:
        assert [word for word in OFFICIAL if word in text] == [], text
    exported = run("config", "export", "--data", branch.data)
    for kind in KINDS:
        assert kind == "agency" or f"kind: {kind}" in exported
