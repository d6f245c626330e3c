"""The end of the day, when somebody says so."""

from server.domain.window import Json
from server.storage.unit import HallUnit
from server.usecases.day import close
from server.usecases.house import House, Order
from server.usecases.once import once


class CloseDay(Order):
    """Close the hall's day of now."""


def close_day(house: House, order: CloseDay) -> Json:
    """Every open ticket becomes `closed` with what it was, never as served; windows close."""

    def act(unit: HallUnit) -> Json:
        closed = close(unit, unit.day)
        return {
            "day": closed.day.isoformat(),
            "closed": closed.by_state,
            "total": closed.total,
            "seq": unit.seq,
        }

    return once(house, order, act)
