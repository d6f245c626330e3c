"""The database: SQLite for one hall, PostgreSQL for many, behind one door."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, create_engine, event
from sqlalchemy.engine import make_url

from server.storage.reports import Reports
from server.storage.sqlite.shared_commit import Aside, Writer, on_the_spot

BUSY_MS = 10_000
FILE = "servicehall.db"


class Database:
    """`writing()` gives a transaction that may change things, `reading()` one that sees a
    single moment. On SQLite writers queue fairly in this process and BEGIN IMMEDIATE; `aside`
    runs their commits, which wait for the disk, so that others are served meanwhile. `report`
    reads what takes longer, aside too; `aside` itself is for work without a connection.
    """

    def __init__(self, url: str, aside: Aside = on_the_spot) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite:
            self.writer = _sqlite(url, "BEGIN IMMEDIATE", pool_size=2)
            self._writer = Writer(self.writer, aside)
            self.reader = _sqlite(url, "BEGIN", pool_size=8)
            self._reporter = _sqlite(url, "BEGIN", pool_size=0)
        else:
            self.writer = create_engine(url, pool_size=10, max_overflow=20, pool_pre_ping=True)
            self.reader = self.writer.execution_options(isolation_level="REPEATABLE READ")
            self._reporter = create_engine(url, poolclass=NullPool).execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
        self.aside = aside
        self.report = Reports(self._reporter, aside)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        if not self.is_sqlite:
            with self.writer.begin() as connection:
                yield connection
            return
        with self._writer.transaction() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
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


def sqlite_url(folder: Path) -> str:
    """The address of the hall's file in a data folder, which is made when it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{folder / FILE}"


def _sqlite(url: str, begin: str, pool_size: int) -> Engine:
    """Without a pool (`pool_size` 0) each connection is new, and can only read."""
    pool: dict[str, Any] = {"pool_size": pool_size, "max_overflow": 32}
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
