"""What the kit ships: icons that exist, fonts with the slashed zero."""

import json
import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from printers.fonts import FOLDER
from tests.support.screens import ROOT
from tests.support.tickets import centre
from tools.fonts.characters import gbk, points_of, table

KIT = ROOT / "server" / "web" / "static" / "kit"
SCRIPTS = [
    script
    for folder in ("server/web/static", "kiosk/static", "display/static", "window_client/static")
    for script in (ROOT / folder).rglob("*.js")
    if "vendor" not in script.parts
]


def test_every_icon_that_is_named_exists() -> None:
    drawn = set(re.findall(r'<symbol id="([a-z]+)"', (KIT / "icons.svg").read_text()))
    named = {
        name for script in SCRIPTS for name in re.findall(r'\bicon\("([a-z]+)"', script.read_text())
    }
    of_events = {event["icon"] for event in centre()["life_events"]}
    assert named | of_events <= drawn


@pytest.mark.parametrize("weight", [400, 700])
def test_figures_have_a_slashed_zero(weight: int) -> None:
    font = TTFont(KIT / "fonts" / f"noto-sans-{weight}.woff2")
    features = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
    assert {"zero", "tnum"} <= features


def test_every_slice_of_hanzi_is_there_and_nothing_else() -> None:
    css = (KIT / "fonts-hanzi.css").read_text()
    named = set(re.findall(r"noto-sans-sc/([\w-]+\.woff2)", css))
    assert named == {path.name for path in (KIT / "fonts" / "noto-sans-sc").iterdir()}


def shown(weight: int) -> set[int]:
    """The characters that the style sheets of fonts have a file for, which holds them."""
    found: set[int] = set()
    for name in ("fonts-hanzi.css", "fonts-further.css"):
        for rule in re.findall(r"@font-face{[^}]+}", (KIT / name).read_text()):
            address = re.search(r"url\(([^)]+)\)", rule)
            assert address is not None
            if f"font-weight:{weight};" in rule:
                path = address[1]
                shared = path.startswith("/static/fonts/")
                file = FOLDER / path.removeprefix("/static/fonts/") if shared else KIT / path
                wanted = points_of(rule.partition("unicode-range:")[2])
                found |= wanted & set(TTFont(file).getBestCmap())
    return found


@pytest.mark.parametrize("weight", [400, 700])
def test_screens_have_a_font_for_the_table_of_2013_gbk_and_extension_a(weight: int) -> None:
    always = set(TTFont(KIT / "fonts" / f"noto-sans-{weight}.woff2").getBestCmap())
    extension_a = range(0x3400, 0x4DB6)
    wanted = {*map(ord, table()), *gbk(), *range(0xAC00, 0xD7A4), *extension_a}
    assert "".join(map(chr, sorted(wanted - always - shown(weight)))) == ""


def test_every_file_of_fonts_is_named_by_the_style_sheet() -> None:
    css = (KIT / "fonts-further.css").read_text()
    named = set(re.findall(r"/static/fonts/([\w/.-]+)", css))
    there = {str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.woff2")}
    assert there <= named
    assert all((FOLDER / name).is_file() for name in named)


def test_vendored_versions_are_the_locked_ones() -> None:
    wanted = json.loads((ROOT / "tools" / "js" / "package.json").read_text())["devDependencies"]
    readme = (KIT / "vendor" / "README.md").read_text()
    for name in ("lit", "socket.io-client", "@fontsource/noto-sans-sc"):
        line = next(line for line in readme.splitlines() if f"`{name}`" in line)
        assert f"| {wanted[name]} |" in line


def test_no_page_asks_the_internet_or_styles_inline() -> None:
    pages = [*ROOT.glob("*/templates/**/*.html"), *(ROOT / "server/web/templates").glob("*.html")]
    for page in [*pages, *SCRIPTS]:
        text = Path(page).read_text()
        assert not re.search(r"""(src|href)=["']https?://""", text), page
        assert not re.search(r"""\sstyle=["'$]""", text), page
