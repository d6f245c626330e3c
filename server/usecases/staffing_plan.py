"""How the rest of the day looks: arrivals expected, windows needed for a pledge, what if more
windows opened (F7)."""

from dataclasses import dataclass
from datetime import date, datetime, time

from server.contracts.answers_waits import (
    ForecastAccuracy,
    KeptQuarter,
    Known,
    Needed,
    OutlookView,
    Quarter,
    StaffingPlan,
    WhatIf,
)
from server.domain.errors import Refused
from server.domain.figures import by_visit, call_waits
from server.domain.hall import Hall
from server.domain.staffing.arrivals import Expected, ForecastError
from server.domain.staffing.needed import (
    Outlook,
    outlook,
    quarter_label,
    windows_needed,
    with_more,
)
from server.domain.staffing.simulation import SimulatedVisitor, SimulatedWindow, Situation
from server.domain.staffing.workload import DAYS_TO_SPEAK, SERVICES_TO_SPEAK, Workload
from server.domain.ticket import State, Ticket
from server.domain.waiting.clock import DAY, QUARTER, QUARTERS, day_seconds
from server.domain.window import WindowState, WindowStatus
from server.storage import journal, tickets
from server.storage.base import Connection
from server.storage.windows import read_windows
from server.usecases.app_context import AppContext
from server.usecases.hall_words import said
from server.waits.journal_feed import order_key

MOST_MORE = 20

DEFINITION = {
    "zh": "按本厅往日同一星期几的到厅人数（随今天快慢调整）和本厅自己的办理时长，"
    "把今天余下的队伍推演二十遍。做到：叫到时等候不超过承诺的人的比例，目标九成。",
    "en": "The rest of the day's queue, played twenty times with the hall's own arrivals (same "
    "weekday, scaled by today) and service times. Kept: share of people called within the "
    "pledge; nine in ten are aimed at.",
}


@dataclass(frozen=True)
class StaffingQuestion:
    """`more` windows for every matter from `at` (local clock) on; pledge in minutes."""

    hall: str
    pledge_minutes: int
    more: int = 0
    at: time | None = None


def plan(context: AppContext, question: StaffingQuestion) -> StaffingPlan:
    """For the hall as it stands now; without outlooks while too little is known to stand by them.

    Playing takes a good part of a second of processor, so it is a report. Refused `hall.unknown`,
    and `staffing.more` for more windows than any hall could open.
    """
    if not 0 <= question.more <= MOST_MORE:
        raise Refused("staffing.more", {"most": MOST_MORE})
    now = context.now()
    with context.store.database.reading() as connection:
        hall = context.store.hall(connection, question.hall)
        seq = context.store.seq(connection, hall.key)
        workload = context.waits.workload(connection, hall, (seq, now))

    def play(connection: Connection) -> StaffingPlan:
        day = context.store.day(connection, hall, now)
        situation = situation_of(connection, hall, workload, (day, now))
        known = StaffingPlan(
            hall=question.hall,
            pledge_minutes=question.pledge_minutes,
            definition=said(hall, DEFINITION),
            open=len(situation.windows),
            known=_known(workload),
        )
        return _played(known, situation, workload, hall, question) if workload.speaks else known

    return context.store.database.report(play)


def situation_of(
    connection: Connection, hall: Hall, workload: Workload, at: tuple[date, datetime]
) -> Situation:
    """The hall as it stands at a business day and instant, for the queue to be played on."""
    day, now = at
    t = day_seconds(hall.hours, now)
    closing = hall.hours.closing(now)
    until = t - t % DAY + DAY
    if closing is not None and not hall.hours.always:
        until = max(t, day_seconds(hall.hours, closing))
    services = workload.services()
    waited = by_visit(call_waits(journal.waits_of_day(connection, hall.key, day)))
    windows = [
        _window(hall, window, t, until)
        for window in read_windows(connection, hall.key)
        if window.key in hall.windows and window.state is WindowStatus.OPEN
    ]
    waiting = [
        _visitor(hall, ticket, waited.get(ticket.id, 0))
        for ticket in tickets.open_tickets(connection, hall.key, day)
        if ticket.state is State.WAITING and ticket.queue in services
    ]
    forecast = workload.forecast(t)
    return Situation(t, until, tuple(waiting), tuple(windows), forecast, services)


