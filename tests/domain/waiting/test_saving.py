"""Learning survives a restart: the restored engine answers as the one that went on."""

import json

import pytest

from server.domain.waiting.estimator import Estimator
from server.domain.waiting.saving import restore, save

DAY = 86400.0


def play(engine: Estimator, day: int, first: int, last: int) -> list[object]:
    """People first..last-1 come every two minutes to one of two queues, are called in turn."""
    answers: list[object] = []
    for i in range(first, last):
        t = day * DAY + 8 * 3600 + i * 120
        queue = "passports" if i % 3 else "cars"
        answers.append(engine.arrive(t, f"{day}-{i}", queue, i % 2, windows=2 + i % 2))
        if i >= 4:
            engine.start(t + 30, f"{day}-{i - 4}", f"w{i % 4}")
            engine.end(t + 90, f"{day}-{i - 4}", f"w{i % 4}")
    return answers


def learned() -> Estimator:
    engine = Estimator()
    for day in range(18000, 18004):
        engine.new_day(day)
        play(engine, day, 0, 120)
    return engine


def test_a_restored_engine_answers_as_if_nothing_had_happened() -> None:
    engine = learned()
    engine.new_day(18004)
    play(engine, 18004, 0, 60)
    again = restore(save(engine))
    assert play(engine, 18004, 60, 120) == play(again, 18004, 60, 120)
    engine.new_day(18005)
    again.new_day(18005)
    answers = play(engine, 18005, 0, 120)
    assert answers == play(again, 18005, 0, 120)
    assert any(answer is not None for answer in answers)
    assert save(engine) == save(again)


def test_windows_are_kept() -> None:
    engine = learned()
    t = 18004 * DAY + 9 * 3600
    engine.window(t, "1", frozenset({"cars"}), True)
    engine.window(t, "2", frozenset({"cars", "passports"}), False)
    again = restore(save(engine))
    assert (again.open_windows("cars"), again.open_windows("passports")) == (1, 0)


def test_another_format_is_refused() -> None:
    state = json.loads(save(learned()))
    state["format"] = 0
    with pytest.raises(ValueError, match="replay the journal"):
        restore(json.dumps(state))
