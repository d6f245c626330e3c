"""The fonts in `printers/fonts`: what paper is drawn with, and what screens share with it."""

from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from tools.fonts import characters as c
from tools.fonts.cutting import WEIGHTS, Debian, cut, held, reopened

PAGES = "pages"  # `pages/04e-400.woff2` holds U+4E00 to U+4EFF, as far as nothing else does
TOGETHER = 12  # pages cut out of one reading of the whole font
SIGNS = "U+2000-2BFF,U+4DC0-4DFF"
SCRIPTS = {
    "NotoSansSymbols2-Regular": SIGNS,
    "NotoSansSymbols-Regular": SIGNS,
    "NotoSansMath-Regular": SIGNS,
    "NotoSansYi-Regular": "U+A000-A4CF",
    "NotoSansLisu-Regular": "U+A4D0-A4FF",
    "NotoSansMongolian-Regular": "U+1800-18AF",
    "NotoSansTaiLe-Regular": "U+1950-197F",
    "NotoSansNewTaiLue-Regular": "U+1980-19DF",
    "NotoSansTaiTham-Regular": "U+1A20-1AAF",
    "NotoSansMiao-Regular": "U+16F00-16F9F",
    "NotoSansThai-Regular": "U+E00-E7F",
}


def common() -> frozenset[int]:
    """What the quick font of paper holds: GB 2312, the table of 2013, the signs of GBK."""
    hanzi = c.gb2312() | c.ALSO | demanded()
    signs = frozenset(point for point in c.gbk() if not 0x3400 <= point < 0xA000)
    return hanzi | signs | c.PUNCTUATION | frozenset(point for point in c.LATIN if point < 0x250)


@cache
def demanded() -> frozenset[int]:
    """The table of 2013, and what of GBK stands in extension A."""
    return frozenset(map(ord, c.table())) | (c.gbk() & c.EXTENSION_A)


def paged(font: TTFont, on_screens: frozenset[int]) -> dict[str, frozenset[int]]:
    """Page by page what Noto Sans CJK SC holds and either paper or screens lack otherwise.

    `table` is for screens alone: what must be there in both weights of extension A, which is
    otherwise kept in one, and of the planes beyond the first, which are otherwise left out.
    """
    have = common() & on_screens
    found: dict[str, set[int]] = defaultdict(set)
    for point in held(font) - have - c.LATIN - c.GREEK_AND_CYRILLIC:
        beyond = point >= 0x20000 or point in c.EXTENSION_A
        if beyond and point in demanded():
            found["table"].add(point)
        elif 0x2000 <= point < 0x10000 and not 0xD7A4 <= point < 0xF900:
            found[f"{point >> 8:03x}"].add(point)
    return {page: frozenset(points) for page, points in sorted(found.items())}


def make_hanzi(debian: Debian, target: Path, on_screens: frozenset[int]) -> None:
    """Noto Sans CJK SC: the quick font with its hints, and the pages of the rest without."""
    aliases: dict[str, dict[int, int]] = defaultdict(dict)
    for private, now in c.private_use().items():
        aliases[f"{private >> 8:03x}"][private] = ord(now)
    for weight, number in WEIGHTS.items():
        cut(debian.chinese(weight), common(), target / f"NotoSansSC-{weight}.otf", hinted=True)
        for page, alias in aliases.items():
            path = target / PAGES / f"{page}-{number}.woff2"
            cut(debian.chinese(weight), (), path, aliases=alias)
        make_pages(debian, target / PAGES, weight, on_screens)


def make_pages(debian: Debian, target: Path, weight: str, on_screens: frozenset[int]) -> None:
    """The pages of one weight; those of extension A in the regular one only."""
    number = WEIGHTS[weight]
    pages = [
        (page, points)
        for page, points in paged(debian.chinese(weight), on_screens).items()
        if weight == "Regular" or not points <= c.EXTENSION_A or page == "table"
    ]
    for at in range(0, len(pages), TOGETHER):
        several = pages[at : at + TOGETHER]
        whole = frozenset.union(*(points for _, points in several))
        font = reopened(debian.chinese(weight), whole)
        for page, points in several:
            cut(font(), points, target / f"{page}-{number}.woff2")


def make_letters(debian: Debian, target: Path) -> None:
    """Noto Sans, the face of ticket numbers, Arabic and Tibetan in two weights."""
    letters = c.LATIN | c.GREEK_AND_CYRILLIC
    features = ["kern", "zero", "tnum", "ccmp", "mark", "mkmk"]
    for weight in WEIGHTS:
        latin = debian.noto(f"NotoSans-{weight}")
        cut(latin, letters, target / f"NotoSans-{weight}.ttf", features=features, hinted=True)
        for family, points in (("NotoSansArabic", c.ARABIC), ("NotoSerifTibetan", c.TIBETAN)):
            font = debian.noto(f"{family}-{weight}")
            path = target / f"{family}-{weight}.ttf"
            cut(font, points | c.JOINERS, path, features=["*"], hinted=True)
    number = debian.noto("NotoSans-Bold")
    slash_the_zero(number)
    cut(number, [*range(0x20, 0x7F), 0x2013], target / "NotoSansNumber-Bold.ttf", hinted=True)


def make_scripts(debian: Debian, target: Path) -> None:
    """The signs that Noto Sans CJK lacks, and the other scripts of GB 18030, in one weight."""
    have = held(debian.chinese("Regular")) | c.LATIN
    for name, ranges in SCRIPTS.items():
        font = debian.noto(name)
        points = (held(font) & c.points_of(ranges)) - have
        have |= points
        cut(font, points, target / "scripts" / f"{name}.woff2", features=["*"])


def slash_the_zero(font: TTFont) -> None:
    """Gives U+0030 its slashed form for good.

    A ticket number must show it on machines where Pillow has no fribidi and
    therefore can't switch the feature `zero` on.
    """
    table: Any = font["GSUB"].table
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag != "zero":
            continue
        for index in record.Feature.LookupListIndex:
            for part in table.LookupList.Lookup[index].SubTable:
                replace_glyph(font, getattr(part, "mapping", {}))


def replace_glyph(font: TTFont, mapping: dict[str, str]) -> None:
    """Points the character 0 at the glyph that the feature would have chosen."""
    for table in font["cmap"].tables:
        if table.isUnicode() and table.cmap.get(0x30) in mapping:
            table.cmap[0x30] = mapping[table.cmap[0x30]]
