"""What the manager reads of calls out of turn: whom, where, by whom, and why."""

from datetime import date

from server.contracts.answers_hall import CallOutOfTurn
from server.contracts.live import Words
from server.domain.hall import Hall
from server.domain.window import wire_time
from server.storage.base import Connection
from server.storage.chosen_calls import chosen_calls


def calls_out_of_turn(connection: Connection, hall: Hall, day: date) -> list[CallOutOfTurn]:
    """The day's, the latest first; one that was undone stays, since it was made."""
    return [
        CallOutOfTurn(
            at=wire_time(entry.at), number=event.ticket.number, window=event.window,
            actor=entry.actor, reason=event.chosen_for,
            words=_words(hall, event.chosen_for),
        )
        for entry, event in reversed(chosen_calls(connection, hall.key, day))
    ]  # fmt: skip


def _words(hall: Hall, reason: str | None) -> Words | None:
    words = hall.call_reasons.get(reason or "")
    return None if words is None else dict(words)
