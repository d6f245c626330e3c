"""What the interface answers about changes of a hall while it is open."""

from typing import Literal

from pydantic import Field

from server.contracts.live import Day, Instant, Words
from server.contracts.texts import Part

ConfiguredKind = Literal["window_open", "window_lunch", "window_matters", "quota", "kiosk_lock"]
ChangeKind = ConfiguredKind | Literal["notice"]
ChangedValue = bool | list[str] | int | Words | None


class ChangeToday(Part):
    """One change of today, by the version of the configuration that it made."""

    version: int = Field(
        description="Of the configuration that it made, or the journal number of a notice; with "
        "`kind` and `subject` its name."
    )
    at: Instant = Field(description="When.")
    actor: str = Field(description="Who.")
    kind: ChangeKind = Field(description="What.")
    subject: str = Field(
        description="Key of the window, matter or kiosk; of a notice the matter, or empty."
    )
    until: Instant | None = Field(default=None, description="When a notice ends by itself.")
    before: ChangedValue = Field(
        description="What was: whether open or over lunch (null: as on any day), matters, a quota, "
        "the words of a lock or a notice."
    )
    after: ChangedValue = Field(description="What became of it.")
    holds: bool = Field(description="Whether it is still so: then it can be taken back.")


class KioskNow(Part):
    """A kiosk, and whether it is locked."""

    key: str = Field(description="Its key.")
    name: Words = Field(description="Its name.")
    locked: Words | None = Field(description="Why it gives no numbers; null: it does.")


class WindowNow(Part):
    """What a window is meant to do today."""

    window: str = Field(description="Key of the window.")
    opens: bool = Field(description="Whether anybody may sit down there today.")
    lunch: bool = Field(description="Whether it stays open over lunch today.")


class QuotaNow(Part):
    """How many numbers a matter has had today, and may have."""

    matter: str = Field(description="Key of the matter.")
    taken: int = Field(description="Numbers of today, without those given up.")
    quota: int | None = Field(description="Most of a day; null: as many as come.")


class ChangesToday(Part):
    """What can be changed in a hall now, and what was changed today."""

    day: Day = Field(description="Business day.")
    version: int = Field(description="Of the configuration in force.")
    windows: list[WindowNow] = Field(description="The hall's windows.")
    kiosks: list[KioskNow] = Field(description="The hall's kiosks.")
    quotas: list[QuotaNow] = Field(description="The hall's matters.")
    changes: list[ChangeToday] = Field(description="The newest first.")
