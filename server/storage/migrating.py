"""Brings a database to the tables of this version, at start-up.

The migrations travel in the wheel (server/storage/migrations). All that are missing run in one
transaction, so a power cut leaves the old tables or the new ones; on PostgreSQL a lock lets one
process migrate while those that start beside it wait. There is no way down: expand, then contract.
"""

import importlib
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from server.storage.engine import Database

HEAD = "0019"
"""The newest migration; a database that stands there starts without loading Alembic."""

FOLDER = Path(__file__).parent / "migrations"
TABLES = (
    *("schema", "people_rows", "paper_rows", "waits_state_rows", "wait_scores"),
    *("announcement_rows", "emergencies", "notices"),
)
"""The modules of this package that define tables."""

LOCK_NUMBER = 7_203_114_001  # any number that nothing else in the database locks
LOCK = text("SELECT pg_advisory_xact_lock(:number)")
STANDS_AT = text("SELECT version_num FROM alembic_version")


class TooNewError(RuntimeError):
    """The database belongs to a later version of the program; the message says so.

    `standing`: the migration at which it stands; `known`: the newest that this program knows.
    """

    def __init__(self, standing: str, known: str) -> None:
        self.standing, self.known = standing, known
        super().__init__(
            f"The database stands at {standing}, this program knows only {known}: "
            "install the newer program, or restore a backup."
        )


def upgrade(database: Database) -> None:
    """Make or alter tables until they are those of this version; raises TooNewError."""
    with database.writing() as connection:
        if not database.is_sqlite:
            connection.execute(LOCK, {"number": LOCK_NUMBER})
        standing = standing_at(connection)
        if standing == HEAD:
            return
        if standing is not None and standing > HEAD:
            raise TooNewError(standing, HEAD)
        _run(connection)


def standing_at(connection: Connection) -> str | None:
    """The migration at which a database stands; None when it is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(STANDS_AT).scalar_one_or_none()
    return None if found is None else str(found)


def load_tables() -> None:
    """See that every table is in the metadata."""
    for name in TABLES:
        importlib.import_module(f"server.storage.{name}")


def _run(connection: Connection) -> None:
    # Loading Alembic takes longer than all else at start-up, and is needed once a version.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
