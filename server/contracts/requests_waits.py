"""What may be asked about waits and staffing."""

from typing import Annotated

from pydantic import Field

from server.contracts.requests import Query


class Staffing(Query):
    """What if."""

    pledge: Annotated[int, Field(ge=1, le=240)] = Field(
        default=20, description="Minutes within which nine in ten shall be called."
    )
    more: Annotated[int, Field(ge=0, le=20)] = Field(default=0, description="More windows.")
    at: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] | None = Field(
        default=None, description="From when on, hh:mm on the hall's clock; now if left out."
    )


class ScoreQuery(Query):
    """Which days."""

    days: Annotated[int, Field(ge=1, le=366)] = Field(
        default=14, description="So many days, today included."
    )
