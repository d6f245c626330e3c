"""What is answered about the hall's own score of its wait ranges."""

from pydantic import Field

from server.contracts.live import Day, Words
from server.contracts.texts import Part


class Sums(Part):
    """Promises against what happened."""

    n: int = Field(description="Tickets that were told a range and were called.")
    hit_rate: float | None = Field(description="Part of them whose wait lay inside; aim 0.8.")
    error_s: int | None = Field(description="Mean seconds between the estimate and the wait.")


class DayScore(Sums):
    """One day."""

    day: Day = Field(description="Business day.")


class MatterScore(Sums):
    """One matter over all days."""

    matter: str = Field(description="Key of the matter.")


class WaitScores(Part):
    """The hall's score of its own ranges."""

    hall: str = Field(description="Key of the hall.")
    definition: Words = Field(description="How it is counted.")
    all: Sums = Field(description="Over all days asked for.")
    days: list[DayScore] = Field(description="By day, today as far as it has gone, newest last.")
    matters: list[MatterScore] = Field(description="By matter.")
