"""What slips look like: golden pictures per template, width and language, read back by machines."""

import time
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from printers import slip as s
from printers.breaking import wrap
from printers.drawing import draw, png
from printers.errors import SettingError, SlipError
from printers.facts import KINDS, examples
from printers.ink import Style
from printers.layout import WIDTHS
from printers.template import default_template
from tests.printers.pictures import assert_looks

LANGUAGES: list[tuple[str, ...]] = [("zh",), ("zh", "en"), ("en", "zh"), ("ug", "zh"), ("bo", "zh")]
FOUR = {
    "zh": "不动产转移登记",
    "en": "Transfer of real estate",
    "ug": "كۆچمەس مۈلۈك تىزىملاش",
    "bo": "ཁང་ཁྱིམ་དབང་ཆ་སྤོ་བ།",
}


def words(text: str, lang: s.Language = "zh") -> s.Phrase:
    return (s.Words(lang, text),)


@pytest.mark.parametrize("dots", WIDTHS)
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_default_templates(kind: str, dots: int, tmp_path: Path) -> None:
    image = draw(default_template(kind).fill(examples(kind)), dots)
    assert image.width == dots
    assert_looks(image, f"{kind}-{dots}", tmp_path)


@pytest.mark.parametrize("dots", WIDTHS)
@pytest.mark.parametrize("languages", LANGUAGES, ids="-".join)
def test_number_ticket_in_languages(languages: tuple[str, ...], dots: int, tmp_path: Path) -> None:
    facts = examples("number-ticket") | {"matter": FOUR}
    image = draw(default_template("number-ticket").fill(facts, languages), dots)
    assert_looks(image, f"number-ticket-{'-'.join(languages)}-{dots}", tmp_path)


@pytest.mark.parametrize("dots", WIDTHS)
def test_a_reprint_says_so(dots: int, tmp_path: Path) -> None:
    slip = default_template("number-ticket").fill(examples("number-ticket")).marked(2)
    assert_looks(draw(slip, dots), f"number-ticket-reprint-{dots}", tmp_path)


@pytest.mark.parametrize("dots", WIDTHS)
@pytest.mark.parametrize("kind", [kind for kind in KINDS if "url" in KINDS[kind]])
def test_the_qr_is_read_from_the_picture(kind: str, dots: int) -> None:
    image = draw(default_template(kind).fill(examples(kind)), dots).convert("L")
    found = zxingcpp.read_barcodes(image)
    assert [code.text for code in found] == ["HTTPS://HALL.EXAMPLE.GOV.CN/T/7K3M9QX2"]
    assert found[0].ec_level == "M"


@pytest.mark.parametrize("dots", WIDTHS)
def test_long_addresses_give_a_code_that_still_fits(dots: int) -> None:
    url = "https://hall.example.gov.cn/path/in-lower-case/" + "x" * 60
    image = draw(s.Slip((s.Qr(url, words("扫码")),)), dots).convert("L")
    assert zxingcpp.read_barcodes(image)[0].text.endswith("/path/in-lower-case/" + "x" * 60)
    with pytest.raises(SlipError, match="too long"):
        draw(s.Slip((s.Qr("https://a.example/" + "x" * 900, words("扫码")),)), dots)


@pytest.mark.parametrize("dots", WIDTHS)
def test_nothing_runs_off_the_paper(dots: int) -> None:
    long_zh = "国有建设用地使用权及房屋所有权转移登记（夫妻间更名、赠与、继承）" * 3
    long_en = "Donaudampfschifffahrtsgesellschaftskapitaenswitwenrentenauszahlungsstelle" * 3
    both = (s.Words("zh", long_zh), s.Words("en", long_en))
    blocks = (
        s.Heading(both, both, "2026-11-22 09:44"),
        s.Number("ABCD123456789", both),
        s.Matter(both),
        s.Facts(
            tuple(s.Fact(both, (s.Words("zh", "1234567890–1234567890"),), both) for _ in range(3))
        ),
        s.Place("CCCC", both, both),
        s.Checklist(both, (s.CheckItem(both),)),
        s.Qr("https://a.example/T/1", both, both, "7K3M-9QX2-7K3M-9QX2-7K3M"),
        s.Table((s.Row(both, both),)),
        s.Notes((both,)),
        s.ShortCode("7K3M-9QX2-7K3M-9QX2-7K3M-9QX2", both),
        s.Stamp(both),
    )
    image = draw(s.Slip(blocks), dots).convert("L")
    for edge in ((0, 0, 7, image.height), (dots - 7, 0, dots, image.height)):
        assert image.crop(edge).getextrema() == (255, 255)


def test_unknown_widths_are_refused() -> None:
    for dots in (312, 404, 840):
        with pytest.raises(SettingError, match=str(dots)):
            draw(s.Slip(()), dots)


def test_the_zero_of_a_number_is_slashed_and_a_clock_s_is_not() -> None:
    slashed = draw(s.Slip((s.Number("0"),)), 384)
    plain = draw(s.Slip((s.Number("0", slashed=False),)), 384)
    middle = (0, slashed.height // 3, 120, slashed.height // 2)
    assert ink(slashed.crop(middle)) > ink(plain.crop(middle))


def ink(image: Image.Image) -> int:
    return image.convert("L").histogram()[0]


def test_logos_keep_their_shape_and_nonsense_is_refused() -> None:
    import base64
    from io import BytesIO

    out = BytesIO()
    Image.new("RGBA", (200, 100), "black").save(out, "PNG")
    logo = s.Logo(base64.b64encode(out.getvalue()).decode(), mm=10, align="centre")
    box = draw(s.Slip((logo,)), 576).convert("L").point(lambda v: 255 - v).getbbox()
    assert box is not None
    assert (box[2] - box[0], box[3] - box[1]) == (160, 80)
    with pytest.raises(SlipError, match="logo"):
        draw(s.Slip((s.Logo("bm9wZQ=="),)), 576)


def test_previews_are_png() -> None:
    assert png(s.Slip((s.Text(words("你好")),)), 384).startswith(b"\x89PNG")


def test_drawing_a_second_ticket_is_quick() -> None:
    """Not a benchmark: only that the caches work at all (a cold ticket takes ten times this)."""
    template = default_template("number-ticket")
    facts = examples("number-ticket")
    draw(template.fill(facts), 576)
    began = time.thread_time()
    draw(template.fill(facts | {"number": "C048"}), 576)
    assert time.thread_time() - began < 0.2


def test_one_changed_hanzi_is_seen_by_the_golden_pictures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GOLDEN", raising=False)
    facts = examples("number-ticket")
    facts["centre"] = {"zh": "安澜县政务服务中心", "en": "Anlan District Service Centre"}
    image = draw(default_template("number-ticket").fill(facts), 576)
    with pytest.raises(AssertionError, match="differ"):
        assert_looks(image, "number-ticket-576", tmp_path)
    assert (tmp_path / "number-ticket-576-difference.png").exists()


def test_no_hanzi_stands_alone_on_a_last_line() -> None:
    style = Style(22)
    room = 5 * 22
    assert wrap("费用时限窗口", style, "zh", room) == ("费用时限", "窗口")
    assert wrap("费用、时限、窗口", style, "zh", 7 * 22) == ("费用、时限、", "窗口")
    assert wrap("费用时限在窗口", style, "zh", room) == ("费用时限在", "窗口")
    assert wrap("费用 AB 口", style, "zh", 3 * 22) == ("费用", "AB 口")
