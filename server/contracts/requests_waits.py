"""What may be asked about waits and staffing."""

from typing import Annotated

from pydantic import Field

from server.contracts.requests import Query


class Score(Query):
    """Which days."""

    days: Annotated[int, Field(ge=1, le=366)] = Field(
        default=14, description="So many days, today included."
    )
