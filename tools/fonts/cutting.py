"""Cuts a font down to some characters, the same bytes each time."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from fontTools import subset  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

WEIGHTS = {"Regular": 400, "Bold": 700}
SIMPLIFIED = 2  # the index of SC in Noto's collections
# For vertical setting and for signatures; nothing of ours looks at them.
UNUSED = ["vmtx", "vhea", "VORG", "BASE", "DSIG", "STAT"]


@dataclass(frozen=True, slots=True)
class Debian:
    """The folder that holds Debian's `usr/share`, on this machine or unpacked elsewhere."""

    root: Path = Path("/")

    @property
    def unihan(self) -> list[Path]:
        """The files of unicode-data."""
        return sorted((self.root / "usr/share/unicode").glob("Unihan_*.bz2"))

    def noto(self, name: str) -> TTFont:
        """A font of fonts-noto-core or fonts-noto-extra."""
        return opened(self.root / f"usr/share/fonts/truetype/noto/{name}.ttf")

    def chinese(self, weight: str) -> TTFont:
        """Noto Sans CJK SC of fonts-noto-cjk."""
        path = self.root / f"usr/share/fonts/opentype/noto/NotoSansCJK-{weight}.ttc"
        return opened(path, SIMPLIFIED)


def opened(path: Path, index: int = -1) -> TTFont:
    """A font that keeps its date, so that a file only changes when a glyph does."""
    return TTFont(path, fontNumber=index, recalcTimestamp=False, lazy=True)


def held(font: TTFont) -> frozenset[int]:
    """The code points of a font."""
    return frozenset(font.getBestCmap())


def cut(
    font: TTFont,
    points: Iterable[int],
    target: Path,
    *,
    features: Iterable[str] = (),
    hinted: bool = False,
    aliases: Mapping[int, int] | None = None,
) -> None:
    """Writes `target` with the glyphs of `points` and the named layout features.

    `aliases`: further code points, each drawn as another one. WOFF2 by the name of the target.
    """
    aliases = aliases or {}
    reduce(font, {*points, *aliases.values()}, features, hinted)
    for table in font["cmap"].tables:
        if table.isUnicode() and table.format in (4, 12):
            table.cmap |= {
                alias: table.cmap[point]
                for alias, point in aliases.items()
                if point in table.cmap and (table.format == 12 or alias < 0x10000)
            }
    font.flavor = "woff2" if target.suffix == ".woff2" else None
    target.parent.mkdir(parents=True, exist_ok=True)
    font.save(target)
    font.close()


def reduce(font: TTFont, points: Iterable[int], features: Iterable[str], hinted: bool) -> None:
    """Leaves of a font what draws `points`."""
    options = subset.Options()
    options.layout_features = list(features)
    options.hinting = hinted
    options.desubroutinize = False
    options.notdef_outline = True
    options.name_IDs = ["*"] if hinted else [0, 1, 2, 3, 4, 6, 13, 14]
    options.drop_tables += UNUSED
    worker = subset.Subsetter(options)
    worker.populate(unicodes=points)
    worker.subset(font)


def reopened(font: TTFont, points: Iterable[int]) -> Callable[[], TTFont]:
    """Opens what is left of a font for `points` as often as it is called: for many small cuts out
    of a large font, which takes seconds to read."""
    reduce(font, points, (), False)
    kept = BytesIO()
    font.save(kept)
    font.close()
    return lambda: TTFont(BytesIO(kept.getvalue()), recalcTimestamp=False, lazy=True)
