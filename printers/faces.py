"""Which font file draws which character.

Fonts travel with the package (`printers/fonts`). Hanzi of common use come from one quick file, the
rest of Noto Sans CJK SC from pages of 256 code points each, which screens fetch as well. What the
package lacks comes from Debian's fonts where they are installed. `doctor()` says in sentences what
a machine lacks.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from PIL import ImageFont, features

from printers.fonts import FOLDER

Script = Literal["hanzi", "latin", "arabic", "tibetan", "number", "other"]
SYSTEM = Path("/usr/share/fonts")
SIMPLIFIED = 2  # the index of SC in Noto's collections
NAMES: dict[Script, str] = {
    "hanzi": "NotoSansSC-{}.otf",
    "latin": "NotoSans-{}.ttf",
    "arabic": "NotoSansArabic-{}.ttf",
    "tibetan": "NotoSerifTibetan-{}.ttf",
    "number": "NotoSansNumber-Bold.ttf",
}
SHAPED: tuple[Script, ...] = ("arabic", "tibetan", "other")
# Debian's package, the file below /usr/share/fonts, the index in a collection.
RARE_HANZI = "fonts-hanazono"
INSTALLED = (
    ("fonts-noto-cjk", "opentype/noto/NotoSansCJK-{}.ttc", SIMPLIFIED),
    (RARE_HANZI, "truetype/hanazono/HanaMinA.ttf", 0),
    (RARE_HANZI, "truetype/hanazono/HanaMinB.ttf", 0),
)


@dataclass(frozen=True, slots=True)
class Face:
    """A font file; `index` picks one of a collection."""

    path: str
    index: int = 0


def weight_name(bold: bool) -> str:
    """The word that font file names use."""
    return "Bold" if bold else "Regular"


def present(found: list[Face]) -> tuple[Face, ...]:
    """Those whose file is there."""
    return tuple(face for face in found if Path(face.path).exists())


@lru_cache
def faces(script: Script, bold: bool) -> tuple[Face, ...]:
    """The files of the package to look into first for a glyph of `script`; those present only."""
    weight = weight_name(bold)
    names: list[Script] = [script] if script in NAMES else []
    names += [name for name in ("hanzi", "latin") if name != script]
    return present([Face(str(FOLDER / NAMES[name].format(weight))) for name in names])


@lru_cache(maxsize=1024)
def page(number: int, bold: bool) -> tuple[Face, ...]:
    """The file of the 256 code points from `number` × 256 on, if the package has one; what is very
    rare exists in the regular weight only."""
    weights = (700, 400) if bold else (400,)
    return present([Face(str(FOLDER / f"pages/{number:03x}-{w}.woff2")) for w in weights])


@lru_cache
def others() -> tuple[Face, ...]:
    """Signs, and scripts that Noto has in one weight only."""
    return present([Face(str(path)) for path in sorted((FOLDER / "scripts").glob("*.woff2"))])


@lru_cache
def installed(bold: bool) -> tuple[Face, ...]:
    """Debian's fonts for what the package lacks."""
    weight = weight_name(bold)
    return present([Face(str(SYSTEM / name.format(weight)), index) for _, name, index in INSTALLED])


def candidates(character: str, script: Script, bold: bool) -> Iterator[Face]:
    """Every file that may hold a character, in the order of preference."""
    yield from faces(script, bold)
    yield from page(ord(character) >> 8, bold)
    yield from others()
    yield from installed(bold)


@lru_cache
def can_shape() -> bool:
    """Whether Pillow can join Arabic letters and stack Tibetan ones here."""
    return bool(features.check("raqm") and features.check("fribidi"))


@lru_cache(maxsize=256)
def font(face: Face, size: int, shaped: bool) -> ImageFont.FreeTypeFont:
    """An opened font; `shaped` asks for raqm, the rest uses the quicker basic layout."""
    engine = ImageFont.Layout.RAQM if shaped else ImageFont.Layout.BASIC
    return ImageFont.truetype(face.path, size, index=face.index, layout_engine=engine)


@lru_cache(maxsize=1024)
def empty_box(face: Face) -> tuple[bytes, tuple[float, ...]]:
    """How this font draws a character that it lacks."""
    return picture(face, "\U0010fffd")


def picture(face: Face, character: str) -> tuple[bytes, tuple[float, ...]]:
    """The dots and the extent of one glyph at a size fit for comparison."""
    drawn = font(face, 40, False)
    return bytes(drawn.getmask(character)), drawn.getbbox(character)


@lru_cache(maxsize=16384)
def holds(face: Face, character: str) -> bool:
    """Whether a font has a glyph for this character.

    Pillow tells no character map; a glyph that looks exactly like the box for
    a code point that no font defines is taken as missing.
    """
    return picture(face, character) != empty_box(face)


@lru_cache(maxsize=16384)
def face_for(character: str, script: Script, bold: bool) -> Face | None:
    """The first font that holds the character; None where no font of this machine does."""
    for face in candidates(character, script, bold):
        if character == " " or holds(face, character):
            return face
    return None


def doctor() -> list[str]:
    """What this machine lacks for printing, one sentence each; empty when all is well."""
    found = [
        f"Font file {path.name} is missing from the package: reinstall servicehall."
        for path in expected_files()
        if not path.exists()
    ]
    if not features.check("raqm"):
        found.append(
            "This Pillow has no raqm: Uyghur and Tibetan are printed with letters unjoined."
        )
    elif not features.check("fribidi"):
        found.append(
            "Debian's libfribidi0 is missing: Uyghur and Tibetan are printed with letters unjoined "
            "(apt install libfribidi0). Chinese and English are not affected."
        )
    if not can_read_pages():
        found.append(
            "This Pillow can't read WOFF2: hanzi outside 通用规范汉字表 and GB 2312 are printed as "
            "their codes. Install Pillow from its own wheel."
        )
    return found


def advice() -> list[str]:
    """What would let this machine print more, one sentence each; nothing that a hall must have."""
    missing = {package for package, file, _ in INSTALLED if not (SYSTEM / file).exists()}
    if RARE_HANZI not in missing:
        return []
    return [
        "Rare hanzi of Unicode's extensions B to F are printed as their codes, but for those of "
        f"通用规范汉字表: Debian's {RARE_HANZI} holds them all (apt install {RARE_HANZI})."
    ]


@lru_cache
def can_read_pages() -> bool:
    """Whether Pillow's FreeType was built with Brotli, as Pillow's own wheels are."""
    pages = sorted((FOLDER / "pages").glob("*.woff2"))[:1]
    try:
        return all(font(Face(str(path)), 40, False).size for path in pages)
    except OSError:
        return False


def expected_files() -> list[Path]:
    """Every font file that the package should hold."""
    names = {name.format(weight) for name in NAMES.values() for weight in ("Regular", "Bold")}
    return [FOLDER / name for name in sorted(names)]
