"""The parts of a site file that are places, organisations, people and machines."""

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StrictBool, StrictInt, StrictStr, StringConstraints
from pydantic_core import PydanticCustomError

from server.contracts.texts import Key, Language, Part, Text

ZoneKey = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9]{0,2}$")]
"""What stands on the zone's plate: a capital letter, perhaps with more after it."""

Prefix = Annotated[str, StringConstraints(pattern=r"^[ABCDEFGHJKLMNPRTUVWXY]{1,2}$")]
"""A number's one or two letters, never a figure: where letters end the serial begins. I, O, Q, S
and Z are too easily read as 1, 0, 0, 5 and 2. `site_checks` says which don't go together."""


def _window_number(value: object) -> int | str:
    """One check for both kinds, so that one slip gives one finding."""
    counted = isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 999
    if counted or (isinstance(value, str) and WITH_LETTERS.fullmatch(value)):
        return value  # type: ignore[return-value]  # one of the two
    raise PydanticCustomError("window_number", "{value}", {"value": str(value)[:40]})


WITH_LETTERS = re.compile(r"[1-9][0-9]{0,2}[A-Z]{1,2}|[A-Z]{1,2}[1-9][0-9]{0,2}")
WindowNumber = Annotated[int | str, BeforeValidator(_window_number)]
"""What stands over a window: a number, or one with letters after or before it (2A, B12)."""

Shorthand = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$")]
"""A login or a staff number."""

PrinterUrl = Annotated[
    str, StringConstraints(pattern=r"^(tcp|serial|usb|file)://[^\s\x00-\x1f]{1,200}$")
]
PrinterModel = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9+._-]{0,39}$")]
"""A name of the printing package's table or of python-escpos's database; `config check` knows."""

WindowKind = Literal["counter", "cashier", "remote", "tide"]
Role = Literal["administrator", "manager", "supervisor", "clerk"]


class DatedName(Part):
    """A name that holds for a time instead of the present one: an earlier or a coming name."""

    name: Text = Field(description="Official name.")
    short: Text | None = Field(default=None, description="Short name.")
    spoken: Text | None = Field(default=None, description="Name as it is said aloud.")
    since: date | None = Field(default=None, description="First day; open if left out.")
    until: date | None = Field(default=None, description="Last day; open if left out.")


class Named(Part):
    """Something with an official, a short and a spoken name, which may change with time."""

    name: Text = Field(description="Official name.")
    short: Text | None = Field(default=None, description="Short name, for boards and lists.")
    spoken: Text | None = Field(default=None, description="Name as it is said aloud.")
    names: tuple[DatedName, ...] = Field(
        default=(), description="Names that hold between dates instead of these."
    )

    def named_on(self, day: date) -> "Named | DatedName":
        """Where to read the names that hold on `day`."""
        for dated in self.names:
            if (dated.since or day) <= day <= (dated.until or day):
                return dated
        return self


class Centre(Named):
    """The centre (政务服务中心) that owns the halls of the file."""


class Zone(Named):
    """A part of a hall with its own displays and loudspeaker (分区)."""

    key: ZoneKey = Field(description="The letter on its plate.")
    directions: Text | None = Field(default=None, description="How to walk there from the kiosks.")


class Organisation(Named):
    """Who provides matters in the hall (进驻单位)."""

    key: Key = Field(description="Its name for programs.")
    kind: Key | None = Field(
        default=None, description="What kind of body it is: one of `organisation_kinds`."
    )


class OrganisationKind(Part):
    """A kind of organisation: 机关, 银行; in a hospital 科室 or 药房."""

    key: Key = Field(description="Its name for programs.")
    name: Text = Field(description="Its name for people.")


ORGANISATION_KINDS = (
    OrganisationKind(key="agency", name=Text(zh="机关", en="Agency")),
    OrganisationKind(key="utility", name=Text(zh="公用事业", en="Public utility")),
    OrganisationKind(key="bank", name=Text(zh="银行", en="Bank")),
    OrganisationKind(key="intermediary", name=Text(zh="中介", en="Intermediary")),
    OrganisationKind(key="legal_aid", name=Text(zh="法律援助", en="Legal aid")),
)


class Series(Named):
    """One number series (号段)."""

    key: Key = Field(description="Its name for programs.")
    prefix: Prefix = Field(description="One or two letters of its numbers, its own in the hall.")
    zone: ZoneKey = Field(description="The zone where its people wait.")


class WindowOfDay(Part):
    """What differs at a window on one business day; the next day it counts no more."""

    day: date = Field(description="The business day.")
    opens: bool | None = Field(
        default=None, description="Whether anybody may sit down there; as on any day if left out."
    )
    lunch: bool | None = Field(
        default=None, description="Whether it stays open over lunch; as on any day if left out."
    )


class WindowWords(Part):
    """What a window is called in sentences; what is left out is said as everywhere else."""

    window: Text | None = Field(
        default=None,
        description="Beside a window's number: 号窗, 诊室, 柜台; Window, Room, Counter.",
    )
    place: Text | None = Field(
        default=None,
        description="One of them, in a sentence: 窗口, 诊室; window, room (plural with s).",
    )
    here: Text | None = Field(
        default=None, description="The one before you: 本窗, 本诊室; This room."
    )


