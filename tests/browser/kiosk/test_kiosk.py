"""The kiosk around the taking: finding, comfort, time, a lost line, and every size and mode."""

import re
from itertools import product

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.kiosk.test_taking import open_matter
from tests.support import samples
from tests.support.screens import Served
from tests.support.tickets import CODE, Desk, over, ticket

pytestmark = pytest.mark.system

MODES = {"大字": "large", "高对比": "contrast", "低位操作": "low"}
SMALLEST = 96


def switch(kiosk: Page, *names: str) -> None:
    for name in names:
        kiosk.locator(".access").get_by_role("button", name=name).click()


def type_in(kiosk: Page, letters: str) -> None:
    for letter in letters:
        kiosk.locator(".keys").get_by_role("button", name=letter, exact=True).click()


def test_initials_of_pinyin_find_a_matter(kiosk: Page) -> None:
    kiosk.get_by_role("button", name="查找事项").click()
    type_in(kiosk, "SFZ")
    rows = kiosk.locator(".found .matters li")
    expect(rows.first).to_contain_text("身份证")
    type_in(kiosk, "QQQ")
    expect(kiosk.locator(".found")).to_contain_text("没有找到")
    kiosk.get_by_role("button", name="清空").click()
    expect(kiosk.locator(".found")).to_contain_text("打每个字拼音的第一个字母")


def test_a_real_keyboard_writes_hanzi_into_the_field(kiosk: Page) -> None:
    kiosk.get_by_role("button", name="查找事项").click()
    kiosk.get_by_role("textbox").fill("居住证")
    expect(kiosk.locator(".found .matters li").first).to_contain_text("居住证")


def test_a_kiosk_for_foreigners_begins_in_english(kiosk: Page, server: Served, desk: Desk) -> None:
    server.hall.boot["language"] = "en"
    kiosk.goto(f"{server.url}/kiosk")
    expect(kiosk.get_by_role("heading", name="What would you like to do today?")).to_be_visible()
    assert kiosk.locator("html").get_attribute("lang") == "en"
    switch(kiosk, "中文")
    expect(kiosk.get_by_role("heading", name="您今天要办什么事？")).to_be_visible()


def test_a_hall_with_three_languages_turns_through_them(
    kiosk: Page, server: Served, desk: Desk
) -> None:
    server.hall.languages = ["zh", "en", "zh-Hant"]
    kiosk.goto(f"{server.url}/kiosk")
    switch(kiosk, "English")
    switch(kiosk, "繁體中文")
    expect(kiosk.get_by_role("heading", name="您今天要辦什麼事？")).to_be_visible()
    assert kiosk.locator("html").get_attribute("lang") == "zh-Hant"
    kiosk.get_by_role("button", name=re.compile("^全部 ")).click()
    kiosk.locator(".matters button").first.click()
    kiosk.get_by_role("button", name="取號").click()
    expect(kiosk.get_by_role("button", name="好了")).to_be_visible()
    assert desk.taken[0][1]["language"] == "zh-Hant"


def test_english_comes_first_when_chosen_and_goes_with_its_person(kiosk: Page, desk: Desk) -> None:
    switch(kiosk, "English")
    expect(kiosk.get_by_role("heading", name="What would you like to do today?")).to_be_visible()
    assert kiosk.locator("html").get_attribute("lang") == "en"
    kiosk.get_by_role("button", name=re.compile("^All ")).click()
    kiosk.locator(".matters button").first.click()
    kiosk.get_by_role("button", name="Take a ticket").click()
    expect(kiosk.get_by_role("button", name="Done")).to_be_visible()
    assert desk.taken[0][1]["language"] == "en"
    kiosk.get_by_role("button", name="Done").click()
    expect(kiosk.get_by_role("heading", name="您今天要办什么事？")).to_be_visible()


