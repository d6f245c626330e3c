"""The clerk's console at 1366 × 768: the whole cycle by keyboard, and nothing lost on the way."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from server.usecases.console import BUSY, NOBODY, NOT_NOW, SIGN_ON_FIRST
from tests.browser.conftest import Open
from tests.support import samples
from tests.support.consoles import PretendDesk, console, ticket
from tests.support.screens import Served
from tests.support.tickets import instant

pytestmark = pytest.mark.system

BEGIN = datetime(2026, 11, 23, 1, tzinfo=UTC)


@pytest.fixture
def page(open_page: Open) -> Page:
    return open_page(1366, 768)


def start(page: Page, server: Served, desk: PretendDesk) -> PretendDesk:
    """Open window 12's console with this desk behind it."""
    server.hall.verb = desk.verb
    server.hall.consoles["12"] = desk.console
    page.goto(f"{server.url}/console?window=12")
    page.wait_for_selector(".k1.now")
    return desk


def show(page: Page, server: Served, where: str, **more: Any) -> PretendDesk:
    desk = PretendDesk(where=where)
    desk.console = console(where, **more)
    return start(page, server, desk)


def yellow(page: Page) -> str:
    return page.locator(".k1.now").inner_text().split("\n")[-1]


def verbs(server: Served) -> list[str]:
    return [verb for _, verb, _, _ in server.hall.asked]


def test_the_yellow_key_goes_through_the_whole_cycle(page: Page, server: Served) -> None:
    desk = start(page, server, PretendDesk("C048", "C049", where="closed"))
    for words in ("叫下一位", "人到了，开始办理", "办结，叫下一位", "人到了，开始办理"):
        page.keyboard.press("Space")
        expect(page.locator(".k1.now")).to_contain_text(words)
        page.wait_for_timeout(450)
    assert [verb for verb, _ in desk.done] == ["sign-on", "call-next", "start", "call-next"]
    assert desk.done[3][1] == {"finish": True, "outcome": "done"}
    expect(page.locator(".hd .num")).to_have_text("C049")


def test_space_works_on_release_and_a_held_key_counts_once(page: Page, server: Served) -> None:
    desk = start(page, server, PretendDesk("C048", "C049"))
    page.keyboard.down("Space")
    page.keyboard.down("Space")
    page.keyboard.down("Space")
    expect(page.locator(".k1.now")).to_have_class("k1 now prs  ")
    assert desk.done == []
    page.keyboard.up("Space")
    expect(page.locator(".hd .num")).to_have_text("C048")
    assert [verb for verb, _ in desk.done] == ["call-next"]


def test_a_double_click_calls_once(page: Page, server: Served) -> None:
    desk = start(page, server, PretendDesk("C048", "C049"))
    page.locator(".k1.now").dblclick(delay=120)
    expect(page.locator(".hd .num")).to_have_text("C048")
    page.wait_for_timeout(300)
    assert desk.done == [("call-next", {})], "the second click was not meant for 开始办理"


def double_click_slowly(page: Page, place: str, then: str) -> None:
    """The second click comes long after the step of the first was done, and seen at `then`."""
    box = page.locator(place).bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    for count in (1, 2):
        page.mouse.down(click_count=count)
        page.mouse.up(click_count=count)
        expect(page.locator(".hd .num")).to_have_text(then)
        page.wait_for_timeout(450)


def test_a_slow_double_click_calls_once(page: Page, server: Served) -> None:
    desk = start(page, server, PretendDesk("C048", "C049"))
    double_click_slowly(page, ".k1.now", "C048")
    assert desk.done == [("call-next", {})]
    page.locator(".k1.now").click()
    assert desk.finished(page, 2) == [("call-next", {}), ("start", {})]


def test_a_double_click_recalls_once(page: Page, server: Served) -> None:
    desk = PretendDesk(where="called")
    server.hall.verb = lambda *_: (200, {"result": "done", "seq": 901, "console": desk.console})
    server.hall.consoles["12"] = desk.console
    page.goto(f"{server.url}/console?window=12")
    page.wait_for_selector(".k1.now")
    double_click_slowly(page, "[data-verb=recall]", desk.console["ticket"]["number"])
    assert verbs(server) == ["recall"]


def test_nobody_waiting_is_said_calmly(page: Page, server: Served) -> None:
    start(page, server, PretendDesk())
    page.keyboard.press("Space")
    expect(page.locator(".status .bn.em")).to_contain_text("现在没有人等候")
    assert yellow(page) == "叫下一位"


def test_a_window_that_is_not_configured_offers_no_sign_on(page: Page, server: Served) -> None:
    """From the beginning, or taken out by a new configuration while the console is open."""
    show(page, server, "closed")
    expect(page.locator(".k1.now")).to_contain_text("到岗，开窗")
    unknown = {"code": "window.unknown", "title": "没有这个窗口", "status": 404}
    page.route(
        "**/api/v1/windows/12",
        lambda route: route.fulfill(status=404, json=unknown, content_type="application/json"),
    )
    server.hall.push("window.signed_off", windows={"12": samples.window("closed")})
    expect(page.locator(".calm")).to_contain_text("本厅没有 12 号窗")
    expect(page.locator(".k1.now")).to_have_count(0)
    page.keyboard.press("Space")
    expect(page.get_by_role("link", name="选窗口")).to_have_attribute("href", "/console")
    assert server.hall.asked == []


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


