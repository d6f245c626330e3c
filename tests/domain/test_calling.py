"""Who is next: properties of each rule, over whole queues that Hypothesis makes up."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    candidates,
    with_appointment,
)

PRIORITY = (RuleName.STRICT, RuleName.AGEING, RuleName.RATIO, RuleName.HEAD_START)
Happened = list[tuple[float, list[Someone], Someone, str]]
"""Of each call: the minute, who waited just before it, who was called, and why."""


def rank(one: Someone) -> int:
    return PRIORITY_CLASSES[one.priority_class].rank


def run(
    people: list[Someone], rule: Rule, pace: float, desks: list[Desk] | None = None
) -> Happened:
    """Everybody comes at their time, a desk calls every `pace` minutes, until nobody waits."""
    desks = desks or [Desk()]
    coming, waiting, minute, happened = list(people), [], 0.0, []
    while coming or waiting:
        for desk in desks:
            while coming and coming[0].at <= minute:
                waiting.append(coming.pop(0))
            before = list(waiting)
            called = call(waiting, desk, rule, minute)
            if called is not None:
                happened.append((minute, before, called[0], called[1].why))
        minute += pace
    return happened


pace = st.sampled_from([0.5, 2.0, 5.0])
rules = st.builds(
    Rule,
    name=st.sampled_from(list(RuleName)),
    bound=st.sampled_from([timedelta(minutes=m) for m in (0, 10, 30)]),
    ratio=st.integers(1, 4),
    appointment_every=st.integers(1, 4),
)


@given(arrivals(), rules, pace)
def test_order_is_kept_inside_a_queue_and_class(
    people: list[Someone], rule: Rule, pace: float
) -> None:
    called = [one for _, _, one, _ in run(people, rule, pace)]
    assert sorted(one.place for one in called) == [one.place for one in people]
    for queue in LINES:
        for priority_class in PRIORITY_CLASSES:
            places = [
                one.place
                for one in called
                if (one.queue, one.priority_class) == (queue, priority_class)
            ]
            assert places == sorted(places)


@given(arrivals(), pace)
def test_arrival_is_first_come_first_served(people: list[Someone], pace: float) -> None:
    for _, waiting, called, why in run(people, Rule(RuleName.ARRIVAL), pace):
        assert called == min(waiting, key=lambda one: one.place)
        assert why == "arrival"


@given(arrivals(), pace)
def test_strict_never_passes_over_a_higher_class(people: list[Someone], pace: float) -> None:
    for _, waiting, called, why in run(people, Rule(RuleName.STRICT), pace):
        top = [one for one in waiting if rank(one) == max(map(rank, waiting))]
        assert called == min(top, key=lambda one: one.place)
        assert why == ("priority" if rank(called) else "arrival")


@given(arrivals(), pace, st.sampled_from([0, 5, 20]))
def test_ageing_lets_nobody_be_passed_once_they_waited_the_bound(
    people: list[Someone], pace: float, bound: int
) -> None:
    rule = Rule(RuleName.AGEING, bound=timedelta(minutes=bound))
    for minute, waiting, called, why in run(people, rule, pace):
        aged = [one for one in waiting if minute - one.at >= bound]
        if aged:
            assert called == min(aged, key=lambda one: one.place)
            higher = any(rank(one) > rank(called) for one in waiting)
            assert why == ("aged" if higher else "arrival")
        else:
            assert rank(called) == max(map(rank, waiting))


@given(arrivals(), pace, st.sampled_from([0, 5, 20]))
def test_a_head_start_is_all_that_a_class_is_before_others(
    people: list[Someone], pace: float, bound: int
) -> None:
    rule = Rule(RuleName.HEAD_START, bound=timedelta(minutes=bound))
    for _, waiting, called, why in run(people, rule, pace):
        came = {one: one.at - bound * rank(one) for one in waiting}
        assert called == min(waiting, key=lambda one: (came[one], one.place))
        passed = [one for one in waiting if one.place < called.place]
        assert why == ("priority" if passed else "arrival")
        assert all(called.at - one.at <= bound * (rank(called) - rank(one)) for one in passed)


@given(arrivals(), pace, st.integers(1, 4))
def test_ratio_passes_over_an_ordinary_head_at_most_so_often(
    people: list[Someone], pace: float, ratio: int
) -> None:
    passed: dict[int, int] = {}
    for _, waiting, called, _ in run(people, Rule(RuleName.RATIO, ratio=ratio), pace):
        ordinary = [one for one in waiting if rank(one) == 0]
        if not ordinary or rank(called) == 0:
            passed.clear()
            assert not ordinary or called == min(ordinary, key=lambda one: one.place)
            continue
        candidate = min(ordinary, key=lambda one: one.place)
        passed[candidate.place] = passed.get(candidate.place, 0) + 1
        assert passed[candidate.place] <= ratio
        assert rank(called) == max(map(rank, waiting))


@given(arrivals(priority_classes=("ordinary",)), pace, st.integers(1, 4), st.data())
def test_appointments_go_first_when_due_and_take_their_share(
    people: list[Someone], pace: float, every: int, data: st.DataObject
) -> None:
    """Due ones first, but never two within `every` calls while others wait."""
    chosen = data.draw(st.sets(st.sampled_from([one.place for one in people])))
    mixed = [
        with_appointment(one, data.draw(st.integers(1, 90))) if one.place in chosen else one
        for one in people
    ]
    rule, since = Rule(RuleName.APPOINTMENT, appointment_every=every), every
    for minute, waiting, called, why in run(mixed, rule, pace):
        due = [one for one in waiting if one.appointment is not None and one.appointment <= minute]
        others = [one for one in waiting if one.appointment is None]
        if due and (since >= every - 1 or not others):
            assert called == min(due, key=lambda one: one.order)
            assert why == "appointment"
        elif others:
            assert called == min(others, key=lambda one: one.place)
        since = 0 if called.priority_class == APPOINTMENT else since + 1


@given(arrivals(), rules, st.lists(st.sampled_from([0, 1]), min_size=60, max_size=60))
def test_a_pause_of_one_window_changes_nobodys_order(
    people: list[Someone], rule: Rule, turns: list[int]
) -> None:
    """Whoever calls, inside a class the same order comes out, with two windows or with one."""
    together, alone = list(people), list(people)
    desks, only = [Desk(), Desk()], Desk()
    by_two = [call(together, desks[turn], rule, 100.0) for turn in turns]
    by_one = [call(alone, only, rule, 100.0) for _ in turns]
    for priority_class in PRIORITY_CLASSES:
        one, two = (
            [
                found[0].place
                for found in calls
                if found and found[0].priority_class == priority_class
            ]
            for calls in (by_one, by_two)
        )
        assert one == two


@given(arrivals(), st.sampled_from([RuleName.ARRIVAL, RuleName.STRICT, RuleName.AGEING]))
def test_windows_together_call_as_one_would(people: list[Someone], name: RuleName) -> None:
    """These rules remember nothing, so even the whole order is the same under any pause."""
    rule, waiting, again = Rule(name), list(people), list(people)
    pair, only = [Desk(), Desk()], Desk()
    for turn in range(len(people)):
        one, other = call(waiting, pair[turn % 2], rule, 99.0), call(again, only, rule, 99.0)
        assert one and other and one[0] == other[0]


@given(arrivals(), rules, st.integers(0, 5), st.integers(0, 5), st.permutations(range(9)))
def test_the_choice_depends_on_nothing_but_its_arguments(
    people: list[Someone], rule: Rule, streak: int, since: int, shuffled: list[int]
) -> None:
    given_heads = candidates(people, Desk())
    order = sorted(range(len(given_heads)), key=lambda i: shuffled[i % 9])
    history, now = CallHistory(streak, since), NINE + timedelta(minutes=100)
    straight = choose(given_heads, rule, PRIORITY_CLASSES, history, now)
    assert straight == choose([given_heads[i] for i in order], rule, PRIORITY_CLASSES, history, now)
    assert straight is not None and straight.candidate in given_heads


def test_nobody_waits() -> None:
    assert choose([], Rule(), PRIORITY_CLASSES, CallHistory(), NINE) is None


def test_a_weight_counts_a_wait_for_more() -> None:
    people = [Someone(1, "hukou", "ordinary", 0), Someone(2, "tax", "ordinary", 5)]
    desk = Desk({"hukou": 1.0, "tax": 3.0})
    early, late = call(list(people), desk, Rule(), 6), call(list(people), desk, Rule(), 9)
    assert early and early[0].queue == "hukou"  # 6 minutes against 3 × 1
    assert late and late[0].queue == "tax"  # 9 minutes against 3 × 4


@pytest.mark.parametrize("name", PRIORITY)
def test_an_unknown_class_is_ordinary(name: RuleName) -> None:
    """A class that a new configuration dropped keeps its people, at rank 0."""
    people = [Someone(1, "hukou", "guest", 0), Someone(2, "hukou", "elder", 1)]
    called = call(people, Desk(), Rule(name), 2)
    assert called and called[0].priority_class == "elder"
