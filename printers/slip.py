"""What is printed, said in words: a `Slip` is a column of blocks, without fonts or dots.

Every text carries its language (zh, en, ug, bo), because the language decides
font, direction and where a line may break. `slipjson` gives the form that
crosses processes. A block that is `leading` is shown in its first language alone.
"""

from dataclasses import dataclass, field, replace
from typing import ClassVar, Literal, get_args

Language = Literal["zh", "en", "ug", "bo"]
LANGUAGES: tuple[str, ...] = get_args(Language)
Size = Literal["small", "normal", "large", "huge"]
Align = Literal["left", "centre", "right"]


@dataclass(frozen=True, slots=True)
class Words:
    """One text in one language."""

    lang: Language
    text: str


Phrase = tuple[Words, ...]  # the same thing said in several languages, the first one leading


@dataclass(frozen=True, slots=True)
class Heading:
    """Who gives the slip out: the centre, below it the hall; `aside` stands at the right."""

    kind: ClassVar[str] = "heading"
    title: Phrase
    subtitle: Phrase = ()
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Reprint:
    """The place of the banner 补打 REPRINT n; nothing is shown while `copy` is 0."""

    kind: ClassVar[str] = "reprint"
    copy: int = 0


@dataclass(frozen=True, slots=True)
class Number:
    """The ticket number, the largest thing on paper."""

    kind: ClassVar[str] = "number"
    value: str
    label: Phrase = ()
    slashed: bool = True  # zeros; clocks keep the plain one
    leading: bool = False


@dataclass(frozen=True, slots=True)
class Matter:
    """The name of the matter in every language of the slip."""

    kind: ClassVar[str] = "matter"
    names: Phrase


@dataclass(frozen=True, slots=True)
class Fact:
    """A label over a value (“前面还有” over “7 人”); a unit stands smaller behind the value."""

    label: Phrase
    value: Phrase  # shown in its first language
    unit: Phrase = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts side by side, at most three."""

    kind: ClassVar[str] = "facts"
    items: tuple[Fact, ...]
    leading: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where to wait and where to go: a zone plate and the windows beside it."""

    kind: ClassVar[str] = "place"
    zone: str
    title: Phrase
    detail: Phrase = ()
    leading: bool = False


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One line of a check list; a ticked box is filled in by us, an empty one by the citizen."""

    text: Phrase
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class Checklist:
    """Materials or missing papers with boxes."""

    kind: ClassVar[str] = "checklist"
    title: Phrase
    items: tuple[CheckItem, ...]
    leading: bool = False


@dataclass(frozen=True, slots=True)
class Qr:
    """A QR code, what it is good for, the short code to type instead, and small print beside it."""

    kind: ClassVar[str] = "qr"
    url: str
    title: Phrase
    detail: Phrase = ()
    code: str = ""
    lines: tuple[Phrase, ...] = ()
    leading: bool = False


@dataclass(frozen=True, slots=True)
class Notes:
    """Rules and telephone numbers in small print, one paragraph each."""

    kind: ClassVar[str] = "notes"
    lines: tuple[Phrase, ...]
    title: Phrase = ()
    leading: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A label at the left and a value at the right of it."""

    label: Phrase
    value: Phrase


@dataclass(frozen=True, slots=True)
class Table:
    """Labelled lines: receipt, appointment, reply."""

    kind: ClassVar[str] = "table"
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A free paragraph or heading line."""

    kind: ClassVar[str] = "text"
    words: Phrase
    size: Size = "normal"
    bold: bool = False
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the paper; `weight` in dots, 0 for white space alone."""

    kind: ClassVar[str] = "rule"
    weight: int = 2


@dataclass(frozen=True, slots=True)
class Space:
    """White paper, in millimetres."""

    kind: ClassVar[str] = "space"
    mm: int = 4


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture (PNG in base64), thresholded and scaled to at most `mm` of height."""

    kind: ClassVar[str] = "logo"
    png: str
    mm: int = 12
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class ShortCode:
    """The code to type where no camera is at hand."""

    kind: ClassVar[str] = "shortcode"
    code: str
    label: Phrase = ()


@dataclass(frozen=True, slots=True)
class Stamp:
    """An empty frame that leaves room for an office stamp."""

    kind: ClassVar[str] = "stamp"
    label: Phrase
    mm: int = 30


@dataclass(frozen=True, slots=True)
class Ruler:
    """Millimetres across the paper and down it, to measure a printer by."""

    kind: ClassVar[str] = "ruler"
    mm: int = 50


@dataclass(frozen=True, slots=True)
class Pattern:
    """Solid, chequered and lined fields that show dead dots and weak heating."""

    kind: ClassVar[str] = "pattern"
    name: Literal["density", "comb", "edges"] = "density"


Block = (
    Heading
    | Reprint
    | Number
    | Matter
    | Facts
    | Place
    | Checklist
    | Qr
    | Notes
    | Table
    | Text
    | Rule
    | Space
    | Logo
    | ShortCode
    | Stamp
    | Ruler
    | Pattern
)


@dataclass(frozen=True, slots=True)
class Slip:
    """One piece of paper, from top to bottom."""

    blocks: tuple[Block, ...]
    title: str = ""  # for logs and lists of staff, never printed
    languages: tuple[Language, ...] = field(default=("zh", "en"))

    def marked(self, copy: int) -> "Slip":
        """The same slip as its `copy`-th further copy; 0 is the first print.

        The banner takes the place that the template gave it, or the top.
        """
        blocks = tuple(Reprint(copy) if isinstance(b, Reprint) else b for b in self.blocks)
        if copy and not any(isinstance(b, Reprint) for b in blocks):
            blocks = (Reprint(copy), *blocks)
        return replace(self, blocks=blocks)
