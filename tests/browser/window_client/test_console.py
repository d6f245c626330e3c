"""What the clerk's console shows at 1366 × 768."""

import pytest
from playwright.sync_api import Page, expect

from server.usecases.console import BUSY, NOBODY, NOT_NOW, SIGN_ON_FIRST
from tests.browser.window_client.conftest import show, start
from tests.support.consoles import PretendDesk, console, ticket
from tests.support.screens import Served
from tests.support.tickets import instant

pytestmark = pytest.mark.system


def test_those_who_put_it_off_are_told_apart(page: Page, server: Served) -> None:
    away = {"matter": "property-1", "waiting": 1, "oldest_s": None}
    desk = PretendDesk()
    desk.console["load"] = [{**away, "held": 1, "held_until": instant(15)}]
    server.hall.snapshot["queues"] = {"property-1": {"waiting": 1}}
    start(page, server, desk)
    server.hall.verb = lambda *_: (200, {"result": "nobody", "seq": 901, "console": desk.console})
    expect(page.locator(".tr").first).to_contain_text("延后 1")
    expect(page.locator(".calm .num")).to_have_text("0")
    page.keyboard.press("Space")
    expect(page.locator(".status .bn.em")).to_contain_text("有 1 人自己延后，最早")


def test_a_session_that_is_over_leads_to_signing_in_and_back(page: Page, server: Served) -> None:
    show(page, server, "free")
    over = {"code": "access.session_over", "title": "登录已结束", "action": "请重新登录。"}
    server.hall.verb = lambda *_: (401, over)
    page.keyboard.press("Space")
    link = page.locator(".status a.key")
    expect(link).to_have_attribute("href", "/sign-in?next=%2Fconsole%3Fwindow%3D12")
    expect(page.locator(".status")).to_contain_text("请重新登录。")


def test_a_key_that_cannot_be_used_is_dashed_with_its_reason(page: Page, server: Served) -> None:
    show(page, server, "free")
    key = page.locator("[data-verb=recall]")
    expect(key).to_have_attribute("aria-disabled", "true")
    expect(key).to_contain_text("现在不能用")
    page.keyboard.press("F3")
    expect(page.locator(".status .bn")).to_contain_text("现在不能用")
    assert server.hall.asked == []


def test_papers_that_were_ticked_keep_their_ticks_beside_one_that_is_waived(
    page: Page, server: Served
) -> None:
    (matter,) = [m for m in server.hall.catalogue["matters"] if m["key"] == "property-1"]
    matter["materials"][0]["kind"] = "waived"
    desk = PretendDesk()
    desk.console = console("serving") | {"ticket": ticket(materials=[True, False, True])}
    start(page, server, desk)
    expect(page.locator("h3", has_text="自报")).to_have_text("本人自报材料 1/2")
    rows = page.locator(".mt")
    expect(rows).to_have_text(["申请表", "网签合同"])
    expect(rows.nth(0).get_by_role("img", name="没带")).to_be_visible()
    expect(rows.nth(1).get_by_role("img", name="带了")).to_be_visible()


def test_counts_are_live_and_name_nobody(page: Page, server: Served) -> None:
    show(page, server, "free")
    row = page.locator(".tr").first
    expect(row).to_contain_text("7")
    server.hall.push("ticket.entered", queues={"property-1": {"waiting": 9}})
    expect(row).to_contain_text("9")
    expect(page.locator(".calm .num")).to_have_text("12")


def test_a_change_made_elsewhere_is_fetched(page: Page, server: Served) -> None:
    show(page, server, "called")
    server.hall.consoles["12"] = console("free", seq=950)
    server.hall.push("ticket.missed", windows={"12": server.hall.snapshot["windows"]["12"]})
    expect(page.locator(".k1.now")).to_contain_text("叫下一位")


def test_an_overdue_parked_ticket_says_so(page: Page, server: Served) -> None:
    late = {
        "number": "C030", "reason": "pay", "until": "2020-01-01T00:00:00.000Z",
        "matter": "property-1", "overdue": True,
    }  # fmt: skip
    show(page, server, "free", parked=[late])
    expect(page.locator(".pk .due")).to_contain_text("超 ")


def test_the_longest_names_fit_and_say_everything(page: Page, server: Served) -> None:
    person = ticket(
        "M1047",
        note="听力不便，请面对面慢说，材料已在 3 号窗核对过",
        language="en",
        priority_class="elder",
        missed=1,
    )
    name = "不动产转移登记（存量房买卖、抵押注销与新设抵押合并办理）"
    server.hall.catalogue["matters"][6]["name"]["zh"] = name
    show(page, server, "serving", ticket=person)
    expect(page.locator(".hd h2")).to_have_text(name)
    for words in ("老年人优先", "英语", "过号 1 次", "听力不便"):
        expect(page.locator(".chips")).to_contain_text(words)
    wide = page.evaluate("document.querySelector('.cur').scrollWidth <= innerWidth - 420")
    assert wide


def test_the_console_speaks_english_too(page: Page, server: Served) -> None:
    show(page, server, "serving")
    page.get_by_role("button", name="English").click()
    expect(page.locator(".k1.now")).to_contain_text("Finish, call next")
    page.reload()
    expect(page.locator(".k1.now")).to_contain_text("Finish, call next")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_why_a_key_does_not_work_is_read_whole(page: Page, server: Served, language: str) -> None:
    """Each reason that the server gives for a key, on every key, also on F8 and F10."""
    for words in (NOBODY, SIGN_ON_FIRST, BUSY, *NOT_NOW.values()):
        refused = {verb: words for verb in console("called")["can"] if verb != "call-next"}
        show(page, server, "called", can=refused | {"start": True})
        if language == "en" and words is NOBODY:  # the choice stays from then on
            page.get_by_role("button", name="English").click()
        reasons = page.locator(".k1:not(.now) small")
        expect(reasons.first).to_have_text(words[language])
        # A line that is cut is 17 px high; what hangs below the last one is no line.
        cut = reasons.evaluate_all(
            "all => all.filter((e) => e.scrollHeight > e.clientHeight + 8).map((e) => e.innerText)"
        )
        assert cut == [], words


def test_the_end_of_a_parked_time_is_said_once(page: Page, server: Served) -> None:
    late = {
        "number": "B210", "reason": "copy", "until": "2020-01-01T00:00:00.000Z",
        "matter": "property-1", "overdue": True,
    }  # fmt: skip
    show(page, server, "free", parked=[late])
    expect(page.locator(".status")).to_contain_text("B210 的暂存时间到了")