def test_comfort_is_kept_through_the_pages_and_reset_for_the_next(kiosk: Page) -> None:
    switch(kiosk, *MODES)
    open_matter_large = kiosk.get_by_role("button", name="更多事项")
    open_matter_large.click()
    html = kiosk.locator("html")
    for name, value in (("size", "large"), ("theme", "contrast"), ("reach", "low")):
        expect(html).to_have_attribute(f"data-{name}", value)
    kiosk.locator(".matters button").first.click()
    kiosk.get_by_role("button", name="取号").click()
    kiosk.get_by_role("button", name="好了").click()
    plain = html.evaluate("e => [e.dataset.size, e.dataset.theme, e.dataset.reach]")
    assert plain == [None, "light", None]


def test_the_end_of_time_is_warned_of_and_can_be_put_off(
    open_page: Open, desk: Desk, server: Served
) -> None:
    page = open_page(1080, 1920)
    page.clock.install()
    page.goto(f"{server.url}/kiosk")
    page.locator(".two .key").nth(1).click()
    page.clock.run_for(45_000)
    warning = page.get_by_role("alertdialog")
    expect(warning).to_contain_text("您还在吗？")
    warning.get_by_role("button", name="还要看一会儿").click()
    expect(warning).to_have_count(0)
    page.clock.run_for(30_000)
    expect(page.get_by_role("heading", name="导办人员可以帮您")).to_be_visible()
    page.clock.run_for(40_000)
    expect(page.get_by_role("heading", name="您今天要办什么事？")).to_be_visible()


def test_the_ticket_closes_by_itself_unless_more_time_is_asked(
    open_page: Open, desk: Desk, server: Served
) -> None:
    page = open_page(1080, 1920)
    page.clock.install()
    page.goto(f"{server.url}/kiosk")
    open_matter(page)
    page.get_by_role("button", name="取号").click()
    expect(page.get_by_role("heading", name="C047")).to_be_visible()
    page.clock.run_for(20_000)
    page.get_by_role("button", name="还要看一会儿").click()
    page.clock.run_for(60_000)
    expect(page.get_by_role("heading", name="C047")).to_be_visible()
    page.clock.run_for(35_000)
    expect(page.get_by_role("heading", name="您今天要办什么事？")).to_be_visible()


def test_nobody_is_hurried_when_the_paper_did_not_come(
    open_page: Open, desk: Desk, server: Served
) -> None:
    desk.ticket = ticket(state="issued", paper={"state": "sending", "copies": 0})
    page = open_page(1080, 1920)
    page.clock.install()
    page.goto(f"{server.url}/kiosk")
    open_matter(page)
    page.get_by_role("button", name="取号").click()
    expect(page.locator(".prt")).to_contain_text("正在打印")
    desk.change(paper={"state": "failed", "copies": 0})
    page.clock.run_for(1500)
    expect(page.get_by_role("alert")).to_be_visible()
    page.clock.run_for(100_000)
    expect(page.get_by_role("heading", name="C047")).to_be_visible()


def test_a_missed_number_comes_back_here(kiosk: Page, desk: Desk) -> None:
    desk.ticket = over("no_show", returnable=True)
    desk.after = {"return": ticket(state="waiting", returnable=False, ahead=3)}
    kiosk.get_by_role("button", name="我有号票").click()
    expect(kiosk.locator(".go .wide")).to_contain_text("还差 10 位")
    type_in(kiosk, CODE)
    kiosk.get_by_role("button", name="查看").click()
    expect(kiosk.locator(".plate")).to_contain_text("过号了")
    kiosk.get_by_role("button", name="重新排队").click()
    expect(kiosk.locator(".plate")).to_contain_text("正在等候")
    assert desk.done == [("return", {})]


def test_a_scanned_address_is_understood(kiosk: Page, desk: Desk) -> None:
    kiosk.get_by_role("button", name="我有号票").click()
    kiosk.get_by_role("textbox").fill(f"HTTP://HALL/T/{CODE}")
    kiosk.get_by_role("textbox").press("Enter")
    expect(kiosk.get_by_role("heading", name="C047")).to_be_visible()


