"""The wait that a person is told: the estimator's, less where a window sits idle, none where no
window is open."""

from datetime import datetime

from server.domain.ahead import Waiting, queues_before
from server.domain.calling import Candidate
from server.domain.hall import Hall
from server.domain.ticket import Ticket
from server.domain.waiting.estimate import Estimate
from server.storage.base import Connection
from server.storage.candidates import all_waiting
from server.storage.snapshots import window_states, windows_for
from server.storage.windows import idle_windows, staffed_callers
from server.usecases.app_context import AppContext
from server.waits.service import Moment

AT_ONCE_S = 300.0  # an idle clerk calls within minutes


def told(
    context: AppContext, connection: Connection, hall: Hall, ticket: Ticket, at: Moment
) -> Estimate | None:
    """For a ticket that waits or is about to. None: not known, see `why_unknown`."""
    serving = windows_of(connection, hall, ticket)
    if "open" not in window_states(connection, hall.key, serving).values():
        return None
    before = called_before(connection, hall, ticket, at[1])
    estimate = context.waits.of_ticket(connection, hall, ticket, before, at)
    if estimate is None or estimate.high <= AT_ONCE_S:
        return estimate
    idle = len(idle_windows(connection, hall.key).intersection(serving))
    # Between two people every window is idle: that helps only whom it can call now.
    if len(before) >= idle:
        return estimate
    return Estimate(min(estimate.point, AT_ONCE_S), 0.0, AT_ONCE_S)


def ahead(connection: Connection, hall: Hall, ticket: Ticket, now: datetime) -> int:
    """How many are called before a ticket, if nobody comes or goes."""
    return len(called_before(connection, hall, ticket, now))


def called_before(connection: Connection, hall: Hall, ticket: Ticket, now: datetime) -> list[str]:
    """The queue of each person who is called before a ticket, if nobody comes or goes.

    Whether its paper is out yet, or its holder is away for some minutes, is left aside.
    """
    keys = windows_of(connection, hall, ticket)
    callers = staffed_callers(connection, hall, keys)
    queues = sorted({queue for caller in callers for queue in caller.weights})
    waiting = all_waiting(connection, hall.key, (ticket.day, now), queues)
    others = [one for one in waiting if one.candidate.ticket != ticket.id]
    if not others:
        return []
    mine = Waiting(
        ticket.due,
        Candidate(
            ticket.id, ticket.queue, ticket.priority_class, ticket.place, ticket.entered,
            ticket.place_at, ticket.appointment, turn=ticket.turn,
        ),
    )  # fmt: skip
    return queues_before(ticket.id, [*others, mine], callers, hall.order, now)


def windows_of(connection: Connection, hall: Hall, ticket: Ticket) -> tuple[str, ...]:
    """The windows that may call a ticket: those of its matter that open on its day, but where who
    sits there is not authorised for it, or the one it was sent to."""
    if ticket.queue.startswith("@"):
        return (ticket.queue[1:],)
    return windows_for(connection, hall, ticket.matter, ticket.day)
