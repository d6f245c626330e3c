"""Writing configurations: every version is kept, the newest is in force."""

from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from server.domain.chain import GENESIS
from server.domain.window import WindowState
from server.storage.rows import window_columns
from server.storage.schema import ConfigurationRow, HallRow, WindowRow


def put(
    connection: Connection, hall: str, mode: str, text: str, actor: str, now: datetime
) -> int | None:
    """Store the next version and put it into force; None when it is the one in force."""
    row = connection.execute(
        select(HallRow.version).where(HallRow.key == hall).with_for_update()
    ).one_or_none()
    if row is not None and _text(connection, hall, row.version) == text:
        return None
    version = 1 if row is None else row.version + 1
    connection.execute(
        insert(ConfigurationRow),
        {"hall": hall, "version": version, "at": now, "actor": actor, "document": text},
    )
    if row is None:
        connection.execute(
            insert(HallRow),
            {"key": hall, "mode": mode, "version": version, "seq": 0, "tip": GENESIS},
        )
    else:
        connection.execute(update(HallRow).where(HallRow.key == hall).values(version=version))
    return version


def _text(connection: Connection, hall: str, version: int) -> str:
    found = select(ConfigurationRow.document).where(
        ConfigurationRow.hall == hall, ConfigurationRow.version == version
    )
    return connection.execute(found).scalar_one()


def window_keys(connection: Connection, hall: str) -> set[str]:
    return set(connection.execute(select(WindowRow.key).where(WindowRow.hall == hall)).scalars())


def add_window(connection: Connection, hall: str, key: str) -> None:
    connection.execute(insert(WindowRow), window_columns(WindowState(hall, key)))
