"""Native mode: laid out for the printer's own cells, so that it breaks no word itself."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printers import slip as s
from printers.facts import examples
from printers.models import find_model
from printers.native import cells, parts, wrapped
from printers.template import default_template
from printers.virtual.printer import VirtualPrinter
from tests.printers.scene import FAST, Scene

LONG = {
    "matter": {
        "zh": "不动产转移登记（存量房买卖、抵押注销与新设抵押合并办理）",
        "en": "Transfer of a home, with mortgage discharge and a new mortgage",
    },
    "materials": [
        {
            "zh": "抵押权人同意注销证明、新抵押合同及主债权合同",
            "en": "Discharge consent, new mortgage and loan contract",
        }
    ],
}


def long_ticket(*languages: str) -> s.Slip:
    facts = examples("number-ticket") | LONG
    return default_template("number-ticket").fill(facts, languages)


@pytest.mark.parametrize("model", ["clone-80", "clone-58", "epson-tm-t88", "CT-S651"])
@pytest.mark.parametrize("languages", [("zh", "en"), ("en", "zh")])
def test_no_line_is_left_for_the_printer_to_break(model: str, languages: tuple[str, str]) -> None:
    known = find_model(model, {"charset": "gb18030"})
    for part in parts(long_ticket(*languages), known)[1:]:
        if not part.endswith(b"\n\x1d!\x00"):
            continue  # the code, or paper
        size = re.match(rb"\x1d!(.)", part)
        assert size is not None
        text = part[3:-4].decode("gb18030")
        assert cells(text) * ((size[1][0] >> 4) + 1) <= known.columns, text


def test_words_stay_whole_and_the_zone_is_on_the_paper() -> None:
    printer = VirtualPrinter(speed=FAST)
    scene = Scene(p=printer)
    scene.capabilities["p"] = {"mode": "native"}
    with scene:
        scene.submit(long_ticket("en", "zh"))
        assert scene.final()[1].mode == "native"
        (receipt,) = printer.receipts
        assert receipt.errors == ()
        assert "[C] Windows 12–16" in receipt.texts
        words = {word for line in receipt.texts for word in line.split()}
        assert set(LONG["materials"][0]["en"].split()) <= words  # type: ignore[index]


@given(st.text(st.characters(codec="gb2312", exclude_categories=["C"]), max_size=80))
def test_wrapping_loses_nothing_but_blanks_at_its_breaks(text: str) -> None:
    lines = wrapped(text, 10)
    assert all(cells(line) <= 10 for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
