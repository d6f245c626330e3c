"""Two processes keep what they learned of one hall at the same moment."""

import threading

import pytest

from server.storage.engine import Database
from server.usecases.app_context import AppContext
from server.waits.service import WaitsService
from tests.support.people import take


@pytest.mark.postgres
def test_two_processes_keep_at_once(context: AppContext) -> None:
    take(context)
    services = [WaitsService(), WaitsService()]
    database: Database = context.store.database
    with database.reading() as connection:
        hall = context.store.hall(connection, "main")
        for service in services:
            service.of_queue(connection, hall, "hukou", (3, context.now()))
    failures: list[BaseException] = []
    gate = threading.Barrier(2)

    def save(service: WaitsService) -> None:
        try:
            gate.wait()
            for _ in range(10):
                service._halls["main"].saved_seq = -1
                assert service.save(database, "main")
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=save, args=(service,)) for service in services]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
