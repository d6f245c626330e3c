"""The hall's own score of its wait ranges (F6): how often they held, and by how much not."""

from collections.abc import Iterable
from datetime import timedelta

from server.domain.window import Json
from server.storage import wait_scores
from server.storage.wait_scores import Score
from server.usecases.house import House

DEFINITION = {
    "zh": "取号时告诉的范围，与实际等到第一次叫号的时间比较。命中：实际时间落在范围内；"
    "目标是十次中八次。误差：实际时间与范围中点估计之差的平均，本人延后的号不计。",
    "en": "The range told at issue against the wait until the first call. A hit: the wait lay "
    "inside the range; eight in ten are aimed at. Error: mean distance between the estimate and "
    "the wait. Tickets postponed by their holders don't count.",
}
MOST_DAYS = 366


def wait_scores_of(house: House, hall: str, days: int) -> Json:
    """By day, newest last, today included as far as it has gone; and by matter over all."""
    with house.store.database.reading() as connection:
        known = house.store.hall(connection, hall)
        today = known.hours.business_day(house.now())
        since = today - timedelta(days=min(days, MOST_DAYS) - 1)
        past = [s for s in wait_scores.kept(connection, hall, since) if s.day != today]
        at = (house.store.seq(connection, hall), house.now())
        model = house.waits.model(connection, known, at)
        scores = [*past, *wait_scores.measured(connection, hall, today)]
    by_day = {day: [s for s in scores if s.day == day] for day in sorted({s.day for s in scores})}
    matters = sorted({s.matter for s in scores})
    return {
        "hall": hall,
        "definition": DEFINITION,
        "model": model,
        "all": _summed(scores),
        "days": [{"day": day.isoformat(), **_summed(found)} for day, found in by_day.items()],
        "matters": [
            {"matter": matter, **_summed([s for s in scores if s.matter == matter])}
            for matter in matters
        ],
    }


def _summed(scores: Iterable[Score]) -> Json:
    found = list(scores)
    n = sum(score.n for score in found)
    if not n:
        return {"n": 0, "hit_rate": None, "error_s": None}
    return {
        "n": n,
        "hit_rate": round(sum(score.hits for score in found) / n, 3),
        "error_s": round(sum(score.error_s for score in found) / n),
    }
