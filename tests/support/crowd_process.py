"""A process full of clerks, for tests with several processes on one database."""

import sys
import threading
import time
from dataclasses import replace

from sqlalchemy.exc import SQLAlchemyError

from server.domain.errors import Refused
from server.storage.engine import Database
from server.usecases.app_context import AppContext, new_code
from tests.support.halls import context_of, small_hall
from tests.support.people import Clerk, take

KINDS = ("hukou", "idcard", "tax")


class Shift:
    """Clerks at work in threads; what went wrong for any of them is kept."""

    def __init__(self, context: AppContext, windows: list[str], hall: str = "main") -> None:
        self.context, self.windows, self.hall = context, windows, hall
        self.called: list[str] = []
        self.failures: list[str] = []

    def work(self, still_coming: threading.Event) -> None:
        threads = [
            threading.Thread(target=self._serve, args=(window, still_coming))
            for window in self.windows
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _serve(self, window: str, still_coming: threading.Event) -> None:
        clerk = Clerk(self.context, window, self.hall)
        try:
            clerk.sign_on(name=f"王{window}")
            while (served := self._next(clerk)) or still_coming.is_set():
                # Nobody is answered by a clerk who never lets go of the key.
                time.sleep(0.001 if served else 0.02)
        except (Refused, AssertionError, SQLAlchemyError) as refused:
            self.failures.append(f"window {window}: {refused!r}")

    def _next(self, clerk: Clerk) -> bool:
        """Call and serve one, clicking twice everywhere; False when nobody waits."""
        answered = clerk.call_next()
        if answered.result == "nobody":
            return False
        again = clerk.call_next()
        assert again.console.ticket.number == answered.console.ticket.number
        self.called.append(answered.console.ticket.number)
        clerk.start(), clerk.start()
        clerk.finish(), clerk.finish()
        return True


def main(url: str, windows: str, arrivals: str) -> None:
    """Take so many tickets, serve all that are there; print the numbers called, or failures."""
    database = Database(url)
    context = replace(context_of(database, small_hall(windows=9)), code=new_code)
    coming = threading.Event()
    coming.set()
    shift = Shift(context, windows.split(","))
    clerks = threading.Thread(target=shift.work, args=(coming,))
    clerks.start()
    try:
        for serial in range(int(arrivals)):
            take(context, KINDS[serial % 2])
    finally:
        coming.clear()
        clerks.join()
        database.close()
    if shift.failures:
        sys.exit("\n".join(shift.failures))
    sys.stdout.write(" ".join(shift.called))


if __name__ == "__main__":
    main(*sys.argv[1:])
