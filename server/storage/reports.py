"""Reports read the database where they hold up nobody.

A report's queries and arithmetic take tens of milliseconds; where sockets are served, every
display would wait meanwhile. They run in a native thread instead, each on a connection of its
own that is opened for it and closed after it, and that can't write: no connection, and no lock
that a greenlet may hold, is ever shared with the loop. Two run at a time, so that reports never
take all native threads from the commits, which need them too.
"""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine

from server.storage.sqlite.shared_commit import Aside

AT_ONCE = 2
T = TypeVar("T")


class Reports:
    """`reports(work)` is `work(connection)`, computed aside from one moment of the database.

    `work` must keep to its connection and to plain values, and take no lock.
    """

    def __init__(
        self,
        engine: Engine,
        aside: Aside,
        translated: Callable[[], AbstractContextManager[None]],
    ) -> None:
        self._engine = engine
        self._aside = aside
        self._translated = translated
        self._turn = threading.BoundedSemaphore(AT_ONCE)

    def __call__(self, work: Callable[[Connection], T]) -> T:
        outcome: list[Any] = []

        def run() -> None:
            # A refusal is an answer: it must not look like a failure of the thread it ran in.
            try:
                with self._engine.connect() as connection, connection.begin():
                    outcome.append(work(connection))
            except BaseException as error:
                outcome.extend((None, error))

        with self._turn:
            self._aside(run)
        if len(outcome) > 1:
            with self._translated():
                raise outcome[1]
        result: T = outcome[0]
        return result
