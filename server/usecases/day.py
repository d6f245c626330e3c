"""The business day: it opens with its first event and closes what is open as what it is."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from server.domain.events.event import facts_of
from server.domain.events.hall import DayClosed, DayOpened
from server.domain.events.tickets import TicketCarried, TicketClosed
from server.domain.events.windows import WindowSignedOff
from server.domain.ticket import AT_WINDOW, State, Step, Ticket
from server.domain.window import WindowState, WindowStatus
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

    What the earlier day left open is closed first, in the same transaction; a hall whose hours
    run over the turn carries it into the new day instead (docs/decisions/0015).
    """
    if unit.locked.day == unit.day:
        return
    carried: list[Ticket] = []
    if unit.rolled and unit.locked.day is not None:
        carried = _turn(unit, unit.locked.day)
    state = whole_state(unit.connection, unit.hall, unit.day)
    unit.emit(DayOpened(**state))
    for ticket in carried:
        since = ticket.since if ticket.waiting else None
        unit.emit(TicketCarried(ticket=facts_of(ticket), queue=ticket.queue, since=since))


def _turn(unit: HallUnit, day: date) -> list[Ticket]:
    """End a day; whom the new one has from it."""
    stays_open = unit.day == day + timedelta(days=1) and unit.hall.hours.runs_over(day)
    if not stays_open:
        close(unit, day)
        return []
    still_here = tickets.open_tickets(unit.connection, unit.hall.key, day)
    carried = [unit.carry(ticket) for ticket in still_here if _carries_on(unit, ticket, day)]
    staffed = {w.key for w in unit.windows() if w.state is not WindowStatus.CLOSED}
    close(unit, day, lambda key: key not in staffed)
    return carried


def _carries_on(unit: HallUnit, ticket: Ticket, day: date) -> bool:
    """Whom a window has, and who took a number on the day that ends and may still be called or
    come back: nobody waits through two turns."""
    if ticket.state in AT_WINDOW:
        return True
    hall, of_the_day = unit.hall, unit.hall.hours.business_day(ticket.issued_at) == day
    if ticket.state is not State.NO_SHOW or not of_the_day:
        return of_the_day
    gone = ticket.ended_at is not None and unit.now - ticket.ended_at > hall.misses.within
    return ticket.misses < hall.misses.misses and not gone


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


def close(unit: HallUnit, day: date, which: Callable[[str], bool] = lambda key: True) -> Closed:
    """Every open ticket of `day` becomes `closed` with what it was; windows close, all or `which`
    by their keys."""
    by_state: dict[str, int] = {}
    for ticket in tickets.open_tickets(unit.connection, unit.hall.key, day):
        by_state[ticket.state.value] = by_state.get(ticket.state.value, 0) + 1
        _close_ticket(unit, ticket)
    close_windows(unit, which)
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
