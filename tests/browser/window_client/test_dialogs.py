"""What a step asks first: every question by keyboard."""

from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.window_client.conftest import asked_by, show
from tests.support.screens import Served

pytestmark = pytest.mark.system


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
        (
            ["2", "m", "3", "Enter"],
            "serving",
            "add-matter",
            {"matter": "company-1", "outcome": "accepted"},
        ),
        (
            ["0", "ArrowUp", "ArrowUp", "Enter", "1", "Enter"],
            "serving",
            "add-matter",
            {"matter": "property-1", "outcome": "done"},
        ),
        (
            ["w", "3", "Enter", "2", "Enter"],
            "free",
            "walk-in",
            {"matter": "company-1", "reason": "help"},
        ),
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
    assert asked_by(page, server, where, keys) == [(verb, body)]


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
