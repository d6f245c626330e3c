"""What may be asked about waits and staffing."""

from typing import Annotated

from pydantic import Field

from server.contracts.texts import Part


class Score(Part):
    """Which days."""

    days: Annotated[int, Field(strict=False, ge=1, le=366)] = Field(
        default=14, description="So many days, today included."
    )
