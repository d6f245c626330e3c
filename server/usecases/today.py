"""The manager's day: waits as median and nine tenths, load, windows, ratings (F1, F5)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any

from server.contracts.answers_hall import (
    MatterFigures,
    Oldest,
    QuarterArrivals,
    Today,
    WaitFigures,
)
from server.contracts.live import Snapshot
from server.domain.hall import Hall
from server.domain.ticket import State
from server.domain.window import wire_time
from server.storage import counts
from server.storage.base import Connection, Row
from server.storage.snapshots import snapshot
from server.usecases.alarms import alarms
from server.usecases.app_context import AppContext
from server.usecases.paper_trouble import papers_since

QUARTER = timedelta(minutes=15)
WAITING = State.WAITING.value

DEFINITIONS = {
    "wait": {
        "zh": "候号：从进入队列（过号返回的从返回时算起）到被叫到窗口的时间；"
        "今天叫到过的号都计入。",
        "en": "Wait: from joining the queue (or coming back after a missed call) until called to "
        "a window; every ticket called today counts.",
    },
    "median_s": {
        "zh": "一半的人等得不超过这么久。", "en": "Half of the people waited no longer than this.",
    },
    "p90_s": {
        "zh": "九成的人等得不超过这么久。", "en": "Nine in ten waited no longer than this.",
    },
    "missed": {
        "zh": "叫到后没有来、现在仍是过号的号。", "en": "Called, did not come, and are not back.",
    },
    "kept": {
        "zh": "今天叫到的号里，等候不超过承诺等候时间的比例。",
        "en": "Share of the tickets called today that waited no longer than promised.",
    },
}  # fmt: skip


def today(context: AppContext, hall: str) -> Today:
    """The figures of the hall's business day so far, each recomputable from the journal."""

    def figures(connection: Connection) -> Today:
        known = context.store.hall(connection, hall)
        now = context.now()
        return _figures(connection, known, context.store.day(connection, known, now), now)

    return context.store.database.report(figures)


def _figures(connection: Connection, hall: Hall, day: date, now: datetime) -> Today:
    rows = counts.times(connection, hall.key, day)
    by_state = counts.by_state(connection, hall.key, day)
    ratings = counts.by_rating(connection, hall.key, day)
    state = Snapshot(**snapshot(connection, hall, now), waits={})
    waits = _waits(rows)
    every = [wait for found in waits.values() for wait in found]
    pledge = None if hall.pledge is None else int(hall.pledge.total_seconds())
    return Today(
        hall=hall.key, at=wire_time(now), seq=state.seq, day=day.isoformat(),
        issued=sum(by_state.values()),
        waiting=by_state.get(WAITING, 0),
        finished=by_state.get(State.FINISHED.value, 0),
        missed=by_state.get(State.NO_SHOW.value, 0),
        cancelled=by_state.get(State.CANCELLED.value, 0),
        closed=by_state.get(State.CLOSED.value, 0),
        oldest=_oldest(rows, now),
        waits=_spread(every),
        pledge_s=pledge,
        kept=_kept(every, pledge),
        matters=[
            MatterFigures(
                matter=matter, waiting=_waiting(rows, matter), pledge_s=pledge,
                **dict(_spread(waits.get(matter, []))),
            )
            for matter in hall.matters
        ],
        arrivals=_arrivals(rows, hall),
        windows=state.windows,
        printers=state.printers,
        ratings={str(level): ratings.get(level, 0) for level in range(5, 0, -1)},
        rated=sum(ratings.values()),
        alarms=alarms(
            hall, state, _waiting_since(rows), papers_since(connection, hall.key, day), day, now
        ),
        definitions=DEFINITIONS,
    )  # fmt: skip


def _waits(rows: Iterable[Row[Any]]) -> dict[str, list[float]]:
    """Seconds waited by matter, of everybody who was called."""
    waits: dict[str, list[float]] = {}
    for row in rows:
        if row.called_at is not None and row.since is not None:
            seconds = (row.called_at - row.since).total_seconds()
            waits.setdefault(row.matter, []).append(max(0.0, seconds))
    return waits


def _spread(waits: list[float]) -> WaitFigures:
    if not waits:
        return WaitFigures(median_s=None, p90_s=None, n=0)
    middle, most = round(median(waits)), round(tenth(waits, 9))
    return WaitFigures(median_s=middle, p90_s=most, n=len(waits))


def _kept(waits: list[float], pledge: int | None) -> float | None:
    if not waits or pledge is None:
        return None
    return round(sum(wait <= pledge for wait in waits) / len(waits), 3)


def tenth(values: list[float], tenths: int) -> float:
    """The smallest value that at least `tenths` tenths of all do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * tenths // 10) - 1)]


def _waiting(rows: Iterable[Row[Any]], matter: str) -> int:
    return sum(1 for row in rows if row.matter == matter and row.state == WAITING)


def _waiting_since(rows: Iterable[Row[Any]]) -> list[datetime]:
    return [row.since for row in rows if row.state == WAITING and row.since]


def _oldest(rows: Iterable[Row[Any]], now: datetime) -> Oldest | None:
    waiting = [(row.since, row.matter) for row in rows if row.state == WAITING and row.since]
    if not waiting:
        return None
    since, matter = min(waiting)
    return Oldest(matter=matter, seconds=int((now - since).total_seconds()))


def _arrivals(rows: Iterable[Row[Any]], hall: Hall) -> list[QuarterArrivals]:
    """Tickets per quarter hour of the hall's wall clock, without gaps from first to last."""
    zone = hall.hours.timezone
    found: dict[datetime, int] = {}
    for row in rows:
        local = row.issued_at.astimezone(zone)
        start = local.replace(minute=local.minute // 15 * 15, second=0, microsecond=0)
        found[start] = found.get(start, 0) + 1
    if not found:
        return []
    first, last = min(found), max(found)
    starts = [first + QUARTER * i for i in range(int((last - first) / QUARTER) + 1)]
    return [QuarterArrivals(start=f"{start:%H:%M}", n=found.get(start, 0)) for start in starts]
