"""Begin the day when the date has changed and nobody has come yet."""

from server.domain.window import Json
from server.storage.unit import HallUnit
from server.usecases.house import House, Order
from server.usecases.once import once


class KeepDay(Order):
    """See that the hall stands in the day of now."""


def keep_day(house: House, order: KeepDay) -> Json:
    """Boards shall not show yesterday in the morning; a day that has begun stays as it is."""

    def act(unit: HallUnit) -> Json:
        return {"day": unit.day.isoformat(), "seq": unit.seq}

    return once(house, order, act)
