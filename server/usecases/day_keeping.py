"""Begin the day when the date has changed and nobody has come yet."""

from datetime import date, datetime

from server.domain.hall import Hall
from server.domain.window import Json
from server.storage.unit import HallUnit
from server.usecases.app_context import AppContext, Order
from server.usecases.idempotency import execute_once


class KeepDay(Order):
    """See that the hall stands in the day of now."""


def keep_day(context: AppContext, order: KeepDay) -> Json:
    """Boards shall not show yesterday in the morning; a day that has begun stays as it is."""

    def act(unit: HallUnit) -> Json:
        return {"day": unit.day.isoformat(), "seq": unit.seq}

    return execute_once(context, order, act)


def days_ahead(day: date | None, hall: Hall, now: datetime) -> int:
    """By how many days the day that a hall stands in lies in the clock's future."""
    return 0 if day is None else max(0, (day - hall.hours.business_day(now)).days)
