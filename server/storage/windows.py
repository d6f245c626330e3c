"""Reading windows outside a unit of work."""

from sqlalchemy import Connection, bindparam, select

from server.domain.window import WindowState
from server.storage.rows import window_from
from server.storage.schema import WindowRow
from server.storage.sqlite.prepared import Prepared
from server.storage.unit import get_window


def read_window(connection: Connection, hall: str, key: str) -> WindowState:
    return get_window(connection, hall, key)


IDLE = Prepared(
    select(WindowRow.key).where(
        WindowRow.hall == bindparam("hall"),
        WindowRow.state == "open",
        WindowRow.ticket_id.is_(None),
    )
)


def idle_windows(connection: Connection, hall: str) -> set[str]:
    """Windows that are open and serve nobody."""
    return {key for (key,) in IDLE.rows(connection, {"hall": hall})}


def read_windows(connection: Connection, hall: str) -> list[WindowState]:
    """All windows that the hall has or ever had."""
    rows = connection.execute(select(WindowRow.__table__).where(WindowRow.hall == hall))
    return [window_from(row) for row in rows]
