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


class ModelSwitch(Part):
    """The learned model was taken into use, or out of it."""

    day: Day = Field(description="From this day on.")
    in_use: bool = Field(description="Taken into use?")
    default_mae_s: int = Field(description="Mean error of the default over its trial, seconds.")
    learned_mae_s: int = Field(description="The same of the learned model.")


class ModelReport(Part):
    """The optional learned model in this hall."""

    in_use: bool = Field(description="Does it answer now? Only while it beats the default here.")
    switches: list[ModelSwitch] = Field(description="Each time that changed, oldest first.")


class WaitScores(Part):
    """The hall's score of its own ranges."""

    hall: str = Field(description="Key of the hall.")
    definition: Words = Field(description="How it is counted.")
    model: ModelReport | None = Field(description="Null where the learned model is not tried.")
    all: Sums = Field(description="Over all days asked for.")
    days: list[DayScore] = Field(description="By day, today as far as it has gone, newest last.")
    matters: list[MatterScore] = Field(description="By matter.")


class Quarter(Part):
    """People expected in a quarter hour."""

    start: str = Field(description="hh:mm on the hall's clock.")
    n: float = Field(description="Expected.")
    low: float = Field(description="Lower end of a range kept in 80 % of cases.")
    high: float = Field(description="Upper end.")


class ForecastAccuracy(Part):
    """How wrong morning forecasts were of late."""

    days: int = Field(description="Days judged.")
    people: float = Field(description="Mean people off, a quarter hour.")
    share: float = Field(description="The same as a share of who came.")


class KeptQuarter(Part):
    """The pledge in one quarter hour."""

    start: str = Field(description="hh:mm.")
    kept: float = Field(description="Share called within the pledge.")


class OutlookView(Part):
    """How people would fare from now on."""

    people: int = Field(description="Who wait now or are to come.")
    mean_wait_s: int = Field(description="Mean wait, seconds.")
    kept: float = Field(description="Share called within the pledge.")
    unserved: int = Field(description="Who would still wait at closing.")
    by_quarter: list[KeptQuarter] = Field(description="By quarter hour of arrival.")


class Needed(OutlookView):
    """The fewest windows that keep the pledge."""

    windows: int | None = Field(description="In all; null if not even twenty are enough.")


class WhatIf(OutlookView):
    """With more windows."""

    more: int = Field(description="So many more.")


class Known(Part):
    """What the hall has seen so far, and what it takes before it speaks."""

    enough: bool = Field(description="Is it enough to act on?")
    days: int = Field(description="Whole days whose arrivals are known.")
    services: int = Field(description="Services remembered.")
    days_needed: int = Field(description="So many days are enough.")
    services_needed: int = Field(description="So many services are enough.")


class StaffingPlan(Part):
    """The rest of the day, played with the hall's own figures; while they are too few, forecast
    and outlooks are missing."""

    hall: str = Field(description="Key of the hall.")
    pledge_minutes: int = Field(description="The pledge asked about.")
    definition: Words = Field(description="How it is reckoned.")
    open: int = Field(description="Windows open now.")
    known: Known = Field(description="What this rests on.")
    forecast: list[Quarter] = Field(default_factory=list, description="Arrivals from now on.")
    forecast_error: ForecastAccuracy | None = Field(
        default=None, description="Null before a day could be judged."
    )
    as_it_is: OutlookView | None = Field(default=None, description="With the windows open now.")
    needed: Needed | None = Field(default=None, description="Windows needed.")
    what_if: WhatIf | None = Field(default=None, description="Null when nothing was asked.")
