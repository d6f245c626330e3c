"""Draws a page as dots: mode "1", white paper, one dot of the head a pixel."""

from functools import singledispatch
from io import BytesIO

from PIL import Image, ImageDraw

from printers import page as p
from printers.ink import mask
from printers.layout import lay_out
from printers.pictures import inked
from printers.qr import drawn
from printers.slip import Slip

WHITE, BLACK = 1, 0


def draw(slip: Slip, dots: int) -> Image.Image:
    """The picture of a slip on paper of `dots` width."""
    return draw_page(lay_out(slip, dots))


def draw_page(page: p.Page) -> Image.Image:
    """The picture of a page."""
    paper = Image.new("1", (page.width, page.height), WHITE)
    brush = ImageDraw.Draw(paper)
    for item in page.items:
        put(item, paper, brush)
    return paper


def png(slip: Slip, dots: int) -> bytes:
    """The same picture as a PNG file, for previews."""
    out = BytesIO()
    draw(slip, dots).save(out, "PNG", dpi=(203, 203))
    return out.getvalue()


@singledispatch
def put(item: object, paper: Image.Image, brush: ImageDraw.ImageDraw) -> None:
    """Draws one item."""
    raise TypeError(f"no drawing for {type(item).__name__}")


@put.register
def _line(item: p.Line, paper: Image.Image, brush: ImageDraw.ImageDraw) -> None:
    found = mask(item.text, item.style, item.lang)
    if found is not None:
        at = (item.x + found.left, item.y + found.top)
        paper.paste(WHITE if item.white else BLACK, at, found.image)


@put.register
def _bar(item: p.Bar, paper: Image.Image, brush: ImageDraw.ImageDraw) -> None:
    paper.paste(BLACK, (item.x, item.y, item.x + item.width, item.y + item.height))


@put.register
def _frame(item: p.Frame, paper: Image.Image, brush: ImageDraw.ImageDraw) -> None:
    right, bottom = item.x + item.width - 1, item.y + item.height - 1
    brush.rectangle((item.x, item.y, right, bottom), outline=BLACK, width=item.stroke)
    if item.dashed:
        dash(item, paper)
    if item.ticked:
        third = item.width // 3
        points = [(item.x + 5, item.y + item.height // 2), (item.x + third + 2, bottom - 6)]
        brush.line([*points, (right - 4, item.y + 5)], fill=BLACK, width=4)


def dash(item: p.Frame, paper: Image.Image) -> None:
    """Opens gaps in a frame."""
    inside = (item.x + item.stroke, item.y + item.stroke)
    end = (item.x + item.width - item.stroke, item.y + item.height - item.stroke)
    for x in range(inside[0] + 8, end[0] - 8, 20):
        paper.paste(WHITE, (x, item.y, x + 8, inside[1]))
        paper.paste(WHITE, (x, end[1], x + 8, item.y + item.height))
    for y in range(inside[1] + 8, end[1] - 8, 20):
        paper.paste(WHITE, (item.x, y, inside[0], y + 8))
        paper.paste(WHITE, (end[0], y, item.x + item.width, y + 8))


@put.register
def _code(item: p.Code, paper: Image.Image, brush: ImageDraw.ImageDraw) -> None:
    image = drawn(item.url, item.module)
    paper.paste(BLACK, (item.x, item.y), image)


@put.register
def _picture(item: p.Picture, paper: Image.Image, brush: ImageDraw.ImageDraw) -> None:
    paper.paste(BLACK, (item.x, item.y), inked(item.png, item.width, item.height))


@put.register
def _texture(item: p.Texture, paper: Image.Image, brush: ImageDraw.ImageDraw) -> None:
    rows = []
    for y in range(item.height):
        rows += [255 if burnt(item.name, x, y) else 0 for x in range(item.width)]
    tile = Image.frombytes("L", (item.width, item.height), bytes(rows)).convert("1")
    paper.paste(BLACK, (item.x, item.y), tile)


def burnt(name: str, x: int, y: int) -> bool:
    """Whether a dot of a test field is black."""
    if name == "comb":  # one dot in eight, each head dot once: a gap shows a dead dot
        return (x + y) % 8 == 0
    if name == "edges":
        return x < 2 or y < 2 or (x // 2) % 2 == 0
    strip = (x // 64) % 4  # solid, half, quarter, lines
    return (True, (x + y) % 2 == 0, x % 2 == y % 2 == 0, y % 4 < 2)[strip]