def test_giving_up_is_asked_twice(kiosk: Page, desk: Desk) -> None:
    desk.after = {"cancel": over("cancelled", cancellable=False)}
    kiosk.get_by_role("button", name="我有号票").click()
    kiosk.get_by_role("textbox").fill(CODE)
    kiosk.get_by_role("button", name="查看").click()
    kiosk.get_by_role("button", name="退号").click()
    assert desk.done == []
    kiosk.get_by_role("button", name="确定退号，不排了").click()
    expect(kiosk.locator(".plate")).to_contain_text("已退号")


def test_a_lost_queue_is_told_with_its_age(open_page: Open, desk: Desk, server: Served) -> None:
    page = open_page(1080, 1920)
    page.clock.install()
    page.goto(f"{server.url}/kiosk")
    expect(page.locator(".busy .age")).to_contain_text("秒前更新")
    server.stop()
    page.clock.run_for(70_000)
    expect(page.locator(".bn.ink")).to_contain_text("连接中断")
    expect(page.locator(".bn.ink")).to_contain_text("不等于没有窗口")
    expect(page.locator("main")).not_to_contain_text("没有窗口")
    expect(page.locator(".load")).to_have_count(0)  # a bar without a date
    expect(page.get_by_role("button", name="我有号票")).to_be_in_viewport(ratio=1)
    server.start()


@pytest.mark.parametrize(
    ("wait", "said"),
    [
        ([12, 20], "多数人等 12–20 分钟"),
        ([0, 42], "多数人约等 21 分钟，最多 42 分钟"),
        ([7, 96], "多数人最多等 96 分钟"),
    ],
)
def test_a_range_that_tells_nothing_is_said_in_words(
    kiosk: Page, server: Served, wait: list[int], said: str
) -> None:
    waits = dict.fromkeys(server.hall.snapshot["waits"], wait)
    server.hall.show(server.hall.snapshot | {"waits": waits})
    expect(kiosk.locator(".busy .b")).to_contain_text(said)


def test_a_shut_hall_promises_no_wait(kiosk: Page, server: Served) -> None:
    shut = {key: samples.window("closed") for key in server.hall.snapshot["windows"]}
    server.hall.show(server.hall.snapshot | {"windows": shut})
    expect(kiosk.locator(".busy .a")).to_have_text("现在没有窗口开着")
    open_matter(kiosk)
    expect(kiosk.locator("dl.facts dd").nth(1)).to_have_text("暂无窗口")
    expect(kiosk.locator(".bn")).to_contain_text("现在没有窗口办这一项")


def test_an_empty_hall_says_come_in(kiosk: Page, server: Served) -> None:
    nobody = {key: {"waiting": 0} for key in server.hall.snapshot["queues"]}
    server.hall.show(server.hall.snapshot | {"queues": nobody})
    expect(kiosk.locator(".busy .b")).to_have_text("等候 0 人，随到随办")
    open_matter(kiosk)
    expect(kiosk.locator("dl.facts dd").nth(1)).to_have_text("随到随办")


FLAWLESS: dict[str, list[str]] = {
    page: [] for page in ("first", "event", "search", "two", "matter", "ticket")
}


def flaws_of_all(kiosk: Page, desk: Desk) -> dict[str, list[str]]:
    """Walks from the first page to the ticket; what is wrong with each page on the way."""
    found = {"first": flaws(kiosk)}
    kiosk.locator(".ev button").last.click()
    found["event"] = flaws(kiosk)
    kiosk.keyboard.press("Escape")
    kiosk.locator(".find").click()
    type_in(kiosk, "SF")
    found["search"] = flaws(kiosk)
    kiosk.keyboard.press("Escape")
    kiosk.locator(".two .key").first.click()
    found["two"] = flaws(kiosk)
    kiosk.keyboard.press("Escape")
    kiosk.locator(".ev button").nth(1).click()
    kiosk.locator(".matters button").nth(2).click()
    found["matter"] = flaws(kiosk)
    kiosk.locator(".take").click()
    kiosk.wait_for_selector(".big")
    found["ticket"] = flaws(kiosk)
    return found


