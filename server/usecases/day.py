"""The business day: it opens with its first event and closes what is open as what it is."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from server.domain.events.event import facts_of
from server.domain.events.hall import DayClosed, DayOpened
from server.domain.events.tickets import TicketClosed
from server.domain.events.windows import WindowSignedOff
from server.domain.ticket import Step, Ticket
from server.domain.window import WindowState
from server.storage import tickets, wait_scores
from server.storage.snapshots import whole_state
from server.storage.unit import HallUnit


@dataclass(frozen=True)
class Closed:
    """How a day ended: tickets by the state in which the closing found them."""

    day: date
    by_state: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.by_state.values())


def open_day(unit: HallUnit) -> None:
    """Begin the unit's day if the hall still stands in an earlier one (or in none).

    What the earlier day left open is closed first, in the same transaction.
    """
    if unit.locked.day == unit.day:
        return
    if unit.rolled and unit.locked.day is not None:
        close(unit, unit.locked.day)
    state = whole_state(unit.connection, unit.hall, unit.day)
    unit.emit(DayOpened(**state))


def return_to_clock(unit: HallUnit) -> None:
    """Stand in the day of the clock again, if the hall went ahead of it because the clock did.

    Both days keep their numbers: each goes on where it was left, so none is given out twice.
    """
    today = unit.hall.hours.business_day(unit.now)
    if unit.day <= today:
        return
    unit.day = today
    state = whole_state(unit.connection, unit.hall, unit.day)
    unit.emit(DayOpened(**state))


def close(unit: HallUnit, day: date) -> Closed:
    """Every open ticket of `day` becomes `closed` with what it was; every window closes."""
    by_state: dict[str, int] = {}
    for ticket in tickets.open_tickets(unit.connection, unit.hall.key, day):
        by_state[ticket.state.value] = by_state.get(ticket.state.value, 0) + 1
        _close_ticket(unit, ticket)
    close_windows(unit, lambda key: True)
    wait_scores.keep(unit.connection, unit.hall.key, day)
    closed = Closed(day, by_state)
    unit.emit(DayClosed(day=day, closed=by_state))
    return closed


def _close_ticket(unit: HallUnit, ticket: Ticket) -> None:
    state = ticket.must(Step.CLOSE)
    closed = replace(ticket, state=state, closed_from=ticket.state, ended_at=unit.now)
    closed = unit.save(ticket, closed)
    unit.emit(TicketClosed(ticket=facts_of(closed), was=ticket.state))


def close_windows(unit: HallUnit, which: Callable[[str], bool]) -> None:
    """Close windows by key, those that a configuration no longer knows too."""
    for window in unit.windows():
        if not which(window.key) or window == WindowState(window.hall, window.key):
            continue
        unit.save_window(WindowState(window.hall, window.key))
        unit.emit(WindowSignedOff(window=window.key))
