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


def healths(connection: Connection, hall: str) -> Json:
    """Printer key → its health, as everybody may know it (docs/protocol.md, "Snapshot")."""
    return {
        key: {name: health[name] for name in PUBLIC if name in health}
        for key, health in healths_for_staff(connection, hall).items()
    }


def healths_for_staff(connection: Connection, hall: str) -> Json:
    """Printer key → its health, with the system's own `words` for what is wrong."""
    return {key: json.loads(text) for key, text in connection.execute(ALL, {"hall": hall})}


def put_health(connection: Connection, hall: str, key: str, health: Json) -> None:
    connection.execute(DROP, {"of_hall": hall, "of_key": key})
    connection.execute(insert(PrinterRow), {"hall": hall, "key": key, "health": dumps(health)})
