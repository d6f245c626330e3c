"""Questions: nothing here changes anything, and each is answered from one moment."""

from server.domain.chain import Broken
from server.domain.hall import ORDINARY, Hall
from server.domain.window import Json
from server.storage import journal, tickets
from server.storage.base import Connection
from server.storage.snapshots import snapshot
from server.storage.windows import read_window
from server.usecases.app_context import House
from server.usecases.console import console
from server.usecases.ticket_view import holder_view, minutes
from server.waits.service import Moment

JOURNAL_PAGE = 1000
FEW_ROWS = 100
"""So many are read on the spot: in two milliseconds, and a report takes one to begin."""


def board(house: House, hall: str) -> Json:
    """The public state of a hall, with the wait ranges of now."""
    now = house.now()
    with house.store.database.reading() as connection:
        known = house.store.hall(connection, hall)
        state = snapshot(connection, known, now)
        return {**state, "waits": _waits(house, connection, known, (state["seq"], now))}


def waits(house: House, hall: str) -> Json:
    """Matter → [lower, upper] in minutes, or None while it is not known."""
    with house.store.database.reading() as connection:
        known = house.store.hall(connection, hall)
        at = (house.store.seq(connection, hall), house.now())
        return _waits(house, connection, known, at)


def _waits(house: House, connection: Connection, hall: Hall, at: Moment) -> Json:
    found = {
        matter: minutes(house.waits.of_line(connection, hall, (matter, ORDINARY), at))
        for matter in hall.matters
    }
    return {matter: list(known) if known else None for matter, known in found.items()}


def ticket(house: House, code: str) -> Json:
    """A ticket as its holder sees it."""
    hall = house.store.hall_of_code(code)
    with house.store.database.reading() as connection:
        known = house.store.hall(connection, hall)
        now = house.now()
        seq = house.store.seq(connection, hall)
        found = tickets.must_find(connection, hall, code)
        return holder_view(house, connection, known, found, (seq, now))


def window(house: House, hall: str, key: str) -> Json:
    """The console of a window."""
    with house.store.database.reading() as connection:
        known = house.store.hall(connection, hall)
        known.window(key)
        now = house.now()
        day = house.store.day(connection, known, now)
        shown = console(connection, known, read_window(connection, hall, key), (day, now))
        seq = house.store.seq(connection, hall)
        return {**shown, "seq": seq, "day": day.isoformat()}


def journal_page(house: House, hall: str, after: int, limit: int = JOURNAL_PAGE) -> Json:
    """Whole rows after a number, for programs that follow the hall or check its chain."""

    def page(connection: Connection) -> Json:
        house.store.hall(connection, hall)
        rows = journal.entries(connection, hall, after, min(limit, JOURNAL_PAGE))
        return {
            "hall": hall,
            "last": house.store.seq(connection, hall),
            "events": [journal.full_event(row) for row in rows],
        }

    if limit > FEW_ROWS:
        return house.store.database.report(page)
    with house.store.database.reading() as connection:
        return page(connection)


def verify_journal(house: House, hall: str) -> Broken | None:
    def verify(connection: Connection) -> Broken | None:
        house.store.hall(connection, hall)
        return journal.verify_hall(connection, hall)

    return house.store.database.report(verify)
