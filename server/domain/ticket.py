"""A ticket: its states, and the table of the steps between them.

The table is data. Tests walk every pair of state and step, the drawing in the documentation
is made from it, and a use case changes a state only through `step`.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from server.domain.chain import COMPACT
from server.domain.errors import Refused


class State(StrEnum):
    """Where a ticket is; the words on the wire are the values."""

    ISSUED = "issued"  # numbered, its paper not out yet: in no queue
    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    PARKED = "parked"
    NO_SHOW = "no_show"
    FINISHED = "finished"
    CANCELLED = "cancelled"
    CLOSED = "closed"  # open at the end of the day; `closed_from` says what it was


class Step(StrEnum):
    """What can be done to a ticket."""

    ENTER = "enter"
    CALL = "call"
    RECALL = "recall"
    START = "start"
    FINISH = "finish"
    NO_SHOW = "no-show"
    RETURN = "return"
    PARK = "park"
    RESUME = "resume"
    TRANSFER = "transfer"
    BOUNCE = "bounce"
    ADD_MATTER = "add-matter"
    WALK_IN = "walk-in"
    POSTPONE = "postpone"
    CANCEL = "cancel"
    CLOSE = "close"


S, T = State, Step

TRANSITIONS: Mapping[tuple[State, Step], State] = {
    (S.ISSUED, T.ENTER): S.WAITING,
    (S.ISSUED, T.WALK_IN): S.SERVING,
    (S.ISSUED, T.CANCEL): S.CANCELLED,
    (S.ISSUED, T.CLOSE): S.CLOSED,
    (S.WAITING, T.CALL): S.CALLED,
    (S.WAITING, T.POSTPONE): S.WAITING,
    (S.WAITING, T.RETURN): S.WAITING,  # before the time until which it was postponed
    (S.WAITING, T.CANCEL): S.CANCELLED,
    (S.WAITING, T.CLOSE): S.CLOSED,
    (S.CALLED, T.RECALL): S.CALLED,
    (S.CALLED, T.START): S.SERVING,
    (S.CALLED, T.NO_SHOW): S.NO_SHOW,
    (S.CALLED, T.TRANSFER): S.WAITING,
    (S.CALLED, T.BOUNCE): S.WAITING,
    (S.CALLED, T.CANCEL): S.CANCELLED,
    (S.CALLED, T.CLOSE): S.CLOSED,
    (S.SERVING, T.FINISH): S.FINISHED,
    (S.SERVING, T.PARK): S.PARKED,
    (S.SERVING, T.TRANSFER): S.WAITING,
    (S.SERVING, T.ADD_MATTER): S.SERVING,
    (S.SERVING, T.CLOSE): S.CLOSED,
    (S.PARKED, T.RESUME): S.SERVING,
    (S.PARKED, T.CANCEL): S.CANCELLED,
    (S.PARKED, T.CLOSE): S.CLOSED,
    (S.NO_SHOW, T.CALL): S.CALLED,
    (S.NO_SHOW, T.RETURN): S.WAITING,
    (S.NO_SHOW, T.CANCEL): S.CANCELLED,
    (S.NO_SHOW, T.CLOSE): S.CLOSED,
}

AT_WINDOW = frozenset({S.CALLED, S.SERVING})
ENDED = frozenset({S.FINISHED, S.CANCELLED, S.CLOSED})
OPEN = frozenset(State) - ENDED

UNDOABLE = frozenset(
    {
        *(T.CALL, T.START, T.FINISH, T.NO_SHOW, T.PARK, T.RESUME, T.TRANSFER, T.BOUNCE),
        *(T.ADD_MATTER, T.WALK_IN),
    }
)
"""Steps a clerk may take back. A recall has sounded already, and the rest are not a clerk's."""


def step(state: State, step: Step, number: str) -> State:
    """The state after a step; Refused `ticket.step` when the table has no such row."""
    after = TRANSITIONS.get((state, step))
    if after is None:
        raise Refused("ticket.step", {"number": number, "state": state.value, "step": step.value})
    return after


@dataclass(frozen=True, slots=True)
class FirstAsked:
    """The clerk who was asked first (首问负责), by the public identity of that moment: answers for
    the visit until it ends, whoever serves it."""

    name: str
    name_en: str | None = None
    staff_no: str = ""

    def text(self) -> str:
        """As a ticket keeps it."""
        return COMPACT.encode(asdict(self))


