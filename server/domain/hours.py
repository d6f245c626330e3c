"""When a hall is open: weekly hours with lunch and past midnight, closed days, make-up days; and
which business day a moment belongs to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

Span = tuple[int, int]
"""From (included) until (excluded): minutes after the midnight that a day begins with, on the wall
clock of the hall. 22:00-06:00 is (1320, 1800)."""

LOOK_AHEAD_DAYS = 60
SATURDAY = 5
A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Hours:
    """Opening hours of one hall.

    `weekly` holds seven entries, Monday first; `days` overrides single dates: an empty entry
    is a closed day (a public holiday), any other a day with hours of its own (调休). A business
    day lasts from `day_ends` until `day_ends` of the next date; its hours lie within it.
    """

    timezone: ZoneInfo
    weekly: tuple[tuple[Span, ...], ...]
    days: Mapping[date, tuple[Span, ...]] = field(default_factory=dict)
    always: bool = False
    day_ends: time = time(0)

    def spans(self, day: date) -> tuple[Span, ...]:
        return self.days.get(day, self.weekly[day.weekday()])

    def open_at(self, now: datetime) -> bool:
        return self.always or self._open_span(now) is not None

    def next_opening(self, now: datetime) -> datetime | None:
        """The first opening after `now`, or None when nothing opens within sixty days."""
        today = self.business_day(now)
        for ahead in range(LOOK_AHEAD_DAYS):
            day = today + timedelta(days=ahead)
            for start, _ in self.spans(day):
                opening = self._moment(day, start)
                # Compared in UTC: inside one zone Python compares the clock's hands, and an
                # hour that comes twice in autumn would not be told apart.
                if opening.astimezone(UTC) > now.astimezone(UTC):
                    return opening
        return None

    def break_ends(self, now: datetime) -> datetime | None:
        """When the break (午休) in which `now` lies is over; None where the doors are open, and
        before and after the hours of the day."""
        if self.always or self._open_span(now) is not None:
            return None
        day = self.business_day(now)
        moments = [tuple(self._moment(day, minute) for minute in span) for span in self.spans(day)]
        utc = now.astimezone(UTC)
        for (_, ended), (begins, _) in pairwise(moments):
            if ended.astimezone(UTC) <= utc < begins.astimezone(UTC):
                return begins
        return None

    def closing(self, now: datetime) -> datetime | None:
        """The end of the last span of the business day of `now`, or None on a closed day."""
        day = self.business_day(now)
        spans = self.spans(day)
        return self._moment(day, spans[-1][1]) if spans else None

    def door_closes(self, now: datetime) -> datetime | None:
        """When the door is next locked, for lunch or for the day; None while it is closed, and
        where one day's hours follow on the other's for a week."""
        span, day = self._open_span(now), self.business_day(now)
        if span is None:
            return None
        for _ in range(A_WEEK):
            closing = self._moment(day, span[1])
            day += timedelta(days=1)
            following = self.spans(day)[:1]
            if not following or self._moment(day, following[0][0]) != closing:
                return closing
            (span,) = following
        return None

    def business_day(self, now: datetime) -> date:
        """The date on the hall's own wall, until `day_ends` that of the evening before; a new day
        is a new date, nothing is moved at night.

        Only storage asks this: a hall may stand in a later day than its clock (`Store.day`).
        """
        ends = timedelta(hours=self.day_ends.hour, minutes=self.day_ends.minute)
        day = (self._wall(now) - ends).date()
        # An hour that comes twice in autumn does not bring the day before back.
        following = self._moment(day + timedelta(days=1), int(ends.total_seconds()) // 60)
        return day + timedelta(days=following.astimezone(UTC) <= now.astimezone(UTC))

    def same_opening(self, before: datetime, now: datetime) -> bool:
        """Whether the doors have stayed open between these moments."""
        if self.always or not self.open_at(before):
            return self.always
        closes = self.door_closes(before)
        return closes is None or closes.astimezone(UTC) > now.astimezone(UTC)

    def runs_over(self, day: date) -> bool:
        """Whether the doors stay open when this business day ends and the next one begins. Where
        hours are ignored (`always`) nobody says when somebody is there, so they don't."""
        ending, beginning = self.spans(day)[-1:], self.spans(day + timedelta(days=1))[:1]
        if self.always or not ending or not beginning:
            return False
        return self._moment(day, ending[0][1]) == self._moment(
            day + timedelta(days=1), beginning[0][0]
        )

    def same_day(self, before: datetime, now: datetime) -> bool:
        """Whether one business day of the clock holds both moments."""
        return self.business_day(before) == self.business_day(now)

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

    def _open_span(self, now: datetime) -> Span | None:
        """The hours in which `now` lies."""
        day, wall = self.business_day(now), self._wall(now)
        minutes = (wall - datetime.combine(day, time())) / timedelta(minutes=1)
        return next((span for span in self.spans(day) if span[0] <= minutes < span[1]), None)

    def _wall(self, now: datetime) -> datetime:
        return now.astimezone(self.timezone).replace(tzinfo=None)

    def _moment(self, day: date, minutes: int) -> datetime:
        wall = datetime.combine(day, time()) + timedelta(minutes=minutes)
        return wall.replace(tzinfo=self.timezone)
