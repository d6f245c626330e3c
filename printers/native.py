"""Native text in GB18030: for serial, slow and emergency use.

Only what the printer's own font holds: a character whose GB18030 code has four
bytes (¥, ☐, ✓, ñ, 㛃) isn't in most of them, and then the ticket is drawn instead.
"""

from collections.abc import Iterator
from functools import singledispatch

from printers import commands
from printers import slip as s
from printers.breaking import pieces
from printers.models import Model
from printers.normalising import normalised_slip
from printers.sliptree import as_shown

LANGUAGES = ("zh", "en")  # Uyghur and Tibetan need shaping


class NotNative(Exception):  # noqa: N818 (named for what happened)
    """The slip can't be said in the printer's own characters."""


def encoded(text: str) -> bytes:
    """GB18030 of at most two bytes a character; NotNative otherwise."""
    for character in text:
        if len(character.encode("gb18030")) > 2 or character < " ":
            raise NotNative(character)
    return text.encode("gb18030")


def parts(slip: s.Slip, model: Model) -> list[bytes]:
    """One part a line, each whole in itself. Refuses (NotNative) Uyghur, Tibetan, pictures."""
    if model.charset != "gb18030":
        raise NotNative(model.charset)
    slip = normalised_slip(slip)
    start = commands.INIT + commands.CHINESE_ON
    return [start, *(part for block in slip.blocks for part in lines(as_shown(block), model))]


def line(text: str, columns: int = 1, rows: int = 1) -> bytes:
    """A line at a size."""
    return commands.enlarge(columns, rows) + encoded(text) + b"\n" + commands.enlarge(1, 1)


def cells(text: str) -> int:
    """Cells of half a hanzi that a text takes."""
    return sum(1 if character < "\x80" else 2 for character in text)


def wrapped(text: str, room: int) -> list[str]:
    """Lines of at most `room` cells, broken where a picture would be broken, too; a printer itself
    breaks in the middle of a word."""
    found, now = [], ""
    for piece in pieces(text.strip(), "en"):
        if now and cells((now + piece).rstrip()) > room:
            found.append(now.rstrip())
            now = ""
        now += piece
        while cells(now.rstrip()) > room:
            head = next(n for n in range(len(now), 0, -1) if cells(now[:n]) <= room)
            found.append(now[:head])
            now = now[head:]
    return [*found, now.rstrip()] if now.strip() else found


def paragraph(text: str, model: Model, columns: int = 1, rows: int = 1) -> Iterator[bytes]:
    """A text in as many lines as it takes, at a size."""
    for part in wrapped(text, model.columns // columns):
        yield line(part, columns, rows)


def said(words: s.Phrase, model: Model, columns: int = 1, rows: int = 1) -> Iterator[bytes]:
    """A phrase, all languages in one line if they fit, else below each other."""
    texts = both(words)
    whole = "  ".join(texts)
    for text in [whole] if cells(whole) <= model.columns // columns else texts:
        yield from paragraph(text, model, columns, rows)


def hung(head: str, text: str, model: Model) -> Iterator[bytes]:
    """A text with something before it; lines after the first one stand below its beginning."""
    indent = cells(head)
    for part in wrapped(text, model.columns - indent) or [""]:
        yield line(head + part)
        head = " " * indent


def both(words: s.Phrase) -> list[str]:
    """The texts of a phrase; NotNative for the scripts that need shaping."""
    for word in words:
        if word.lang not in LANGUAGES:
            raise NotNative(word.lang)
    return [word.text for word in words]


def joined(words: s.Phrase) -> str:
    """Languages side by side."""
    return " ".join(both(words))


def rule(model: Model) -> bytes:
    """A row of hyphens, which every printer has."""
    return line("-" * model.columns)


@singledispatch
def lines(block: object, model: Model) -> Iterator[bytes]:
    """The parts of a block."""
    raise NotNative(type(block).__name__)


@lines.register
def _heading(block: s.Heading, model: Model) -> Iterator[bytes]:
    yield from said(block.title, model)
    yield from said(block.subtitle, model)
    if block.aside:
        yield line(block.aside)
    yield rule(model)


@lines.register
def _reprint(block: s.Reprint, model: Model) -> Iterator[bytes]:
    if block.copy:
        yield line(f"*** 补打 REPRINT {block.copy} ***", 1, 2)


@lines.register
def _number(block: s.Number, model: Model) -> Iterator[bytes]:
    yield from said(block.label, model)
    size = max(1, min(6, model.columns // max(1, cells(block.value))))
    yield line(block.value, size, size)


@lines.register
def _matter(block: s.Matter, model: Model) -> Iterator[bytes]:
    yield from said(block.names[:1], model, 1, 2)
    yield from said(block.names[1:], model)


@lines.register
def _facts(block: s.Facts, model: Model) -> Iterator[bytes]:
    yield rule(model)
    for item in block.items:
        value = f"{joined(item.value[:1])} {joined(item.unit[:1])}".strip()
        yield from hung(f"{joined(item.label[:1])}: ", value, model)


@lines.register
def _place(block: s.Place, model: Model) -> Iterator[bytes]:
    yield rule(model)
    head = f"[{block.zone}] " if block.zone else ""
    for index, text in enumerate((*both(block.title), *both(block.detail))):
        yield from hung(head if index == 0 else " " * cells(head), text, model)


@lines.register
def _checklist(block: s.Checklist, model: Model) -> Iterator[bytes]:
    yield rule(model)
    yield from said(block.title, model)
    for item in block.items:
        for index, text in enumerate(both(item.text)):
            box = f"[{'x' if item.ticked else ' '}] " if index == 0 else "    "
            yield from hung(box, text, model)


@lines.register
def _qr(block: s.Qr, model: Model) -> Iterator[bytes]:
    from printers.qr import drawn, shortened
    from printers.raster import bands, padded

    if model.native_qr:
        # GS ( k adds no quiet zone: white lines above and below, and the left margin, make it.
        yield b"\n\n" + commands.native_qr(shortened(block.url)) + b"\n\n"
    else:
        yield from bands(padded(drawn(block.url, 6), model.dots), model.shortest_band)
    yield from said(block.title, model)
    yield from said(block.detail, model)
    if block.code:
        yield line(block.code, 1, 2)
    for words in block.lines:
        yield from said(words, model)


@lines.register
def _notes(block: s.Notes, model: Model) -> Iterator[bytes]:
    yield rule(model)
    for words in (block.title, *block.lines):
        yield from said(words, model)


@lines.register
def _table(block: s.Table, model: Model) -> Iterator[bytes]:
    for row in block.rows:
        yield from hung(f"{joined(row.label[:1])}: ", joined(row.value), model)


@lines.register
def _text(block: s.Text, model: Model) -> Iterator[bytes]:
    rows = {"large": 2, "huge": 3}.get(block.size, 1)
    yield from said(block.words, model, 1 if rows == 1 else rows - 1, rows)


@lines.register
def _rule(block: s.Rule, model: Model) -> Iterator[bytes]:
    yield rule(model)


@lines.register
def _space(block: s.Space, model: Model) -> Iterator[bytes]:
    yield commands.feed(block.mm * 8)


@lines.register
def _short_code(block: s.ShortCode, model: Model) -> Iterator[bytes]:
    yield line(f"{joined(block.label)} {block.code}".strip(), 1, 2)


@lines.register
def _stamp(block: s.Stamp, model: Model) -> Iterator[bytes]:
    yield from said(block.label, model)
    yield commands.feed(block.mm * 8)
