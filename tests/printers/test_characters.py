"""Every character of GB 18030: drawn from the package alone, or as its code; never an empty box."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from printers import faces
from printers import slip as s
from printers.drawing import draw
from printers.ink import Style, mask
from printers.layout import lay_out
from printers.models import MODELS
from printers.normalising import normalised
from printers.rendering import missing_on, render
from printers.scripts import missing, split
from tests.support.characters import CACHES, HELD, NOT_HELD, no_fonts_installed
from tools.fonts import characters

ROOT = Path(__file__).parents[2]
WEIGHTS = {"Regular": 400, "Bold": 700}


def words(text: str, lang: s.Language = "zh") -> s.Phrase:
    return (s.Words(lang, text),)


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[None]:
    """A machine without a font of its own."""
    with no_fonts_installed(tmp_path):
        yield


def held(weight: str) -> set[int]:
    """What the files of one weight hold."""
    files = [faces.FOLDER / f"NotoSansSC-{weight}.otf", faces.FOLDER / f"NotoSans-{weight}.ttf"]
    files += (faces.FOLDER / "pages").glob(f"*-{WEIGHTS[weight]}.woff2")
    files += (faces.FOLDER / "scripts").iterdir()
    return {point for path in files for point in TTFont(path).getBestCmap()}


@pytest.mark.parametrize("weight", WEIGHTS)
def test_the_package_holds_the_table_of_2013_gbk_and_korean(weight: str) -> None:
    table = characters.table()
    assert len(set(table)) == 8105
    ideographs, syllables = range(0x4E00, 0x9FF0), range(0xAC00, 0xD7A4)
    wanted = {*map(ord, table), *characters.gbk(), *ideographs, *syllables}
    assert "".join(map(chr, sorted(wanted - held(weight)))) == ""


def test_the_package_holds_extension_a() -> None:
    wanted = set(range(0x3400, 0x4DB6))  # as of GB 18030-2022; ten more came later
    assert wanted <= held("Regular")


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize("bold", [False, True])
def test_a_machine_without_fonts_draws_every_hanzi_of_the_table(bold: bool) -> None:
    assert missing("".join(characters.table()), "zh", bold) == ""


@pytest.mark.usefixtures("bare")
def test_every_word_of_the_product_is_drawn_on_a_machine_without_fonts() -> None:
    texts = [*ROOT.glob("printers/templates/*.json"), *ROOT.glob("*/static/text/*.json")]
    texts += [*ROOT.glob("server/web/**/text/*.json"), ROOT / "server" / "demo" / "centre.yaml"]
    assert len(texts) > 20
    for path in texts:
        said = normalised(path.read_text("utf-8"))
        assert missing(said, path.stem[-2:], False) + missing(said, "zh", True) == "", path


@pytest.mark.usefixtures("bare")
def test_what_the_package_lacks_comes_from_a_font_that_is_installed(tmp_path: Path) -> None:
    assert missing("\U00020000", "zh", False) == "\U00020000"
    install_square(tmp_path / "truetype" / "hanazono" / "HanaMinB.ttf", 0x20000)
    for cache in CACHES:
        cache.cache_clear()
    for bold in (False, True):
        (run,) = split("\U00020000", "zh", bold)
        assert run.face is not None
        assert run.face.path.endswith("HanaMinB.ttf")
        assert mask("\U00020000", Style(24, bold), "zh") is not None
    assert missing("\U00020001", "zh", False) == "\U00020001"


def install_square(path: Path, point: int) -> None:
    """A font whose only character is a black square."""
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    for corner in ((100, 800), (900, 800), (900, 0)):
        pen.lineTo(corner)
    pen.closePath()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "square"])
    builder.setupCharacterMap({point: "square"})
    builder.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "square": pen.glyph()})
    builder.setupHorizontalMetrics({".notdef": (1000, 0), "square": (1000, 100)})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Square", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    path.parent.mkdir(parents=True)
    builder.save(path)


@pytest.mark.usefixtures("bare")
def test_quick_glyphs_come_from_the_quick_font_and_rare_ones_from_their_page() -> None:
    files = [Path(run.face.path).name for run in split("政㛃驎한", "zh", True) if run.face]
    assert files == ["NotoSansSC-Bold.otf", "09a-700.woff2", "0d5-700.woff2"]


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize("name", sorted(HELD))
@pytest.mark.parametrize("bold", [False, True])
def test_what_the_package_holds_is_drawn(name: str, bold: bool) -> None:
    text = normalised(HELD[name])
    assert missing(text, "zh", bold) == ""
    assert missing(text, "en", bold) == ""
    for character in text:
        if not character.isspace() and not unicodedata.combining(character):
            assert mask(character, Style(24, bold), "zh") is not None, character


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize("name", sorted(NOT_HELD))
def test_what_no_font_holds_is_drawn_as_its_code(name: str) -> None:
    text = NOT_HELD[name]
    page = lay_out(s.Slip((s.Text(words(f"王{text}明")), s.Number(f"A{text}1"))), 384)
    assert set(missing_on(page)) == {each for each in text if normalised(each)}
    ticket = render(s.Slip((s.Text(words(text)),)), MODELS["generic-58"], "native")
    assert ticket.mode == "raster"
    assert f"U+{ord(text[0]):04X}" in ticket.note


@pytest.mark.parametrize("dots", [384, 576])
def test_a_code_is_a_frame_with_digits_within_its_line(dots: int) -> None:
    framed = mask("\ue123", Style(24), "zh")
    assert framed is not None
    ink = framed.image.convert("L")
    across = [ink.getpixel((x, 0)) for x in range(ink.width)]
    assert set(across) == {255}  # the frame's upper edge
    assert 0 < ink.histogram()[255] < ink.width * ink.height * 0.6
    assert -framed.top <= 24
    long = draw(s.Slip((s.Text(words("\U0001f600" * 60)), s.Number("\ue123" * 6))), dots)
    edge = long.convert("L").crop((dots - 7, 0, dots, long.height))
    assert edge.getextrema() == (255, 255)


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("e\u0301", "é"),
        ("Tie\u0302\u0301ng Vie\u0323\u0302t", "Tiếng Việt"),
        ("\u1112\u1161\u11ab", "한"),
        ("王\u200b小\u2060明\ufeff", "王小明"),
        ("\u202eabc\u202c\u200e\u200f\u2066x\u2069", "abcx"),
        ("葛\U000e0100 ✔\ufe0f", "葛 ✔"),
        ("a\x00b\x07c\x7fd\x85e", "abcd\ne"),
        ("a\r\nb\rc\u2028d\u2029e", "a\nb\nc\nd\ne"),
        ("a\tb\u00a0c\u2009d\u3000e", "a b c d\u3000e"),
        ("co\u00adop", "coop"),
        ("\u200d\u200c王\u200d\u200c", "王"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("ᠮᠣ\u180b", "ᠮᠣ\u180b"),
        ("x\ud83dy", "x\ufffdy"),
        ("z\ufffe\uffff\U0001ffffz", "zz"),
    ],
)
def test_invisible_characters_are_dropped_or_applied(typed: str, drawn: str) -> None:
    assert normalised(typed) == drawn
    assert normalised(drawn) == drawn


def every_block(mark: str) -> s.Slip:
    """A slip whose every text holds `mark`."""
    blocks = (
        s.Heading(words(f"中心{mark}"), words(f"大{mark}厅"), f"09:44{mark}"),
        s.Number(f"A00{mark}1", words(f"号{mark}码")),
        s.Facts((s.Fact(words(f"{mark}前面"), words(f"7{mark}"), words(f"人{mark}")),)),
        s.Place(f"A{mark}", words(f"窗{mark}口")),
        s.Checklist(words(f"材{mark}料"), (s.CheckItem(words(f"身份证{mark}")),)),
        s.Table((s.Row(words(f"姓{mark}名"), words(f"王{mark}")),)),
        s.Qr("HTTPS://A.EXAMPLE/T/1", words(f"扫{mark}码"), code=f"7K{mark}3M"),
        s.Notes((words(f"请{mark}保管"),)),
    )
    return s.Slip(blocks)


def test_a_slip_is_normalised_whole_before_layout() -> None:
    dirty, clean = every_block("\u202e\u200b"), every_block("")
    assert draw(dirty, 576).tobytes() == draw(clean, 576).tobytes()
    native = MODELS["generic-80"]
    assert render(dirty, native, "native").parts == render(clean, native, "native").parts


def test_line_ends_in_any_field_break_nothing() -> None:
    broken = words("一\n二")
    blocks = (
        s.Heading(broken, broken, "09\n44"),
        s.Number("A\n1", broken),
        s.Matter(broken),
        s.Facts((s.Fact(broken, broken, broken),)),
        s.Place("\n", broken, broken),
        s.Place("A\nB", broken),
        s.Checklist(broken, (s.CheckItem(broken),)),
        s.Qr("HTTPS://A.EXAMPLE/T/1", broken, broken, "A\nB"),
        s.Table((s.Row(broken, broken),)),
        s.Notes((broken,)),
        s.ShortCode("A\nB", broken),
        s.Stamp(broken),
    )
    assert draw(s.Slip(blocks), 384).height > 400


def test_a_mark_stays_with_its_letter_where_a_word_is_cut() -> None:
    from printers.breaking import wrap

    lines = wrap("x\u0302" * 40, Style(24), "en", 100)
    assert len(lines) > 3
    assert all(not unicodedata.combining(line[0]) for line in lines)


def test_korean_breaks_at_spaces() -> None:
    from printers.breaking import wrap

    assert wrap("한국어 대한민국", Style(24), "zh", 130) == ("한국어", "대한민국")


def test_private_code_points_of_old_registers_show_todays_hanzi() -> None:
    assert missing("王\ue863\ue815\ue864", "zh", False) == ""
    drawn, today = (mask(each, Style(30), "zh") for each in ("\ue863", "䶮"))
    assert drawn is not None
    assert today is not None
    assert abs(drawn.image.width - today.image.width) <= 1


def test_a_missing_character_is_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    slip = s.Slip((s.Text(words("\ue19a")),))
    with caplog.at_level("WARNING", "servicehall.printers"):
        for _ in range(3):
            render(slip, MODELS["generic-80"], "raster")
    said = [each.message for each in caplog.records if "U+E19A" in each.message]
    assert len(said) == 1
