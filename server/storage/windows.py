"""Reading windows outside a unit of work."""

from sqlalchemy import Connection

from server.domain.window import WindowState
from server.storage.rows import window_from
from server.storage.unit import GET_WINDOW


def read_window(connection: Connection, hall: str, key: str) -> WindowState:
    return window_from(connection.execute(GET_WINDOW, {"hall": hall, "window": key}).one())
