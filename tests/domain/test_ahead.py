"""Who is told n ahead is called after n others: what is told and what is done are one function."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from server.domain.ahead import Caller, Waiting, queues_before
from server.domain.calling import CallHistory, choose
from server.domain.hall import APPOINTMENT, Rule, RuleName
from tests.support.queues import (
    LINES,
    NINE,
    PRIORITY_CLASSES,
    Desk,
    Someone,
    arrivals,
    call,
    with_appointment,
)

MINUTE = 60.0
NOW = NINE + timedelta(minutes=MINUTE)
histories = st.builds(CallHistory, st.integers(0, 4), st.sampled_from([0, 1, 5, 1_000_000]))
any_weights = st.dictionaries(
    st.sampled_from(LINES), st.sampled_from([0.5, 1.0, 2.0]), min_size=1, max_size=len(LINES)
)
rules = st.builds(
    Rule,
    name=st.sampled_from(list(RuleName)),
    bound=st.sampled_from([timedelta(minutes=m) for m in (0, 10, 30)]),
    ratio=st.integers(1, 4),
    appointment_every=st.integers(1, 4),
)


@st.composite
def crowds(draw: st.DrawFn) -> list[Someone]:
    """People some of whom have an appointment, earlier or later than now."""
    people = draw(arrivals())
    times = st.one_of(st.none(), st.none(), st.integers(0, 120))
    return [
        one if at is None else with_appointment(one, float(at))
        for one in people
        for at in [draw(times)]
    ]


def waiting(people: list[Someone]) -> list[Waiting]:
    return [Waiting(int((one.appointment or 0) * 60), one.candidate()) for one in people]


def told(people: list[Someone], mine: Someone, desks: list[Desk], rule: Rule) -> int:
    callers = [Caller(desk.serves, desk.history) for desk in desks if mine.queue in desk.serves]
    return len(queues_before(mine.place, waiting(people), callers, (rule, PRIORITY_CLASSES), NOW))


@given(crowds(), rules, any_weights, histories, st.data())
def test_one_window_calls_exactly_so_many_before(
    people: list[Someone],
    rule: Rule,
    weights: dict[str, float],
    history: CallHistory,
    data: st.DataObject,
) -> None:
    served = [one for one in people if one.queue in weights]
    if not served:
        return
    mine, desk = data.draw(st.sampled_from(served)), Desk(weights, history)
    said = told(people, mine, [desk], rule)
    queue, before = list(people), 0
    while (called := call(queue, desk, rule, MINUTE)) and called[0] != mine:
        before += 1
    assert called is not None and said == before


@given(arrivals(), st.sampled_from([RuleName.ARRIVAL, RuleName.STRICT]), st.data())
def test_several_windows_stay_between_the_least_and_all(
    people: list[Someone], name: RuleName, data: st.DataObject
) -> None:
    """Whatever the order in which windows call, and whatever each of them does beside."""
    served = st.lists(st.sampled_from(LINES), min_size=1, unique=True)
    desks = [Desk(dict.fromkeys(data.draw(served), 1.0)) for _ in range(3)]
    rule, mine = Rule(name), data.draw(st.sampled_from(people))
    able = [desk for desk in desks if mine.queue in desk.serves]
    if not able:
        return
    alone = [before_alone(people, mine, desk, rule) for desk in able]
    least, most = min(map(len, alone)), len(set.union(*alone))
    assert least <= told(people, mine, desks, rule) <= most
    queue, before = list(people), 0
    while called := call(queue, data.draw(st.sampled_from(able)), rule, MINUTE):
        if called[0] == mine:
            break
        before += 1
        if not any(one == mine for one in queue):
            break
    if called is not None:
        assert least <= before <= most


def before_alone(people: list[Someone], mine: Someone, desk: Desk, rule: Rule) -> set[int]:
    queue, desk, before = list(people), Desk(desk.serves), set()
    while (called := call(queue, desk, rule, MINUTE)) and called[0] != mine:
        before.add(called[0].place)
    return before


def back(place: int, queue: str, turn: int, priority_class: str = "elder") -> Waiting:
    one = Someone(place, queue, priority_class, float(place))
    candidate = one.candidate()
    return Waiting(0, type(candidate)(*_fields(candidate), turn=turn))


def _fields(candidate: object) -> list[object]:
    names = ("ticket", "queue", "priority_class", "place", "entered", "since", "appointment")
    return [*(getattr(candidate, name) for name in names), 1.0]


@given(st.sampled_from(list(RuleName)), st.integers(0, 6), st.sampled_from(["ordinary", "elder"]))
def test_who_is_back_comes_after_the_next_so_many_whatever_the_class(
    name: RuleName, turn: int, priority_class: str
) -> None:
    six = [Someone(place, "hukou", "ordinary", float(place)) for place in range(1, 7)]
    mine = back(9, "hukou", turn, priority_class)
    rules = (Rule(name), PRIORITY_CLASSES)
    callers = [Caller({"hukou": 1.0})]
    assert len(queues_before(9, [*waiting(six), mine], callers, rules, NOW)) == turn


def test_who_is_back_waits_for_nobody_where_nobody_waits() -> None:
    mine = back(9, "hukou", 3)
    choice = choose([mine.candidate], Rule(), PRIORITY_CLASSES, CallHistory(), NOW)
    assert choice is not None and choice.why == "returned"


def test_a_window_that_serves_nothing_of_theirs_brings_them_no_nearer() -> None:
    people = [Someone(1, "tax", "ordinary", 1), Someone(2, "hukou", "ordinary", 2)]
    mine = back(9, "hukou", 1, "ordinary")
    callers = [Caller({"tax": 1.0}), Caller({"hukou": 1.0})]
    rules = (Rule(), PRIORITY_CLASSES)
    assert len(queues_before(9, [*waiting(people), mine], callers[1:], rules, NOW)) == 1


def test_a_later_arrival_that_a_weight_lets_first_says_so() -> None:
    people = [Someone(1, "hukou", "ordinary", 55), Someone(2, "tax", "ordinary", 57)]
    desk = Desk({"hukou": 1.0, "tax": 2.0})
    called = call(list(people), desk, Rule(), MINUTE)
    assert called is not None and (called[0].place, called[1].why) == (2, "weight")


def test_an_appointment_that_is_due_is_told_nobody() -> None:
    people = [Someone(place, "tax", "ordinary", place) for place in range(1, 7)]
    mine = with_appointment(Someone(9, "tax", "ordinary", 30), 50)
    assert mine.priority_class == APPOINTMENT
    assert told([*people, mine], mine, [Desk()], Rule(RuleName.APPOINTMENT)) == 0
