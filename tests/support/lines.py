"""A hall's lines in memory, to run whole queues through `choose`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from server.domain.calling import Choice, Crowd, Head, Memory, choose
from server.domain.hall import APPOINTMENT, Lane, Rule

NINE = datetime(2026, 11, 18, 1, 0, tzinfo=UTC)
LANES = {
    "ordinary": Lane("ordinary"),
    "elder": Lane("elder", 1),
    "soldier": Lane("soldier", 2),
    APPOINTMENT: Lane(APPOINTMENT),
}
LINES = ("hukou", "idcard", "tax")


@dataclass(frozen=True)
class Someone:
    """Came as the `place`-th, at minute `at`."""

    place: int
    line: str
    lane: str
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

    def head(self, weight: float = 1.0) -> Head:
        return Head(
            self.place, self.line, self.lane, self.place, self.place, self.since, self.due, weight
        )


@dataclass
class Desk:
    """A window: the lines it serves with their weights, and what it remembers."""

    serves: Mapping[str, float] = field(default_factory=lambda: dict.fromkeys(LINES, 1.0))
    memory: Memory = field(default_factory=Memory)


def heads(waiting: Iterable[Someone], desk: Desk) -> list[Head]:
    """What the database would hand over: the first of each line and lane."""
    first: dict[tuple[str, str], Someone] = {}
    for one in waiting:
        if one.line in desk.serves:
            known = first.setdefault((one.line, one.lane), one)
            if one.order < known.order:
                first[one.line, one.lane] = one
    return [one.head(desk.serves[one.line]) for one in first.values()]


def call(
    waiting: list[Someone], desk: Desk, rule: Rule, minute: float
) -> tuple[Someone, Choice] | None:
    """Who is called to the desk; they no longer wait."""
    now = NINE + timedelta(minutes=minute)
    choice = choose(heads(waiting, desk), rule, LANES, desk.memory, now)
    if choice is None:
        return None
    desk.memory = choice.memory
    [called] = [one for one in waiting if one.place == choice.head.ticket]
    waiting.remove(called)
    return called, choice


def crowds(waiting: Iterable[Someone], mine: Someone) -> list[Crowd]:
    others = [one for one in waiting if one != mine]
    return [
        Crowd(
            lane,
            sum(one.lane == lane for one in others),
            sum(one.lane == lane and one.place < mine.place for one in others),
        )
        for lane in LANES
    ]


@st.composite
def arrivals(
    draw: st.DrawFn, most: int = 30, lanes: Iterable[str] = ("ordinary", "elder", "soldier")
) -> list[Someone]:
    """People in the order of their coming, a few minutes apart."""
    kinds = draw(
        st.lists(
            st.tuples(st.sampled_from(LINES), st.sampled_from(tuple(lanes)), st.integers(0, 4)),
            min_size=1,
            max_size=most,
        )
    )
    minute, people = 0.0, []
    for place, (line, lane, gap) in enumerate(kinds, start=1):
        minute += gap
        people.append(Someone(place, line, lane, minute))
    return people


def with_appointment(one: Someone, minute: float) -> Someone:
    return replace(one, lane=APPOINTMENT, appointment=minute)
