"""Native text in GB18030: for serial, slow and emergency use.

Only what the printer's own font holds: a character whose GB18030 code has four
bytes (¥, ☐, ✓, ñ, 㛃) isn't in most of them, and then the ticket is drawn instead.
"""

from collections.abc import Iterator
from functools import singledispatch

from printers import commands
from printers import slip as s
from printers.models import Model

COLUMNS = {384: 32, 512: 42, 576: 48}  # half-width characters of font A in a row


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
    start = commands.INIT + commands.CHINESE_ON
    return [start, *(part for block in slip.blocks for part in lines(block, model))]


def line(text: str, columns: int = 1, rows: int = 1) -> bytes:
    """A line at a size."""
    return commands.enlarge(columns, rows) + encoded(text) + b"\n" + commands.enlarge(1, 1)


def both(words: s.Phrase) -> list[str]:
    """The texts of a phrase; NotNative for the scripts that need shaping."""
    for word in words:
        if word.lang in ("ug", "bo"):
            raise NotNative(word.lang)
    return [word.text for word in words]


def joined(words: s.Phrase) -> str:
    """Languages side by side."""
    return " ".join(both(words))


def rule(model: Model) -> bytes:
    """A row of hyphens, which every printer has."""
    return line("-" * COLUMNS.get(model.dots, 32))


@singledispatch
def lines(block: object, model: Model) -> Iterator[bytes]:
    """The parts of a block."""
    raise NotNative(type(block).__name__)


@lines.register
def _heading(block: s.Heading, model: Model) -> Iterator[bytes]:
    for text in (*both(block.title), *both(block.subtitle), block.aside):
        if text:
            yield line(text)
    yield rule(model)


@lines.register
def _reprint(block: s.Reprint, model: Model) -> Iterator[bytes]:
    if block.copy:
        yield line(f"*** 补打 REPRINT {block.copy} ***", 1, 2)


@lines.register
def _number(block: s.Number, model: Model) -> Iterator[bytes]:
    if block.label:
        yield line(joined(block.label))
    room = COLUMNS.get(model.dots, 32)
    size = max(1, min(6, room // max(1, len(block.value))))
    yield line(block.value, size, size)


@lines.register
def _matter(block: s.Matter, model: Model) -> Iterator[bytes]:
    first, *rest = both(block.names)
    yield line(first, 1, 2)
    for text in rest:
        yield line(text)


@lines.register
def _facts(block: s.Facts, model: Model) -> Iterator[bytes]:
    yield rule(model)
    for item in block.items:
        yield line(f"{joined(item.label)}: {joined(item.value[:1])} {' '.join(both(item.unit[:1]))}")


@lines.register
def _place(block: s.Place, model: Model) -> Iterator[bytes]:
    for text in (*both(block.title), *both(block.detail)):
        yield line(text)


@lines.register
def _checklist(block: s.Checklist, model: Model) -> Iterator[bytes]:
    yield line(joined(block.title))
    for item in block.items:
        yield line(f"[{'x' if item.ticked else ' '}] {joined(item.text)}")


@lines.register
def _qr(block: s.Qr, model: Model) -> Iterator[bytes]:
    from printers.qr import drawn, shortened
    from printers.raster import bands, padded

    if model.native_qr:
        # GS ( k adds no quiet zone: white lines above and below, and the left margin, make it.
        yield b"\n\n" + commands.native_qr(shortened(block.url)) + b"\n\n"
    else:
        yield from bands(padded(drawn(block.url, 6), model.dots), model.shortest_band)
    for text in (*both(block.title), *both(block.detail), block.code):
        if text:
            yield line(text)


@lines.register
def _notes(block: s.Notes, model: Model) -> Iterator[bytes]:
    yield rule(model)
    for paragraph in block.lines:
        for text in both(paragraph):
            yield line(text)


@lines.register
def _table(block: s.Table, model: Model) -> Iterator[bytes]:
    for row in block.rows:
        yield line(f"{joined(row.label)}: {joined(row.value)}")


@lines.register
def _text(block: s.Text, model: Model) -> Iterator[bytes]:
    rows = {"large": 2, "huge": 3}.get(block.size, 1)
    for text in both(block.words):
        yield line(text, 1 if rows == 1 else rows - 1, rows)


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
    yield line(joined(block.label))
    yield commands.feed(block.mm * 8)
