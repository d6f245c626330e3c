"""Local wall-clock seconds, the only time the engine knows.

`t` counts the seconds that a clock on the wall of the hall would have counted since
1970-01-01 00:00 without ever being changed for summer time. So the time of day is
`t % 86400`, and nothing here needs a time zone.
"""

from datetime import datetime, timedelta

from server.domain.hours import Hours

DAY = 86400
QUARTER = 900
QUARTERS = DAY // QUARTER
_EPOCH_WEEKDAY = 3  # 1970-01-01 was a Thursday; Monday is 0


def wall_seconds(moment: datetime) -> float:
    """Read `moment` as its own zone's wall clock shows it; refuses a naive datetime."""
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError("a moment needs its time zone, else nobody knows the hall's wall clock")
    return moment.timestamp() + offset / timedelta(seconds=1)


def day_seconds(hours: Hours, moment: datetime) -> float:
    """Wall-clock seconds counted so that a day begins where the hall's business day does.

    What is learned by the time of day is learned by the time since that beginning, and a night
    belongs to the evening before.
    """
    ends = hours.day_ends
    return wall_seconds(moment.astimezone(hours.timezone)) - ends.hour * 3600 - ends.minute * 60


def day_number(t: float) -> int:
    """Whole days since 1970-01-01."""
    return int(t // DAY)


def weekday(day: int) -> int:
    """Monday is 0, as in `datetime.weekday`."""
    return (day + _EPOCH_WEEKDAY) % 7


def quarter(t: float) -> int:
    """The quarter of an hour within the day, 0 to 95."""
    return int(t % DAY) // QUARTER
