"""What papers were given out; nothing here changes anything."""

from dataclasses import dataclass

from server.contracts.answers_paper import DayDocument, DocumentView
from server.contracts.plain import JsonObject
from server.domain.errors import Unknown
from server.domain.hall import Hall
from server.domain.ticket import State
from server.storage import documents, printers, tickets
from server.storage.windows import read_window
from server.usecases.app_context import AppContext
from server.usecases.paper_trouble import day_view
from server.usecases.papers import NOT_AGAIN, document_view

PAGES_SHOWN = 3
LOOKED_THROUGH = 200

Healths = dict[str, JsonObject]
"""Printer key -> its health."""


@dataclass(frozen=True)
class PapersOfVisit:
    """Whom a window serves, and what was printed for the visit; no number: nobody."""

    number: str | None = None
    matter: str | None = None
    papers: tuple[DocumentView, ...] = ()


def at_window(context: AppContext, hall: str, window: str) -> PapersOfVisit:
    """Whom a window serves, and what was printed for the visit.

    Refuses `window.unknown`.
    """
    with context.store.database.reading() as connection:
        known = context.store.hall(connection, hall)
        known.window(window)
        day = context.store.day(connection, known, context.now())
        ticket_id = read_window(connection, hall, window).ticket_id
        ticket = None if ticket_id is None else tickets.find(connection, hall, day, id=ticket_id)
        if ticket is None or ticket.state is not State.SERVING:
            return PapersOfVisit()
        given = documents.of_ticket(connection, ticket.id)
        papers = tuple(document_view(found) for found in given)
        return PapersOfVisit(ticket.number, ticket.matter, papers)


def kind_of(context: AppContext, hall: str, document: int) -> str:
    """What a paper is; Unknown `document.unknown`."""
    with context.store.database.reading() as connection:
        found = documents.document(connection, hall, document)
    if found is None:
        raise Unknown("document.unknown", {"document": document})
    return found.kind


@dataclass(frozen=True, slots=True)
class PrinterPages:
    """The hall, how its printers are, and the latest pages of today that tried each."""

    hall: Hall
    healths: Healths
    pages: dict[str, list[DayDocument]]


def printer_pages(context: AppContext, hall: str) -> PrinterPages:
    """How the printers of a hall are, and the latest pages of today that tried each."""
    with context.store.database.reading() as connection:
        known = context.store.hall(connection, hall)
        day = context.store.day(connection, known, context.now())
        given = documents.latest(connection, hall, day, LOOKED_THROUGH)
        healths = printers.healths_for_staff(connection, hall)
    pages: dict[str, list[DayDocument]] = {}
    for found in given:
        listed = pages.setdefault(found.printer, [])
        if found.kind in NOT_AGAIN and len(listed) < PAGES_SHOWN:
            listed.append(day_view(found))
    return PrinterPages(known, healths, pages)
