"""The database: SQLite for one hall, PostgreSQL for many, behind one door."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, create_engine, event
from sqlalchemy.engine import make_url

from server.storage.reports import Reports
from server.storage.sqlite.file_identity import FileIdentity
from server.storage.sqlite.shared_commit import Aside, Writer, on_the_spot
from server.storage.unavailable import OutageLog

BUSY_MS = 10_000
POOL_WAIT_S = 10.0
"""So long a request waits for a connection before it is told that the database is busy."""

PATIENCE_OF_POSTGRES = {
    "connect_timeout": 5,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
"""A database machine that is switched off is noticed within some ten seconds (libpq's names)."""

OF_EACH_SESSION = (
    f"SET lock_timeout = {BUSY_MS}",
    # A server process that is frozen in the middle of a change must not hold its hall for ever.
    "SET idle_in_transaction_session_timeout = 60000",
)
FILE = "servicehall.db"


class Database:
    """`writing()` gives a transaction that may change things, `reading()` one that sees a
    single moment. On SQLite writers queue fairly in this process and BEGIN IMMEDIATE; `aside`
    runs their commits, which wait for the disk, so that others are served meanwhile. `report`
    reads what takes longer, aside too; `aside` itself is for work without a connection. All
    three raise StorageUnavailable while the database can't be used, and say so on the log.
    """

    def __init__(self, url: str, aside: Aside = on_the_spot) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.outages = OutageLog()
        if self.is_sqlite:
            self._file = FileIdentity(self.url.database)
            self.writer = _sqlite(url, "BEGIN IMMEDIATE", pool_size=2)
            self._writer = Writer(self.writer, aside, self._file.check, BUSY_MS / 1000)
            self.reader = _sqlite(url, "BEGIN", pool_size=8)
            self._reporter = _sqlite(url, "BEGIN", pool_size=0)
        else:
            self.writer = _postgres(url, pool_size=10, max_overflow=20, pool_timeout=POOL_WAIT_S)
            self.reader = self.writer.execution_options(isolation_level="REPEATABLE READ")
            self._reporter = _postgres(url, poolclass=NullPool).execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
        self.aside = aside
        self.report = Reports(self._reporter, aside, self.outages.translated)

    @contextmanager
    def writing(self, trial: bool = False) -> Iterator[Connection]:
        """`trial`: it is only tried whether one can write."""
        with self.outages.translated(writes=True, trial=trial):
            transaction = self._writer.transaction() if self.is_sqlite else self.writer.begin()
            with transaction as connection:
                yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with self.outages.translated():
            if self.is_sqlite:
                self._file.check()
            with self.reader.connect() as connection, connection.begin():
                yield connection

    def close(self) -> None:
        if self.is_sqlite:
            self._writer.close()
        self.writer.dispose()
        self.reader.dispose()
        self._reporter.dispose()


def sqlite_file(url: str | None, folder: Path) -> Path | None:
    """The file of the database at `url`, or in the data folder without one; None for others."""
    if url is None:
        return folder / FILE
    address = make_url(url)
    if address.get_backend_name() != "sqlite" or not address.database:
        return None
    return Path(address.database)


def shown_address(url: str) -> str:
    """The address of a database as it may be shown: without its password."""
    return make_url(url).render_as_string(hide_password=True)


def sqlite_url(folder: Path) -> str:
    """The address of the hall's file in a data folder, which is made when it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{folder / FILE}"


def _postgres(url: str, **pool: Any) -> Engine:
    engine = create_engine(url, pool_pre_ping=True, connect_args=PATIENCE_OF_POSTGRES, **pool)

    def connect(connection: Any, record: object) -> None:
        with connection.cursor() as cursor:
            for setting in OF_EACH_SESSION:
                cursor.execute(setting)
        connection.commit()

    event.listen(engine, "connect", connect)
    return engine


def _sqlite(url: str, begin: str, pool_size: int) -> Engine:
    """Without a pool (`pool_size` 0) each connection is new, and can only read."""
    pool: dict[str, Any] = {
        "pool_size": pool_size, "max_overflow": 32, "pool_timeout": POOL_WAIT_S,
    }  # fmt: skip
    engine = create_engine(
        url,
        connect_args={"check_same_thread": False, "timeout": BUSY_MS / 1000},
        **(pool if pool_size else {"poolclass": NullPool}),
    )

    def connect(connection: Any, record: object) -> None:
        # The driver's own BEGIN is deferred and upgrades later, which fails under writers;
        # switch it off and begin ourselves.
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",  # a ticket on paper must survive a power cut
            f"busy_timeout={BUSY_MS}",
            "foreign_keys=ON",
            "temp_store=MEMORY",
            "cache_size=-32000",
            *(() if pool_size else ("query_only=ON",)),
        ):
            connection.execute(f"PRAGMA {pragma}")

    event.listen(engine, "connect", connect)
    # Not the "begin" event: an engine with events looks for listeners at every statement.
    engine.dialect.do_begin = lambda connection: connection.execute(begin)  # type: ignore[method-assign, assignment]
    return engine
