"""A visit's rating with its earlier versions, from the journal."""

from sqlalchemy import Connection

from server.domain.events.tickets import TicketRated
from server.domain.rating import GivenRating, RatingChannel
from server.storage import journal
from server.storage.journal_words import event_of


def versions(connection: Connection, ticket: int) -> list[GivenRating]:
    """Oldest first; the last one counts."""
    found = []
    for entry in journal.of_ticket(connection, ticket):
        event = event_of(entry)
        if isinstance(event, TicketRated):
            channel = RatingChannel(event.source)
            found.append(GivenRating(event.level, entry.at, channel, entry.actor))
    return found
