"""Begin the day when the date has changed and nobody has come yet."""

from dataclasses import dataclass
from datetime import date, datetime

from server.domain.hall import Hall
from server.storage.unit import HallUnit
from server.usecases.app_context import AppContext, Order
from server.usecases.idempotency import execute_once


class KeepDay(Order):
    """See that the hall stands in the day of now."""


@dataclass(frozen=True)
class DayKept:
    """The business day in which a hall stands, and its journal number."""

    day: date
    seq: int


def keep_day(context: AppContext, order: KeepDay) -> DayKept:
    """Boards shall not show yesterday in the morning; a day that has begun stays as it is."""

    def act(unit: HallUnit) -> DayKept:
        return DayKept(unit.day, unit.seq)

    return execute_once(context, order, DayKept, act)


def days_ahead(day: date | None, hall: Hall, now: datetime) -> int:
    """By how many days the day that a hall stands in lies in the clock's future."""
    return 0 if day is None else max(0, (day - hall.hours.business_day(now)).days)
