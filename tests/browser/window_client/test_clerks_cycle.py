"""The clerk's cycle by one key, and nothing lost on the way."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.window_client.conftest import show, start
from tests.support.consoles import PretendDesk
from tests.support.screens import Served

pytestmark = pytest.mark.system


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


def test_a_refusal_is_said_in_the_servers_words(page: Page, server: Served) -> None:
    show(page, server, "free")
    refusal = {"code": "taken", "title": "这张号已在 5 号窗办理", "action": "请叫下一位。"}
    server.hall.verb = lambda *_: (409, refusal)
    page.keyboard.press("Space")
    queue = page.locator(".status .bn.bad")
    expect(queue).to_contain_text("这张号已在 5 号窗办理")
    expect(queue).to_contain_text("请叫下一位。")


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