def test_a_refusal_is_said_in_the_servers_words(page: Page, server: Served) -> None:
    show(page, server, "free")
    refusal = {"code": "taken", "title": "这张号已在 5 号窗办理", "action": "请叫下一位。"}
    server.hall.verb = lambda *_: (409, refusal)
    page.keyboard.press("Space")
    queue = page.locator(".status .bn.bad")
    expect(queue).to_contain_text("这张号已在 5 号窗办理")
    expect(queue).to_contain_text("请叫下一位。")


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


@pytest.mark.parametrize(
    ("keys", "where", "verb", "body"),
    [
        (["F3"], "called", "recall", {}),
        (["F4"], "called", "start", {}),
        (["F6"], "called", "no-show", {}),
        (["F10"], "serving", "finish", {"outcome": "done"}),
        (["3", "F10"], "serving", "finish", {"outcome": "advice_only"}),
        (["2", "Space"], "serving", "call-next", {"finish": True, "outcome": "accepted"}),
        (["F8", "Enter"], "serving", "park", {"reason": "copy", "minutes": 15}),
        (["F8", "2", "ArrowRight", "Enter"], "serving", "park", {"reason": "pay", "minutes": 30}),
        (["F9", "ArrowDown", "Enter"], "free", "pause", {"reason": "shift", "minutes": 15}),
        (["F9", "3", *["ArrowRight"] * 5, "Enter"], "free", "pause", {"reason": "meeting"}),
        (["F7", "2", "Enter"], "serving", "transfer", {"matter": "social-1"}),
        (["F7", "b", "Enter"], "serving", "transfer", {"matter": "company-1", "come_back": True}),
        (["F9"], "paused", "unpause", {}),
        (["q", "Enter"], "free", "sign-off", {}),
        (["r", "Enter"], "free", "resume", {"number": "C039"}),
        (["r", "2", "Enter"], "free", "return", {"number": "C031"}),
        (
            ["c", "c", "0", "5", "1", "Enter", "2", "Enter"],
            *("free", "call", {"number": "C051", "reason": "help"}),
        ),
        (["u"], "called", "undo", {}),
        (["Backspace"], "serving", "undo", {}),
    ],
)
def test_every_step_has_its_keys(
    page: Page, server: Served, keys: list[str], where: str, verb: str, body: dict[str, Any]
) -> None:
    desk = show(page, server, where)
    expect(page.locator(".side")).to_contain_text("不动产登记")
    for key in keys:
        page.keyboard.press(key)
        page.wait_for_timeout(60)
    assert desk.finished(page, 1) == [(verb, body)]


def test_calling_out_of_turn_asks_for_whom_and_then_why(page: Page, server: Served) -> None:
    desk = show(page, server, "free")
    for key in ("c", "c", "0", "5", "1", "Enter"):
        page.keyboard.press(key)
    expect(page.locator("dialog.ask h2")).to_contain_text("C051")
    expect(page.locator("dialog.ask li")).to_contain_text(["过号后马上回来", "需要照顾"])
    assert desk.done == [], "nobody is called before it is said why"
    page.keyboard.press("Escape")
    expect(page.locator("dialog.ask")).to_have_count(0)


def test_who_has_no_right_to_it_is_told_before_asking(page: Page, server: Served) -> None:
    server.hall.boot["may"] = []
    show(page, server, "free")
    page.keyboard.press("c")
    expect(page.locator(".status .bn")).to_contain_text("您没有指定叫号的权限")
    expect(page.locator("dialog.ask")).to_have_count(0)


OTHER = {"name": "李强", "staff_no": "C0999"}


def test_a_second_clerk_is_told_who_sits_there_and_takes_over(page: Page, server: Served) -> None:
    desk = PretendDesk()
    desk.console = console("serving", clerk=OTHER)
    start(page, server, desk)
    expect(page.locator(".cur")).to_contain_text("李强 在这个窗口上岗")
    page.keyboard.press("F10")
    expect(page.locator(".status .bn")).to_contain_text("这里坐的是别人，先接手")
    assert desk.done == []
    page.keyboard.press("Space")
    expect(page.locator("dialog.ask h2")).to_contain_text("李强 在这个窗口上岗")
    expect(page.locator("dialog.ask li")).to_contain_text(["我来接手，连同 C047"])
    page.keyboard.press("Enter")
    assert desk.finished(page, 1) == [("sign-on", {"instead_of": "李强"})]


@pytest.mark.parametrize(
    ("keys", "body"),
    [(["2"], {"visitor": "park"}), (["3"], {"visitor": "send_back"})],
)
def test_a_manager_signs_off_who_is_gone(
    page: Page, server: Served, keys: list[str], body: dict[str, Any]
) -> None:
    server.hall.boot["may"] = ["windows.relieve"]
    desk = PretendDesk()
    desk.console = console("serving", clerk=OTHER)
    start(page, server, desk)
    page.keyboard.press("Space")
    expect(page.locator("dialog.ask li")).to_have_count(3)
    for key in keys:
        page.keyboard.press(key)
    page.locator(".ask input.later").fill("下班了")
    page.keyboard.press("Enter")
    assert desk.finished(page, 1) == [("sign-off", {**body, "reason": "下班了"})]


