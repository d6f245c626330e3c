"""Opening and closing a window for the day: a clerk is asked to sit down there, or leaves it."""

from dataclasses import replace

from server.domain.errors import Refused
from server.domain.events.windows import WindowWanted
from server.domain.hall import own_queue
from server.domain.window import WindowStatus
from server.storage import queue_counts
from server.storage.unit import HallUnit
from server.storage.window_queue import waiting_in
from server.usecases.relieving import vacate


def ask_for_clerk(unit: HallUnit, key: str) -> None:
    """Consoles name the window until somebody sits down there. Harmless when somebody does, or is
    asked for already."""
    window = unit.window(key)
    if window.state is WindowStatus.CLOSED and window.wanted is None:
        unit.save_window(replace(window, wanted=unit.now))
        unit.emit(WindowWanted(window=key, wanted=True))


def ask_no_more(unit: HallUnit, key: str) -> None:
    """Nobody is asked to sit down there any more."""
    window = unit.window(key)
    if window.wanted is not None:
        unit.save_window(replace(window, wanted=None))
        unit.emit(WindowWanted(window=key, wanted=False))


def close_for_today(unit: HallUnit, key: str) -> None:
    """Whoever sits there is signed off; who was sent there waits for the other windows.

    Refuses `change.still_waiting` while somebody waits for a matter that no other window serves
    today, and `window.busy` while somebody stands there.
    """
    ask_no_more(unit, key)
    window = unit.window(key)
    if window.ticket is not None:
        raise Refused("window.busy", {"window": key, "number": window.ticket.number})
    _nobody_left_waiting(unit, key)
    if window.state is not WindowStatus.CLOSED:
        vacate(unit, window, window.clerk, None)


def _nobody_left_waiting(unit: HallUnit, key: str) -> None:
    hall, counted = unit.hall, queue_counts.totals(unit.connection, unit.hall.key, unit.day)
    waiting = [matter for matter in hall.windows[key].serves if counted.get(matter, 0)]
    sent_here = waiting_in(unit.connection, hall.key, unit.day, own_queue(key))
    for matter in [*waiting, *(ticket.matter for ticket in sent_here)]:
        if not hall.served_elsewhere(matter, key, unit.day):
            raise Refused("change.still_waiting", {"matter": matter, "window": key})
