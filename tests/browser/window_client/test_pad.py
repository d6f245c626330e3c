"""The rating pad at 1024 × 768: it asks after a visit, once, and good and bad cost the same."""

from typing import Any

import flask
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.support import samples
from tests.support.screens import Served

pytestmark = pytest.mark.system


class PretendPad:
    """The server's side of a pad: the window's story, and what was said about it."""

    def __init__(self, server: Served) -> None:
        self.hall = server.hall
        self.said: list[dict[str, Any]] = []
        self.status = 200
        app = server.app
        app.add_url_rule("/api/v1/windows/<window>/rating", "rates", self.rate, methods=["POST"])

    def rate(self, window: str) -> Any:
        self.said.append(flask.request.get_json())
        if self.status != 200:
            problem = {
                "title": "现在没有可评的事",
                "code": "rating.nobody",
                "action": "请在手机上评。",
            }
            return problem, self.status
        return {"number": "C047", "level": 5, "seq": 1}

    def call(self, of: str, number: str = "C047") -> None:
        """The window's story goes on."""
        call = samples.call(number, "property-1", self.hall.snapshot["seq"] + 1, of=of)
        type_ = {"serving": "ticket.started"}.get(of, f"ticket.{of}")
        named = {"number": number} if of in ("called", "finished") else {}
        self.hall.push(type_, windows={"3": samples.window(call=call)}, window_key="3", **named)

    def resumed(self, number: str) -> None:
        """A parked visit goes on: the window's latest call is another's, and stays so."""
        call = self.hall.snapshot["windows"]["3"]["call"]
        plate = {"number": number, "state": "serving", "matter": "property-1"}
        plate["since"] = samples.instant()
        window = samples.window() | {"call": call, "ticket": plate}
        self.hall.push("ticket.resumed", windows={"3": window}, window_key="3")

    def finished(self, number: str) -> None:
        """The visit that went on is over; the window's latest call is still another's."""
        window = self.hall.snapshot["windows"]["3"] | {"ticket": None}
        self.hall.push("ticket.finished", windows={"3": window}, window_key="3", number=number)

    @property
    def seq(self) -> int:
        """Journal number of what happened last."""
        return int(self.hall.snapshot["seq"])


@pytest.fixture
def pad(server: Served) -> PretendPad:
    return PretendPad(server)


@pytest.fixture
def page(open_page: Open, pad: PretendPad, server: Served) -> Page:
    page = open_page(1024, 768)
    page.clock.install()
    page.goto(f"{server.url}/pad/3")
    expect(page.locator("header")).to_contain_text("王敏")  # the live state is there
    return page


def ask(page: Page, pad: PretendPad) -> None:
    pad.call("serving")
    pad.call("finished")
    expect(page.get_by_role("heading", name="这次办得怎么样？")).to_be_visible()


def test_it_rests_until_a_visit_is_finished(page: Page, pad: PretendPad) -> None:
    pad.call("called")
    expect(page.locator(".where .plate.now")).to_contain_text("C047")
    pad.call("serving")
    expect(page.locator(".where .plate")).to_contain_text("正在办理")
    expect(page.locator(".five")).to_have_count(0)
    ask(page, pad)
    assert page.locator(".f").count() == 5
    assert page.locator(".now").count() == 0  # no yellow, no preselection


@pytest.mark.parametrize("level", [5, 1])
def test_one_touch_sends_and_the_same_reasons_follow(
    page: Page, pad: PretendPad, level: int
) -> None:
    ask(page, pad)
    page.locator(".f").nth(5 - level).click()
    expect(page.locator("h1")).to_contain_text("已评")
    page.get_by_role("checkbox", name="等候时间").click()
    # The pad rests at once, while the reasons are still on their way.
    with page.expect_response("**/rating"):
        page.get_by_role("button", name="好了").click()
    expect(page.locator(".where h1")).to_contain_text("03")
    visit = {"number": "C047", "finished_seq": pad.seq}
    assert pad.said == [
        {**visit, "level": level},
        {**visit, "level": level, "reasons": ["wait"]},
    ]


def test_it_may_be_changed_for_ten_seconds(page: Page, pad: PretendPad) -> None:
    ask(page, pad)
    page.locator(".f").first.click()
    page.get_by_role("button", name="改评价").click()
    page.locator(".f").last.click()
    expect(page.locator("h1")).to_contain_text("非常不满意")
    assert [each["level"] for each in pad.said] == [5, 1]
    page.clock.run_for(11_000)
    expect(page.get_by_role("button", name="改评价")).to_have_count(0)


def test_skipping_sends_nothing_and_is_not_asked_again(page: Page, pad: PretendPad) -> None:
    ask(page, pad)
    page.get_by_role("button", name="不评价").click()
    expect(page.locator(".where h1")).to_be_visible()
    pad.call("called", "C048")
    expect(page.locator(".where .plate")).to_contain_text("C048")
    page.clock.run_for(2000)
    expect(page.locator(".five")).to_have_count(0)
    assert pad.said == []


def test_a_finish_taken_back_ends_the_question_and_the_next_finish_asks(
    page: Page, pad: PretendPad
) -> None:
    ask(page, pad)
    pad.resumed("C047")  # as an undo leaves the window
    expect(page.locator(".where .plate")).to_contain_text("C047")
    ask(page, pad)
    page.locator(".f").first.click()
    expect(page.locator("h1")).to_contain_text("已评")
    assert pad.said == [{"number": "C047", "finished_seq": pad.seq, "level": 5}]


