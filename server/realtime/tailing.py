"""What the relay reads, asked from the house: public events, snapshots, wait ranges."""

from typing import Any

from server.domain.window import wire_time
from server.storage import journal
from server.usecases import reading
from server.usecases.app_context import AppContext


class HallJournal:
    """The journals of all halls of one house. An unknown hall raises domain.errors.Unknown."""

    def __init__(self, context: AppContext) -> None:
        self._context = context

    def events_after(self, hall: str, seq: int, limit: int) -> list[dict[str, Any]]:
        """Public events with a number above `seq`, in order."""
        with self._context.store.database.reading() as connection:
            rows = journal.entries(connection, hall, seq, limit)
        return [journal.public_event(row) for row in rows]

    def snapshot(self, hall: str) -> dict[str, Any]:
        """The hall's public state with the wait ranges of now."""
        return reading.board(self._context, hall).model_dump(mode="json", exclude_unset=True)

    def last_seq(self, hall: str) -> int:
        """The number of the newest event."""
        with self._context.store.database.reading() as connection:
            self._context.store.hall(connection, hall)
            return self._context.store.seq(connection, hall)

    def heartbeat(self, hall: str, seq: int) -> dict[str, Any]:
        """The "heartbeat" message: the journal was read up to `seq` at this moment."""
        return {"hall": hall, "at": wire_time(self._context.now()), "seq": seq}

    def waits(self, hall: str) -> dict[str, Any]:
        """The "waits" message of this moment."""
        at = wire_time(self._context.now())
        return {"hall": hall, "at": at, "waits": reading.waits(self._context, hall)}