class Window(Part):
    """A window (窗口) and the matters it serves."""

    number: WindowNumber = Field(description="The number over it: 3, or with letters: 2A, B12.")
    zone: ZoneKey = Field(description="The zone it sits in.")
    name: Text | None = Field(default=None, description="A name beside the number.")
    spoken: Text | None = Field(
        default=None, description="Where a call sends people, as it is said: 十二诊室, 二层 A 窗口."
    )
    words: WindowWords = Field(
        default=WindowWords(),
        description="Words of its own where the hall's others are called differently: a pharmacy's "
        "counter among rooms.",
    )
    matters: dict[Key, Annotated[float, Field(gt=0, le=100)]] = Field(
        min_length=1,
        description="Matters with their weights: with 2 a wait counts double here, 1 is usual.",
    )
    kind: WindowKind = Field(
        default="counter",
        description="`cashier` takes payments; the clerk of a `remote` one is elsewhere and on a "
        "screen; a `tide` window opens only on days on which the manager says so.",
    )
    lunch: bool = Field(
        default=False,
        description="It has a lunch shift (午间不断档): its matters are done, and numbers for them "
        "given, over the breaks in the day's hours.",
    )
    plan: WindowOfDay | None = Field(
        default=None, description="What a manager decided for one day; the page of changes sets it."
    )
    printer: Key | None = Field(
        default=None, description="Where its notices and receipts come out; else the hall's first."
    )

    @property
    def key(self) -> str:
        """Its name for programs: the number without leading zeros."""
        return str(self.number)

    @property
    def order(self) -> tuple[int, str]:
        """Where it stands among the others: by its figures, then by its letters."""
        figures = "".join(filter(str.isdigit, self.key))
        return int(figures or 0), self.key


ClerkPart = Literal["name", "post", "staff_no", "photograph"]


class Staff(Part):
    """A person who works in the hall. Passwords never stand in a site file."""

    login: Shorthand = Field(description="Name for signing in, its own in the whole file.")
    name: Text = Field(description="Name, as the window screen shows it.")
    staff_no: Shorthand = Field(description="Staff number (工号), public.")
    post: Text = Field(description="Post (岗位), public.")
    languages: tuple[Language, ...] = Field(
        default=("zh",), min_length=1, description="Languages served."
    )
    role: Role = Field(default="clerk", description="What the person may do.")
    organisation: Key | None = Field(default=None, description="Who sends the person.")
    matters: Literal["all"] | tuple[Key, ...] = Field(
        default="all",
        description="Matters the person is authorised for, or `all`. Nobody who came for another "
        "is called by, sent to or left with them.",
    )


class Printer(Part):
    """A ticket printer."""

    key: Key = Field(description="Its name for programs.")
    url: PrinterUrl = Field(description="tcp://host:9100, serial://, usb:// or file://.")
    name: Text | None = Field(
        default=None,
        description="Its name for people, as alarms say it; else it is called after the kiosks or "
        "windows that print there.",
    )
    zone: ZoneKey | None = Field(default=None, description="The zone it stands in.")
    width_dots: int = Field(
        default=576, description="576 for 80 mm paper, 384 for 58 mm, 512 for 180 dpi."
    )
    model: PrinterModel = Field(
        default="generic", description="What it can do; docs/printing.md lists the models."
    )
    mode: Literal["raster", "native"] = Field(
        default="raster",
        description="`native`: the printer's own letters, for slow serial printers.",
    )
    near_end_mm: int = Field(
        default=5000,
        ge=0,
        le=100_000,
        description="Paper left on the roll when its sensor speaks, in millimetres.",
    )
    capabilities: dict[str, StrictBool | StrictInt | StrictStr] = Field(
        default_factory=dict,
        description="Single points in which it differs from its model; docs/printing.md.",
    )
    backup: Key | None = Field(
        default=None, description="The printer that stands in while this one can't print."
    )


LineUrl = Annotated[
    str,
    StringConstraints(
        pattern=r"^(serial:///[^\s\x00-\x1f?#]{1,200}(\?baud=[0-9]{3,6})?|tcp://[^\s\x00-\x1f/?#]{1,200}:[0-9]{1,5})$"
    ),
]
"""Where keypads and strips hang."""


class Device(Part):
    """A kiosk, board, window screen, rating pad, call keypad or LED strip."""

    key: Key = Field(description="Its name for programs.")
    kind: Literal["kiosk", "board", "window", "pad", "keypad", "strip"] = Field(
        description="What it is."
    )
    name: Text | None = Field(default=None, description="Its name for people.")
    zone: ZoneKey | None = Field(default=None, description="The zone it stands in or shows.")
    window: WindowNumber | None = Field(
        default=None, description="The window of what stands or hangs at one."
    )
    printer: Key | None = Field(default=None, description="The printer of a kiosk.")
    locked: Text | None = Field(
        default=None,
        description="Why a kiosk gives no numbers now, as it says itself; the manager's page sets "
        "and lifts it while the hall is open.",
    )
    port: LineUrl | None = Field(
        default=None,
        description="A keypad's or strip's line: serial:///dev/ttyUSB0?baud=9600 or tcp://host:port.",
    )
    protocol: Literal["lines", "bus"] | None = Field(
        default=None,
        description="What is spoken on the line: docs/keypads.md; `lines` if left out.",
    )
    address: int | None = Field(
        default=None, ge=1, le=247, description="Its address on the line; 1 if left out."
    )
    inches: Annotated[float, Field(ge=3, le=400)] | None = Field(
        default=None,
        description="Corner to corner of the panel of a board, in inches; 55 if left out. What is "
        "read from four and twelve metres is as large on it as on 55 inches, down to 44.",
    )
    layout: Key | None = Field(default=None, description="The layout of a board; else the usual.")
