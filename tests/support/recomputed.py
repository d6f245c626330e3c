"""The manager's figures held against the oracle's."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from itertools import pairwise

from server.contracts.answers_hall import Today
from server.domain.chain import Entry
from server.domain.facts.hall_facts import FactRows, HallFacts
from server.domain.hall import Hall
from server.storage import journal, wait_scores
from server.storage.journal_words import record_of
from server.usecases import reading
from server.usecases.app_context import AppContext
from server.usecases.today import today
from server.usecases.verifying import verify_hall
from tests.support import oracle_facts
from tests.support.oracle import Standing, at_windows, figures, followed, scores
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
    _facts(entries, known, now)


def _facts(entries: list[Entry], hall: Hall, now: datetime) -> None:
    """The rows of reports, visit by visit and window by window; AssertionError where one differs.
    Cut off anywhere, what was settled before and what comes after are the same rows."""
    serves = {key: window.queues for key, window in hall.windows.items()}
    facts = HallFacts(serves, hall.hours.timezone)
    rows = FactRows()
    for place, entry in enumerate(entries):
        record = record_of(entry)
        assert record is not None
        facts.follow(record)
        if place % 7 == 0:
            rows.extend(facts.settled())
    rows.extend(facts.settled())
    rows.extend(facts.standing(now))
    visits = followed(entries)
    assert {visit.ticket: visit.day for visit in rows.visits} == {
        k: v.day for k, v in visits.items()
    }
    calls: dict[int, list[tuple[str, int, int]]] = {ticket: [] for ticket in visits}
    for call in rows.calls:
        if call.waited_s is not None:
            calls[call.ticket].append((call.matter, call.stage, call.waited_s))
    for visit in rows.visits:
        known = visits[visit.ticket]
        assert (visit.end, calls[visit.ticket]) == (known.state, known.waits)
        assert (visit.first_wait_s, visit.postponed) == (known.first_wait, known.postponed)
        running = known.waiting_since and max(0, int((now - known.waiting_since).total_seconds()))
        assert visit.left_after_s == (running or known.left_after)
    services: dict[int, list[tuple[str, int | None]]] = {ticket: [] for ticket in visits}
    for service in rows.services:
        services[service.ticket].append((service.window, service.served_s))
    assert services == {ticket: [] for ticket in visits} | oracle_facts.served(entries)
    levels: dict[int, list[int]] = {}
    for rating in rows.ratings:
        levels.setdefault(rating.ticket, []).append(rating.level)
    assert levels == {ticket: visit.levels for ticket, visit in visits.items() if visit.levels}
    _window_time(entries, rows, serves, now)


def _window_time(
    entries: list[Entry], rows: FactRows, serves: Mapping[str, Collection[str]], now: datetime
) -> None:
    """Seconds are cut off once a stretch, so each may lack less than one."""
    if any(later.at < entry.at for entry, later in pairwise(entries)):
        return
    spent: Counter[tuple[str, str]] = Counter()
    stretches: Counter[tuple[str, str]] = Counter()
    for fact in rows.windows:
        spent[fact.window, fact.doing] += fact.seconds
        stretches[fact.window, fact.doing] += 1
    for key, milliseconds in oracle_facts.window_time(entries, serves, now).items():
        assert 0 <= milliseconds - 1000 * spent[key] < 1000 * (stretches[key] + 1), key


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
        shown = window.model_dump(exclude={"clerk", "not_authorised", "wanted"})
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
