"""Screens show every character that the product's fonts hold, on a machine without fonts."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.support.characters import HELD, NOT_HELD
from tests.support.chromium import Watched, boxes, launched, with_fonts
from tests.support.screens import Served
from tests.support.tickets import CODE, Desk

pytestmark = pytest.mark.system
FONTS = Path(__file__).parents[2] / "printers" / "fonts"
EVERYTHING = " ".join(HELD.values())


def machine(folder: Path, *fonts: str) -> dict[str, str]:
    """A machine with some of our own fonts installed, and no others. Chromium draws nothing at all
    on one without any; Debian's libfontconfig1 always brings one of Latin letters."""
    installed = folder / "fonts"
    installed.mkdir()
    for name in ("NotoSansNumber-Bold.ttf", *fonts):
        shutil.copy(FONTS / name, installed)
    return with_fonts(folder, installed)


@pytest.fixture(scope="module")
def bare(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser on a machine whose only font has digits and capitals."""
    with launched(browser.browser_type, machine(tmp_path_factory.mktemp("bare"))) as found:
        yield found


@pytest.fixture(scope="module")
def with_hanzi(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser on a machine with the hanzi of everyday use, as every phone is."""
    phone = machine(tmp_path_factory.mktemp("phone"), "NotoSansSC-Regular.otf")
    with launched(browser.browser_type, phone) as found:
        yield found


class Asked(Watched):
    """A page that remembers which font files it asked for."""

    def __init__(self, browser: Browser, width: int, height: int) -> None:
        super().__init__(browser, width, height)
        self.urls: list[str] = []
        self.page.on("request", lambda request: self.urls.append(request.url))

    def fonts(self, part: str) -> list[str]:
        return [url for url in self.urls if part in url]


@pytest.fixture
def desk(server: Served) -> Desk:
    """A ticket on the pretend server."""
    return Desk(server)


def rename(desk: Desk, name: str) -> None:
    """The ticket's matter is called so."""
    for matter in desk.catalogue["matters"]:
        if matter["key"] == desk.ticket["matter"]:
            matter["name"]["zh"] = name


@pytest.mark.parametrize("name", sorted(HELD))
def test_a_board_shows_it_in_both_weights(bare: Browser, server: Served, name: str) -> None:
    for series in server.hall.catalogue["series"]:
        series["name"]["zh"] = HELD[name]
    board = Asked(bare, 1920, 1080)
    board.page.goto(f"{server.url}/board")
    expect(board.page.locator("body")).to_contain_text(HELD[name].split()[0])
    for weight in ("400", "700"):
        board.page.evaluate("weight => { document.body.style.fontWeight = weight; }", weight)
        assert boxes(board.page, "body", HELD[name]) == ""
    board.close()


def test_a_board_of_everyday_words_fetches_no_page_of_rare_hanzi(
    bare: Browser, server: Served
) -> None:
    board = Asked(bare, 1920, 1080)
    board.page.goto(f"{server.url}/board")
    board.page.wait_for_selector(".plate")
    board.page.wait_for_load_state("networkidle")
    assert board.fonts("noto-sans-sc/")
    assert not board.fonts("/static/fonts/")
    board.close()


def test_a_phone_without_hanzi_is_lent_them(bare: Browser, desk: Desk, server: Served) -> None:
    rename(desk, EVERYTHING)
    phone = Asked(bare, 360, 740)
    phone.page.goto(f"{server.url}/t/{CODE}")
    phone.page.wait_for_selector(".pos")
    assert boxes(phone.page, "body", EVERYTHING) == ""
    assert boxes(phone.page, ".mat", "前面还有预计还要等") == ""
    phone.close()


def test_a_page_for_a_code_that_is_not_there_is_read_too(
    bare: Browser, desk: Desk, server: Served
) -> None:
    phone = Asked(bare, 360, 740)
    phone.page.goto(f"{server.url}/t/0000000000")
    assert boxes(phone.page, "h1", "没有这个号") == ""
    phone.close()


def test_a_phone_with_hanzi_fetches_none_of_ours(
    with_hanzi: Browser, desk: Desk, server: Served
) -> None:
    phone = Asked(with_hanzi, 360, 740)
    phone.page.goto(f"{server.url}/t/{CODE}")
    phone.page.wait_for_load_state("networkidle")
    assert not phone.fonts("noto-sans-sc")
    assert not phone.fonts("/static/fonts/")
    assert not phone.fonts("fonts-")
    phone.close()


def test_a_phone_that_lacks_one_hanzi_fetches_its_page_alone(
    with_hanzi: Browser, desk: Desk, server: Served
) -> None:
    rename(desk, "驎镇户籍登记")  # in GBK alone
    phone = Asked(with_hanzi, 360, 740)
    phone.page.goto(f"{server.url}/t/{CODE}")
    phone.page.wait_for_selector(".pos")
    assert boxes(phone.page, ".mat", "驎") == ""
    assert not phone.fonts("noto-sans-sc")
    assert {Path(url).name for url in phone.fonts("/static/fonts/")} <= {
        "09a-400.woff2",
        "09a-700.woff2",
    }
    phone.close()


def as_codes(text: str) -> list[str]:
    """Its code points in brackets; joiners and flags are none of their own."""
    return [f"[{ord(each):04X}]" for each in text if each not in "\u200d "]


@pytest.mark.parametrize("name", sorted(NOT_HELD))
def test_what_no_font_holds_is_written_as_its_code(
    bare: Browser, desk: Desk, server: Served, name: str
) -> None:
    text = f"登记{NOT_HELD[name]}ꀀ"
    rename(desk, text)
    for series in server.hall.catalogue["series"]:
        series["name"]["zh"] = text
    for page, size in ((f"t/{CODE}", (360, 740)), ("board", (1920, 1080))):
        shown = Asked(bare, *size)
        shown.page.goto(f"{server.url}/{page}")
        for code in as_codes(NOT_HELD[name]):
            expect(shown.page.locator("body")).to_contain_text(code)
        expect(shown.page.locator("body")).to_contain_text("ꀀ")
        shown.close()


def test_a_text_that_changes_is_written_anew(bare: Browser, server: Served) -> None:
    board = Asked(bare, 1920, 1080)
    board.page.goto(f"{server.url}/board")
    board.page.wait_for_selector(".plate")
    board.page.evaluate("() => { document.body.append(new Text('甲𰀀')); }")
    expect(board.page.locator("body")).to_contain_text("甲[30000]")
    board.page.evaluate("() => { document.body.lastChild.data = '乙𰻞𰀀'; }")
    expect(board.page.locator("body")).to_contain_text("乙[30EDE][30000]")
    board.close()
