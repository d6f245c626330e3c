"""Reading windows outside a unit of work."""

import json

from sqlalchemy import Connection, bindparam, select

from server.domain.ahead import Caller
from server.domain.calling import CallHistory
from server.domain.hall import Hall
from server.domain.window import ClerkIdentity, WindowState, WindowStatus
from server.storage.rows import window_from
from server.storage.schema import WindowRow
from server.storage.sqlite.prepared import Prepared
from server.storage.unit import get_window
from server.storage.window_values import identity_from


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


CALLERS = Prepared(
    select(
        WindowRow.key,
        WindowRow.state,
        WindowRow.streak,
        WindowRow.since_appointment,
        WindowRow.clerk,
    ).where(WindowRow.hall == bindparam("hall"))
)


def staffed_callers(connection: Connection, hall: Hall, keys: tuple[str, ...]) -> list[Caller]:
    """The windows of `keys` at which somebody is signed on; all of them when nobody is."""
    rows = {row[0]: row for row in CALLERS.rows(connection, {"hall": hall.key})}
    known = [rows[key] for key in keys if key in rows and key in hall.windows]
    staffed = [row for row in known if row[1] != WindowStatus.CLOSED.value] or known
    return [
        Caller(hall.seat(key, clerk).weights, CallHistory(streak, since))
        for key, _, streak, since, clerk in staffed
    ]


SEATED = Prepared(
    select(WindowRow.key, WindowRow.clerk, WindowRow.identity)
    .where(
        WindowRow.hall == bindparam("hall"),
        WindowRow.state != "closed",
        WindowRow.identity.is_not(None),
    )
    .order_by(WindowRow.key)
)


def seated(connection: Connection, hall: str) -> list[tuple[str, str | None, ClerkIdentity]]:
    """Window, actor and public identity of everybody who sits at one."""
    return [
        (key, clerk, identity_from(json.loads(identity)))
        for key, clerk, identity in SEATED.rows(connection, {"hall": hall})
    ]


def read_windows(connection: Connection, hall: str) -> list[WindowState]:
    """All windows that the hall has or ever had."""
    rows = connection.execute(select(WindowRow.__table__).where(WindowRow.hall == hall))
    return [window_from(row) for row in rows]
