"""The public live state of a hall: the snapshot and the wait ranges; events.py has the events.

docs/protocol.md tells how a client joins them. Nothing of a visitor is in here: no class, no
code, no person; about those who wait, counts only.
"""

from typing import Annotated, Literal

from pydantic import Field, WithJsonSchema
from typing_extensions import TypeAliasType

from server.contracts.printer_states import PrinterStateName
from server.contracts.texts import Part

Instant = Annotated[
    str,
    Field(
        pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$",
        examples=["2026-11-22T01:02:03.456Z"],
    ),
]
"""UTC, ISO 8601, milliseconds, Z."""

Day = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$", examples=["2026-11-22"])]
Range = TypeAliasType("Range", tuple[int, int])
"""Minutes, lower and upper bound."""

Words = TypeAliasType(
    "Words",
    Annotated[
        dict[str, str],
        WithJsonSchema(
            {
                "type": "object",
                "description": "A text by language; zh is always there.",
                "properties": {"zh": {"type": "string"}},
                "required": ["zh"],
                "additionalProperties": {"type": "string"},
            }
        ),
    ],
)
"""A text by language; zh is always there."""

WindowStateName = Literal["open", "paused", "closed"]


class Clerk(Part):
    """The public identity of who sits at a window."""

    name: str = Field(description="Name.")
    name_en: str | None = Field(default=None, description="In Latin letters.")
    staff_no: str | None = Field(default=None, description="Staff number (工号).")
    post: str | Words | None = Field(default=None, description="Post (岗位).")
    languages: list[str] = Field(default_factory=list, description="Languages served.")


class Plate(Part):
    """The number at a window."""

    number: str = Field(description="As on the ticket.")
    state: Literal["called", "serving"] = Field(description="Called, or served by now.")
    matter: str = Field(description="Its matter.")
    since: Instant = Field(description="In this state since.")


class LiveCall(Part):
    """A window's latest call; the board lists the windows' calls by `seq`, newest first."""

    number: str = Field(description="As on the ticket.")
    matter: str = Field(description="Its matter.")
    seq: int = Field(description="Journal number of the call or its latest recall.")
    at: Instant = Field(description="When.")
    times: int = Field(description="How often it was called.")
    of: str = Field(description="What became of it: called, serving, finished, no_show, …")


class LiveWindow(Part):
    """A window as every screen may show it."""

    state: WindowStateName = Field(description="Whether it serves.")
    reason: Words | None = Field(description="Why it pauses.")
    until: Instant | None = Field(description="About until when.")
    clerk: Clerk | None = Field(description="Who sits there.")
    ticket: Plate | None = Field(description="The number at the window.")
    call: LiveCall | None = Field(description="Its latest call.")
    wanted: Instant | None = Field(
        default=None, description="Since when a clerk is asked to sit down there; null: none is."
    )
    not_authorised: list[str] = Field(
        default_factory=list,
        description="Matters of this window that who sits there is not authorised for.",
    )


class LiveQueue(Part):
    """Who waits for one matter, or for one window."""

    waiting: int = Field(ge=0, description="How many.")


class PrinterHealth(Part):
    """A ticket printer."""

    state: PrinterStateName = Field(description="Whether it prints, or why not.")
    tickets_left: int | None = Field(
        default=None, description="Tickets left on the roll, estimated near its end."
    )


class LiveNotice(Part):
    """A notice that stands."""

    notice: Words = Field(description="Its words.")
    matter: str | None = Field(description="Only for those who wait for it; null: everybody.")
    until: Instant | None = Field(description="Its end; null: until it is taken away.")


class Snapshot(Part):
    """A hall at journal number `seq`."""

    hall: str = Field(description="Key of the hall.")
    seq: int = Field(description="Number of the last journal entry in it.")
    at: Instant = Field(description="The server's time.")
    day: Day | None = Field(description="Business day; none before a hall's first.")
    version: int = Field(description="Of the configuration; a new one: fetch the catalogue.")
    windows: dict[str, LiveWindow] = Field(description="By key.")
    queues: dict[str, LiveQueue] = Field(description="By matter, and @window for a window's own.")
    missed: dict[str, int] = Field(description="Missed numbers and the number of their call.")
    waits: dict[str, Range | None] = Field(description="Wait ranges by matter.")
    notice: Words | None = Field(description="The words of the notice for everybody, if any.")
    notices: list[LiveNotice] = Field(
        default_factory=list, description="All that stand, the newest first."
    )
    printers: dict[str, PrinterHealth] = Field(description="By key.")


class LiveWaits(Part):
    """Wait ranges; they change with time, not with events."""

    hall: str = Field(description="Key of the hall.")
    at: Instant = Field(description="When they were reckoned.")
    waits: dict[str, Range | None] = Field(description="By matter; null: not known yet.")


class LiveHeartbeat(Part):
    """The server has just read the hall's journal; sent every five seconds, and last of what a
    subscription is answered. While the database is away it stays out."""

    hall: str = Field(description="Key of the hall.")
    at: Instant = Field(description="The server's time.")
    seq: int = Field(description="The last number in the journal.")


class SubscriptionRefused(Part):
    """The answer to a subscription that can't be."""

    code: str = Field(description="Name of the refusal.")
    title: str = Field(description="In a few words.")
    detail: str = Field(default="", description="In a sentence.")
    action: str = Field(default="", description="What to do.")
