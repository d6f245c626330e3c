"""One site file: a centre, its halls, and all that belongs to them.

The file is YAML for people (read by `server.configuration`) and JSON on the wire and in the
database; both are this model. What no single field can say (references, doubles, a matter
without a window) is said by `site_checks`, so a `Site` that exists is one that can run.
"""

from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from server.contracts.site_checks import mistakes
from server.contracts.site_layouts import Layout
from server.contracts.site_matters import LifeEvent, Matter
from server.contracts.site_places import (
    ORGANISATION_KINDS,
    Centre,
    ClerkPart,
    Device,
    Named,
    Organisation,
    OrganisationKind,
    Printer,
    Series,
    Staff,
    Window,
    Zone,
)
from server.contracts.site_rules import (
    CALL_REASONS,
    OUTCOMES,
    PARK_REASONS,
    PAUSE_REASONS,
    PRIORITY_CLASSES,
    Appointments,
    Calendar,
    DayEnds,
    HallWords,
    Hours,
    MissedCallRule,
    PriorityClass,
    Reason,
    Rights,
    Rule,
)
from server.contracts.site_voice import Voice
from server.contracts.texts import Key, Language, Line, Part, Text

FORMAT: Literal[1] = 1


class Hall(Named):
    """A hall (大厅/分厅) at one address, with everything that belongs to it."""

    key: Key = Field(description="Its name for programs, in addresses of pages too.")
    mode: Literal["live", "rehearsal", "closed"] = Field(
        default="live",
        description="A rehearsal reaches no live display; a closed hall keeps its history only.",
    )
    address: Text | None = Field(default=None, description="Street address.")
    timezone: Line = Field(default="Asia/Shanghai", description="IANA time zone.")
    languages: tuple[Language, ...] = Field(
        default=("zh", "en"), min_length=1, description="Languages offered, zh among them."
    )
    complaint_phone: Line = Field(description="Complaint telephone, printed on the ticket.")
    guide: Text | None = Field(default=None, description="Where to ask: the guide desk (导办台).")
    notices: tuple[Text, ...] = Field(default=(), description="Notices at the foot of the board.")

    hours: Hours = Field(default=Hours(), description="Weekly opening hours.")
    day_ends: DayEnds = Field(
        default="00:00",
        description="When a business day ends and the next begins, by the hall's clock: for hours "
        "past midnight the hour in the night when nobody is there.",
    )
    calendar: Calendar = Field(default=Calendar(), description="Holidays and make-up days.")
    always_open: bool = Field(
        default=False, description="Ignore hours and calendar; for demonstrations and rehearsals."
    )
    rule: Rule = Field(default=Rule(), description="Who is next.")
    appointments: Appointments = Field(
        default=Appointments(), description="Taking a number with an appointment."
    )
    last_ticket: Literal["off", "warn", "refuse"] = Field(
        default="warn",
        description="What a kiosk does for who would, by the middle of the estimated wait, be "
        "called only after closing: `warn` asks whether they want the number all the same.",
    )
    pledge_minutes: int | None = Field(
        default=None, ge=1, le=240,
        description="Promised wait (承诺等候时间): the manager's page holds waits against it.",
    )  # fmt: skip
    no_show: MissedCallRule = Field(default=MissedCallRule(), description="Missed calls.")
    idle_minutes: int = Field(
        default=30, ge=1, le=480,
        description="A window that does nothing for so long while people wait is an alarm.",
    )  # fmt: skip
    undo_seconds: int = Field(
        default=120, ge=0, le=3600, description="How long a clerk's last step can be undone."
    )
    auto_call_seconds: int | None = Field(
        default=None, ge=5, le=600,
        description="A free window's console calls the next by itself after so long; a pause, which"
        " needs a reason, holds it. Without it only the clerk calls.",
    )  # fmt: skip
    postpones: int = Field(
        default=2, ge=0, le=20, description="How often a citizen may postpone a ticket."
    )
    priority_classes: tuple[PriorityClass, ...] = Field(
        default=PRIORITY_CLASSES, min_length=1, description="Priority classes."
    )
    pause_reasons: tuple[Reason, ...] = Field(
        default=PAUSE_REASONS, min_length=1, description="Why a window may pause."
    )
    park_reasons: tuple[Reason, ...] = Field(
        default=PARK_REASONS, min_length=1, description="Why a ticket may be parked."
    )
    outcomes: tuple[Reason, ...] = Field(
        default=OUTCOMES, min_length=1, description="How a service may end."
    )
    call_reasons: tuple[Reason, ...] = Field(
        default=CALL_REASONS, min_length=1, description="Why a number may be called out of turn."
    )
    clerk_shown: tuple[ClerkPart, ...] = Field(
        default=("name", "post", "staff_no", "photograph"),
        description="What public screens show of who sits at a window; the rest leaves the hall's "
        "own pages nowhere.",
    )  # fmt: skip
    words: HallWords = Field(
        default=HallWords(), description="Words of the screens and papers that are the hall's own."
    )
    voice: Voice = Field(default=Voice(), description="How it calls aloud.")
    rights: Rights = Field(default=Rights(), description="What only some of the staff may do.")

    zones: tuple[Zone, ...] = Field(min_length=1, description="Zones.")
    organisation_kinds: tuple[OrganisationKind, ...] = Field(
        default=ORGANISATION_KINDS, description="Kinds of organisations."
    )
    organisations: tuple[Organisation, ...] = Field(min_length=1, description="Organisations.")
    series: tuple[Series, ...] = Field(min_length=1, description="Number series.")
    life_events: tuple[LifeEvent, ...] = Field(default=(), description="Cards of the kiosk.")
    matters: tuple[Matter, ...] = Field(min_length=1, description="Matters.")
    windows: tuple[Window, ...] = Field(min_length=1, description="Windows.")
    staff: tuple[Staff, ...] = Field(default=(), description="People.")
    printers: tuple[Printer, ...] = Field(default=(), description="Ticket printers.")
    layouts: tuple[Layout, ...] = Field(default=(), description="Layouts of boards.")
    devices: tuple[Device, ...] = Field(default=(), description="Kiosks, boards, screens, pads.")

    @field_validator("timezone")
    @classmethod
    def _known_timezone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, OSError, ValueError) as unknown:
            raise PydanticCustomError("timezone", "{value}", {"value": value}) from unknown
        return value


class Site(Part):
    """A whole site file."""

    servicehall: Literal[1] = Field(
        default=FORMAT, description="Version of the file's format; 1 until it changes."
    )
    centre: Centre = Field(description="The centre that owns the halls.")
    halls: tuple[Hall, ...] = Field(min_length=1, description="Its halls.")

    @model_validator(mode="after")
    def _holds_together(self) -> "Site":
        found = mistakes(self.model_dump(mode="json"))
        if found:
            raise PydanticCustomError(
                "site_mistakes", "{first}", {"first": found[0].said.en, "mistakes": found}
            )
        return self

    def hall(self, key: str) -> Hall:
        """The hall named `key`; KeyError says which there are."""
        for hall in self.halls:
            if hall.key == key:
                return hall
        raise KeyError(f"no hall {key!r}; there are {', '.join(h.key for h in self.halls)}")


def site_of(document: str | bytes) -> Site:
    """Read a site from JSON; raises `pydantic.ValidationError`."""
    return Site.model_validate_json(document)
