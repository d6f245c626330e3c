"""What may be asked of an open hall by whoever manages it."""

from typing import Annotated, Literal

from pydantic import Field

from server.contracts.requests import ID_MOST, Name
from server.contracts.texts import Part, Text


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


class WhileOpenChange(Part):
    """One change of a hall while it is open."""

    change: Annotated[
        WindowMattersChange | QuotaChange | KioskLockChange, Field(discriminator="kind")
    ] = Field(description="What becomes different.")


class TakeBackBody(Part):
    """A change of today, by its name."""

    version: int = Field(ge=1, le=ID_MOST, description="The version that it made.")
    kind: Literal["window_matters", "quota", "kiosk_lock"] = Field(description="What.")
    subject: Name = Field(description="Key of the window, matter or kiosk.")