def test_a_note_goes_along_with_a_transfer(page: Page, server: Served) -> None:
    desk = show(page, server, "serving")
    page.keyboard.press("F7")
    page.locator(".ask input.later").fill("听力不便")
    page.keyboard.press("Enter")
    expect(page.locator(".ask")).to_have_count(0)
    assert desk.finished(page, 1) == [("transfer", {"matter": "company-1", "note": "听力不便"})]


def test_papers_that_cannot_be_read_close_no_other_dialog(page: Page, server: Served) -> None:
    """They are asked for when the page opens, and the answer may come late."""
    asked: list[Route] = []
    page.route("**/api/v1/windows/12/papers", lambda route: asked.append(route))
    show(page, server, "serving")
    page.keyboard.press("F8")
    expect(page.locator("dialog.ask")).to_be_visible()
    fault = {"code": "fault", "title": "服务器出错", "status": 500}
    asked[0].fulfill(status=500, json=fault, content_type="application/problem+json")
    expect(page.locator(".status .bn.bad")).to_contain_text("服务器出错")
    expect(page.locator("dialog.ask")).to_be_visible()


def test_escape_leaves_a_dialog_without_doing_anything(page: Page, server: Served) -> None:
    desk = show(page, server, "serving")
    for key in ("F7", "F8"):
        page.keyboard.press(key)
        expect(page.locator("dialog.ask")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator("dialog.ask")).to_have_count(0)
    assert desk.done == []


def test_the_last_step_can_be_undone_for_some_seconds(page: Page, server: Served) -> None:
    page.clock.install()
    start(page, server, PretendDesk("C048"))
    page.keyboard.press("Space")
    queue = page.locator(".status .bn.out")
    expect(queue).to_contain_text("已叫号 C048")
    expect(queue).to_contain_text("撤销")
    page.clock.fast_forward(8000)
    expect(queue).to_have_count(0)


def test_a_step_survives_the_server_being_away(page: Page, server: Served) -> None:
    desk = start(page, server, PretendDesk("C048", "C049"))
    server.stop()
    page.keyboard.press("Space")
    expect(page.locator(".status .bn.ink")).to_contain_text("“叫下一位”已记下，连上就送出")
    page.keyboard.press("Space")
    server.start()
    expect(page.locator(".hd .num")).to_have_text("C048")
    assert [verb for verb, _ in desk.done] == ["call-next"]


def test_a_step_whose_answer_was_lost_is_not_done_twice(page: Page, server: Served) -> None:
    desk = start(page, server, PretendDesk("C048", "C049"))
    lost = [True]

    def verb(*asked: Any) -> tuple[int, dict[str, Any]]:
        answer = desk.verb(*asked)
        return (503, {}) if lost and lost.pop() else answer

    server.hall.verb = verb
    page.keyboard.press("Space")
    expect(page.locator(".hd .num")).to_have_text("C048")
    assert len(server.hall.asked) == 2
    assert len({key for *_, key in server.hall.asked}) == 1
    assert len(desk.done) == 1


def test_a_reload_in_the_middle_finishes_the_step_with_its_own_key(
    page: Page, server: Served
) -> None:
    desk = start(page, server, PretendDesk("C048"))
    server.hall.verb = lambda *_: (503, {})
    page.keyboard.press("Space")
    expect(page.locator(".status .bn.ink")).to_contain_text("已记下")
    server.hall.verb = desk.verb
    page.reload()
    expect(page.locator(".hd .num")).to_have_text("C048")
    assert len({key for *_, key in server.hall.asked}) == 1
    assert len(desk.done) == 1


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


def test_without_a_window_the_clerk_chooses_one_by_number(page: Page, server: Served) -> None:
    desk = PretendDesk("C048")
    server.hall.consoles["12"] = desk.console
    page.clock.install(time=BEGIN)
    page.goto(f"{server.url}/console")
    expect(page.locator(".wcard")).to_have_count(12)
    page.clock.pause_at(BEGIN + timedelta(hours=1))
    page.keyboard.press("1")
    page.keyboard.press("2")
    expect(page.locator(".k1.now")).to_contain_text("叫下一位")
    assert page.url.endswith("/console?window=12")


def test_a_number_that_may_go_on_is_taken_when_nothing_follows(page: Page, server: Served) -> None:
    server.hall.consoles["1"] = console("free", "1")
    page.clock.install(time=BEGIN)
    page.goto(f"{server.url}/console")
    expect(page.locator(".wcard")).to_have_count(12)
    page.clock.pause_at(BEGIN + timedelta(hours=1))
    page.keyboard.press("1")
    page.clock.run_for(850)
    assert page.url.endswith("/console")
    page.clock.run_for(60)
    expect(page.locator(".k1.now")).to_contain_text("叫下一位")
    assert page.url.endswith("/console?window=1")


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
