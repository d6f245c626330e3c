"""Two processes keep what they learned of one hall at the same moment."""

import threading

import pytest

from server.storage.engine import Database
from server.usecases.app_context import AppContext
from server.waits.service import LearnedWaits
from tests.support.people import take


@pytest.mark.postgres
def test_two_processes_keep_at_once(context: AppContext) -> None:
    take(context)
    minds = [LearnedWaits(), LearnedWaits()]
    database: Database = context.store.database
    with database.reading() as connection:
        hall = context.store.hall(connection, "main")
        for mind in minds:
            mind.of_queue(connection, hall, ("hukou", "ordinary"), (3, context.now()))
    failures: list[BaseException] = []
    gate = threading.Barrier(2)

    def keep(mind: LearnedWaits) -> None:
        try:
            gate.wait()
            for _ in range(10):
                mind._pupils["main"].saved = -1
                assert mind.keep(database, "main")
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=keep, args=(mind,)) for mind in minds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
