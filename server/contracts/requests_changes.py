"""What may be asked of an open hall by whoever manages it."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from server.contracts.answers_changes import ChangeKind
from server.contracts.requests import ID_MOST, Name
from server.contracts.texts import Part, Text


class WindowOpenChange(Part):
    """A window opens today, and a clerk is asked to sit down there, or it is closed."""

    kind: Literal["window_open"] = Field(description="Always.")
    window: Name = Field(description="Key of the window.")
    open: bool | None = Field(
        description="Whether anybody may sit down there today; null: as on any day."
    )


class WindowLunchChange(Part):
    """A window stays open over lunch today, or doesn't."""

    kind: Literal["window_lunch"] = Field(description="Always.")
    window: Name = Field(description="Key of the window.")
    lunch: bool | None = Field(description="Whether it does; null: as on any day.")


class WindowMattersChange(Part):
    """Another list of matters at a window."""

    kind: Literal["window_matters"] = Field(description="Always.")
    window: Name = Field(description="Key of the window.")
    matters: list[Name] = Field(
        min_length=1, max_length=200, description="Keys of the matters it serves from now on."
    )


class QuotaChange(Part):
    """Another number of tickets a day."""

    kind: Literal["quota"] = Field(description="Always.")
    matter: Name = Field(description="Key of the matter.")
    quota: Annotated[int, Field(ge=0, le=9999)] | None = Field(
        description="Numbers a day at most; null: as many as come."
    )


class KioskLockChange(Part):
    """A kiosk gives no numbers, or gives them again."""

    kind: Literal["kiosk_lock"] = Field(description="Always.")
    kiosk: Name = Field(description="Key of the kiosk.")
    reason: Text | None = Field(description="Why, as the kiosk says it; null: unlocked.")


Change = WindowOpenChange | WindowLunchChange | WindowMattersChange | QuotaChange | KioskLockChange


class WhileOpenChange(Part):
    """One change of a hall while it is open."""

    change: Annotated[Change, Field(discriminator="kind")] = Field(
        description="What becomes different."
    )


class TakeBackBody(Part):
    """A change of today, by its name."""

    version: int = Field(ge=0, le=ID_MOST, description="As it stands in the list.")
    kind: ChangeKind = Field(description="What.")
    subject: Annotated[str, StringConstraints(max_length=64, pattern=r"^[^\x00-\x1f\x7f]*$")] = (
        Field(description="As it stands in the list.")
    )
