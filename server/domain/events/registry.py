"""Every type of event, and an entry of the journal as the event that it was."""

from server.domain.events import hall, paper, tickets, windows
from server.domain.events.event import EVENTS, Event
from server.domain.window import Json

MODULES = (tickets, windows, hall, paper)
"""Where the classes are; to import them is to register them."""


def event_from(type_: str, ticket: int | None, public: Json, private: Json) -> Event | None:
    """The event of an entry, from its type, its ticket's id and the parts of its payload.

    None for a type that this version does not know; UnreadableEventError for a broken entry.
    """
    made = EVENTS.get(type_)
    return None if made is None else made.from_entry(ticket, public, private)


__all__ = ["EVENTS", "event_from"]
