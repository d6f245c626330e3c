"""Where the parts of each block stand.

The look: paper, ink and space. The number is the hero and fills the width,
rules separate, nothing is boxed but the zone plate. Hanzi lead, the other
languages stand beside or below at about two thirds of the size.
"""

from functools import singledispatch

from printers import slip as s
from printers.breaking import balanced, copyfitted, shrunk, wrap
from printers.column import (
    MARGIN,
    SMALLEST,
    Cursor,
    aside,
    extent,
    inline,
    line_width,
    offset,
    phrase,
)
from printers.errors import SlipError
from printers.ink import Style, mask, width
from printers.page import Bar, Code, Frame, Line, Picture, Texture
from printers.qr import modules


@singledispatch
def place(block: object, at: Cursor) -> None:
    """Puts a block at the cursor and moves the cursor below it."""
    raise TypeError(f"no layout for {type(block).__name__}")


@place.register
def _heading(block: s.Heading, at: Cursor) -> None:
    lead = fitted_lead(block.title, Style(at.scale.normal, bold=True), at.room)
    follow = Style(at.scale.small)
    taken = int(width(block.aside, follow, "en") + 0.999) + at.scale.gap if block.aside else 0
    first = line_width(block.title[:1], lead)
    last = line_width(block.subtitle, follow)
    at_top = bool(taken) and first + taken <= at.room
    at_foot = not at_top and 0 < taken <= at.room - last and bool(block.subtitle)
    if at_top:
        aside(at, block.aside, follow, lead)
    phrase(at, block.title, lead, follow, breaker=balanced)
    if at_foot:
        aside(at, block.aside, follow, follow)
    inline(at, block.subtitle, follow, follow)
    if taken and not (at_top or at_foot):
        at.lines(wrap(block.aside, follow, "en", at.room), follow, "en")
    at.y += at.scale.gap // 2
    at.bar(4)
    at.y += at.scale.gap


def fitted_lead(words: s.Phrase, style: Style, room: int) -> Style:
    """The style in which the leading language takes fewest lines."""
    return copyfitted(words[0].text, style, words[0].lang, room) if words else style


@place.register
def _reprint(block: s.Reprint, at: Cursor) -> None:
    if not block.copy:
        return
    text = f"补打 REPRINT {block.copy}"
    style = shrunk(text, Style(at.scale.large, bold=True), "zh", at.room - 24, SMALLEST)
    rise, fall = extent(text, style, "zh")
    at.page.items.append(Bar(at.x, at.y, at.room, rise + fall + 12))
    x = at.x + offset(text, style, "zh", at.room, "centre")
    at.page.items.append(Line(x, at.y + rise + 6, text, style, "zh", white=True))
    at.y += rise + fall + 12 + at.scale.gap


@place.register
def _number(block: s.Number, at: Cursor) -> None:
    inline(at, block.label, Style(at.scale.small, bold=True), Style(at.scale.small))
    style = Style(at.scale.hero, bold=True, number=block.slashed)
    style = shrunk(block.value, style, "en", at.room, SMALLEST)
    found = mask(block.value, style, "en")
    if found is None:
        return
    # Flush left like everything else; what is white at the right isn't even sent.
    at.y += at.scale.gap
    at.page.items.append(Line(at.x - found.left, at.y - found.top, block.value, style, "en"))
    at.y += found.image.height + at.scale.gap + 6
    at.bar(3)
    at.y += at.scale.gap


@place.register
def _matter(block: s.Matter, at: Cursor) -> None:
    lead = fitted_lead(block.names, Style(at.scale.large, bold=True), at.room)
    phrase(at, block.names, lead, Style(at.scale.small), breaker=balanced)
    at.y += at.scale.gap


