"""What staff must know about paper: tickets without it, and how the printers are (F2)."""

from server.domain.window import Json, wire_time
from server.storage import documents, printers, tickets
from server.usecases.app_context import AppContext
from server.usecases.papers import document_view

LATEST = 20


def day_view(found: documents.Document) -> Json:
    """A paper as a list of the day shows it: what it says stays where it was given out."""
    return {
        **document_view(found), "matter": found.matter, "at": wire_time(found.at),
        "actor": found.actor,
    }  # fmt: skip


def papers(context: AppContext, hall: str) -> Json:
    """Today's tickets whose paper failed or is in doubt, oldest first; what was given out."""
    with context.store.database.reading() as connection:
        known = context.store.hall(connection, hall)
        day = known.hours.business_day(context.now())
        return {
            "troubles": [
                {
                    "code": ticket.code,
                    "number": ticket.number,
                    "matter": ticket.matter,
                    "state": ticket.state.value,
                    "paper": ticket.paper,
                    "printer": ticket.printer,
                    "issued_at": wire_time(ticket.issued_at),
                }
                for ticket in tickets.paper_troubles(connection, hall, day)
            ],
            "given": documents.counted(connection, hall, day),
            "documents": [
                day_view(found) for found in documents.latest(connection, hall, day, LATEST)
            ],
            "printers": printers.healths(connection, hall),
        }
