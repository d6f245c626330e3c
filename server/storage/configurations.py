"""Writing configurations: every version is kept, the newest is in force."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from server.domain.chain import GENESIS
from server.domain.window import WindowState
from server.storage.rows import window_columns
from server.storage.schema import ConfigurationRow, HallRow, WindowRow

ADD_HALL = {
    "sqlite": sqlite.insert(HallRow).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(HallRow).on_conflict_do_nothing(),
}


def put(
    connection: Connection, hall: str, mode: str, text: str, actor: str, now: datetime
) -> int | None:
    """Store the next version and put it into force; None when it is the one in force."""
    # The row is there before it is locked, so that processes that start together make one hall.
    new = {"key": hall, "mode": mode, "version": 0, "seq": 0, "tip": GENESIS}
    connection.execute(ADD_HALL[connection.dialect.name], new)
    locked = select(HallRow.version).where(HallRow.key == hall).with_for_update()
    version = connection.execute(locked).scalar_one() + 1
    if document(connection, hall, version - 1) == text:
        return None
    connection.execute(
        insert(ConfigurationRow),
        {"hall": hall, "version": version, "at": now, "actor": actor, "document": text},
    )
    in_force = {"version": version, "mode": mode}
    connection.execute(update(HallRow).where(HallRow.key == hall).values(**in_force))
    return version


def document(connection: Connection, hall: str, version: int) -> str | None:
    """A version's document as JSON text; None when there is no such version."""
    found = select(ConfigurationRow.document).where(
        ConfigurationRow.hall == hall, ConfigurationRow.version == version
    )
    return connection.execute(found).scalar_one_or_none()


@dataclass(frozen=True, slots=True)
class PutVersion:
    """A version of a hall's configuration, when it was put into force, and by whom."""

    version: int
    at: datetime
    actor: str
    document: str


def versions_since(connection: Connection, hall: str, at: datetime) -> list[PutVersion]:
    """Those put into force from then on, oldest first, after the one that was in force before."""
    row = ConfigurationRow
    columns = (row.version, row.at, row.actor, row.document)
    since = select(*columns).where(row.hall == hall, row.at >= at).order_by(row.version)
    before = select(*columns).where(row.hall == hall, row.at < at).order_by(row.version.desc())
    found = [*connection.execute(before.limit(1)), *connection.execute(since)]
    return [PutVersion(each.version, each.at, each.actor, each.document) for each in found]


def documents(connection: Connection, halls: Collection[str]) -> list[str]:
    """Every version that these halls ever had, as JSON text, oldest first."""
    found = (
        select(ConfigurationRow.document)
        .where(ConfigurationRow.hall.in_(halls))
        .order_by(ConfigurationRow.hall, ConfigurationRow.version)
    )
    return list(connection.execute(found).scalars())


def window_keys(connection: Connection, hall: str) -> set[str]:
    return set(connection.execute(select(WindowRow.key).where(WindowRow.hall == hall)).scalars())


def add_window(connection: Connection, hall: str, key: str) -> None:
    connection.execute(insert(WindowRow), window_columns(WindowState(hall, key)))
