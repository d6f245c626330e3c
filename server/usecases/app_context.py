"""What every use case is given: the store, the clock, and how tickets get their codes."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

from server.contracts.announcing import CallSound
from server.contracts.answers_waits import ModelReport
from server.domain.announcing import Form, PendingCall, Unspoken
from server.domain.hall import Hall
from server.domain.staffing.workload import Workload
from server.domain.ticket import Ticket
from server.domain.waiting.estimate import Estimate
from server.storage.base import Connection
from server.storage.speaking_turns import SpeakingTurns, TurnsInMemory
from server.storage.store import Store
from server.voice.clips import Clips
from server.waits.service import Moment, WaitsService

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 10  # 50 bits: not to be guessed, short enough for a small QR


class Waits(Protocol):
    """Where waits come from (`WaitsService`); None is "not known yet"."""

    def of_ticket(
        self,
        connection: Connection,
        hall: Hall,
        ticket: Ticket,
        before: Sequence[str],
        at: Moment,
    ) -> Estimate | None: ...

    def of_queue(
        self, connection: Connection, hall: Hall, queue: str, at: Moment
    ) -> Estimate | None: ...

    def workload(self, connection: Connection, hall: Hall, at: Moment) -> Workload: ...

    def model(self, connection: Connection, hall: Hall, at: Moment) -> ModelReport | None: ...


class CallSounds(Protocol):
    """What is heard for a call, or why nothing is."""

    def __call__(
        self, connection: Connection, hall: Hall, call: PendingCall, form: Form, now: datetime
    ) -> CallSound | Unspoken: ...


def no_sounds(
    connection: Connection, hall: Hall, call: PendingCall, form: Form, now: datetime
) -> CallSound | Unspoken:
    """A house without any recordings."""
    return Unspoken.NO_CLIPS


class WantsSound(Protocol):
    """Whether a zone is to sound at this hour."""

    def __call__(self, connection: Connection, hall: Hall, zone: str, now: datetime) -> bool: ...


def always_sound(connection: Connection, hall: Hall, zone: str, now: datetime) -> bool:
    """A house without quiet hours."""
    return True


def new_code() -> str:
    bits = secrets.randbits(5 * CODE_LENGTH)
    return "".join(CROCKFORD[bits >> 5 * place & 31] for place in range(CODE_LENGTH))


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class AppContext:
    """The composition that `server.main` makes once."""

    store: Store
    now: Callable[[], datetime] = utc_now
    code: Callable[[], str] = new_code
    waits: Waits = field(default_factory=WaitsService)
    turns: SpeakingTurns = field(default_factory=TurnsInMemory)
    sounds: CallSounds = no_sounds
    wants_sound: WantsSound = always_sound
    recordings: Clips = field(default_factory=lambda: Clips(None))


@dataclass(frozen=True, kw_only=True)
class Order:
    """Who wants something in which hall. `key` is the caller's idempotency key.

    What every use case with an order refuses: `hall.unknown`, and `key.reused` when the key came
    with another request.
    """

    hall: str
    actor: str
    key: str | None = None


@dataclass(frozen=True, kw_only=True)
class WindowOrder(Order):
    """A verb at a window; the actor must be signed on there."""

    window: str
