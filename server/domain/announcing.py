"""Calls as sounds: which one a zone's loudspeaker says next, and which are not said any more.

Every call and recall waits for its zone's announcer and ends once: it was spoken, or it was not,
with the reason. Calls of one zone are spoken one after the other in the order of the journal.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

TURN_LASTS = timedelta(seconds=2)
"""A zone's turn to speak ends so long after its holder last asked for it."""

ASK_AGAIN = timedelta(milliseconds=700)
"""How often who speaks, or would, asks for the turn: a dead holder's zone has another one within
`TURN_LASTS` and this."""

STALE_AFTER = timedelta(seconds=60)
"""A call that was not begun for so long is not spoken any more: the board has shown it, and a
clerk who still waits calls again."""

ATTEMPTS = 2
"""A call whose announcer dies in mid sentence is spoken by the next one from the start, once."""

BUSY_WAITING = 3
BUSY_AFTER = timedelta(seconds=15)
"""With more calls waiting in the zone, or one that waits longer, the short sentence is spoken."""


class Unspoken(StrEnum):
    """Why a call was not spoken."""

    SUPERSEDED = "superseded"  # called again before its turn to be spoken
    ANSWERED = "answered"  # the person was at the window already
    MISSED = "missed"  # the window gave it up
    MOVED = "moved"  # sent on to another queue
    CANCELLED = "cancelled"  # given up by its holder
    UNDONE = "undone"  # the clerk took the call back
    CLOSED = "closed"  # the day ended
    STALE = "stale"  # it waited longer than a call is worth saying
    MUTE = "mute"  # nobody in the zone could speak
    QUIET = "quiet"  # quiet hours
    NO_CLIPS = "no_clips"  # no recordings for its sentence
    INTERRUPTED = "interrupted"  # its announcers died or failed in mid sentence
    REMOVED = "removed"  # its window or zone is in the hall no more


class Form(StrEnum):
    """Which sentence is spoken."""

    FULL = "full"
    SHORT = "short"
    TEST = "test"  # the phrase that tries a zone's sound and calls nobody


NO_TICKET = 0
"""In place of a ticket's number in the test phrase of a zone, which calls nobody."""


@dataclass(frozen=True, slots=True)
class PendingCall:
    """A call that is still to be spoken, or is being spoken; or a zone's test phrase.

    `call`: its journal number, which is its place in the zone's order; `speaker`, `begun_at`,
    `form`: who speaks it, since when, with which sentence; `over`: what happened to the ticket
    while it is spoken, so that it is not begun again.
    """

    call: int
    zone: str
    ticket: int
    number: str
    window: str
    language: str
    times: int
    at: datetime
    speaker: str | None = None
    attempts: int = 0
    begun_at: datetime | None = None
    form: Form | None = None
    over: Unspoken | None = None

    @property
    def is_test(self) -> bool:
        """The test phrase, which calls nobody."""
        return self.ticket == NO_TICKET


@dataclass(frozen=True, slots=True)
class NextSound:
    """What a speaker says next, if anything, and what is dropped before it."""

    next: PendingCall | None
    form: Form
    dropped: tuple[tuple[PendingCall, Unspoken], ...]


def age(announcement: PendingCall, now: datetime) -> timedelta:
    """How long ago the call was made; nothing, should the clock have been set back since."""
    return max(timedelta(0), now - announcement.at)


def choose_call(
    pending: Iterable[PendingCall], speaker: str, zones: frozenset[str], now: datetime
) -> NextSound:
    """What `speaker`, who has the turn of these zones, says next.

    What it was given and has not answered it is given again: the answer got lost on the way. What
    an earlier holder of the turn left in mid sentence comes first, from the start.
    """
    mine = sorted((each for each in pending if each.zone in zones), key=lambda each: each.call)
    dropped = [(each, why) for each in mine if (why := _hopeless(each, speaker, now)) is not None]
    gone = {each.call for each, _ in dropped}
    left = [each for each in mine if each.call not in gone]
    next_ = next((each for each in left if each.speaker == speaker), left[0] if left else None)
    return NextSound(next_, _form(left, next_, now), tuple(dropped))


def _hopeless(each: PendingCall, speaker: str, now: datetime) -> Unspoken | None:
    """Why it is not spoken any more; None if it is."""
    if each.speaker == speaker:
        return None
    if each.over is not None:
        return each.over
    if each.attempts >= ATTEMPTS:
        return Unspoken.INTERRUPTED
    return Unspoken.STALE if age(each, now) > STALE_AFTER else None


def _form(left: list[PendingCall], next_: PendingCall | None, now: datetime) -> Form:
    if next_ is None:
        return Form.FULL
    if next_.is_test:
        return Form.TEST
    behind = [each for each in left if each.zone == next_.zone and each.call > next_.call]
    late = any(age(each, now) > BUSY_AFTER for each in (next_, *behind))
    return Form.SHORT if late or len(behind) >= BUSY_WAITING else Form.FULL


@dataclass(frozen=True, slots=True)
class Turn:
    """Who speaks in a zone. `narrow`: the speaker stands for this zone, not for the whole hall."""

    speaker: str
    narrow: bool
    until: datetime

    def lasts(self, now: datetime) -> bool:
        """Whether it is not over; one that ends later than any can was given by a clock that has
        been set back since, and is over."""
        return timedelta(0) < self.until - now <= TURN_LASTS


@dataclass(frozen=True, slots=True)
class Wish:
    """A speaker asks for a zone's turn. `interrupts`: somebody is in mid sentence there."""

    speaker: str
    narrow: bool
    interrupts: bool


def may_take(turn: Turn | None, wish: Wish, now: datetime) -> bool:
    """Whether the speaker has the turn from now on: it is free or its own, or a loudspeaker of the
    zone takes it from one of the whole hall, between two calls."""
    if turn is None or turn.speaker == wish.speaker or not turn.lasts(now):
        return True
    return wish.narrow and not turn.narrow and not wish.interrupts


@dataclass(frozen=True, slots=True)
class SpeakerReport:
    """What a speaker last said of itself. `trouble`: why it can't speak; None if it can."""

    speaker: str
    zones: tuple[str, ...]
    trouble: str | None
    at: datetime

    def same(self, other: "SpeakerReport") -> bool:
        """Whether nothing changed but the time."""
        return (self.zones, self.trouble) == (other.zones, other.trouble)
