"""A hall's queues in memory, to run whole queues through `choose`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from server.domain.calling import CallHistory, Candidate, NextCall, choose
from server.domain.hall import APPOINTMENT, PriorityClass, Rule

NINE = datetime(2026, 11, 18, 1, 0, tzinfo=UTC)
PRIORITY_CLASSES = {
    "ordinary": PriorityClass("ordinary"),
    "elder": PriorityClass("elder", 1),
    "soldier": PriorityClass("soldier", 2),
    APPOINTMENT: PriorityClass(APPOINTMENT),
}
LINES = ("hukou", "idcard", "tax")


@dataclass(frozen=True)
class Someone:
    """Came as the `place`-th, at minute `at`."""

    place: int
    queue: str
    priority_class: str
    at: float
    appointment: float | None = None  # minute

    @property
    def since(self) -> datetime:
        return NINE + timedelta(minutes=self.at)

    @property
    def due(self) -> datetime | None:
        if self.appointment is None:
            return None
        return NINE + timedelta(minutes=self.appointment)

    @property
    def order(self) -> tuple[float, int]:
        return (self.appointment or 0.0, self.place)

    def candidate(self, weight: float = 1.0) -> Candidate:
        return Candidate(
            self.place,
            self.queue,
            self.priority_class,
            self.place,
            self.place,
            self.since,
            self.due,
            weight,
        )


@dataclass
class Desk:
    """A window: the queues it serves with their weights, and what it remembers."""

    serves: Mapping[str, float] = field(default_factory=lambda: dict.fromkeys(LINES, 1.0))
    history: CallHistory = field(default_factory=CallHistory)


def candidates(waiting: Iterable[Someone], desk: Desk) -> list[Candidate]:
    """What the database would hand over: the first of each queue and priority class, with an
    appointment and without."""
    first: dict[tuple[str, str, bool], Someone] = {}
    for one in waiting:
        if one.queue in desk.serves:
            kind = (one.queue, one.priority_class, one.appointment is not None)
            if one.order < first.setdefault(kind, one).order:
                first[kind] = one
    return [one.candidate(desk.serves[one.queue]) for one in first.values()]


def call(
    waiting: list[Someone], desk: Desk, rule: Rule, minute: float
) -> tuple[Someone, NextCall] | None:
    """Who is called to the desk; they no longer wait."""
    now = NINE + timedelta(minutes=minute)
    choice = choose(candidates(waiting, desk), rule, PRIORITY_CLASSES, desk.history, now)
    if choice is None:
        return None
    desk.history = choice.history
    [called] = [one for one in waiting if one.place == choice.candidate.ticket]
    waiting.remove(called)
    return called, choice


@st.composite
def arrivals(
    draw: st.DrawFn,
    most: int = 30,
    priority_classes: Iterable[str] = ("ordinary", "elder", "soldier"),
) -> list[Someone]:
    """People in the order of their coming, a few minutes apart."""
    kinds = draw(
        st.lists(
            st.tuples(
                st.sampled_from(LINES), st.sampled_from(tuple(priority_classes)), st.integers(0, 4)
            ),
            min_size=1,
            max_size=most,
        )
    )
    minute, people = 0.0, []
    for place, (queue, priority_class, gap) in enumerate(kinds, start=1):
        minute += gap
        people.append(Someone(place, queue, priority_class, minute))
    return people


def with_appointment(one: Someone, minute: float) -> Someone:
    return replace(one, priority_class=APPOINTMENT, appointment=minute)
