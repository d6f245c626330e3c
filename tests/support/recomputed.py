"""The manager's figures held against the oracle's."""

from datetime import date, datetime, timedelta

from server.contracts.answers_hall import Today
from server.domain.chain import Entry
from server.domain.hall import Hall
from server.storage import journal, wait_scores
from server.usecases import reading
from server.usecases.app_context import AppContext
from server.usecases.today import today
from server.usecases.verifying import verify_hall
from tests.support.oracle import Standing, at_windows, figures, scores
from tests.support.oracle_lists import Asked, lists

LATE = "wait_over"
TOLD = ("clock", "paper", "pause", "printer", "idle")


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
    _lists(found, known, entries, day)


def _lists(found: Today, hall: Hall, entries: list[Entry], day: date) -> None:
    """Windows, printers, calls out of turn and alarms; AssertionError where one differs."""
    now = datetime.fromisoformat(found.at)
    left = frozenset(alarm.window or "" for alarm in found.alarms if alarm.kind == "left")
    asked = Asked(
        day, now, hall.idle, {key: window.queues for key, window in hall.windows.items()},
        hall.pause_reasons, hall.call_reasons, left,
    )  # fmt: skip
    expected = lists(entries, asked)
    for key, window in found.windows.items():
        shown = window.model_dump(exclude={"clerk", "not_authorised"})
        assert shown == expected["windows"][key]
        assert (window.clerk is None) == (window.state == "closed")
    assert {key: health.model_dump() for key, health in found.printers.items()} == expected[
        "printers"
    ]
    assert [call.model_dump() for call in found.out_of_turn] == expected["out_of_turn"]
    told = {kind: [a for a in found.alarms if a.kind == kind] for kind in TOLD}
    assert sorted(alarm.window or "" for alarm in told["idle"]) == sorted(expected["idle"])
    pauses = [hall.named(key.zfill(2))["en"] for key in expected["pause"]]
    late_back = [alarm.text["en"].split(" is ")[0] for alarm in told["pause"]]
    assert sorted(late_back) == sorted(pauses)
    assert len(told["printer"]) == len(expected["printer"])
    late = [int(alarm.text["en"].split()[0]) for alarm in told["paper"]]
    assert late == ([expected["paper"]] if expected["paper"] else [])
    ends = timedelta(hours=hall.hours.day_ends.hour, minutes=hall.hours.day_ends.minute)
    wall = now.astimezone(hall.hours.timezone).replace(tzinfo=None)
    assert bool(told["clock"]) == (day > (wall - ends).date())
