"""What layout hands to drawing: a page in dots with everything at its place."""

from dataclasses import dataclass, field

from printers.ink import Style


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text, its origin on the baseline."""

    x: int
    y: int
    text: str
    style: Style
    lang: str
    white: bool = False  # on black


@dataclass(frozen=True, slots=True)
class Bar:
    """A filled rectangle."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Frame:
    """An outlined rectangle; `stroke` grows inwards; dashed frames leave room for a stamp."""

    x: int
    y: int
    width: int
    height: int
    stroke: int = 3
    ticked: bool = False
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code; `module` dots to a module, the quiet zone of four included."""

    x: int
    y: int
    url: str
    module: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A logo, as PNG in base64, to be scaled to this box."""

    x: int
    y: int
    width: int
    height: int
    png: str


@dataclass(frozen=True, slots=True)
class Texture:
    """A test field."""

    x: int
    y: int
    width: int
    height: int
    name: str


Item = Line | Bar | Frame | Code | Picture | Texture


@dataclass(slots=True)
class Page:
    """Grows downwards while it is laid out."""

    width: int
    margin: int
    height: int = 0
    items: list[Item] = field(default_factory=list)

    @property
    def room(self) -> int:
        """Dots that may be printed on in a row."""
        return self.width - 2 * self.margin
