"""The page of one ticket on a phone: what it says in each state, what it asks, what can be done."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.screens import Served
from tests.support.tickets import Desk, instant, over, refusal, ticket

pytestmark = pytest.mark.system

CALL = {"window": "3", "zone": "A", "at": "2026-11-22T01:02:03.456Z", "times": 1, "now": True}


def test_place_and_range_come_first(phone: Page, desk: Desk, phone_url: str) -> None:
    phone.goto(phone_url)
    expect(phone.locator(".pos")).to_contain_text("7 人")
    assert "–" in phone.locator(".range").inner_text()
    expect(phone.locator(".w li")).to_have_text(["09", "10"])


def test_most_answers_are_empty(phone: Page, desk: Desk, phone_url: str) -> None:
    phone.clock.install()
    phone.goto(phone_url)
    phone.wait_for_selector(".pos")
    for _ in range(3):
        with phone.expect_response("**/api/v1/tickets/*") as answer:
            phone.clock.run_for(4100)
        status = answer.value.status
        phone.wait_for_timeout(50)
    assert desk.asked[0] is None
    assert len(desk.asked) >= 3  # on a slow machine it asks by itself meanwhile
    assert set(desk.asked[1:]) == {'"901"'}
    assert status == 304


def test_a_call_turns_the_plate_yellow(phone: Page, desk: Desk, phone_url: str) -> None:
    phone.clock.install()
    phone.goto(phone_url)
    phone.wait_for_selector(".pos")
    desk.ticket = over("called", seq=902)
    with phone.expect_response("**/api/v1/tickets/*"):
        phone.clock.run_for(4100)
    expect(phone.locator(".plate.now")).to_contain_text("请到 03 号窗")


def test_the_bell_rings_once_when_the_turn_is_near(phone: Page, desk: Desk, phone_url: str) -> None:
    phone.clock.install()
    phone.add_init_script("navigator.vibrate = (p) => (window.shaken ??= []).push(p)")
    phone.goto(phone_url)
    phone.get_by_role("switch").click()
    for ahead in (3, 2):
        desk.change(ahead=ahead)
        with phone.expect_response("**/api/v1/tickets/*"):
            phone.clock.run_for(4100)
        expect(phone.locator(".pos")).to_contain_text(f"{ahead} 人")
    assert phone.evaluate("shaken") == [[200], [300]]  # the sample, and then three ahead
    expect(phone.locator(".near")).to_contain_text("快到您了")


def test_giving_up_is_asked_and_then_final(phone: Page, desk: Desk, phone_url: str) -> None:
    desk.after = {"cancel": over("cancelled", cancellable=False)}
    phone.goto(phone_url)
    phone.get_by_role("button", name="退号").click()
    phone.get_by_role("button", name="不退，继续等").click()
    assert desk.done == []
    phone.get_by_role("button", name="退号").click()
    phone.get_by_role("button", name="退号").click()
    expect(phone.locator(".plate")).to_contain_text("已退号")
    expect(phone.locator("footer")).to_have_count(0)
    assert desk.done == [("cancel", {})]


def test_postponing_lets_others_go_first(phone: Page, desk: Desk, phone_url: str) -> None:
    desk.after = {"postpone": {"ahead": 10, "postpones_left": 1}}
    phone.goto(phone_url)
    phone.get_by_role("button", name="3 位").click()
    expect(phone.locator(".left")).to_contain_text("还剩 1 次")
    expect(phone.locator(".pos")).to_contain_text("10 人")
    assert desk.done == [("postpone", {"places": 3})]


def test_a_quarter_hour_away_keeps_the_place_and_ends_when_one_is_back(
    phone: Page, desk: Desk, phone_url: str
) -> None:
    until = instant(15)
    desk.after = {
        "postpone": {"held_until": until, "returnable": True, "postpones_left": 1}
        | {"ahead": 2, "wait": None, "expected": None},
        "return": {"held_until": None, "returnable": False},
    }
    phone.goto(phone_url)
    phone.get_by_role("button", name="15 分钟").click()
    expect(phone.locator(".plate.parked")).to_contain_text("已延后")
    expect(phone.locator(".what")).to_contain_text("以前不会叫您，位置替您留着")
    expect(phone.locator(".near")).to_have_count(0)
    phone.get_by_role("button", name="我回来了").click()
    expect(phone.locator(".near")).to_be_visible()
    assert desk.done == [("postpone", {"minutes": 15}), ("return", {})]


def test_a_refusal_is_told_on_the_page(phone: Page, desk: Desk, phone_url: str) -> None:
    phone.goto(phone_url)
    phone.wait_for_selector(".pos")
    desk.refusal = refusal("postpone.none_left", "已经不能再延后")
    phone.get_by_role("button", name="1 位").click()
    expect(phone.get_by_role("alert")).to_contain_text("已经不能再延后")


@pytest.mark.parametrize("level", [5, 1])
def test_good_and_bad_cost_the_same_taps(
    phone: Page, desk: Desk, phone_url: str, level: int
) -> None:
    desk.ticket = over("finished", rateable=True, cancellable=False)
    desk.after = {"rating": {"rating": given(level)}}
    phone.goto(phone_url)
    phone.locator(".f").nth(5 - level).click()
    phone.get_by_role("checkbox", name="服务态度").click()
    phone.get_by_role("textbox").fill("说得清楚")
    phone.get_by_role("button", name="补充这些").click()
    expect(phone.locator(".rate")).to_contain_text("已经补充，谢谢")
    said = {"level": level, "reasons": ["manner"], "text": "说得清楚"}
    assert desk.done == [("rating", {"level": level}), ("rating", said)]


def given(level: int, channel: str = "phone", *earlier: int) -> dict[str, Any]:
    """A rating as the ticket has it; `earlier` levels it was changed from."""
    before = [{"level": each, "at": CALL["at"]} for each in earlier]
    return {"level": level, "at": CALL["at"], "channel": channel, "earlier": before}


def test_what_was_rated_at_the_pad_can_not_be_changed_here(
    phone: Page, desk: Desk, phone_url: str
) -> None:
    desk.ticket = over("finished", rateable=True, cancellable=False, rating=given(5, "pad"))
    phone.goto(phone_url)
    expect(phone.locator(".rate")).to_contain_text("已评：非常满意")
    expect(phone.locator(".rate")).to_contain_text("在窗口的评价器上评的")
    assert phone.locator(".rate button").count() == 0


def test_a_changed_rating_says_which_one_counts(phone: Page, desk: Desk, phone_url: str) -> None:
    changed = given(1, "phone", 5, 4)
    desk.ticket = over("finished", rateable=True, cancellable=False, rating=changed)
    phone.goto(phone_url)
    expect(phone.locator(".rate")).to_contain_text("以这一次为准。原来评的是：非常满意、满意")
    phone.get_by_role("button", name="改评价").click()
    expect(phone.locator(".f")).to_have_count(5)


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (over("called"), "现在就去"),
        (over("serving"), "正在 03 号窗为您办理"),
        (over("parked"), "替您留着号"),
        (over("parked", parked_until="2026-11-22T02:15:00.000Z"), "请在 10:15 前回来"),
        (over("no_show", returnable=True), "重新排队"),
        (over("no_show"), "已经过期"),
        (over("finished"), "已经办完"),
        (over("cancelled"), "已经退掉"),
        (over("closed"), "今天已经下班"),
        (ticket(state="issued"), "去排队"),
    ],
    ids=lambda value: value["state"] if isinstance(value, dict) else "",
)
def test_every_state_says_what_to_do(
    phone: Page, desk: Desk, phone_url: str, shown: dict[str, Any], words: str
) -> None:
    desk.ticket = shown
    phone.goto(phone_url)
    expect(phone.locator("#screen")).to_contain_text(words)
    wide = phone.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0


def test_why_somebody_went_first(phone: Page, desk: Desk, phone_url: str) -> None:
    why = {"zh": "他预约了 10:00，准点签到。", "en": "They had an appointment."}
    desk.ticket = ticket(before=[{"number": "Y012", "at": CALL["at"], "why": why}])
    phone.goto(phone_url)
    expect(phone.locator(".why")).to_contain_text("为什么 Y012 在您前面？")
    phone.get_by_role("button", name="English").click()
    expect(phone.locator(".why")).to_contain_text("They had an appointment.")


def test_a_dead_queue_hides_the_range_and_tells_its_age(
    phone: Page, desk: Desk, phone_url: str
) -> None:
    phone.clock.install()
    phone.goto(phone_url)
    phone.wait_for_selector(".pos")
    phone.route("**/api/**", lambda route: route.abort())
    phone.clock.run_for(70_000)
    expect(phone.locator(".bn.ink")).to_contain_text("连接中断")
    expect(phone.locator(".range")).to_have_text("暂不清楚")


def test_without_scripts_the_server_draws_it(browser: Browser, desk: Desk, phone_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(phone_url)
    expect(page.locator(".tk")).to_have_text("C047")
    expect(page.locator(".pos")).to_contain_text("18–30")
    desk.ticket = over("called")
    page.reload()
    expect(page.locator(".plate.now")).to_contain_text("请到 03 号窗")
    context.close()


def test_capitals_are_the_same_page_and_strangers_are_told(
    phone: Page, desk: Desk, server: Served, phone_url: str
) -> None:
    assert phone.goto(phone_url.replace("/t/", "/T/")).ok  # type: ignore[union-attr]
    answer = phone.goto(f"{server.url}/t/0000000000")
    assert answer is not None
    assert answer.status == 404
    expect(phone.locator("h1")).to_have_text("没有这个号")
