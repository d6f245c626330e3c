"""The hall's own score of its wait ranges (F6): how often they held, and by how much not."""

from collections import defaultdict
from datetime import date, timedelta

from server.contracts.answers_waits import DayScore, MatterScore, Sums, WaitScores
from server.storage import wait_scores
from server.storage.base import Connection
from server.storage.wait_scores import Score
from server.usecases.app_context import AppContext
from server.usecases.hall_words import said

DEFINITION = {
    "zh": "取号时告诉的范围，与实际等到第一次叫号的时间比较。命中：实际时间落在范围内；"
    "目标是十次中八次。误差：实际时间与范围中点估计之差的平均，本人延后的号不计。",
    "en": "The range told at issue against the wait until the first call. A hit: the wait lay "
    "inside the range; eight in ten are aimed at. Error: mean distance between the estimate and "
    "the wait. Tickets postponed by their holders don't count.",
}
MOST_DAYS = 366


def wait_scores_of(context: AppContext, hall: str, days: int) -> WaitScores:
    """By day, newest last, today included as far as it has gone; and by matter over all."""
    with context.store.database.reading() as connection:
        known = context.store.hall(connection, hall)
        at = (context.store.seq(connection, hall), context.now())
        today = context.store.day(connection, known, at[1])
        model = context.waits.model(connection, known, at)
    since = today - timedelta(days=min(days, MOST_DAYS) - 1)

    def score(connection: Connection) -> list[Score]:
        past = [s for s in wait_scores.kept(connection, hall, since) if s.day != today]
        return [*past, *wait_scores.measured(connection, hall, today)]

    scores = context.store.database.report(score)
    by_day, by_matter = _by_day_and_matter(scores)
    return WaitScores(
        hall=hall,
        definition=said(known, DEFINITION),
        model=model,
        all=_summed(scores),
        days=[
            DayScore(day=day.isoformat(), **dict(_summed(by_day[day]))) for day in sorted(by_day)
        ],
        matters=[
            MatterScore(matter=key, **dict(_summed(by_matter[key]))) for key in sorted(by_matter)
        ],
    )


def _by_day_and_matter(
    scores: list[Score],
) -> tuple[dict[date, list[Score]], dict[str, list[Score]]]:
    days: dict[date, list[Score]] = defaultdict(list)
    matters: dict[str, list[Score]] = defaultdict(list)
    for score in scores:
        days[score.day].append(score)
        matters[score.matter].append(score)
    return days, matters


def _summed(scores: list[Score]) -> Sums:
    n = sum(score.n for score in scores)
    if not n:
        return Sums(n=0, hit_rate=None, error_s=None)
    return Sums(
        n=n,
        hit_rate=round(sum(score.hits for score in scores) / n, 3),
        error_s=round(sum(score.error_s for score in scores) / n),
    )
