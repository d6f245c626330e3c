"""Every type of event, and an entry of the journal as the event that it was."""

from collections.abc import Iterator, Mapping
from types import ModuleType

from server.domain.events import calls, hall, paper, staff, tickets, windows
from server.domain.events.event import Event
from server.domain.window import Json


def _events_of(module: ModuleType) -> Iterator[tuple[str, type[Event]]]:
    for made in vars(module).values():
        if isinstance(made, type) and issubclass(made, Event) and hasattr(made, "type"):
            yield made.type, made


EVENTS: Mapping[str, type[Event]] = {
    type_: made
    for module in (tickets, calls, windows, hall, paper, staff)
    for type_, made in _events_of(module)
}
"""Every event class by the name of its type, in the order in which they are written."""


def event_from(type_: str, ticket: int | None, public: Json, private: Json) -> Event | None:
    """The event of an entry, from its type, its ticket's id and the parts of its payload.

    None for a type that this version does not know; UnreadableEventError for a broken entry.
    """
    made = EVENTS.get(type_)
    return None if made is None else made.from_entry(ticket, public, private)
