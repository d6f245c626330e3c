"""What must hold for any hall: order of the bounds, monotone answers, nothing from the future."""

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from server.domain.waiting.conformal import Errors, calibrated, hall_errors, queue_errors
from server.domain.waiting.estimate import Estimate
from server.domain.waiting.estimator import Estimator
from server.domain.waiting.saving import restore, save
from tests.support.tries import tries

DAY = 86400.0
FIRST = 18000


@dataclass(frozen=True)
class Step:
    """Something that happens in a made-up hall, `gap` seconds after what was before."""

    gap: int
    what: str
    queue: str
    priority: int
    windows: int | None


steps = st.lists(
    st.builds(
        Step,
        gap=st.integers(0, 900),
        what=st.sampled_from(("arrive", "arrive", "start", "start", "end", "leave")),
        queue=st.sampled_from(("cars", "passports")),
        priority=st.integers(0, 1),
        windows=st.none() | st.integers(0, 6),
    ),
    min_size=5,
    max_size=40,
)
histories = st.lists(steps, min_size=2, max_size=4)


def play(engine: Estimator, day: int, happened: list[Step]) -> list[Estimate | None]:
    """Feed one day's steps from eight o'clock; returns what was answered to arrivals."""
    engine.new_day(day)
    t, answers = day * DAY + 8 * 3600, []
    waiting: list[str] = []
    serving: list[str] = []
    for i, step in enumerate(happened):
        t += step.gap
        if step.what == "arrive":
            waiting.append(f"{day}-{i}")
            answers.append(engine.arrive(t, waiting[-1], step.queue, step.priority, step.windows))
        elif step.what == "start" and waiting:
            serving.append(waiting.pop(0))
            engine.start(t, serving[-1], f"w{i % 3}")
        elif step.what == "end" and serving:
            engine.end(t, serving.pop(0))
        elif step.what == "leave" and waiting:
            engine.leave(t, waiting.pop())
    return answers


def played(history: list[list[Step]]) -> Estimator:
    engine = Estimator()
    for day, happened in enumerate(history, FIRST):
        play(engine, day, happened)
    return engine


def later(history: list[list[Step]]) -> float:
    return (FIRST + len(history) - 1) * DAY + 18 * 3600


@given(histories)
def test_the_bounds_lie_around_the_point(history: list[list[Step]]) -> None:
    engine = Estimator()
    for day, happened in enumerate(history, FIRST):
        for answer in play(engine, day, happened):
            assert answer is None or 0 <= answer.low <= answer.point <= answer.high


@given(histories, st.integers(0, 40), st.integers(1, 20))
def test_more_people_ahead_never_shorten_the_wait(
    history: list[list[Step]], ahead: int, more: int
) -> None:
    engine = played(history)
    t, twin = later(history), restore(save(engine))
    few = engine.arrive(t, "x", "cars", ahead=ahead)
    many = twin.arrive(t, "x", "cars", ahead=ahead + more)
    assert (few is None) == (many is None)
    if few is not None and many is not None:
        assert few.point <= many.point
        assert few.high <= many.high
        assert few.low <= many.low


@given(histories, st.integers(0, 8), st.integers(1, 4))
def test_one_more_open_window_never_lengthens_the_wait(
    history: list[list[Step]], windows: int, more: int
) -> None:
    engine = played(history)
    t, twin = later(history), restore(save(engine))
    few = engine.arrive(t, "x", "cars", windows=windows)
    many = twin.arrive(t, "x", "cars", windows=windows + more)
    if few is not None and many is not None:
        assert many.point <= few.point
        assert many.high <= few.high


@given(histories)
def test_somebody_behind_waits_at_least_as_long(history: list[list[Step]]) -> None:
    engine = played(history)
    t = later(history)
    for i in range(6):
        engine.arrive(t, f"x{i}", "cars", windows=2)
    answers = [engine.ask(t, f"x{i}") for i in range(6)]
    points = [answer.point for answer in answers if answer is not None]
    assert points == sorted(points)
    assert len(points) in (0, 6)


@given(histories, steps)
@settings(max_examples=tries(15))
def test_what_comes_later_changes_no_answer(history: list[list[Step]], more: list[Step]) -> None:
    whole, cut = Estimator(), Estimator()
    for day, happened in enumerate(history[:-1], FIRST):
        assert play(whole, day, happened + more) is not None
        play(cut, day, happened + more)
    last = FIRST + len(history)
    with_future = play(whole, last, history[-1] + more)
    without = play(cut, last, history[-1])
    assert with_future[: len(without)] == without


@given(histories, steps)
@settings(max_examples=tries(15))
def test_a_restart_changes_no_answer(history: list[list[Step]], more: list[Step]) -> None:
    engine = played(history)
    again = restore(save(engine))
    day = FIRST + len(history)
    assert play(engine, day, more) == play(again, day, more)


errors = st.lists(st.tuples(st.floats(0, 20000), st.floats(0, 20000)), max_size=80)


def learned(kind: Errors, seen: list[tuple[float, float]]) -> Errors:
    for i, (raw, actual) in enumerate(seen):
        kind.learn(raw, actual)
        if i % 10 == 9:
            kind.end_day(counts=True)
    return kind


@given(errors, errors, st.floats(0, 40000), st.floats(0, 5000))
def test_the_calibration_never_falls(
    own: list[tuple[float, float]],
    halls: list[tuple[float, float]],
    raw: float,
    more: float,
) -> None:
    queue, hall = learned(queue_errors(), own), learned(hall_errors(), halls)
    less, greater = calibrated(raw, queue, hall), calibrated(raw + more, queue, hall)
    assert less[0] <= less[1] <= less[2]
    assert all(a <= b + 1e-6 for a, b in zip(less, greater, strict=True))


@given(histories, steps)
def test_asking_changes_no_answer(history: list[list[Step]], more: list[Step]) -> None:
    asked, left_alone = played(history), played(history)
    day = FIRST + len(history)
    for i in range(0, len(more), 3):
        for engine in (asked, left_alone):
            play(engine, day + i, more[i:])
        t = (day + i) * DAY + 12 * 3600
        for ticket in list(asked.tickets):
            asked.ask(t, ticket)
        asked.quote(t, "cars")
        asked.quote(t, "never seen")
    assert save(asked) == save(left_alone)
