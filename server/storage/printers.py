"""The health of the printers, as last heard."""

import json

from sqlalchemy import Connection, bindparam, delete, insert, select

from server.domain.window import Json
from server.storage.rows import dumps
from server.storage.schema import PrinterRow

ALL = select(PrinterRow.key, PrinterRow.health).where(PrinterRow.hall == bindparam("hall"))
DROP = delete(PrinterRow).where(
    PrinterRow.hall == bindparam("of_hall"), PrinterRow.key == bindparam("of_key")
)
PUBLIC = ("state", "tickets_left")
"""What everybody may know; a row of an older version may hold more."""
FOR_STAFF = (*PUBLIC, "words")
PACE = "pace"


def healths(connection: Connection, hall: str) -> Json:
    """Printer key → its health, as everybody may know it (docs/protocol.md, "Snapshot")."""
    return _only(_kept(connection, hall), PUBLIC)


def healths_for_staff(connection: Connection, hall: str) -> Json:
    """Printer key → its health, with the system's own `words` for what is wrong."""
    return _only(_kept(connection, hall), FOR_STAFF)


def paces(connection: Connection, hall: str) -> Json:
    """Printer key → what printing has learned of it (printers.pace)."""
    return {key: row[PACE] for key, row in _kept(connection, hall).items() if PACE in row}


def put_health(connection: Connection, hall: str, key: str, health: Json) -> None:
    """Replaces the health, and keeps what was learned."""
    known = _kept(connection, hall).get(key, {})
    learned = {PACE: known[PACE]} if PACE in known else {}
    _put(connection, hall, key, {**health, **learned})


def put_pace(connection: Connection, hall: str, key: str, pace: Json) -> None:
    """Keeps what was learned of a printer whose health is known."""
    known = _kept(connection, hall).get(key)
    if known is not None:
        _put(connection, hall, key, {**known, PACE: pace})


def _kept(connection: Connection, hall: str) -> Json:
    return {key: json.loads(text) for key, text in connection.execute(ALL, {"hall": hall})}


def _only(rows: Json, names: tuple[str, ...]) -> Json:
    return {key: {name: row[name] for name in names if name in row} for key, row in rows.items()}


def _put(connection: Connection, hall: str, key: str, row: Json) -> None:
    connection.execute(DROP, {"of_hall": hall, "of_key": key})
    connection.execute(insert(PrinterRow), {"hall": hall, "key": key, "health": dumps(row)})
