"""A window as it stands now: who sits there, whom it serves, what its last step was."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, overload

from server.domain.calling import CallHistory
from server.domain.errors import Forbidden, Refused
from server.domain.ticket import ServedMatter, State, Step, Ticket

Json = dict[str, Any]


class WindowStatus(StrEnum):
    """Whether anybody works at a window."""

    CLOSED = "closed"
    OPEN = "open"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class ClerkIdentity:
    """The public identity of who sits at a window. `post` is one text, or one by language."""

    name: str
    name_en: str | None = None
    staff_no: str = ""
    post: str | Mapping[str, str] = ""
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PublicTicket:
    """The ticket at a window, as public screens show it: never its class, never its code.

    `since`: in this state since then.
    """

    number: str
    state: State
    matter: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Call:
    """A window's latest call. `seq` is the journal number of it or of its latest recall, `of` what
    became of it: a state of the ticket, or the word for how it left the window."""

    number: str
    matter: str
    seq: int
    at: datetime
    times: int
    of: str


@dataclass(frozen=True, slots=True)
class Seat:
    """What a step changes at a window, as it was before the step."""

    ticket: PublicTicket | None
    ticket_id: int | None
    call: Call | None
    streak: int
    since_appointment: int


@dataclass(frozen=True, slots=True)
class UndoableStep:
    """A window's last step, with what it takes to undo it.

    `ticket` is the id of the ticket, `seq` its journal number after the step, `before` the fields
    that the step changed with their values of before, and `also` a step that was done in the same
    transaction (the finish in "finish and call next").
    """

    verb: Step
    ticket: int
    number: str
    seq: int
    at: datetime
    before: Mapping[str, object]
    window: Seat
    also: "UndoableStep | None" = None


@dataclass(frozen=True, slots=True)
class UndoneStep:
    """A step that has been taken back: a second undo finds it done."""

    ticket: int
    number: str
    at: datetime


@dataclass(frozen=True, slots=True)
class WindowState:
    """The changing side of a window.

    `ticket` is whom it serves now and `call` its latest call, both as boards show them;
    `reason` says by language why it pauses. `clerk` is the actor signed on. `wanted`: since when
    somebody is asked for who sits down there.
    """

    hall: str
    key: str
    state: WindowStatus = WindowStatus.CLOSED
    reason: Mapping[str, str] | None = None
    until: datetime | None = None
    clerk: str | None = None
    identity: ClerkIdentity | None = None
    ticket: PublicTicket | None = None
    ticket_id: int | None = None
    call: Call | None = None
    streak: int = 0
    since_appointment: int = 1_000_000
    step: UndoableStep | UndoneStep | None = None
    wanted: datetime | None = None

    @property
    def history(self) -> CallHistory:
        return CallHistory(self.streak, self.since_appointment)

    @property
    def seat(self) -> Seat:
        """What an undo of the next step brings back."""
        return Seat(self.ticket, self.ticket_id, self.call, self.streak, self.since_appointment)

    def worked_by(self, actor: str) -> None:
        """Refused `window.closed` or `window.other_clerk` unless `actor` is signed on here."""
        if self.state is WindowStatus.CLOSED:
            raise Refused("window.closed", {"window": self.key})
        if self.clerk != actor:
            raise Forbidden("window.other_clerk", {"window": self.key})


def public_ticket(ticket: Ticket, since: datetime) -> PublicTicket:
    """The ticket as public screens show it."""
    return PublicTicket(ticket.number, ticket.state, ticket.matter, since)


@overload
def wire_time(at: datetime) -> str: ...
@overload
def wire_time(at: datetime | None) -> str | None: ...
def wire_time(at: datetime | None) -> str | None:
    """UTC with milliseconds and Z, the one form of instants on the wire."""
    if at is None:
        return None
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def served_by(ticket: Ticket, window: str, at: datetime, outcome: str | None) -> ServedMatter:
    """The matter in hand as one that ends now at a window."""
    return ServedMatter(
        ticket.matter, window, ticket.clerk, wire_time(ticket.started_at), wire_time(at), outcome
    )
