"""The wait that a person is told: the engine's, but at once where a window sits idle."""

from datetime import datetime

from server.domain.ahead import Waiting, calls_before
from server.domain.calling import Candidate
from server.domain.hall import Hall
from server.domain.ticket import Ticket
from server.domain.waiting.estimate import Estimate
from server.storage.base import Connection
from server.storage.candidates import all_waiting
from server.storage.windows import idle_windows, staffed_callers
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
    if not idle or ahead(connection, hall, ticket, at[1]) >= idle:
        return estimate
    return Estimate(min(estimate.point, AT_ONCE_S), 0.0, AT_ONCE_S)


def ahead(connection: Connection, hall: Hall, ticket: Ticket, now: datetime) -> int:
    """How many are called before a ticket, if nobody comes or goes.

    Whether its paper is out yet, or its holder is away for some minutes, is left aside.
    """
    keys = windows_of(hall, ticket)
    callers = staffed_callers(connection, hall, keys)
    queues = sorted({queue for caller in callers for queue in caller.weights})
    waiting = all_waiting(connection, hall.key, (ticket.day, now), queues)
    others = [one for one in waiting if one.candidate.ticket != ticket.id]
    if not others:
        return 0
    mine = Waiting(
        ticket.due,
        Candidate(
            ticket.id, ticket.queue, ticket.priority_class, ticket.place, ticket.entered,
            ticket.place_at, ticket.appointment, turn=ticket.turn,
        ),
    )  # fmt: skip
    return calls_before(ticket.id, [*others, mine], callers, hall.order, now)


def windows_of(hall: Hall, ticket: Ticket) -> tuple[str, ...]:
    """The windows that may call a ticket: those of its matter, or the one it was sent to."""
    if ticket.queue.startswith("@"):
        return (ticket.queue[1:],)
    return hall.windows_of.get(ticket.matter, ())
