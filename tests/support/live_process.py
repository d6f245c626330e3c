"""`python -m tests.support.live_process URL`: the live part over one database, as its own process.

Prints its port, and ends in good order on SIGTERM.
"""

from server.patching import patch

patch()

import sys  # noqa: E402 — nothing may be imported before the patch
from typing import Any  # noqa: E402

from server.realtime.live import attach  # noqa: E402
from server.realtime.serving import serve  # noqa: E402
from server.realtime.tailing import HallJournal  # noqa: E402
from server.storage.engine import Database  # noqa: E402
from server.storage.notify_listener import NotifyListener  # noqa: E402
from server.storage.store import Store  # noqa: E402
from server.usecases.app_context import AppContext  # noqa: E402
from tests.support.halls import small_hall  # noqa: E402
from tests.support.live import hello  # noqa: E402


def ready(port: int) -> None:
    """Tell the test where to connect."""
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()


def main(url: str) -> None:
    """Serve one hall until SIGTERM. It looks once an hour: only a ring explains an event."""
    database = Database(url)
    context = AppContext(Store(database, lambda document: small_hall(document["key"])))
    journal = HallJournal(context)

    def may_watch(principal: Any, hall: str) -> bool:
        return True

    live = attach(
        hello(),
        journal,
        context.store.change_signal,
        who=lambda environ, auth: "test",
        may_watch=may_watch,
        patience=3600 if not database.is_sqlite else 0.5,
    )
    listener = NotifyListener(url, context.store.change_signal) if not database.is_sqlite else None
    if listener is not None:
        assert listener.start(), "PostgreSQL's notices are not heard"
    serve(live, "127.0.0.1", 0, ready)
    if listener is not None:
        listener.stop()


if __name__ == "__main__":
    main(sys.argv[1])
