"""Who is next: a pure function over the heads of the lines, the window's memory, and now.

A head is the first of one line and one lane, in the order (due, place, entered). Nothing but
heads is ever compared, so a call costs the same with ten or ten thousand waiting, and the
order inside a class can't be disturbed by any rule.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from server.domain.hall import APPOINTMENT, Lane, Rule, RuleName


@dataclass(frozen=True, slots=True)
class Head:
    """The first of a line and lane. `since` is what its place stands for; `weight` the window's."""

    ticket: int
    line: str
    lane: str
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
class Memory:
    """What a window remembers of its last calls.

    `streak`: priority calls since the last ordinary one while ordinary people waited.
    `since_appointment`: calls since the last appointment.
    """

    streak: int = 0
    since_appointment: int = 1_000_000


@dataclass(frozen=True, slots=True)
class Choice:
    """The head to call, why (a code of the catalogue), and the memory afterwards."""

    head: Head
    why: str
    memory: Memory


Ranks = Mapping[str, Lane]


def choose(
    heads: Iterable[Head], rule: Rule, lanes: Ranks, memory: Memory, now: datetime
) -> Choice | None:
    """The next to be called, or None when nobody waits. Deterministic in its arguments."""
    waiting = list(heads)
    if not waiting:
        return None
    head, why = RULES[rule.name](waiting, rule, lanes, memory, now)
    return Choice(head, why, _remember(memory, head, waiting, lanes))


def by_arrival(heads: Iterable[Head], now: datetime) -> Head:
    """The longest weighted wait first; with equal weights that is the order of arrival.

    While weights are equal `place` decides, not the clock: someone who came back re-enters at
    a place in the line, whatever time it is.
    """
    candidates = list(heads)
    if len({head.weight for head in candidates}) == 1:
        return min(candidates, key=lambda head: head.arrival)
    return min(candidates, key=lambda head: (-head.waited(now), head.arrival))


def _lane_rank(key: str, lanes: Ranks) -> int:
    lane = lanes.get(key)
    return lane.rank if lane else 0


def _rank(head: Head, lanes: Ranks) -> int:
    return _lane_rank(head.lane, lanes)


def _highest(heads: list[Head], lanes: Ranks) -> list[Head]:
    top = max(_rank(head, lanes) for head in heads)
    return [head for head in heads if _rank(head, lanes) == top]


def _arrival(
    heads: list[Head], rule: Rule, lanes: Ranks, memory: Memory, now: datetime
) -> tuple[Head, str]:
    return by_arrival(heads, now), "arrival"


def _strict(
    heads: list[Head], rule: Rule, lanes: Ranks, memory: Memory, now: datetime
) -> tuple[Head, str]:
    """The highest class first, whatever the others have waited."""
    best = by_arrival(_highest(heads, lanes), now)
    return best, "priority" if _rank(best, lanes) > 0 else "arrival"


def _ageing(
    heads: list[Head], rule: Rule, lanes: Ranks, memory: Memory, now: datetime
) -> tuple[Head, str]:
    """Strict, but who has waited `bound` or more goes before everybody who has not."""
    aged = [head for head in heads if now - head.since >= rule.bound]
    if not aged:
        return _strict(heads, rule, lanes, memory, now)
    best = min(aged, key=lambda head: (head.since, head.arrival))
    higher = _rank(best, lanes) < max(_rank(head, lanes) for head in heads)
    return best, "aged" if higher else "arrival"


def _ratio(
    heads: list[Head], rule: Rule, lanes: Ranks, memory: Memory, now: datetime
) -> tuple[Head, str]:
    """Up to `ratio` calls of higher classes, then one of the ordinary."""
    ordinary = [head for head in heads if _rank(head, lanes) <= 0]
    if ordinary and memory.streak >= rule.ratio:
        return by_arrival(ordinary, now), "ratio"
    return _strict(heads, rule, lanes, memory, now)


def _appointment(
    heads: list[Head], rule: Rule, lanes: Ranks, memory: Memory, now: datetime
) -> tuple[Head, str]:
    """Appointments that are due first, but at most one call in `appointment_every`."""
    due = [head for head in heads if head.due(now)]
    others = [head for head in heads if head.appointment is None]
    if due and (not others or memory.since_appointment >= rule.appointment_every - 1):
        return min(due, key=lambda head: (head.appointment, head.arrival)), "appointment"
    return by_arrival(others or heads, now), "arrival"


RuleFunction = Callable[[list[Head], Rule, Ranks, Memory, datetime], tuple[Head, str]]

RULES: Mapping[RuleName, RuleFunction] = {
    RuleName.ARRIVAL: _arrival,
    RuleName.STRICT: _strict,
    RuleName.AGEING: _ageing,
    RuleName.RATIO: _ratio,
    RuleName.APPOINTMENT: _appointment,
}


def _remember(memory: Memory, called: Head, heads: list[Head], lanes: Ranks) -> Memory:
    ordinary_waits = any(_rank(head, lanes) <= 0 for head in heads)
    jumped = _rank(called, lanes) > 0 and ordinary_waits
    return Memory(
        streak=memory.streak + 1 if jumped else 0,
        since_appointment=0 if called.lane == APPOINTMENT else memory.since_appointment + 1,
    )


@dataclass(frozen=True, slots=True)
class Crowd:
    """Of one lane: how many wait in all, and how many of them arrived before the ticket."""

    lane: str
    total: int
    before: int


def people_ahead(
    crowds: Sequence[Crowd], lane: str, rule: Rule, lanes: Ranks, windows: int = 1
) -> int:
    """How many are called before a ticket of `lane`, if nobody else came and nobody aged.

    Exact for arrival and strict while nobody has an appointment; for ratio the most that the
    rule lets go first, since each of the `windows` counts its own calls.
    """
    mine = _lane_rank(lane, lanes)
    if rule.name in (RuleName.ARRIVAL, RuleName.APPOINTMENT):
        return sum(crowd.before for crowd in crowds)
    equals = sum(crowd.before for crowd in crowds if _lane_rank(crowd.lane, lanes) == mine)
    jumpers = sum(crowd.total for crowd in crowds if _lane_rank(crowd.lane, lanes) > mine)
    if rule.name is not RuleName.RATIO:
        return equals + jumpers
    if mine <= 0:
        return equals + min(jumpers, rule.ratio * (equals + windows))
    ordinary = sum(crowd.total for crowd in crowds if _lane_rank(crowd.lane, lanes) <= 0)
    first = equals + jumpers
    return first + min(ordinary, first // rule.ratio + windows)
