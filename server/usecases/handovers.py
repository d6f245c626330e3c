"""Between windows: who may be sent to whom, who was sent back, and who was asked first."""

from datetime import date

from server.contracts.answers import Bounced, Colleague, ServedMatterView
from server.contracts.live import Clerk
from server.domain.hall import Hall, own_queue
from server.domain.ticket import Ticket
from server.domain.window import wire_time
from server.storage.base import Connection
from server.storage.window_queue import waiting_in
from server.storage.windows import seated


def first_asked(ticket: Ticket) -> Clerk | None:
    """Who answers for the visit until it ends (首问负责)."""
    first = ticket.first_asked_clerk
    if first is None:
        return None
    return Clerk(name=first.name, name_en=first.name_en, staff_no=first.staff_no or None)


def served_matters(ticket: Ticket) -> list[ServedMatterView]:
    """What was done in this visit before the matter of now."""
    return [
        ServedMatterView(
            matter=each.matter, window=each.window, started_at=each.started_at,
            ended_at=each.ended_at, outcome=each.outcome,
        )
        for each in ticket.served_matters
    ]  # fmt: skip


def bounced(connection: Connection, hall: Hall, window: str, day: date) -> list[Bounced]:
    """Whom this window sent on and had sent back: they wait for it again."""
    return [
        Bounced(
            number=ticket.number, window=ticket.bounced_by, reason=ticket.note,
            at=wire_time(ticket.since),
        )
        for ticket in waiting_in(connection, hall.key, day, own_queue(window))
        if ticket.bounced_by is not None
    ]  # fmt: skip


def colleagues(
    connection: Connection, hall: Hall, window: str, ticket: Ticket | None
) -> list[Colleague]:
    """Who sits at the other windows and is authorised for what this visitor came for."""
    return [
        Colleague(window=key, name=who.name, staff_no=who.staff_no)
        for key, clerk, who in seated(connection, hall.key)
        if key != window
        and key in hall.windows
        and (ticket is None or hall.may_do(clerk, ticket.matter))
    ]