def _visitor(hall: Hall, ticket: Ticket, waited: int) -> SimulatedVisitor:
    """`waited`: seconds before earlier calls, as if they had come that much sooner. In the order
    of the queue counts the place, which a transfer keeps."""
    since = day_seconds(hall.hours, ticket.since or ticket.issued_at)
    place = day_seconds(hall.hours, ticket.place_at)
    key = order_key(hall, place, ticket.priority_class)
    return SimulatedVisitor(ticket.queue, since - waited, key)


def _window(hall: Hall, window: WindowState, t: float, until: float) -> SimulatedWindow:
    queues = frozenset(hall.seat(window.key, window.clerk).queues)
    if window.ticket is None or window.call is None:
        return SimulatedWindow(window.key, queues, t, until)
    since = day_seconds(hall.hours, window.call.at)
    return SimulatedWindow(window.key, queues, t, until, window.ticket.matter, min(since, t))


def _played(
    plan: StaffingPlan,
    situation: Situation,
    workload: Workload,
    hall: Hall,
    question: StaffingQuestion,
) -> StaffingPlan:
    """The plan with what the rest of the day looks like."""
    queues = frozenset(hall.matters)
    pledge = question.pledge_minutes * 60.0
    ends = seconds_of(hall.hours.day_ends)
    need = windows_needed(situation, pledge, queues)
    what_if = None
    if question.more:
        opens = _moment(situation.now, question.at, ends)
        trial = with_more(situation, question.more, opens, queues)
        what_if = WhatIf(more=question.more, **dict(_outlook(outlook(trial, pledge), ends)))
    return plan.model_copy(
        update={
            "forecast": [
                _quarter(expected, ends) for expected in workload.hall.forecast(situation.now)
            ],
            "forecast_error": _error(workload.hall.error()),
            "as_it_is": _outlook(outlook(situation, pledge), ends),
            "needed": Needed(windows=need.windows, **dict(_outlook(need.outlook, ends))),
            "what_if": what_if,
        }
    )


def _known(workload: Workload) -> Known:
    return Known(
        enough=workload.speaks,
        days=workload.hall.days,
        services=workload.served_in_all,
        days_needed=DAYS_TO_SPEAK,
        services_needed=SERVICES_TO_SPEAK,
    )


def seconds_of(at: time) -> int:
    """Since midnight."""
    return at.hour * 3600 + at.minute * 60


def _moment(now: float, at: time | None, ends: int) -> float:
    return now if at is None else now - now % DAY + (seconds_of(at) - ends) % DAY


def _label(quarter: int, ends: int) -> str:
    """A quarter of the business day on the wall clock; `ends`: seconds from midnight to its
    beginning."""
    return quarter_label((quarter + ends // QUARTER) % QUARTERS)


def _quarter(expected: Expected, ends: int) -> Quarter:
    return Quarter(
        start=_label(expected.quarter, ends),
        n=round(expected.mean, 1),
        low=round(expected.low, 1),
        high=round(expected.high, 1),
    )


def _error(error: ForecastError | None) -> ForecastAccuracy | None:
    if error is None:
        return None
    return ForecastAccuracy(
        days=error.days, people=round(error.mae, 1), share=round(error.share, 2)
    )


def _outlook(found: Outlook, ends: int) -> OutlookView:
    return OutlookView(
        people=round(found.people),
        mean_wait_s=round(found.mean_wait),
        kept=round(found.kept, 3),
        unserved=round(found.unserved),
        by_quarter=[
            KeptQuarter(start=_label(q, ends), kept=round(kept, 3))
            for q, kept in found.kept_by_quarter.items()
        ],
    )
