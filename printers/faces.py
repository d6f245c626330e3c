"""Which font file draws which script.

Fonts travel with the package (`printers/fonts`); Debian's full Noto Sans CJK is
taken for hanzi outside our subset where it is installed. `doctor()` says in
sentences what a machine lacks.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from PIL import ImageFont, features

Script = Literal["hanzi", "latin", "arabic", "tibetan", "number"]
FOLDER = Path(__file__).parent / "fonts"
DEBIAN_CJK = Path("/usr/share/fonts/opentype/noto")
SIMPLIFIED = 2  # the index of SC in Noto's collections
NAMES: dict[Script, str] = {
    "hanzi": "NotoSansSC-{}.otf",
    "latin": "NotoSans-{}.ttf",
    "arabic": "NotoSansArabic-{}.ttf",
    "tibetan": "NotoSerifTibetan-{}.ttf",
    "number": "NotoSansNumber-Bold.ttf",
}
SHAPED: dict[Script, str] = {"arabic": "Uyghur (Arabic)", "tibetan": "Tibetan"}


@dataclass(frozen=True, slots=True)
class Face:
    """A font file; `index` picks one of a collection."""

    path: str
    index: int = 0


def weight_name(bold: bool) -> str:
    """The word that font file names use."""
    return "Bold" if bold else "Regular"


@lru_cache
def faces(script: Script, bold: bool) -> tuple[Face, ...]:
    """The files to look into for a glyph of `script`, in order; those present only."""
    weight = weight_name(bold)
    wanted = [Face(str(FOLDER / NAMES[script].format(weight)))]
    if script in ("latin", "arabic", "tibetan"):
        wanted.append(Face(str(FOLDER / NAMES["hanzi"].format(weight))))
    if script != "number":
        wanted.append(Face(str(DEBIAN_CJK / f"NotoSansCJK-{weight}.ttc"), SIMPLIFIED))
    return tuple(face for face in wanted if Path(face.path).exists())


@lru_cache
def can_shape() -> bool:
    """Whether Pillow can join Arabic letters and stack Tibetan ones here."""
    return bool(features.check("raqm") and features.check("fribidi"))


@lru_cache(maxsize=256)
def font(face: Face, size: int, shaped: bool) -> ImageFont.FreeTypeFont:
    """An opened font; `shaped` asks for raqm, the rest uses the quicker basic layout."""
    engine = ImageFont.Layout.RAQM if shaped else ImageFont.Layout.BASIC
    return ImageFont.truetype(face.path, size, index=face.index, layout_engine=engine)


@lru_cache(maxsize=16)
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
    """The first font of the chain that holds the character."""
    for face in faces(script, bold):
        if character.isspace() or holds(face, character):
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
        found.append("This Pillow has no raqm: Uyghur and Tibetan can't be printed.")
    elif not features.check("fribidi"):
        found.append(
            "Debian's libfribidi0 is missing: Uyghur and Tibetan can't be printed "
            "(apt install libfribidi0). Chinese and English are not affected."
        )
    if not (DEBIAN_CJK / "NotoSansCJK-Regular.ttc").exists():
        found.append(
            "Debian's fonts-noto-cjk is missing: rare hanzi outside GB2312 can't be printed "
            "(apt install fonts-noto-cjk)."
        )
    return found


def expected_files() -> list[Path]:
    """Every font file that the package should hold."""
    names = {name.format(weight) for name in NAMES.values() for weight in ("Regular", "Bold")}
    return [FOLDER / name for name in sorted(names)]
