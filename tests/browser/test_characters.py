"""Screens show every character that the product's fonts hold, on a machine without fonts."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.characters import HELD
from tests.support.chromium import Watched, launched, with_fonts
from tests.support.screens import Served
from tests.support.tickets import CODE, Desk

pytestmark = pytest.mark.system
FONTS = Path(__file__).parents[2] / "printers" / "fonts"
EVERYTHING = " ".join(HELD.values())

# Which letters of a text an element's fonts draw like a code point that no font has; a letter with
# marks is wider than without them if a box stands beside it.
BOXES = """async ([selector, text]) => {
  const style = getComputedStyle(document.querySelector(selector));
  const brush = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  brush.canvas.width = brush.canvas.height = 64;
  brush.font = `${style.fontWeight} 40px ${style.fontFamily}`;
  await document.fonts.load(brush.font, text);
  await document.fonts.ready;
  const picture = (letter) => {
    brush.clearRect(0, 0, 64, 64);
    brush.fillText(letter, 8, 48);
    return String(brush.getImageData(0, 0, 64, 64).data);
  };
  const missing = picture("\\u{10fffd}");
  const wide = (letter) => brush.measureText(letter).width;
  const boxed = ({ segment }) => {
    const [base, ...marks] = segment.normalize("NFD");
    const loose = marks.some((mark) => mark >= "\\u0300" && mark <= "\\u036f");
    return picture(segment) === missing || (loose && wide(segment) > wide(base) + 4);
  };
  const letters = new Intl.Segmenter("zh").segment(text);
  return [...letters].filter(boxed).map(({ segment }) => segment).join(" ");
}"""


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


def boxes(page: Page, selector: str, text: str) -> str:
    page.wait_for_selector(selector)
    return str(page.evaluate(BOXES, [selector, "".join(text.split())]))


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
