"""Questions: nothing here changes anything, and each is answered from one moment."""

from server.contracts.answers import ConsoleView, TicketView
from server.contracts.answers_hall import JournalEntry, JournalPage
from server.contracts.live import Range, Snapshot
from server.domain.hall import Hall
from server.domain.waiting.quoted import minutes
from server.storage import journal, tickets
from server.storage.base import Connection
from server.storage.snapshots import clerks_at, snapshot, window_states
from server.storage.windows import read_window
from server.usecases.app_context import AppContext
from server.usecases.console import console
from server.usecases.ticket_view import holder_view
from server.waits.service import Moment

JOURNAL_PAGE = 1000
FEW_ROWS = 100
"""So many are read on the spot: in two milliseconds, and a report takes one to begin."""


def board(context: AppContext, hall: str) -> Snapshot:
    """The public state of a hall, with the wait ranges of now."""
    now = context.now()
    with context.store.database.reading() as connection:
        known = context.store.hall(connection, hall)
        state = snapshot(connection, known, now)
        waits = _waits(context, connection, known, (state["seq"], now))
        return Snapshot(**state, waits=waits)


def waits(context: AppContext, hall: str) -> dict[str, Range | None]:
    """Matter → [lower, upper] in minutes, or None while it is not known or no window is open."""
    with context.store.database.reading() as connection:
        known = context.store.hall(connection, hall)
        at = (context.store.seq(connection, hall), context.now())
        return _waits(context, connection, known, at)


def _waits(
    context: AppContext, connection: Connection, hall: Hall, at: Moment
) -> dict[str, Range | None]:
    states = window_states(connection, hall.key, tuple(hall.windows))
    clerks = clerks_at(connection, hall)
    served = {
        matter
        for window, state in states.items()
        if state == "open"
        for matter in hall.seat(window, clerks.get(window)).serves
    }
    return {
        matter: minutes(context.waits.of_queue(connection, hall, matter, at))
        if matter in served
        else None
        for matter in hall.matters
    }


def clerk_shown(context: AppContext, hall: str, window: str) -> str | None:
    """The sign-in name of who sits there, if the hall shows photographs; refuses `hall.unknown`."""
    with context.store.database.reading() as connection:
        known = context.store.hall(connection, hall)
        clerk = clerks_at(connection, known).get(window) or ""
    kind, _, login = clerk.partition(":")
    return login if kind == "person" and "photograph" in known.clerk_shown else None


def ticket(context: AppContext, code: str) -> TicketView:
    """A ticket as its holder sees it.

    Refuses `ticket.unknown`.
    """
    hall = context.store.hall_of_code(code)
    with context.store.database.reading() as connection:
        known = context.store.hall(connection, hall)
        now = context.now()
        seq = context.store.seq(connection, hall)
        found = tickets.must_find(connection, hall, code)
        return holder_view(context, connection, known, found, (seq, now))


def window(context: AppContext, hall: str, key: str) -> ConsoleView:
    """The console of a window.

    Refuses `window.unknown`.
    """
    with context.store.database.reading() as connection:
        known = context.store.hall(connection, hall)
        known.window(key)
        now = context.now()
        day = context.store.day(connection, known, now)
        state, seq = read_window(connection, hall, key), context.store.seq(connection, hall)
        return console(connection, known, state, (day, now), seq)


def journal_page(
    context: AppContext, hall: str, after: int, limit: int = JOURNAL_PAGE
) -> JournalPage:
    """Whole rows after a number, for programs that follow the hall or check its chain."""

    def page(connection: Connection) -> JournalPage:
        context.store.hall(connection, hall)
        rows = journal.entries(connection, hall, after, min(limit, JOURNAL_PAGE))
        return JournalPage(
            hall=hall,
            last=context.store.seq(connection, hall),
            events=[JournalEntry(**journal.full_event(row)) for row in rows],
        )

    if limit > FEW_ROWS:
        return context.store.database.report(page)
    with context.store.database.reading() as connection:
        return page(connection)