@place.register
def _facts(block: s.Facts, at: Cursor) -> None:
    if not block.items:
        return
    at.bar(2)
    at.y += at.scale.gap - 4
    top, lowest = at.y, at.y
    needs = [fact_width(item, at, True) for item in block.items]
    gap = 2 * at.scale.gap
    flat = sum(needs) + gap * (len(needs) - 1) <= at.room
    needs = needs if flat else [fact_width(item, at, False) for item in block.items]
    for x, room, item in columns(block.items, needs, at):
        column = at.column(x, room)
        fact(column, item, flat)
        lowest = max(lowest, column.y)
        if x:
            at.page.items.append(Bar(at.x + x - gap // 2, top + 4, 2, column.y - top - 8))
    at.y = lowest + at.scale.gap // 2


def columns(
    items: tuple[s.Fact, ...], needs: list[int], at: Cursor
) -> list[tuple[int, int, s.Fact]]:
    """Start and width of each fact; what is left over goes to the last."""
    gap = 2 * at.scale.gap
    room = at.room - gap * (len(items) - 1)
    total = max(1, sum(needs))
    found = []
    x = 0
    for need, item in zip(needs, items, strict=True):
        share = need if total <= room else room * need // total
        spare = max(0, room - total) // (len(items) + 1)
        found.append((x, share + spare, item))
        x += share + spare + gap
    return found


def fact_width(item: s.Fact, at: Cursor, flat: bool) -> int:
    """Dots that a fact would like to have, its label in one line or one line a language."""
    value = sum(width(w.text, Style(at.scale.figure, bold=True), w.lang) for w in item.value[:1])
    unit = sum(width(word.text, Style(at.scale.small, True), word.lang) for word in item.unit[:1])
    labels = [width(word.text, Style(at.scale.small), word.lang) for word in item.label]
    label = sum(labels) + 12 * (len(labels) - 1) if flat else max(labels, default=0)
    return int(max(value + unit + 10, label)) + 1


def fact(at: Cursor, item: s.Fact, flat: bool) -> None:
    """Label over value; the unit of the first language stands behind the value, raised a little."""
    labels = inline if flat else phrase
    labels(at, item.label, Style(at.scale.small), Style(at.scale.tiny))
    small = Style(at.scale.small, bold=True)
    taken = sum(int(width(word.text, small, word.lang)) + 8 for word in item.unit[:1])
    behind = taken <= at.room // 2
    style = Style(at.scale.figure, bold=True)
    room = at.room - taken if behind else at.room
    text, lang = next(((word.text, word.lang) for word in item.value), ("", "zh"))
    style = shrunk(text, style, lang, room, SMALLEST)
    lines = wrap(text, style, lang, room)
    at.lines(lines, style, lang)
    if not behind:
        phrase(at, item.unit[:1], small, small)
        return
    baseline = at.y - extent(lines[-1], style, lang)[1] - small.size // 10 if lines else at.y
    x = at.x + (int(width(lines[-1], style, lang)) + 8 if lines else 0)
    for word in item.unit[:1]:
        at.page.items.append(Line(x, baseline, word.text, small, word.lang))


@place.register
def _place(block: s.Place, at: Cursor) -> None:
    at.bar(2)
    at.y += at.scale.gap
    tall = at.scale.figure + 20
    left = zone_plate(at, block.zone, tall) + at.scale.gap + 2 if block.zone else 0
    column = at.column(left, at.room - left)
    lead = Style(at.scale.normal, bold=True)
    inline(column, block.title, lead, Style(at.scale.small))
    inline(column, block.detail, Style(at.scale.small), Style(at.scale.tiny))
    at.y = max(column.y, at.y + (tall if block.zone else 0)) + at.scale.gap


def zone_plate(at: Cursor, zone: str, tall: int) -> int:
    """One letter in a square, as on wall and floor; a longer name makes it wider. Its width."""
    style = shrunk(zone, Style(at.scale.figure, bold=True), "zh", at.room // 3, SMALLEST)
    zone = next(iter(wrap(zone, style, "zh", at.room // 3)), "")
    found = mask(zone, style, "zh")
    if found is None:
        return 0
    wide = max(tall, found.image.width + 28)
    at.page.items.append(Frame(at.x, at.y, wide, tall, 4))
    x = at.x + (wide - found.image.width) // 2 - found.left
    y = at.y + (tall - found.image.height) // 2 - found.top
    at.page.items.append(Line(x, y, zone, style, "zh"))
    return wide


@place.register
def _checklist(block: s.Checklist, at: Cursor) -> None:
    at.bar(2)
    at.y += at.scale.gap // 2
    if block.title:
        inline(at, block.title, Style(at.scale.small, bold=True), Style(at.scale.tiny))
        at.y += at.scale.gap // 2
    box = at.scale.small
    for item in block.items:
        at.page.items.append(Frame(at.x, at.y + 4, box, box, 2, ticked=item.ticked))
        column = at.column(box + 12, at.room - box - 12)
        inline(column, item.text, Style(at.scale.small), Style(at.scale.tiny))
        at.y = column.y + 6
    at.y += at.scale.gap // 2


@place.register
def _qr(block: s.Qr, at: Cursor) -> None:
    at.bar(2)
    side, module = code_size(block.url, at)
    at.page.items.append(Code(at.x - MARGIN, at.y, block.url, module))
    left = side - MARGIN  # the quiet zone of four modules stays white on this side too
    beside = at.room - left >= 6 * at.scale.small
    column = at.column(left, at.room - left) if beside else at.column(0, at.room)
    column.y += 3 * module if beside else side - 2 * module
    lead = Style(at.scale.small, bold=True)
    phrase(column, block.title, lead, Style(at.scale.tiny))
    phrase(column, block.detail, Style(at.scale.small), Style(at.scale.tiny))
    wide = beside and column.room >= 12 * at.scale.small
    if not wide:  # a code that breaks can't be typed, and small print wants long lines
        at.y = max(column.y, at.y + side - 2 * module)
        column = at.column(0, at.room)
    code_and_lines(block, column)
    at.y = max(column.y + at.scale.gap, at.y + (side if wide else 0))


def code_and_lines(block: s.Qr, at: Cursor) -> None:
    """The short code and the small print of a QR block."""
    if block.code:
        style = Style(at.scale.normal, bold=True, number=True)
        style = shrunk(block.code, style, "en", at.room, SMALLEST)
        at.y += at.scale.gap // 2
        at.lines(wrap(block.code, style, "en", at.room), style, "en")
    for line in block.lines:
        inline(at, line, Style(at.scale.tiny), Style(at.scale.tiny))


def code_size(url: str, at: Cursor) -> tuple[int, int]:
    """Side and module in dots: 6 to 8 a module as phone cameras like it; refuses what can't fit."""
    count = modules(url)
    if count * 6 > at.page.width:
        raise SlipError(f"The address “{url}” is too long for a QR code on this paper.")
    for module in (8, 7):
        if count * module <= at.room * 0.36:
            return count * module, module
    return count * 6, 6


@place.register
def _notes(block: s.Notes, at: Cursor) -> None:
    at.bar(2)
    at.y += at.scale.gap // 2
    inline(at, block.title, Style(at.scale.small, bold=True), Style(at.scale.tiny))
    for line in block.lines:
        inline(at, line, Style(at.scale.tiny), Style(at.scale.tiny))
        at.y += 2
    at.y += at.scale.gap // 2


@place.register
def _table(block: s.Table, at: Cursor) -> None:
    label, follow = Style(at.scale.small), Style(at.scale.tiny)
    flat = max((line_width(row.label, label) for row in block.rows), default=0)
    texts = [word for row in block.rows for word in row.label]
    stacked = max((int(width(w.text, label, w.lang)) for w in texts), default=0)
    widest = flat if flat <= at.room * 0.4 else stacked
    left = min(widest, at.room * 2 // 5) + at.scale.gap
    for row in block.rows:
        first = at.column(0, left - at.scale.gap)
        inline(first, row.label, label, follow)
        second = at.column(left, at.room - left)
        phrase(second, row.value, Style(at.scale.small, bold=True), follow)
        at.y = max(first.y, second.y) + 4
    at.y += at.scale.gap // 2


@place.register
def _text(block: s.Text, at: Cursor) -> None:
    sizes = {"small": at.scale.small, "normal": at.scale.normal, "large": at.scale.large}
    lead = Style(sizes.get(block.size, at.scale.figure), block.bold)
    follow = Style(max(SMALLEST, lead.size * 3 // 4), False)
    phrase(at, block.words, lead, follow, block.align)
    at.y += at.scale.gap // 2


@place.register
def _rule(block: s.Rule, at: Cursor) -> None:
    at.y += at.scale.gap // 2
    at.bar(block.weight)
    at.y += at.scale.gap // 2


@place.register
def _space(block: s.Space, at: Cursor) -> None:
    at.y += block.mm * 8


@place.register
def _logo(block: s.Logo, at: Cursor) -> None:
    from printers.pictures import fitted

    size = fitted(block.png, at.room, block.mm * 8)
    slack = at.room - size[0]
    x = at.x + {"left": 0, "centre": slack // 2, "right": slack}[block.align]
    at.page.items.append(Picture(x, at.y, *size, block.png))
    at.y += size[1] + at.scale.gap


@place.register
def _short_code(block: s.ShortCode, at: Cursor) -> None:
    phrase(at, block.label, Style(at.scale.tiny), Style(at.scale.tiny))
    style = Style(at.scale.large, bold=True, number=True)
    style = shrunk(block.code, style, "en", at.room, SMALLEST)
    at.lines(wrap(block.code, style, "en", at.room), style, "en")


@place.register
def _stamp(block: s.Stamp, at: Cursor) -> None:
    at.y += at.scale.gap
    column = at.column(12, at.room - 24)
    column.y += 6
    phrase(column, block.label, Style(at.scale.small), Style(at.scale.tiny))
    height = max(block.mm * 8, column.y - at.y + 8)
    at.page.items.append(Frame(at.x, at.y, at.room, height, 2, dashed=True))
    at.y += height + at.scale.gap


@place.register
def _ruler(block: s.Ruler, at: Cursor) -> None:
    style = Style(SMALLEST)
    for mm in range(at.room // 8 + 1):
        long = 24 if mm % 10 == 0 else 16 if mm % 5 == 0 else 8
        at.page.items.append(Bar(min(at.x + mm * 8, at.x + at.room - 1), at.y, 1, long))
        if mm % 10 == 0 and mm:
            text = str(mm)
            x = at.x + mm * 8 - int(width(text, style, "en")) // 2
            x = min(x, at.x + at.room - int(width(text, style, "en")))
            at.page.items.append(Line(x, at.y + 46, text, style, "en"))
    at.y += 56
    for mm in range(block.mm + 1):
        long = 24 if mm % 10 == 0 else 16 if mm % 5 == 0 else 8
        at.page.items.append(Bar(at.x, at.y + mm * 8, long, 1))
        if mm % 10 == 0 and mm:
            at.page.items.append(Line(at.x + 32, at.y + mm * 8 + 8, str(mm), style, "en"))
    at.y += block.mm * 8 + at.scale.gap + 8


@place.register
def _pattern(block: s.Pattern, at: Cursor) -> None:
    at.page.items.append(Texture(at.x, at.y, at.room, 64, block.name))
    at.y += 64 + at.scale.gap
