"""The manager's figures held against the oracle's."""

from server.storage import journal, wait_scores
from server.usecases import reading
from server.usecases.app_context import AppContext
from server.usecases.today import today
from server.usecases.verifying import verify_hall
from tests.support.oracle import Standing, at_windows, figures, scores

LATE = "wait_over"


def recomputed(context: AppContext, hall: str = "main") -> None:
    """Every figure and every row is what the hall's journal gives; AssertionError where not."""
    verified = verify_hall(context, hall)
    assert (verified.broken, verified.discrepancies) == (None, [])
    found = today(context, hall)
    with context.store.database.reading() as connection:
        known, now = context.store.hall(connection, hall), context.now()
        day = context.store.day(connection, known, now)
        entries = list(journal.whole(connection, hall))
        measured = wait_scores.measured(connection, hall, day)
    standing = Standing(day, now, known.pledge, tuple(known.matters), known.hours.timezone)
    expected = figures(entries, standing)
    late = [int(alarm.text["en"].split()[0]) for alarm in found.alarms if alarm.kind == LATE]
    shown = found.model_dump() | {
        "oldest_s": None if found.oldest is None else found.oldest.seconds,
        "late": sum(late),
    }
    assert {name: shown[name] for name in expected} == expected
    finished, waiting = at_windows(entries, day)
    for key in known.windows:
        console = reading.window(context, hall, key)
        assert console.served_today == finished[key]
        assert all(load.waiting == waiting[load.matter] for load in console.load)
    assert {s.matter: (s.n, s.hits, s.error_s) for s in measured} == scores(entries, day)
