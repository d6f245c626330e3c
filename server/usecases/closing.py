"""The end of the day, when somebody says so."""

from server.contracts.answers_hall import DayEnd
from server.storage.unit import HallUnit
from server.usecases.app_context import AppContext, Order
from server.usecases.day import close, return_to_clock
from server.usecases.idempotency import execute_once


class CloseDay(Order):
    """Close the hall's day of now."""


def close_day(context: AppContext, order: CloseDay) -> DayEnd:
    """Every open ticket becomes `closed` with what it was, never as served; windows close.

    A hall whose day lies in the future, because the clock was ahead once, is back in today then.
    """

    def act(unit: HallUnit) -> DayEnd:
        closed = close(unit, unit.day)
        return_to_clock(unit)
        return DayEnd(
            day=closed.day.isoformat(),
            closed=closed.by_state,
            total=closed.total,
            now=unit.day.isoformat(),
            seq=unit.seq,
        )

    return execute_once(context, order, DayEnd, act)
