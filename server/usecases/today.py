"""The manager's day: waits as median and nine tenths, load, windows, ratings (F1, F5)."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from server.contracts.answers_hall import (
    MatterFigures,
    Oldest,
    QuarterArrivals,
    StageFigures,
    Today,
    WaitFigures,
)
from server.contracts.live import Snapshot
from server.domain.figures import by_matter, by_stage, by_visit, call_waits, kept_share, spread
from server.domain.hall import Hall
from server.domain.ticket import State, served_from
from server.domain.window import wire_time
from server.storage import counts, journal
from server.storage.base import Connection, Row
from server.storage.snapshots import snapshot
from server.usecases.absence import absences
from server.usecases.alarms import alarms
from server.usecases.app_context import AppContext
from server.usecases.hall_words import said
from server.usecases.lost_devices import lost_devices
from server.usecases.mute_zones import mute_zones
from server.usecases.out_of_turn import calls_out_of_turn
from server.usecases.paper_trouble import papers_since
from server.usecases.today_words import DEFINITIONS
from server.usecases.window_devices import device_alarms

QUARTER = timedelta(minutes=15)


def today(context: AppContext, hall: str) -> Today:
    """The figures of the hall's business day so far, each recomputable from the journal."""

    def figures(connection: Connection) -> Today:
        known = context.store.hall(connection, hall)
        now = context.now()
        found = _figures(connection, known, context.store.day(connection, known, now), now)
        mute = list(mute_zones(context, connection, known, now))
        return found.model_copy(update={"alarms": [*mute, *found.alarms]})

    return context.store.database.report(figures)


def _figures(connection: Connection, hall: Hall, day: date, now: datetime) -> Today:
    rows = counts.visits(connection, hall.key, day)
    by_state = Counter(row.state for row in rows)
    ratings = counts.by_rating(connection, hall.key, day)
    state = Snapshot(**snapshot(connection, hall, now), waits={})
    waits = call_waits(journal.waits_of_day(connection, hall.key, day))
    waited = by_visit(waits)
    of_matter = by_matter(waits)
    waiting = _waiting(rows, waited, now)
    done = _done(rows)
    pledge = _pledge(hall)
    return Today(
        hall=hall.key, at=wire_time(now), seq=state.seq, day=day.isoformat(),
        issued=len(rows), waiting=by_state[State.WAITING],
        finished=by_state[State.FINISHED],
        missed=by_state[State.NO_SHOW],
        cancelled=by_state[State.CANCELLED],
        closed=by_state[State.CLOSED],
        oldest=_oldest(waiting),
        waits=_spread(waited.values()),
        pledge_s=pledge,
        kept=None if pledge is None else kept_share(waited, _since_call(rows, now), pledge),
        matters=_matters(hall, done, waiting, of_matter),
        stages=[
            StageFigures(stage=stage, **dict(_spread(found)))
            for stage, found in by_stage(waits).items()
        ],
        arrivals=_arrivals(rows, hall),
        windows=state.windows,
        printers=state.printers,
        outcomes=dict(Counter(one.outcome for one in done if one.outcome is not None)),
        channels=dict(Counter(row.channel for row in rows)),
        printer_names=hall.printers_named({*hall.printers, *state.printers}),
        ratings={str(level): ratings.get(level, 0) for level in range(5, 0, -1)},
        rated=sum(ratings.values()),
        alarms=[
            *absences(connection, hall, (day, now)),
            *lost_devices(connection, hall, now),
            *device_alarms(connection, hall, now),
            *alarms(
                hall, state, [one.waited for one in waiting],
                papers_since(connection, hall.key, day), day, now,
            ),
        ],
        out_of_turn=calls_out_of_turn(connection, hall, day),
        definitions={name: said(hall, words) for name, words in DEFINITIONS.items()},
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class DoneMatter:
    """A matter that is finished, with its outcome; a visit may have several."""

    matter: str
    outcome: str | None


def _done(rows: Iterable[Row[Any]]) -> list[DoneMatter]:
    """The last matter of every finished visit, and all that were done before another."""
    found = [DoneMatter(each.matter, each.outcome)
             for row in rows for each in served_from(row.served)]  # fmt: skip
    last = [DoneMatter(row.matter, row.outcome) for row in rows if row.state == State.FINISHED]
    return [*last, *found]


@dataclass(frozen=True, slots=True)
class WaitingVisit:
    """Somebody who waits now: for what, and how long in all, with the waits before earlier
    calls."""

    matter: str
    waited: timedelta


def _matters(
    hall: Hall, done: Collection[DoneMatter], waiting: Collection[WaitingVisit],
    waits: Mapping[str, list[int]],
) -> list[MatterFigures]:  # fmt: skip
    return [
        MatterFigures(
            matter=matter, served=sum(one.matter == matter for one in done),
            waiting=sum(one.matter == matter for one in waiting),
            pledge_s=_pledge(hall), **dict(_spread(waits.get(matter, ()))),
        )
        for matter in hall.matters
    ]  # fmt: skip


def _pledge(hall: Hall) -> int | None:
    """The promised wait in seconds."""
    return None if hall.pledge is None else int(hall.pledge.total_seconds())


def _spread(seconds: Collection[int]) -> WaitFigures:
    found = spread(tuple(seconds))
    return WaitFigures(median_s=found.median_s, p90_s=found.p90_s, n=found.n)


def _waiting(
    rows: Iterable[Row[Any]], waited: Mapping[int, int], now: datetime
) -> list[WaitingVisit]:
    return [
        WaitingVisit(row.matter, timedelta(seconds=waited.get(row.id, 0)) + _lasted(row, now))
        for row in rows
        if row.state == State.WAITING
    ]


def _lasted(row: Row[Any], end: datetime) -> timedelta:
    """How long the wait lasted that had no call until `end`."""
    since: datetime = row.since or row.issued_at
    return max(timedelta(0), end - since)


def _since_call(rows: Iterable[Row[Any]], now: datetime) -> dict[int, int]:
    """Seconds of the wait that ended in no call, by ticket: of who waits, and of who gave up or
    was left over while waiting (a ticket that a window called keeps that window)."""
    lasted: dict[int, int] = {}
    for row in rows:
        left = row.state in (State.CANCELLED, State.CLOSED) and row.window is None
        if row.state == State.WAITING or left:
            end = row.ended_at if left else now
            lasted[row.id] = int(_lasted(row, end).total_seconds())
    return lasted


def _oldest(waiting: Collection[WaitingVisit]) -> Oldest | None:
    if not waiting:
        return None
    longest = max(waiting, key=lambda one: one.waited)
    return Oldest(matter=longest.matter, seconds=int(longest.waited.total_seconds()))


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
