"""The estimator follows the hall's order: who came back, who lets others go, whose windows call."""

import pytest

from server.domain.waiting.estimator import Estimator

DAY = 18_000
OPENS = DAY * 86_400.0 + 9 * 3600


@pytest.fixture
def engine() -> Estimator:
    """Window 1 calls from `a`, window 2 from `b`; both have been busy for an hour."""
    engine = Estimator()
    engine.new_day(DAY)
    for queue, window in (("a", "1"), ("b", "2")):
        engine.window(OPENS, window, frozenset({queue}), True)
    for i in range(12):
        for queue, window in (("a", "1"), ("b", "2")):
            t = OPENS + i * 300
            engine.arrive(t, f"{queue}{i}", queue)
            engine.start(t + 200, f"{queue}{i}", window)
            engine.end(t + 290, f"{queue}{i}", window)
    return engine


def waiting(engine: Estimator, count: int) -> float:
    t = OPENS + 4000
    for i in range(count):
        engine.arrive(t + i, f"w{i}", "a")
    return t + count


def people_ahead(engine: Estimator, ticket: str) -> int:
    """People who will be called before this ticket."""
    person = engine.tickets[ticket]
    return engine.groups[engine.group_of[person.queue]].ahead(person.key)


def test_who_comes_back_is_behind_the_next_few(engine: Estimator) -> None:
    t = waiting(engine, 20)
    engine.come_back(t, "back", "a", 3)
    assert people_ahead(engine, "back") == 3
    assert (people_ahead(engine, "w2"), people_ahead(engine, "w3")) == (2, 4)


def test_who_comes_back_to_a_short_queue_is_the_last(engine: Estimator) -> None:
    t = waiting(engine, 2)
    engine.come_back(t, "back", "a", 3)
    assert people_ahead(engine, "back") == 2


def test_who_lets_three_go_first_has_three_ahead(engine: Estimator) -> None:
    waiting(engine, 10)
    engine.put_off("w0", places=3)
    assert [people_ahead(engine, f"w{i}") for i in (0, 1, 3, 4)] == [3, 0, 2, 4]
    engine.put_off("w9", places=3)
    assert people_ahead(engine, "w9") == 9


def test_more_calls_before_never_shorten_the_wait(engine: Estimator) -> None:
    t = waiting(engine, 10)
    waits = [engine.ask(t, "w9", before=["a"] * n) for n in range(12)]
    points = [estimate.point for estimate in waits if estimate]
    assert len(points) == 12
    assert points == sorted(points) and points[0] < points[11] / 3


def test_calls_of_other_windows_cost_no_time(engine: Estimator) -> None:
    t = waiting(engine, 10)
    assert engine.ask(t, "w9", before=["b"] * 9) == engine.ask(t, "w9", before=[])
