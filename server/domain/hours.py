"""When a hall is open: weekly hours with lunch, closed days and make-up working days."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

Span = tuple[time, time]
"""From (included) until (excluded), local wall clock of the hall."""

LOOK_AHEAD_DAYS = 60
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Hours:
    """Opening hours of one hall.

    `weekly` holds seven entries, Monday first; `days` overrides single dates: an empty entry
    is a closed day (a public holiday), any other a day with hours of its own (调休).
    """

    timezone: ZoneInfo
    weekly: tuple[tuple[Span, ...], ...]
    days: Mapping[date, tuple[Span, ...]] = field(default_factory=dict)
    always: bool = False

    def spans(self, day: date) -> tuple[Span, ...]:
        return self.days.get(day, self.weekly[day.weekday()])

    def open_at(self, now: datetime) -> bool:
        if self.always:
            return True
        local = now.astimezone(self.timezone)
        clock = local.time()
        return any(start <= clock < end for start, end in self.spans(local.date()))

    def next_opening(self, now: datetime) -> datetime | None:
        """The first opening after `now`, or None when nothing opens within sixty days."""
        today = now.astimezone(self.timezone).date()
        for ahead in range(LOOK_AHEAD_DAYS):
            day = today + timedelta(days=ahead)
            for start, _ in self.spans(day):
                opening = datetime.combine(day, start, self.timezone)
                # Compared in UTC: inside one zone Python compares the clock's hands, and an
                # hour that comes twice in autumn would not be told apart.
                if opening.astimezone(UTC) > now.astimezone(UTC):
                    return opening
        return None

    def closing(self, now: datetime) -> datetime | None:
        """The end of the last span of the day of `now`, or None on a closed day."""
        local = now.astimezone(self.timezone)
        spans = self.spans(local.date())
        return datetime.combine(local.date(), spans[-1][1], self.timezone) if spans else None

    def door_closes(self, now: datetime) -> datetime | None:
        """When the door is next locked, for lunch or for the day; None while it is closed."""
        local = now.astimezone(self.timezone)
        for start, end in self.spans(local.date()):
            if start <= local.time() < end:
                return datetime.combine(local.date(), end, self.timezone)
        return None

    def business_day(self, now: datetime) -> date:
        """The date on the hall's own wall; a new day is a new date, nothing is moved at night."""
        return now.astimezone(self.timezone).date()

    def working_day_after(self, day: date, count: int) -> date:
        """The day `count` working days on; where every day is open, weekends are none."""
        for _ in range(count):
            day += timedelta(days=1)
            while not self._works(day):
                day += timedelta(days=1)
        return day

    def _works(self, day: date) -> bool:
        if day in self.days:
            return bool(self.days[day])
        weekend = day.weekday() >= SATURDAY
        return not weekend if self.always or not any(self.weekly) else bool(self.spans(day))
