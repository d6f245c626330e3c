"""Whether a hall's journal is whole, and its tables what the journal gives."""

from server.storage.base import Connection
from server.storage.verifying import Verification, verify_tables
from server.usecases.app_context import AppContext


def verify_hall(context: AppContext, hall: str) -> Verification:
    """Check the chain; if it is whole, rebuild tickets, ratings and figures from it and compare.

    Refuses `hall.unknown`.
    """

    def work(connection: Connection) -> Verification:
        context.store.hall(connection, hall)
        return verify_tables(connection, hall)

    return context.store.database.report(work)
