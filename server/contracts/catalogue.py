"""What a hall offers, as everybody may read it: GET …/catalogue."""

from typing import Literal

from pydantic import Field

from server.contracts.live import Words
from server.contracts.site_layouts import Layout
from server.contracts.site_places import WindowKind
from server.contracts.texts import Part


class Named(Part):
    """Names by language."""

    name: Words = Field(description="Official name.")
    short: Words = Field(description="Short name.")
    spoken: Words = Field(description="Name as it is said aloud.")


class Choice(Part):
    """An entry of one of the hall's lists."""

    key: str = Field(description="Its key.")
    name: Words = Field(description="In words.")
    minutes: int | None = Field(default=None, description="Usual length.")


class NoShowRule(Part):
    """What a missed call means (过号)."""

    min_gap_seconds: int = Field(description="Between a call and a no-show at the least.")
    recalls: int = Field(default=0, description="Recalls before a no-show at the least.")
    recall_gap_seconds: int = Field(
        default=0, description="Between a call and its recall at the least."
    )
    after: int = Field(description="Who returns is called after the next so many.")
    within_minutes: int = Field(description="How long one may return.")
    misses: int = Field(description="With so many the ticket ends.")
    text: Words = Field(description="The rule as it is printed.")


class HallDescription(Named):
    """A hall."""

    key: str = Field(description="Its key.")
    mode: Literal["live", "rehearsal", "closed"] = Field(
        description="A rehearsal reaches no live display; a closed hall is there for its history."
    )
    address: Words | None = Field(description="Street address.")
    timezone: str = Field(description="IANA time zone.")
    always_open: bool = Field(description="Numbers are given at any hour.")
    day_ends: str = Field(description="Wall clock; hours before it belong to the day before.")
    languages: list[str] = Field(description="Languages offered.")
    complaint_phone: str | None = Field(description="Complaint telephone.")
    guide: Words | None = Field(description="Where to ask.")
    no_show: NoShowRule = Field(description="Missed calls.")
    undo_seconds: int = Field(description="How long a clerk's last step can be taken back.")
    auto_call_seconds: int | None = Field(
        default=None, description="A free window calls the next after so long; null: never."
    )
    postpones: int = Field(description="How often a ticket may be postponed.")
    pause_reasons: list[Choice] = Field(description="Why a window may pause.")
    park_reasons: list[Choice] = Field(description="Why a ticket may be parked.")
    outcomes: list[Choice] = Field(description="How a service may end.")
    call_reasons: list[Choice] = Field(description="Why a number may be called out of turn.")
    clerk_shown: list[str] = Field(
        default_factory=list, description="What public screens show of who sits at a window."
    )
    words: dict[str, Words] = Field(
        default_factory=dict, description="Words of the screens that are the hall's own, by name."
    )


class ZoneDescription(Named):
    """A zone."""

    key: str = Field(description="Its letter.")
    directions: Words | None = Field(description="How to walk there.")


class OrganisationDescription(Named):
    """Who provides matters."""

    key: str = Field(description="Its key.")
    kind: str | None = Field(default=None, description="Key of its kind; null: not said.")
    kind_name: Words | None = Field(default=None, description="Its kind in words.")


class QueueDescription(Named):
    """A number series."""

    key: str = Field(description="Its key.")
    prefix: str = Field(description="The letters of its numbers, one or two.")
    zone: str = Field(description="Where its people wait.")


class LifeEventDescription(Named):
    """A card of the kiosk's first page."""

    key: str = Field(description="Its key.")
    icon: str = Field(description="An icon of the product's set.")
    matters: list[str] = Field(description="Matters that belong to it.")


class MaterialDescription(Part):
    """A paper to bring."""

    name: Words = Field(description="What it is.")
    note: Words | None = Field(description="When it is needed, who issues it.")
    kind: Literal["original", "copy", "waived"] = Field(description="Original, copy or waived.")
    copies: int = Field(description="How many.")


class FeeDescription(Part):
    """What it costs."""

    text: Words = Field(description="In words.")
    basis: Words | None = Field(description="Legal basis.")