def test_a_declined_visit_is_asked_about_when_it_went_on_and_ended(
    page: Page, pad: PretendPad
) -> None:
    ask(page, pad)
    page.get_by_role("button", name="不评价").click()
    expect(page.locator(".five")).to_have_count(0)
    pad.resumed("C047")
    expect(page.locator(".where .plate")).to_contain_text("C047")
    ask(page, pad)
    expect(page.locator(".five")).to_have_count(1)
    assert pad.said == []


def test_a_parked_visit_is_asked_about_by_its_own_number(page: Page, pad: PretendPad) -> None:
    """Another visit was called and finished in between, and is not asked about again."""
    pad.call("serving", "C047")
    pad.call("parked", "C047")
    pad.call("serving", "C048")
    pad.call("finished", "C048")
    expect(page.locator(".whose")).to_contain_text("C048")
    page.locator(".f").last.click()
    expect(page.locator("h1")).to_contain_text("已评")
    pad.resumed("C047")  # and nobody changes the rating of C048 now
    expect(page.locator(".where .plate")).to_contain_text("C047")
    pad.finished("C047")
    expect(page.locator(".whose")).to_contain_text("C047")
    page.locator(".f").first.click()
    expect(page.locator("h1")).to_contain_text("非常满意")
    assert [each["number"] for each in pad.said] == ["C048", "C047"]
    assert pad.said[-1]["finished_seq"] == pad.seq


def test_another_window_asks_its_own_visitors(page: Page, pad: PretendPad) -> None:
    pad.hall.push("ticket.finished", window_key="4", number="C050")
    pad.call("called", "C048")
    expect(page.locator(".where .plate")).to_contain_text("C048")
    expect(page.locator(".five")).to_have_count(0)


def test_nobody_answers_for_the_one_before(page: Page, pad: PretendPad) -> None:
    ask(page, pad)
    pad.call("called", "C048")
    expect(page.locator(".five")).to_have_count(1)
    pad.call("serving", "C048")
    expect(page.locator(".where .plate")).to_contain_text("C048")


def test_an_unanswered_question_goes_away(page: Page, pad: PretendPad) -> None:
    ask(page, pad)
    page.clock.run_for(61_000)
    expect(page.locator(".where h1")).to_be_visible()
    assert pad.said == []


def test_a_visit_rated_on_the_phone_is_not_asked_about(page: Page, pad: PretendPad) -> None:
    ask(page, pad)
    pad.hall.push("ticket.rated", number="C047")
    expect(page.locator(".five")).to_have_count(0)


def test_what_ended_before_the_pad_was_switched_on_is_over(page: Page, pad: PretendPad) -> None:
    pad.call("finished")
    page.reload()
    expect(page.locator("header")).to_contain_text("王敏")
    expect(page.locator(".five")).to_have_count(0)
    ask(page, pad)


def test_a_refusal_is_told_in_sentences(page: Page, pad: PretendPad) -> None:
    ask(page, pad)
    pad.status = 409
    page.locator(".f").first.click()
    expect(page.locator("main")).to_contain_text("现在没有可评的事")
    expect(page.locator("main")).to_contain_text("请在手机上评。")


def test_every_key_is_large_and_nothing_is_cut(page: Page, pad: PretendPad) -> None:
    ask(page, pad)
    for tongue in ("中文", "English"):
        small = page.evaluate(
            """() => [...document.querySelectorAll("button")].map((e) => e.getBoundingClientRect())
              .filter((r) => Math.min(r.width, r.height) < 88 || r.right > innerWidth).length"""
        )
        assert small == 0, tongue
        page.get_by_role("button", name="English").or_(
            page.get_by_role("button", name="中文")
        ).click()


SIZES = [(768, 1024), (1024, 768), (1280, 800), (800, 1280), (1024, 600), (600, 1024)]
SAME_AND_WHOLE = """(name) => {
  const all = [...document.querySelectorAll(name)];
  const inside = all.filter((e) => {
    const r = e.getBoundingClientRect();
    return r.left >= 0 && r.top >= 0 && r.right <= innerWidth && r.bottom <= innerHeight
      && e.scrollWidth <= e.clientWidth && e.scrollHeight <= e.clientHeight;
  });
  const sizes = new Set(all.map((e) => [e.offsetWidth, e.offsetHeight].join("x")));
  const least = Math.min(...all.map((e) => Math.min(e.offsetWidth, e.offsetHeight)));
  return { all: all.length, inside: inside.length, sizes: [...sizes], least };
}"""


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_no_level_is_harder_to_reach_than_another(
    open_page: Open, pad: PretendPad, server: Served, width: int, height: int
) -> None:
    """All five tiles, and all six reasons, lie whole on the screen and have one size."""
    page = open_page(width, height)
    page.goto(f"{server.url}/pad/3")
    expect(page.locator("header")).to_contain_text("王敏")
    whole = page.evaluate(SAME_AND_WHOLE, ".where .plate")
    assert (whole["all"], whole["inside"]) == (1, 1), whole
    ask(page, pad)
    for tongue in ("English", "中文"):
        one_size(page, ".f", 5)
        one_size(page, ".ft .key", 1)
        page.get_by_role("button", name=tongue).click()
    for tongue in ("zh", "en"):
        if tongue == "en":
            page.get_by_role("button", name="好了").click()
            ask(page, pad)
            page.get_by_role("button", name="English").click()
        page.locator(".f").last.click()
        expect(page.locator(".reason")).to_have_count(6)
        one_size(page, ".reason", 6)
        one_size(page, ".ft .key", 2, same=False)


def one_size(page: Page, name: str, count: int, *, same: bool = True) -> None:
    """So many of them, each whole inside the screen with all its words."""
    found = page.evaluate(SAME_AND_WHOLE, name)
    assert (found["all"], found["inside"]) == (count, count), (name, found)
    assert found["least"] >= 88, (name, found)
    assert not same or len(found["sizes"]) == 1, (name, found)
