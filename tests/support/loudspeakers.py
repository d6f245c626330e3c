"""Loudspeakers without sound: they ask for a zone's turn and say what they were given."""

from dataclasses import dataclass, field
from datetime import datetime

from server.contracts.announcing import CallSound, CallToSpeak, PlayedClip, SpeakerTurn
from server.domain.announcing import Form, PendingCall, Unspoken
from server.domain.chain import Entry
from server.domain.hall import Hall
from server.storage import announcements, journal
from server.storage.base import Connection
from server.storage.journal_words import event_of
from server.usecases.announcing import EndedSound, TakeTurn, take_turn
from server.usecases.app_context import AppContext


def one_clip(
    connection: Connection, hall: Hall, call: PendingCall, form: Form, now: datetime
) -> CallSound | Unspoken:
    """A sound for every call."""
    clip = PlayedClip(address="/a", gap_ms=0, gain=1.0, length_ms=900)
    return CallSound(clips=[clip], speed=1.0, length_ms=900)


@dataclass
class Loudspeaker:
    """One speaker; `playing` is what it was given and has not reported."""

    context: AppContext
    name: str
    zones: tuple[str, ...] | None = None
    hall: str = "main"
    playing: CallToSpeak | None = None
    turn: SpeakerTurn | None = None
    said: list[str] = field(default_factory=list)

    def ask(self, trouble: str | None = None, ended: tuple[EndedSound, ...] = ()) -> SpeakerTurn:
        """What the server answers; while it plays, it only keeps its turn."""
        self.turn = take_turn(
            self.context,
            TakeTurn(
                hall=self.hall, actor="board:1", speaker=self.name, zones=self.zones,
                trouble=trouble, busy=self.playing is not None and not ended, ended=ended,
            ),
        )  # fmt: skip
        if self.turn.call is not None:
            self.playing = self.turn.call
        return self.turn

    def finish(self, spoken: bool = True) -> SpeakerTurn:
        """It has come to the end of what it plays, and asks for more."""
        assert self.playing is not None
        call, self.playing = self.playing, None
        if spoken:
            self.said.append(call.number)
        return self.ask(ended=(EndedSound(call.call, spoken, 40),))

    def say_all(self) -> list[str]:
        """Speaks until there is nothing to say; the numbers."""
        before = len(self.said)
        self.ask()
        while self.playing is not None:
            self.finish()
        return self.said[before:]


def ends(context: AppContext, hall: str = "main") -> dict[int, list[str]]:
    """How each call and recall of the journal ended: `spoken` or the reasons, by its number."""
    found: dict[int, list[str]] = {}
    for entry in entries(context, hall):
        if entry.type in ("ticket.called", "ticket.recalled"):
            found[entry.seq] = []
        elif entry.type in ("call.spoken", "call.unspoken"):
            event = event_of(entry)
            found[event.call].append(getattr(event, "reason", "spoken"))
    return found


def entries(context: AppContext, hall: str = "main") -> list[Entry]:
    """The hall's journal."""
    with context.store.database.reading() as connection:
        return list(journal.whole(connection, hall))


def waiting(context: AppContext, hall: str = "main") -> list[int]:
    """The calls that have not ended yet."""
    with context.store.database.reading() as connection:
        return [each.call for each in announcements.pending(connection, hall)]