class LimitDescription(Part):
    """A time limit."""

    text: Words = Field(description="In words.")
    days: int = Field(description="Days; 0 is while you wait.")
    basis: Words | None = Field(description="Legal basis.")


class MatterDescription(Named):
    """A service that citizens choose."""

    key: str = Field(description="Its key.")
    series: str = Field(description="Its number series.")
    organisation: str = Field(description="Who provides it.")
    zone: str = Field(description="Where to wait.")
    pinyin: str = Field(description="Initials to search by.")
    materials: list[MaterialDescription] = Field(description="What to bring; none: not said.")
    fee: FeeDescription | None = Field(description="What it costs; null: not said.")
    legal_limit: LimitDescription | None = Field(description="Legal time limit.")
    promised_limit: LimitDescription | None = Field(description="Promised time limit.")
    windows: list[str] = Field(description="Windows that serve it and open today.")
    typical_minutes: float = Field(description="Usual time at the window.")


class PriorityClassDescription(Part):
    """A priority class."""

    key: str = Field(description="Its key.")
    name: Words = Field(description="Its name.")
    public: bool = Field(description="May be claimed at a kiosk; others are given by staff.")


class KioskDescription(Part):
    """A kiosk, so that one that can't print can name the next."""

    key: str = Field(description="Its key.")
    name: Words = Field(description="Its name.")
    zone: str | None = Field(description="Where it stands.")
    printer: str | None = Field(description="Key of its printer.")
    locked: Words | None = Field(description="Why it gives no numbers now; null: it does.")


class DisplayDescription(Part):
    """A board or window screen, and what is to be known of its panel."""

    key: str = Field(description="Its key.")
    inches: float | None = Field(description="Corner to corner, in inches; null: not said.")
    layout: Layout | None = Field(description="The layout of a board; null: the usual one.")


class WindowDescription(Part):
    """A window."""

    key: str = Field(description="Its key.")
    number: int | str = Field(description="The number over it: 3, 2A.")
    zone: str = Field(description="Its zone.")
    matters: list[str] = Field(description="What it serves.")
    name: Words | None = Field(description="A name beside the number.")
    spoken: Words | None = Field(default=None, description="Where a call sends people, as said.")
    kind: WindowKind = Field(default="counter", description="What it is.")
    opens: bool = Field(default=True, description="Whether anybody may sit down there today.")
    lunch: bool = Field(default=False, description="Whether it is open over today's breaks.")
    words: dict[str, Words] = Field(
        default_factory=dict, description="Words of the screens that are its own, by name."
    )


class OpenSpan(Part):
    """Local wall clock."""

    start: str = Field(alias="from", description="Opens.")
    until: str = Field(description="Closes.")


class DayHours(Part):
    """Opening hours of a weekday."""

    weekday: int = Field(description="1 is Monday.")
    open: list[OpenSpan] = Field(description="Spans; none is closed.")


class SpecialDay(Part):
    """A date with hours of its own."""

    day: str = Field(description="The date.")
    open: list[OpenSpan] = Field(description="Spans; none is closed.")


class Catalogue(Part):
    """All that a hall offers; changes only with its configuration and, in names, the day."""

    hall: HallDescription = Field(description="The hall.")
    centre: Named = Field(description="The centre that owns it.")
    version: int = Field(description="Of the configuration.")
    zones: list[ZoneDescription] = Field(description="Zones.")
    organisations: list[OrganisationDescription] = Field(description="Organisations.")
    series: list[QueueDescription] = Field(description="Number series.")
    life_events: list[LifeEventDescription] = Field(description="Cards of the kiosk.")
    matters: list[MatterDescription] = Field(description="Matters.")
    priority_classes: list[PriorityClassDescription] = Field(description="Priority classes.")
    windows: list[WindowDescription] = Field(description="Windows.")
    hours: list[DayHours] = Field(description="Weekly hours.")
    special_days: list[SpecialDay] = Field(description="Holidays and make-up working days.")
    notices: list[Words] = Field(description="Notices at the foot of the board.")
    kiosks: list[KioskDescription] = Field(description="Kiosks, with their printers.")
    displays: list[DisplayDescription] = Field(description="Boards and window screens.")
