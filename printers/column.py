"""A column on paper and how text fills it: sizes, lines, phrases in several languages."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from printers import slip as s
from printers.breaking import run_in, wrap
from printers.ink import Style, mask, width
from printers.page import Bar, Line, Page

MARGIN = 8  # dots free on each side, as cutters and housings hide that much
BETWEEN = 12  # dots from one language to the next on a line
SMALLEST = 22  # dots; smaller hanzi fill in on a thermal head


@dataclass(frozen=True, slots=True)
class Scale:
    """Sizes in dots for one paper width."""

    tiny: int
    small: int
    normal: int
    large: int
    figure: int
    hero: int
    gap: int


SCALES = {
    384: Scale(22, 22, 26, 30, 42, 150, 10),
    512: Scale(22, 24, 28, 34, 50, 196, 12),
    576: Scale(22, 24, 30, 36, 54, 230, 12),
}


def scale_for(dots: int) -> Scale:
    """The sizes of the widest known paper that is no wider, give or take two characters."""
    fitting = [width for width in SCALES if width <= dots + 24]
    return SCALES[max(fitting, default=384)]


Placed = Literal["left", "centre", "right"]


@dataclass(slots=True)
class Cursor:
    """A column on a page, filled from the top."""

    page: Page
    x: int
    room: int
    y: int
    scale: Scale

    def column(self, x: int, room: int) -> "Cursor":
        """A narrower column that starts at the same height."""
        return Cursor(self.page, self.x + x, room, self.y, self.scale)

    def bar(self, thickness: int) -> None:
        """A rule over the whole column."""
        if thickness:
            self.page.items.append(Bar(self.x, self.y, self.room, thickness))
        self.y += thickness

    def lines(
        self, lines: tuple[str, ...], style: Style, lang: str, align: Placed = "left"
    ) -> None:
        """Sets lines under each other."""
        for text in lines:
            rise, fall = extent(text, style, lang)
            x = self.x + offset(text, style, lang, self.room, align)
            self.page.items.append(Line(x, self.y + rise, text, style, lang))
            self.y += rise + fall


def offset(text: str, style: Style, lang: str, room: int, align: Placed) -> int:
    """Where a line starts in its column; Uyghur leads from the right."""
    if lang == "ug" and align == "left":
        align = "right"
    slack = max(0, room - int(width(text, style, lang) + 0.999))
    return {"left": 0, "centre": slack // 2, "right": slack}[align]


def extent(text: str, style: Style, lang: str) -> tuple[int, int]:
    """Dots above and below the baseline that a line takes, more where letters stack."""
    spacing = {"bo": (1.05, 0.75), "ug": (1.0, 0.5)}.get(lang, (0.96, 0.3))
    rise, fall = round(style.size * spacing[0]), round(style.size * spacing[1])
    found = mask(text, style, lang)
    if found:
        rise, fall = max(rise, -found.top + 1), max(fall, found.bottom + 1)
    return rise, fall


def phrase(
    at: Cursor,
    words: s.Phrase,
    lead: Style,
    follow: Style,
    align: Placed = "left",
    breaker: Callable[[str, Style, str, int], tuple[str, ...]] = wrap,
) -> None:
    """A phrase: the leading language in `lead`, the others below in `follow`."""
    for index, word in enumerate(words):
        style = lead if index == 0 else follow
        at.lines(breaker(word.text, style, word.lang, at.room), style, word.lang, align)


def inline(at: Cursor, words: s.Phrase, lead: Style, follow: Style) -> None:
    """All languages behind each other where that takes fewer lines, else below each other: paper
    is length."""
    ordinary = all(word.lang in ("zh", "en") and "\n" not in word.text for word in words)
    if len(words) == 2 and ordinary:
        first, second = words
        above = wrap(first.text, lead, first.lang, at.room)
        taken = int(width(above[-1], lead, first.lang) + 0.999) + BETWEEN if above else 0
        behind = run_in(second.text, follow, second.lang, at.room - taken, at.room)
        if (
            above
            and behind[0]
            and len(behind) <= len(wrap(second.text, follow, second.lang, at.room))
        ):
            at.lines(above[:-1], lead, first.lang)
            side_by_side(at, [(above[-1], lead, first.lang), (behind[0], follow, second.lang)])
            at.lines(behind[1:], follow, second.lang)
            return
    phrase(at, words, lead, follow)


def side_by_side(at: Cursor, texts: list[tuple[str, Style, str]]) -> None:
    """Texts on one baseline."""
    extents = [extent(*text) for text in texts]
    rise, fall = (max(found) for found in zip(*extents, strict=True))
    x = at.x
    for text, style, lang in texts:
        at.page.items.append(Line(x, at.y + rise, text, style, lang))
        x += int(width(text, style, lang) + 0.999) + BETWEEN
    at.y += rise + fall


def aside(at: Cursor, text: str, style: Style, beside: Style) -> None:
    """Text at the right end of the line that comes next, on its baseline."""
    rise = extent("国", beside, "zh")[0]
    x = at.x + offset(text, style, "en", at.room, "right")
    at.page.items.append(Line(x, at.y + rise, text, style, "en"))


def line_width(words: s.Phrase, style: Style) -> int:
    """Dots that the languages of a phrase take side by side."""
    spread = [int(width(word.text, style, word.lang) + 0.999) for word in words]
    return sum(spread) + BETWEEN * max(0, len(spread) - 1)
