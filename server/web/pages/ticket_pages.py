"""What the phone page shows to a ticket's holder; surfaces get it from their host."""

from typing import Any

from server.domain.errors import Unknown
from server.usecases import reading
from server.web.api.descriptions import description_of
from server.web.api.tickets import code_of
from server.web.http.answers import plain
from server.web.http.request_scope import context, hall_words


def visit(code: str) -> dict[str, Any] | None:
    """The ticket and its hall's catalogue, or None when no ticket has this code."""
    try:
        ticket = reading.ticket(context(), code_of(code))
    except Unknown:
        return None
    words = hall_words(ticket.hall)
    go_to = words.named(ticket.call.window.zfill(2)) if ticket.call else None
    return {
        "ticket": plain(ticket),
        "catalogue": description_of(ticket.hall),
        "go_to": go_to,
        "guide_desk": words.word("guide"),
    }


def guide(hall: str, matter: str) -> dict[str, Any] | None:
    """What a matter needs, with the names around it; None when there is no such matter."""
    try:
        catalogue = description_of(hall)
    except Unknown:
        return None
    found = next((item for item in catalogue["matters"] if item["key"] == matter), None)
    if found is None:
        return None
    return {
        "matter": found,
        "centre": catalogue["centre"]["name"],
        "phone": catalogue["hall"]["complaint_phone"],
        "windows": hall_words(hall).listed(found["windows"]),
    }
