"""The demo's pretend past."""

from datetime import date

from server.demo.past import pretend_past
from server.domain.waiting.estimator import Estimator
from server.domain.waiting.saving import save
from tests.support.halls import small_hall


def taught(seed: int = 1) -> Estimator:
    engine = Estimator()
    pretend_past(engine, small_hall(), date(2026, 11, 22), seed)
    return engine


def test_the_engine_speaks_of_every_matter_at_once() -> None:
    engine = taught()
    today = (date(2026, 11, 22) - date(1970, 1, 1)).days
    engine.new_day(today)
    for matter in small_hall().matters:
        estimate = engine.quote(today * 86_400 + 36_000.0, matter)
        assert estimate is not None
        assert 0 <= estimate.low <= estimate.high < 3 * 3600


def test_the_same_seed_is_the_same_past() -> None:
    assert save(taught()) == save(taught())
    assert save(taught(2)) != save(taught(1))
