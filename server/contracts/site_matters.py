"""The parts of a site file that describe what people come for."""

from typing import Annotated, Literal

from pydantic import Field

from server.contracts.site_places import Named, ZoneKey
from server.contracts.texts import Key, Part, Text


class Material(Part):
    """One paper to bring (材料)."""

    name: Text = Field(description="What it is.")
    kind: Literal["original", "copy", "waived"] = Field(
        default="original",
        description="Original, copy, or waived (可免交: the window looks it up).",
    )
    copies: int = Field(default=1, ge=0, le=20, description="How many.")
    note: Text | None = Field(default=None, description="When it is needed, who issues it.")


class Fee(Part):
    """What it costs, and by what right."""

    text: Text = Field(description="The fee in words: 免费, 80 元/件.")
    basis: Text | None = Field(default=None, description="Legal basis (依据).")


class Limit(Part):
    """A time limit (办理时限). 0 days is done while the citizen waits (当场办结)."""

    days: Annotated[int, Field(ge=0, le=3650)] = Field(description="Number of days.")
    kind: Literal["working", "calendar"] = Field(
        default="working", description="Working days or calendar days."
    )
    basis: Text | None = Field(default=None, description="Legal basis (依据).")


class Matter(Named):
    """A service that citizens choose (事项)."""

    key: Key = Field(description="Its name for programs.")
    series: Key = Field(description="The series it draws its numbers from.")
    organisation: Key = Field(description="Who provides it.")
    zone: ZoneKey | None = Field(default=None, description="Its zone if not that of the series.")
    life_events: tuple[Key, ...] = Field(default=(), description="Life events it belongs to.")
    materials: tuple[Material, ...] = Field(
        default=(),
        description="What to bring, in order. Left out, nobody is told anything about it.",
    )
    fee: Fee | None = Field(
        default=None, description="What it costs. Left out, nobody is told anything about it."
    )
    legal_limit: Limit | None = Field(default=None, description="Legal time limit (法定时限).")
    promised_limit: Limit | None = Field(
        default=None, description="Promised time limit (承诺时限)."
    )
    typical_minutes: Annotated[float, Field(gt=0, le=480)] = Field(
        default=10, description="Usual time at the window, until the hall has learned its own."
    )
    quota: Annotated[int, Field(ge=0, le=9999)] | None = Field(
        default=None,
        description="Numbers a day at most; the kiosk then says that they are used up.",
    )


class LifeEvent(Named):
    """A card of the kiosk's first page (人生大事)."""

    key: Key = Field(description="Its name for programs.")
    icon: Key = Field(description="The icon's name in the product's set.")
