"""A window as it stands now: who sits there, whom it serves, what its last step was."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from server.domain.calling import CallHistory
from server.domain.errors import Forbidden, Refused
from server.domain.ticket import Ticket

Json = dict[str, Any]


class WindowStatus(StrEnum):
    """Whether anybody works at a window."""

    CLOSED = "closed"
    OPEN = "open"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class WindowState:
    """The changing side of a window.

    `ticket` is whom it serves now and `call` its latest call, both as boards show them;
    `step` is the last step in a form that can be taken back. `clerk` is the actor signed on.
    """

    hall: str
    key: str
    state: WindowStatus = WindowStatus.CLOSED
    reason: Json | None = None
    until: datetime | None = None
    clerk: str | None = None
    identity: Json | None = None
    ticket: Json | None = None
    ticket_id: int | None = None
    call: Json | None = None
    streak: int = 0
    since_appointment: int = 1_000_000
    step: Json | None = None

    @property
    def history(self) -> CallHistory:
        return CallHistory(self.streak, self.since_appointment)

    def worked_by(self, actor: str) -> None:
        """Refused unless `actor` is signed on here."""
        if self.state is WindowStatus.CLOSED:
            raise Refused("window.closed", {"window": self.key})
        if self.clerk != actor:
            raise Forbidden("window.other_clerk", {"window": self.key})


def public_ticket(ticket: Ticket, since: datetime) -> Json:
    """The ticket at a window, as public screens show it: never its class, never its code."""
    return {
        "number": ticket.number,
        "state": ticket.state.value,
        "matter": ticket.matter,
        "since": wire_time(since),
    }


def wire_time(at: datetime | None) -> str | None:
    """UTC with milliseconds and Z, the one form of instants on the wire."""
    if at is None:
        return None
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"
