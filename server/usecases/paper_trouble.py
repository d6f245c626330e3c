"""What staff must know about paper: tickets without it, and how the printers are (F2)."""

from datetime import date, datetime

from server.contracts.answers_paper import DayDocument, Given, Papers, PaperTrouble
from server.contracts.printer_states import paper_reason, paper_state
from server.domain.window import wire_time
from server.storage import documents, printers, tickets
from server.storage.base import Connection
from server.usecases.app_context import AppContext

LATEST = 20


def day_view(found: documents.Document) -> DayDocument:
    """A paper as a list of the day shows it: what it says stays where it was given out."""
    return DayDocument(
        id=found.id, kind=found.kind, state=paper_state(found.state), title=found.title,
        copies=found.copies, printer=found.printer, reason=paper_reason(found.reason),
        matter=found.matter, at=wire_time(found.at), actor=found.actor,
    )  # fmt: skip


def papers_since(connection: Connection, hall: str, day: date) -> list[datetime]:
    """When each paper was asked for that isn't settled. Further copies aside: when a copy was
    asked for is not kept."""
    tickets_asked = [
        ticket.issued_at
        for ticket in tickets.wanting_paper(connection, hall, day)
        if not ticket.copies
    ]
    papers_asked = [
        paper.at for paper in documents.pending_documents(connection, hall) if not paper.copies
    ]
    return tickets_asked + papers_asked


def papers(context: AppContext, hall: str) -> Papers:
    """Today's tickets whose paper failed or is in doubt, oldest first; what was given out."""
    with context.store.database.reading() as connection:
        known = context.store.hall(connection, hall)
        day = context.store.day(connection, known, context.now())
        return Papers(
            troubles=[
                PaperTrouble(
                    code=ticket.code,
                    number=ticket.number,
                    matter=ticket.matter,
                    state=ticket.state.value,
                    paper=ticket.paper,
                    printer=ticket.printer,
                    issued_at=wire_time(ticket.issued_at),
                )
                for ticket in tickets.paper_troubles(connection, hall, day)
            ],
            given=[Given(**each) for each in documents.counted(connection, hall, day)],
            documents=[
                day_view(found) for found in documents.latest(connection, hall, day, LATEST)
            ],
            printers=printers.healths(connection, hall),
        )