@dataclass(frozen=True, slots=True)
class ServedMatter:
    """A matter of a visit that was done before the one in hand: where, by whom (as the journal
    names them), from when to when (as on the wire), and with which outcome."""

    matter: str
    window: str
    clerk: str | None
    started_at: str | None
    ended_at: str
    outcome: str | None


def served_from(text: str | None) -> tuple[ServedMatter, ...]:
    """The served matters that a ticket keeps, in their order."""
    return tuple(ServedMatter(**each) for each in json.loads(text)) if text else ()


def served_text(served: Sequence[ServedMatter]) -> str | None:
    """As a ticket keeps them."""
    return COMPACT.encode([asdict(each) for each in served]) if served else None


@dataclass(frozen=True, slots=True)
class Ticket:
    """One visit of one person.

    `told_…`: the wait that was promised at issue, `first_wait` the one until the first call,
    in seconds. Instants are UTC; `place`, `entered` are journal numbers.

    Order inside one queue and priority class is (`due`, `place`, `entered`): `due` is 0 but for
    appointments (epoch seconds), `place` is the journal number of the arrival, or that of the
    ticket it re-entered behind, and `entered` breaks that tie in the order of re-entering.
    `place_at` is the instant of the event `place`: rules that go by the length of a wait use
    it, so that seniority and order never disagree. `since` is when the wait of now began.
    `come_back`: one window a line, see `ways_back`.
    Until `held_until` its holder asked not to be called; it keeps its place meanwhile.
    `sent_from`: the window whose transfer nobody has accepted yet, `sent_to` the clerk (as the
    journal names them) it was meant for, `bounced_by` the window that sent it back.
    `served`: the matters of the visit that are done, before the one of now (`served_matters`).
    `turn`: who is back after a missed call comes after so many more calls (0 and less: next).
    """

    id: int
    hall: str
    day: date
    code: str
    number: str
    series: str
    matter: str
    queue: str
    priority_class: str
    state: State
    channel: str
    language: str
    issued_at: datetime
    place_at: datetime
    place: int = 0
    entered: int = 0
    due: int = 0
    appointment: datetime | None = None
    since: datetime | None = None
    entered_at: datetime | None = None
    called_at: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    called_seq: int = 0
    last_seq: int = 0
    window: str | None = None
    clerk: str | None = None
    first_clerk: str | None = None
    first_asked: str | None = None
    times: int = 0
    misses: int = 0
    postponed: int = 0
    held_until: datetime | None = None
    turn: int | None = None
    parked_until: datetime | None = None
    reason: str | None = None
    note: str | None = None
    come_back: str | None = None
    sent_from: str | None = None
    sent_to: str | None = None
    bounced_by: str | None = None
    served: str | None = None
    outcome: str | None = None
    closed_from: State | None = None
    materials: str | None = None
    printer: str | None = None
    paper: str = "none"
    copies: int = 0
    quoted_low: int | None = None
    quoted_point: int | None = None
    quoted_high: int | None = None
    first_wait: int | None = None
    rating: int | None = None
    rated_at: datetime | None = None

    @property
    def first_asked_clerk(self) -> FirstAsked | None:
        """Who was asked first, while the visit lasts."""
        if self.first_asked is None or self.state in ENDED:
            return None
        return FirstAsked(**json.loads(self.first_asked))

    @property
    def served_matters(self) -> tuple[ServedMatter, ...]:
        """What was done in this visit before the matter of now."""
        return served_from(self.served)

    @property
    def ways_back(self) -> tuple[str, ...]:
        """The windows that want the ticket back, the one that asked last at the end."""
        return tuple(self.come_back.split("\n")) if self.come_back else ()

    def back_to(self, *windows: str) -> "Ticket":
        """The ticket with these as its `ways_back`."""
        return replace(self, come_back="\n".join(windows) or None)

    @property
    def waiting(self) -> bool:
        return self.state is State.WAITING

    def held(self, now: datetime) -> bool:
        """Whether its holder is still away, by their own wish."""
        return self.waiting and self.held_until is not None and now < self.held_until

    def must(self, wanted: Step) -> State:
        """The state after `wanted`, or Refused."""
        return step(self.state, wanted, self.number)
