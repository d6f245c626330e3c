"""Who is next: a pure function over the heads of the lines, the window's memory, and now.

A head is the first of one line and one lane, in the order (due, place, entered). Nothing but
heads is ever compared, so a call costs the same with ten or ten thousand waiting, and the
order inside a class can't be disturbed by any rule.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from server.domain.hall import APPOINTMENT, PriorityClass, Rule, RuleName


@dataclass(frozen=True, slots=True)
class Candidate:
    """The first of a line and lane. `since` is what its place stands for; `weight` the window's."""

    ticket: int
    queue: str
    priority_class: str
    place: int
    entered: int
    since: datetime
    appointment: datetime | None = None
    weight: float = 1.0

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
    """What a window remembers of its last calls.

    `streak`: priority calls since the last ordinary one while ordinary people waited.
    `since_appointment`: calls since the last appointment.
    """

    streak: int = 0
    since_appointment: int = 1_000_000


@dataclass(frozen=True, slots=True)
class Choice:
    """The head to call, why (a code of the catalogue), and the memory afterwards."""

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
    waiting = list(candidates)
    if not waiting:
        return None
    candidate, why = RULES[rule.name](waiting, rule, priority_classes, history, now)
    return Choice(candidate, why, _remember(history, candidate, waiting, priority_classes))


def by_arrival(candidates: Iterable[Candidate], now: datetime) -> Candidate:
    """The longest weighted wait first; with equal weights that is the order of arrival.

    While weights are equal `place` decides, not the clock: someone who came back re-enters at
    a place in the queue, whatever time it is.
    """
    candidates = list(candidates)
    if len({candidate.weight for candidate in candidates}) == 1:
        return min(candidates, key=lambda candidate: candidate.arrival)
    return min(candidates, key=lambda candidate: (-candidate.waited(now), candidate.arrival))


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
    return by_arrival(candidates, now), "arrival"


def _strict(
    candidates: list[Candidate],
    rule: Rule,
    priority_classes: Ranks,
    history: CallHistory,
    now: datetime,
) -> tuple[Candidate, str]:
    """The highest class first, whatever the others have waited."""
    best = by_arrival(_highest(candidates, priority_classes), now)
    return best, "priority" if _rank(best, priority_classes) > 0 else "arrival"


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
    return by_arrival(others or candidates, now), "arrival"


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


@dataclass(frozen=True, slots=True)
class ClassCount:
    """Of one priority class: how many wait in all, how many of them came before the ticket."""

    priority_class: str
    total: int
    before: int


def people_ahead(
    class_counts: Sequence[ClassCount],
    priority_class: str,
    rule: Rule,
    priority_classes: Ranks,
    windows: int = 1,
) -> int:
    """How many are called before a ticket of `priority class`, if nobody else came and nobody aged.

    Exact for arrival and strict while nobody has an appointment; for ratio the most that the
    rule lets go first, since each of the `windows` counts its own calls.
    """
    mine = _priority_class_rank(priority_class, priority_classes)
    if rule.name in (RuleName.ARRIVAL, RuleName.APPOINTMENT):
        return sum(class_count.before for class_count in class_counts)
    equals = sum(
        class_count.before
        for class_count in class_counts
        if _priority_class_rank(class_count.priority_class, priority_classes) == mine
    )
    jumpers = sum(
        class_count.total
        for class_count in class_counts
        if _priority_class_rank(class_count.priority_class, priority_classes) > mine
    )
    if rule.name is not RuleName.RATIO:
        return equals + jumpers
    if mine <= 0:
        return equals + min(jumpers, rule.ratio * (equals + windows))
    ordinary = sum(
        class_count.total
        for class_count in class_counts
        if _priority_class_rank(class_count.priority_class, priority_classes) <= 0
    )
    first = equals + jumpers
    return first + min(ordinary, first // rule.ratio + windows)
