"""What the phone page shows to a ticket's holder; surfaces get it by `app.extensions`."""

from typing import Any

from server.domain.errors import Unknown
from server.usecases import reading
from server.web.api_tickets import code_of
from server.web.descriptions import description_of
from server.web.places import house


def visit(code: str) -> dict[str, Any] | None:
    """The ticket and its hall's catalogue, or None when no ticket has this code."""
    try:
        ticket = reading.ticket(house(), code_of(code))
    except Unknown:
        return None
    return {"ticket": ticket, "catalogue": description_of(ticket["hall"])}
