"""The demo's pretend past."""

from datetime import date

from server.demo.past import pretend_past
from server.storage.lessons import Mind
from tests.support.halls import small_hall


def taught(seed: int = 1) -> Mind:
    mind = Mind()
    pretend_past(mind, small_hall(), date(2026, 11, 22), seed)
    return mind


def test_the_hall_speaks_of_every_matter_at_once() -> None:
    mind = taught()
    today = (date(2026, 11, 22) - date(1970, 1, 1)).days
    mind.new_day(today)
    for matter in small_hall().matters:
        estimate = mind.engine.quote(today * 86_400 + 36_000.0, matter)
        assert estimate is not None
        assert 0 <= estimate.low <= estimate.high < 3 * 3600


def test_the_same_seed_is_the_same_past() -> None:
    assert taught().dump() == taught().dump()
    assert taught(2).dump() != taught(1).dump()