MEASURE = """() => {
  const seen = (e) => { const r = e.getBoundingClientRect(); return r.width > 0 && r.height > 0; };
  const name = (e) => e.className + " " + e.innerText.slice(0, 12);
  const keys = [...document.querySelectorAll("button")].filter(seen);
  const boxes = keys.map((e) => [name(e), e.getBoundingClientRect()]);
  const foot = document.querySelector("footer.dock").getBoundingClientRect();
  return {
    wide: document.documentElement.scrollWidth - innerWidth,
    yellow: document.querySelectorAll(".key.now").length,
    small: boxes.filter(([, r]) => Math.min(r.width, r.height) < SMALLEST - 1)
      .map(([n, r]) => [n, r.width, r.height]),
    high: boxes.filter(([, r]) => r.top < innerHeight * 0.45 - 1).map(([n]) => n),
    foot: innerHeight - foot.bottom,
    cut: [...document.querySelectorAll("button, dd, .plate h1")].filter(seen)
      .filter((e) => e.scrollWidth > e.clientWidth + 2).map(name),
  };
}"""


def flaws(kiosk: Page, smallest: int = SMALLEST) -> list[str]:
    """What holds on every page in every mode, if it does not: nothing wider than the screen, one
    yellow key, keys large enough, nothing cut off, and low reach really low."""
    found = kiosk.evaluate(MEASURE.replace("SMALLEST", str(smallest)))
    low = kiosk.locator("html").get_attribute("data-reach") == "low"
    wrong = {
        "wider than the screen": max(found["wide"], 0),
        "yellow keys": found["yellow"] if found["yellow"] > 1 else 0,
        "too small": found["small"],
        "cut off": found["cut"],
        "off the foot": found["foot"],
        "out of reach": found["high"] if low else [],
    }
    return [f"{name}: {what}" for name, what in wrong.items() if what]


@pytest.mark.parametrize("modes", list(product(*((name, "") for name in MODES))))
def test_every_page_fits_a_standing_kiosk(kiosk: Page, desk: Desk, modes: tuple[str, ...]) -> None:
    switch(kiosk, *(name for name in modes if name))
    assert flaws_of_all(kiosk, desk) == FLAWLESS


@pytest.mark.parametrize("mode", ["", "大字", "高对比", "English"])
def test_every_page_fits_a_lying_kiosk(
    open_page: Open, desk: Desk, server: Served, mode: str
) -> None:
    page = open_page(1280, 1024)
    page.goto(f"{server.url}/kiosk")
    page.wait_for_selector(".ev button")
    if mode:
        switch(page, mode)
    assert flaws_of_all(page, desk) == FLAWLESS


def test_every_page_fits_in_english(kiosk: Page, desk: Desk) -> None:
    switch(kiosk, "English")
    assert flaws_of_all(kiosk, desk) == FLAWLESS


@pytest.mark.parametrize("size", [(1080, 1920), (1280, 1024)])
def test_the_counts_of_zones_stand_below_one_another(
    kiosk: Page, server: Served, size: tuple[int, int]
) -> None:
    """Also where nothing is known of how busy a zone is."""
    last = server.hall.catalogue["zones"][-1]["key"]
    for matter in server.hall.catalogue["matters"]:
        if matter["zone"] == last:
            server.hall.snapshot["waits"][matter["key"]] = None
    for window in server.hall.catalogue["windows"]:
        if window["zone"] == last:
            server.hall.snapshot["windows"][window["key"]] = samples.window("closed")
    kiosk.set_viewport_size({"width": size[0], "height": size[1]})
    kiosk.goto(f"{server.url}/kiosk")
    kiosk.wait_for_selector(".busy .zones")
    rows = kiosk.locator(".busy .zones li")
    loads = [row.locator(".load").count() for row in rows.all()]
    assert set(loads) == {0, 1}
    lefts = kiosk.evaluate(
        """() => [...document.querySelectorAll(".busy .zones li > :last-child")]
          .map((count) => Math.round(count.getBoundingClientRect().left))"""
    )
    assert len(set(lefts)) == 1
