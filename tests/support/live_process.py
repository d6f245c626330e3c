"""`python -m tests.support.live_process URL`: the live part over one database, as its own process.

Prints its port, and ends in good order on SIGTERM.
"""

from server.patching import patch

patch()

import sys  # noqa: E402 — nothing may be imported before the patch
from typing import Any  # noqa: E402

from server.realtime.live import attach  # noqa: E402
from server.realtime.serving import serve  # noqa: E402
from server.realtime.tailing import HouseJournal  # noqa: E402
from server.storage.engine import Database  # noqa: E402
from server.storage.notify_listener import PostgresEar  # noqa: E402
from server.storage.store import Store  # noqa: E402
from server.usecases.app_context import House  # noqa: E402
from tests.support.halls import small_hall  # noqa: E402
from tests.support.live import hello  # noqa: E402


def ready(port: int) -> None:
    """Tell the test where to connect."""
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()


def main(url: str) -> None:
    """Serve one hall until SIGTERM. The patience is long: only a ring can explain a quick event."""
    database = Database(url)
    house = House(Store(database, lambda document: small_hall(document["key"])))
    journal = HouseJournal(house)

    def may_watch(principal: Any, hall: str) -> bool:
        return True

    live = attach(
        hello(),
        journal,
        house.store.bell,
        who=lambda environ, auth: "test",
        may_watch=may_watch,
        patience=60 if not database.is_sqlite else 0.5,
    )
    ear = PostgresEar(url, house.store.bell) if not database.is_sqlite else None
    if ear is not None:
        assert ear.start(), "PostgreSQL's notices are not heard"
    serve(live, "127.0.0.1", 0, ready)
    if ear is not None:
        ear.stop()


if __name__ == "__main__":
    main(sys.argv[1])
