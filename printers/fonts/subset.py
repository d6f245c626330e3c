"""Makes the font files of this folder from Debian's packages.

    python -m printers.fonts.subset [--target FOLDER]

Needs fonttools and the Debian packages fonts-noto-cjk, fonts-noto-core and
fonts-noto-extra. It is run by hand when a font is renewed; its results are
committed, because the machines of a hall have neither fonts nor internet.
"""

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from fontTools import subset  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

DEBIAN = Path("/usr/share/fonts")
CJK = DEBIAN / "opentype" / "noto"
NOTO = DEBIAN / "truetype" / "noto"
SIMPLIFIED = 2  # the index of SC in Noto's collections

LATIN = [*range(0x20, 0x7F), *range(0xA0, 0x180), 0x2010, 0x2011, 0x2013, 0x2014, 0x2018, 0x2019]
LATIN += [0x201C, 0x201D, 0x2022, 0x2026, 0x2032, 0x2033, 0x20AC, 0x2116, 0x2122, 0x2212, 0x2192]
PUNCTUATION = [*range(0x3000, 0x3020), *range(0xFF01, 0xFF5F), *range(0xFFE0, 0xFFE6), 0xB7, 0x2014]
# Hanzi of names and places that GB2312 of 1980 left out and that people do print.
BEYOND_GB2312 = "喆珺昇堃玥垚淼瑄媛骁晞翀祎赟昀彧犇頔甯邨旻畑榕洺翾炘珮钰镕槑囍琤璟彣翊懿"
ARABIC = [
    *range(0x600, 0x700),
    *range(0x750, 0x780),
    *range(0xFB50, 0xFDFF),
    *range(0xFE70, 0xFEFF),
]
TIBETAN = [*range(0xF00, 0x1000)]
COMMON = [0x20, 0xA0, 0x200C, 0x200D, 0x200E, 0x200F]


def gb2312() -> list[int]:
    """Every character of GB2312-80, from the codec, so that no list can be mistyped."""
    found = []
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                found.append(ord(bytes((row, cell)).decode("gb2312")))
            except UnicodeDecodeError:
                continue
    return found


def cut_down(font: TTFont, points: Iterable[int], features: list[str]) -> TTFont:
    """Keeps the glyphs of `points`, the named layout features and the licence names."""
    options = subset.Options()
    options.layout_features = features
    options.hinting = True  # thin strokes of small hanzi stay whole on a coarse head
    options.desubroutinize = False
    options.name_IDs = ["*"]
    options.notdef_outline = True
    worker = subset.Subsetter(options)
    worker.populate(unicodes=list(points))
    worker.subset(font)
    return font


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


def make_all(target: Path) -> None:
    """Writes every font of the package into `target`."""
    hanzi = [*gb2312(), *LATIN, *PUNCTUATION, *map(ord, BEYOND_GB2312)]
    for weight in ("Regular", "Bold"):
        chinese = TTFont(CJK / f"NotoSansCJK-{weight}.ttc", fontNumber=SIMPLIFIED)
        cut_down(chinese, hanzi, []).save(target / f"NotoSansSC-{weight}.otf")
        latin = TTFont(NOTO / f"NotoSans-{weight}.ttf")
        cut_down(latin, LATIN, ["kern", "zero", "tnum", "ccmp", "mark"]).save(
            target / f"NotoSans-{weight}.ttf"
        )
        for family, points in (("NotoSansArabic", ARABIC), ("NotoSerifTibetan", TIBETAN)):
            font = TTFont(NOTO / f"{family}-{weight}.ttf")
            cut_down(font, [*points, *COMMON], ["*"]).save(target / f"{family}-{weight}.ttf")
    number = TTFont(NOTO / "NotoSans-Bold.ttf")
    cut_down(number, [*range(0x20, 0x7F), 0x2013], ["zero"])
    slash_the_zero(number)
    number.save(target / "NotoSansNumber-Bold.ttf")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--target", type=Path, default=Path(__file__).parent)
    make_all(parser.parse_args().target)


if __name__ == "__main__":
    main()
