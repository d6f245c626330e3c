"""The learned model: repeatable, walked without its library, used only while it is better."""

from random import Random

import lightgbm
import numpy as np
import pytest

from server.domain.waiting.conformal import size
from server.domain.waiting.estimate import Estimate
from server.waits.ml.saving import load, save
from server.waits.ml.trainer import Trainer
from server.waits.ml.trees import POINT, predict, train
from server.waits.ml.trial import LearnedAdvisor

DEFAULT = Estimate(600.0, 60.0, 1200.0)


def examples(n: int, seed: int) -> tuple[list[tuple[float, ...]], list[float]]:
    chance = Random(seed)
    rows = [(chance.random() * 10, chance.random(), float(i % 3)) for i in range(n)]
    return rows, [row[0] / 3 + chance.gauss(0, 0.1) for row in rows]


def test_the_same_rows_give_the_same_trees() -> None:
    rows, sizes = examples(400, 1)
    assert train(rows, sizes, POINT, 15) == train(rows, sizes, POINT, 15)


def test_walking_the_trees_says_what_the_library_says(monkeypatch: pytest.MonkeyPatch) -> None:
    rows, sizes = examples(400, 2)
    boosters = []
    original = lightgbm.train

    def remember(*arguments: object) -> lightgbm.Booster:
        boosters.append(original(*arguments))
        return boosters[-1]

    monkeypatch.setattr(lightgbm, "train", remember)
    trees = train(rows, sizes, POINT, 15)
    theirs = np.mean([booster.predict(np.asarray(rows[:50])) for booster in boosters], axis=0)
    assert [predict(trees, row) for row in rows[:50]] == pytest.approx(list(theirs), abs=1e-9)


def live(advisor: LearnedAdvisor, days: range, truth: float, noise: float, seed: int = 3) -> None:
    """Days on which the wait hangs on one number of the row that the default does not see."""
    chance = Random(seed)
    for day in days:
        advisor.new_day(day)
        for i in range(150):
            row = (chance.random() * 10, float(i))
            advisor.advise(f"{day}-{i}", row, DEFAULT)
            wait = row[0] * truth if truth else 600 + chance.uniform(-noise, noise)
            advisor.waited(f"{day}-{i}", wait)


def test_it_is_taken_into_use_only_after_a_day_on_trial() -> None:
    advisor = LearnedAdvisor(Trainer())
    live(advisor, range(1, 4), truth=100, noise=0)
    assert advisor.trainer.point and not advisor.in_use
    advisor.new_day(4)
    assert advisor.in_use
    switch = advisor.switches[0]
    assert (switch.day, switch.in_use) == (4, True)
    assert switch.learned_mae < switch.default_mae
    said = advisor.advise(None, (9.0, 0.0, 0.0), DEFAULT)
    assert said.low <= said.point <= said.high
    assert DEFAULT.point < said.point


def test_it_is_put_out_of_use_when_it_gets_worse() -> None:
    advisor = LearnedAdvisor(Trainer())
    live(advisor, range(1, 5), truth=100, noise=0)
    assert advisor.in_use
    live(advisor, range(5, 13), truth=0, noise=1, seed=4)
    advisor.new_day(13)
    assert [switch.in_use for switch in advisor.switches] == [True, False]
    assert advisor.advise("x", (9.0, 0.0), DEFAULT) is DEFAULT


def test_without_enough_to_learn_from_the_default_stands() -> None:
    advisor = LearnedAdvisor(Trainer())
    advisor.new_day(1)
    assert advisor.advise("a", (1.0,), DEFAULT) is DEFAULT
    advisor.waited("a", 30)
    advisor.waited("never asked", 30)
    advisor.new_day(2)
    assert advisor.trainer.point == []
    assert [row for _, row, _ in advisor.trainer.rows] == [(1.0, 0.0)]
    assert advisor.trainer.rows[0][2] == pytest.approx(size(30), abs=1e-4)


def test_what_was_learned_survives_a_restart() -> None:
    advisor = LearnedAdvisor(Trainer(), 4)
    live(advisor, range(1, 5), truth=100, noise=0)
    trainer, halls = load(save(advisor.trainer, {"a": advisor}))
    again = halls["a"]
    assert again.trainer is trainer and len(trainer.rows) == len(advisor.trainer.rows)
    assert (again.hall, again.in_use, again.switches) == (4, True, advisor.switches)
    rows = [(x / 2, 0.0) for x in range(20)]
    said = [advisor.advise(None, row, DEFAULT) for row in rows]
    assert said == [again.advise(None, row, DEFAULT) for row in rows]
    with pytest.raises(ValueError, match="can't be read"):
        load(b"something else")
