"""Who is next: a pure function over the candidates, the window's call history, and now.

A candidate is the first of one queue and priority class, in the order (due, place, entered), the
first there who has an appointment, or somebody who came back after a missed call. Nothing but
candidates is ever compared, so a call costs the same with ten or ten thousand waiting, and no rule
can disturb the order inside a class. How many are before somebody is asked of the same function
(`server.domain.ahead`).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import assert_never

from server.domain.hall import PriorityClass, Rule, RuleName


class Why(StrEnum):
    """Why it was somebody's turn; `server.usecases.wording` has the words."""

    ARRIVAL = "arrival"
    PRIORITY = "priority"
    AGED = "aged"
    RATIO = "ratio"
    APPOINTMENT = "appointment"
    WEIGHT = "weight"
    RETURNED = "returned"
    CHOSEN = "chosen"


@dataclass(frozen=True, slots=True)
class Candidate:
    """The first of a queue and class, with an appointment or without. `since`: what its place
    stands for; `weight`: the window's.

    `turn`: who came back after a missed call is called after so many more calls of the windows
    that serve them, whatever the class; 0 and less is now. None for everybody else.
    """

    ticket: int
    queue: str
    priority_class: str
    place: int
    entered: int
    since: datetime
    appointment: datetime | None = None
    weight: float = 1.0
    turn: int | None = None

    @property
    def arrival(self) -> tuple[int, int]:
        return (self.place, self.entered)

    def waited(self, now: datetime) -> float:
        """Seconds waited, times the weight that the window gives to the matter."""
        return (now - self.since).total_seconds() * self.weight

    def due(self, now: datetime) -> bool:
        return self.appointment is not None and self.appointment <= now


@dataclass(frozen=True, slots=True)
class CallHistory:
    """What the rules need to know of a window's last calls.

    `streak`: priority calls since the last ordinary one while ordinary people waited.
    `since_appointment`: calls since the last appointment.
    """

    streak: int = 0
    since_appointment: int = 1_000_000


@dataclass(frozen=True, slots=True)
class NextCall:
    """Whom to call, why, and the history afterwards."""

    candidate: Candidate
    why: Why
    history: CallHistory


Ranks = Mapping[str, PriorityClass]


@dataclass(frozen=True, slots=True)
class Front:
    """Among whom a rule chooses: the first of each queue and class, at least one, and what it
    may know besides."""

    candidates: list[Candidate]
    rule: Rule
    priority_classes: Ranks
    history: CallHistory
    now: datetime

    def rank(self, candidate: Candidate) -> int:
        """Of the candidate's class; one that the hall no longer has is ordinary."""
        priority_class = self.priority_classes.get(candidate.priority_class)
        return priority_class.rank if priority_class else 0

    def highest(self) -> list[Candidate]:
        """Those of the highest class that waits."""
        top = max(map(self.rank, self.candidates))
        return [candidate for candidate in self.candidates if self.rank(candidate) == top]

    def ordinary(self) -> list[Candidate]:
        """Those of no higher class."""
        return [candidate for candidate in self.candidates if self.rank(candidate) <= 0]

    def in_order(self, candidates: list[Candidate]) -> "Chosen":
        """`by_arrival` with its reason: a window's weights may let a later arrival go first."""
        best = by_arrival(candidates, self.now)
        first = min(candidate.arrival for candidate in candidates)
        return best, Why.ARRIVAL if best.arrival == first else Why.WEIGHT


Chosen = tuple[Candidate, Why]
RuleFunction = Callable[[Front], Chosen]


def choose(
    candidates: Iterable[Candidate],
    rule: Rule,
    priority_classes: Ranks,
    history: CallHistory,
    now: datetime,
) -> NextCall | None:
    """The next to be called, or None when nobody waits. Deterministic in its arguments."""
    waiting: list[Candidate] = []
    back: list[Candidate] = []
    for candidate in candidates:
        (waiting if candidate.turn is None else back).append(candidate)
    front = Front(waiting, rule, priority_classes, history, now)
    early = all(one.appointment is not None and not one.due(now) for one in waiting)
    returned = _returned(back, nobody_else=early)
    if returned is not None:
        chosen, why = returned, Why.RETURNED
    elif waiting:
        chosen, why = rule_function(rule.name)(front)
    else:
        return None
    return NextCall(chosen, why, _remember(front, chosen))


