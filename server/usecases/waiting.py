"""The wait that a person is told: the engine's, but at once where a window sits idle."""

from server.domain.calling import people_ahead
from server.domain.hall import Hall
from server.domain.ticket import Ticket
from server.domain.waiting.estimate import Estimate
from server.storage import tickets
from server.storage.base import Connection
from server.storage.windows import idle_windows
from server.usecases.app_context import AppContext
from server.waits.service import Moment

AT_ONCE_S = 300.0  # an idle clerk calls within minutes


def told(
    context: AppContext, connection: Connection, hall: Hall, ticket: Ticket, at: Moment
) -> Estimate | None:
    """For a ticket that waits or is about to. None: not known yet."""
    estimate = context.waits.of_ticket(connection, hall, ticket, at)
    if estimate is None or estimate.high <= AT_ONCE_S:
        return estimate
    serving = set(hall.windows_of.get(ticket.matter, ()))
    idle = len(serving & idle_windows(connection, hall.key))
    # Between two people every window is idle: that helps only whom it can call now.
    if not idle or ahead(connection, hall, ticket) >= idle:
        return estimate
    return Estimate(min(estimate.point, AT_ONCE_S), 0.0, AT_ONCE_S)


def ahead(connection: Connection, hall: Hall, ticket: Ticket) -> int:
    """How many are called before a ticket, by the hall's rule."""
    class_counts = tickets.class_counts(connection, ticket)
    windows = max(1, len(hall.windows_of.get(ticket.matter, ())))
    return people_ahead(
        class_counts, ticket.priority_class, hall.rule, hall.priority_classes, windows
    )
