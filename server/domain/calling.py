"""Who is next: a pure function over the candidates, the window's call history, and now.

A candidate is the first of one queue and priority class, in the order (due, place, entered), or
somebody who came back after a missed call. Nothing but candidates is ever compared, so a call
costs the same with ten or ten thousand waiting, and no rule can disturb the order inside a class.
How many are before somebody is asked of the same function (`server.domain.ahead`).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from server.domain.hall import APPOINTMENT, PriorityClass, Rule, RuleName


@dataclass(frozen=True, slots=True)
class Candidate:
    """The first of a queue and class. `since`: what its place stands for; `weight`: the window's.

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
class Choice:
    """Whom to call, why (a code of `server.usecases.wording`), and the history afterwards."""

    candidate: Candidate
    why: str
    history: CallHistory


Ranks = Mapping[str, PriorityClass]


def choose(
    candidates: Iterable[Candidate],
    rule: Rule,
    priority_classes: Ranks,
    history: CallHistory,
    now: datetime,
) -> Choice | None:
    """The next to be called, or None when nobody waits. Deterministic in its arguments."""
    waiting: list[Candidate] = []
    back: list[Candidate] = []
    for candidate in candidates:
        (waiting if candidate.turn is None else back).append(candidate)
    early = all(one.appointment is not None and not one.due(now) for one in waiting)
    returned = _returned(back, nobody_else=early)
    if returned is not None:
        chosen, why = returned, "returned"
    elif waiting:
        chosen, why = RULES[rule.name](waiting, rule, priority_classes, history, now)
    else:
        return None
    return Choice(chosen, why, _remember(history, chosen, waiting, priority_classes))


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


def _in_order(candidates: list[Candidate], now: datetime) -> tuple[Candidate, str]:
    """`by_arrival` with its reason: a window's weights may let a later arrival go first."""
    best = by_arrival(candidates, now)
    first = min(candidate.arrival for candidate in candidates)
    return best, "arrival" if best.arrival == first else "weight"


def _priority_class_rank(key: str, priority_classes: Ranks) -> int:
    priority_class = priority_classes.get(key)
    return priority_class.rank if priority_class else 0


def _rank(candidate: Candidate, priority_classes: Ranks) -> int:
    return _priority_class_rank(candidate.priority_class, priority_classes)


def _highest(candidates: list[Candidate], priority_classes: Ranks) -> list[Candidate]:
    top = max(_rank(candidate, priority_classes) for candidate in candidates)
    return [candidate for candidate in candidates if _rank(candidate, priority_classes) == top]


def _arrival(
    candidates: list[Candidate],
    rule: Rule,
    priority_classes: Ranks,
    history: CallHistory,
    now: datetime,
) -> tuple[Candidate, str]:
    return _in_order(candidates, now)


def _strict(
    candidates: list[Candidate],
    rule: Rule,
    priority_classes: Ranks,
    history: CallHistory,
    now: datetime,
) -> tuple[Candidate, str]:
    """The highest class first, whatever the others have waited."""
    best, why = _in_order(_highest(candidates, priority_classes), now)
    return best, "priority" if _rank(best, priority_classes) > 0 else why


def _ageing(
    candidates: list[Candidate],
    rule: Rule,
    priority_classes: Ranks,
    history: CallHistory,
    now: datetime,
) -> tuple[Candidate, str]:
    """Strict, but who has waited `bound` or more goes before everybody who has not."""
    aged = [candidate for candidate in candidates if now - candidate.since >= rule.bound]
    if not aged:
        return _strict(candidates, rule, priority_classes, history, now)
    best = min(aged, key=lambda candidate: (candidate.since, candidate.arrival))
    higher = _rank(best, priority_classes) < max(
        _rank(candidate, priority_classes) for candidate in candidates
    )
    return best, "aged" if higher else "arrival"


def _ratio(
    candidates: list[Candidate],
    rule: Rule,
    priority_classes: Ranks,
    history: CallHistory,
    now: datetime,
) -> tuple[Candidate, str]:
    """Up to `ratio` calls of higher classes, then one of the ordinary."""
    ordinary = [candidate for candidate in candidates if _rank(candidate, priority_classes) <= 0]
    if ordinary and history.streak >= rule.ratio:
        return by_arrival(ordinary, now), "ratio"
    return _strict(candidates, rule, priority_classes, history, now)


def _appointment(
    candidates: list[Candidate],
    rule: Rule,
    priority_classes: Ranks,
    history: CallHistory,
    now: datetime,
) -> tuple[Candidate, str]:
    """Appointments that are due first, but at most one call in `appointment_every`."""
    due = [candidate for candidate in candidates if candidate.due(now)]
    others = [candidate for candidate in candidates if candidate.appointment is None]
    if due and (not others or history.since_appointment >= rule.appointment_every - 1):
        return min(
            due, key=lambda candidate: (candidate.appointment, candidate.arrival)
        ), "appointment"
    return _in_order(others or candidates, now)


RuleFunction = Callable[
    [list[Candidate], Rule, Ranks, CallHistory, datetime], tuple[Candidate, str]
]

RULES: Mapping[RuleName, RuleFunction] = {
    RuleName.ARRIVAL: _arrival,
    RuleName.STRICT: _strict,
    RuleName.AGEING: _ageing,
    RuleName.RATIO: _ratio,
    RuleName.APPOINTMENT: _appointment,
}


def _remember(
    history: CallHistory, called: Candidate, candidates: list[Candidate], priority_classes: Ranks
) -> CallHistory:
    ordinary_waits = any(_rank(candidate, priority_classes) <= 0 for candidate in candidates)
    jumped = _rank(called, priority_classes) > 0 and ordinary_waits
    return CallHistory(
        streak=history.streak + 1 if jumped else 0,
        since_appointment=0
        if called.priority_class == APPOINTMENT
        else history.since_appointment + 1,
    )
