"""What papers were given out; nothing here changes anything."""

from server.domain.errors import Unknown
from server.domain.ticket import State
from server.domain.window import Json
from server.storage import documents, printers, tickets
from server.storage.windows import read_window
from server.usecases.app_context import House
from server.usecases.paper_trouble import day_view
from server.usecases.papers import NOT_AGAIN, document_view

PAGES_SHOWN = 3
LOOKED_THROUGH = 200


def at_window(house: House, hall: str, window: str) -> Json:
    """Whom a window serves, and what was printed for the visit."""
    with house.store.database.reading() as connection:
        known = house.store.hall(connection, hall)
        known.window(window)
        day = house.store.day(connection, known, house.now())
        ticket_id = read_window(connection, hall, window).ticket_id
        ticket = None if ticket_id is None else tickets.find(connection, hall, day, id=ticket_id)
        if ticket is None or ticket.state is not State.SERVING:
            return {"number": None, "matter": None, "papers": []}
        given = documents.of_ticket(connection, ticket.id)
        return {
            "number": ticket.number,
            "matter": ticket.matter,
            "papers": [document_view(found) for found in given],
        }


def kind_of(house: House, hall: str, document: int) -> str:
    """What a paper is; Unknown `document.unknown`."""
    with house.store.database.reading() as connection:
        found = documents.document(connection, hall, document)
    if found is None:
        raise Unknown("document.unknown", {"document": document})
    return found.kind


def printer_pages(house: House, hall: str) -> tuple[Json, dict[str, list[Json]]]:
    """How the printers of a hall are, and the latest pages of today that tried each."""
    with house.store.database.reading() as connection:
        day = house.store.hall(connection, hall).hours.business_day(house.now())
        given = documents.latest(connection, hall, day, LOOKED_THROUGH)
        healths = printers.healths(connection, hall)
    pages: dict[str, list[Json]] = {}
    for found in given:
        listed = pages.setdefault(found.printer, [])
        if found.kind in NOT_AGAIN and len(listed) < PAGES_SHOWN:
            listed.append(day_view(found))
    return healths, pages
