"""The public state of a hall, read at one moment."""

from datetime import date, datetime

from sqlalchemy import Connection, bindparam, select

from server.domain.errors import Unknown
from server.domain.hall import Hall, own_queue
from server.domain.window import Json, wire_time
from server.storage import notices, printers, queue_counts, tickets
from server.storage.rows import window_from
from server.storage.schema import HallRow, WindowRow
from server.storage.sqlite.prepared import Prepared
from server.storage.window_values import window_view

HALL = select(HallRow.__table__).where(HallRow.key == bindparam("hall"))
WINDOWS = select(WindowRow.__table__).where(WindowRow.hall == bindparam("hall"))


def snapshot(connection: Connection, hall: Hall, now: datetime) -> Json:
    """What `subscribe` answers and GET …/board shows (docs/protocol.md, "Snapshot")."""
    row = connection.execute(HALL, {"hall": hall.key}).one_or_none()
    if row is None:
        raise Unknown("hall.unknown", {"hall": hall.key})
    shown = notices.view(notices.standing(connection, hall.key), now)
    return {
        "hall": hall.key,
        "seq": row.seq,
        "at": wire_time(now),
        "day": row.day.isoformat() if row.day else None,
        "version": row.version,
        **whole_state(connection, hall, row.day),
        "notice": notices.for_everybody(shown),
        "notices": shown,
        "printers": printers.healths(connection, hall.key),
    }


def whole_state(connection: Connection, hall: Hall, day: date | None) -> Json:
    """Windows, lines and missed numbers: what a `reset` event carries whole."""
    counted = queue_counts.totals(connection, hall.key, day)
    rows = connection.execute(WINDOWS, {"hall": hall.key})
    return {
        "windows": {
            row.key: window_view(hall, window_from(row)) for row in rows if row.key in hall.windows
        },
        "queues": {queue: {"waiting": counted.get(queue, 0)} for queue in all_queues(hall)},
        "missed": tickets.missed(connection, hall.key, day),
    }


def all_queues(hall: Hall) -> list[str]:
    return [*hall.matters, *(own_queue(window) for window in hall.windows)]


STATES = Prepared(
    select(WindowRow.key, WindowRow.state, WindowRow.clerk).where(
        WindowRow.hall == bindparam("hall")
    )
)


def clerks_at(connection: Connection, hall: Hall) -> dict[str, str | None]:
    """Who sits at each window that is not closed, as the journal names them; of a hall whose clerks
    may all do everything nobody, since it makes no difference there."""
    if not hall.authorised:
        return {}
    rows = STATES.rows(connection, {"hall": hall.key})
    return {key: clerk for key, state, clerk in rows if state != "closed"}


def windows_for(connection: Connection, hall: Hall, matter: str, day: date) -> tuple[str, ...]:
    """The windows that may do a matter now, see `Hall.windows_for`."""
    return hall.windows_for(matter, clerks_at(connection, hall), day)


def window_states(connection: Connection, hall: str, keys: tuple[str, ...]) -> dict[str, str]:
    """Key → closed, open or paused. A hall has a dozen windows: all are read, some are given."""
    rows = STATES.rows(connection, {"hall": hall})
    return {key: state for key, state, _ in rows if key in keys}