def _returned(back: list[Candidate], nobody_else: bool) -> Candidate | None:
    """Who came back after a missed call and whose turn it is, or before whom nobody waits
    (an appointment that is not due waits for its time)."""
    if not back:
        return None
    first = min(back, key=lambda candidate: (candidate.turn, candidate.entered))
    return first if nobody_else or (first.turn or 0) <= 0 else None


def by_arrival(candidates: Iterable[Candidate], now: datetime) -> Candidate:
    """The longest weighted wait first; with equal weights that is the order of arrival.

    While weights are equal `place` decides, not the clock: someone who came back re-enters at
    a place in the queue, whatever time it is.
    """
    candidates = list(candidates)
    if len({candidate.weight for candidate in candidates}) == 1:
        return min(candidates, key=lambda candidate: candidate.arrival)
    return min(candidates, key=lambda candidate: (-candidate.waited(now), candidate.arrival))


def rule_function(name: RuleName) -> RuleFunction:
    """The function that decides by this rule."""
    match name:
        case RuleName.ARRIVAL:
            return _arrival
        case RuleName.STRICT:
            return _strict
        case RuleName.AGEING:
            return _ageing
        case RuleName.RATIO:
            return _ratio
        case RuleName.APPOINTMENT:
            return _appointment
        case RuleName.HEAD_START:
            return _head_start
        case _:
            assert_never(name)


def _arrival(front: Front) -> Chosen:
    return front.in_order(front.candidates)


def _strict(front: Front) -> Chosen:
    """The highest class first, whatever the others have waited."""
    best, why = front.in_order(front.highest())
    return best, Why.PRIORITY if front.rank(best) > 0 else why


def _ageing(front: Front) -> Chosen:
    """Strict, but who has waited `bound` or more goes before everybody who has not."""
    aged = [one for one in front.candidates if front.now - one.since >= front.rule.bound]
    if not aged:
        return _strict(front)
    best = min(aged, key=lambda candidate: (candidate.since, candidate.arrival))
    passes = front.rank(best) < max(map(front.rank, front.candidates))
    return best, Why.AGED if passes else Why.ARRIVAL


def _ratio(front: Front) -> Chosen:
    """Up to `ratio` calls of higher classes, then one of the ordinary."""
    ordinary = front.ordinary()
    if ordinary and front.history.streak >= front.rule.ratio:
        return by_arrival(ordinary, front.now), Why.RATIO
    return _strict(front)


def _appointment(front: Front) -> Chosen:
    """Appointments that are due first, but at most one call in `appointment_every`."""
    due = [candidate for candidate in front.candidates if candidate.due(front.now)]
    others = [candidate for candidate in front.candidates if candidate.appointment is None]
    may = front.history.since_appointment >= front.rule.appointment_every - 1
    if due and (not others or may):
        first = min(due, key=lambda candidate: (candidate.appointment, candidate.arrival))
        return first, Why.APPOINTMENT
    return front.in_order(others or front.candidates)


def _head_start(front: Front) -> Chosen:
    """The longest weighted wait first, as if each had come earlier by their class's head start."""

    def waited(candidate: Candidate) -> float:
        earlier = head_start(front.rule, front.rank(candidate)).total_seconds()
        return candidate.waited(front.now) + earlier * candidate.weight

    best = min(front.candidates, key=lambda candidate: (-waited(candidate), candidate.arrival))
    if best.arrival == min(candidate.arrival for candidate in front.candidates):
        return best, Why.ARRIVAL
    return best, Why.PRIORITY if front.rank(best) > 0 else Why.WEIGHT


FIRST = timedelta(days=7)
"""Head start of each rank under strict: more than anybody waits."""


def head_start(rule: Rule, rank: int) -> timedelta:
    """How much earlier than they did a class of this rank counts as having come.

    For estimates, which keep people in one order: under ageing a class goes before everybody who
    has waited less than the bound, under strict before all.
    """
    match rule.name:
        case RuleName.ARRIVAL | RuleName.APPOINTMENT:
            return timedelta()
        case RuleName.STRICT:
            return max(rank, 0) * FIRST
        case RuleName.AGEING | RuleName.RATIO | RuleName.HEAD_START:
            return max(rank, 0) * rule.bound
        case _:
            assert_never(rule.name)


def _remember(front: Front, called: Candidate) -> CallHistory:
    jumped = front.rank(called) > 0 and bool(front.ordinary())
    return CallHistory(
        streak=front.history.streak + 1 if jumped else 0,
        since_appointment=0
        if called.appointment is not None
        else front.history.since_appointment + 1,
    )
