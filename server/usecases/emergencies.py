"""The silent emergency call of a window (D9): colleagues and the guide desk are told where.

Public screens and the holders of tickets learn nothing of it. It stands, over restarts and
sign-offs, until somebody ends it.
"""

from dataclasses import dataclass

from server.contracts.answers_hall import Emergencies, Emergency
from server.domain.events.staff import StaffNotice
from server.domain.window import wire_time
from server.storage import emergencies
from server.storage.base import Connection
from server.storage.emergencies import StandingEmergency
from server.storage.unit import HallUnit
from server.usecases.app_context import AppContext, Order
from server.usecases.idempotency import execute_once


@dataclass(frozen=True, kw_only=True)
class OfEmergency(Order):
    """The emergency call of this window."""

    window: str


def raise_emergency(context: AppContext, order: OfEmergency) -> Emergencies:
    """The window calls for help; again while it does changes nothing.

    Refuses `window.unknown`.
    """

    def act(unit: HallUnit) -> Emergencies:
        window = unit.window(order.window)
        if order.window not in _calling(unit):
            name = window.identity.name if window.identity else None
            call = StandingEmergency(order.window, unit.now, name)
            emergencies.add(unit.connection, unit.hall.key, call)
            unit.emit(StaffNotice(emergency=order.window, ended=False))
        return _all(unit.connection, unit.hall.key, unit.seq)

    return execute_once(context, order, Emergencies, act)


def end_emergency(context: AppContext, order: OfEmergency) -> Emergencies:
    """Somebody of the staff has seen to it; the journal says who. Harmless when it is over."""

    def act(unit: HallUnit) -> Emergencies:
        if order.window in _calling(unit):
            emergencies.end(unit.connection, unit.hall.key, order.window)
            unit.emit(StaffNotice(emergency=order.window, ended=True))
        return _all(unit.connection, unit.hall.key, unit.seq)

    return execute_once(context, order, Emergencies, act)


def standing(context: AppContext, hall: str) -> Emergencies:
    """The calls that stand, for staff."""
    with context.store.database.reading() as connection:
        known = context.store.hall(connection, hall)
        return _all(connection, known.key, context.store.seq(connection, hall))


def _calling(unit: HallUnit) -> set[str]:
    return {call.window for call in emergencies.standing(unit.connection, unit.hall.key)}


def _all(connection: Connection, hall: str, seq: int) -> Emergencies:
    calls = [
        Emergency(window=call.window, name=call.name, at=wire_time(call.since))
        for call in emergencies.standing(connection, hall)
    ]
    return Emergencies(emergencies=calls, seq=seq)
