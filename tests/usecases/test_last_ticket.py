"""The last ticket: whom a kiosk warns or refuses because the doors would close first (B5)."""

from dataclasses import replace

import pytest

from server.domain.errors import Refused
from server.domain.hall import Hall, LastTicket
from server.domain.hours import Hours
from server.storage.engine import Database
from server.usecases.app_context import AppContext
from tests.support.halls import SHANGHAI, Clock, context_of, small_hall
from tests.support.people import clerk, take
from tests.usecases.test_waiting import remember

FROM, UNTIL = 8 * 60, 9 * 60 + 30
WAITING = 12
"""So many that nobody behind them is called within half an hour, at one window."""


def crowded_hall(rule: LastTicket) -> Hall:
    """Open from eight until half past nine."""
    hours = Hours(SHANGHAI, (((FROM, UNTIL),),) * 7)
    return replace(small_hall(), hours=hours, last_ticket=rule)


def crowded(database: Database, clock: Clock, rule: LastTicket) -> AppContext:
    """Nine o'clock, half an hour before closing, and a dozen wait at the only open window."""
    context = context_of(database, crowded_hall(rule), clock=clock)
    remember(context)
    seated = clerk(context)
    for _ in range(WAITING):
        take(context, channel="api")
    seated.call_next()
    seated.start()
    return context


def test_a_kiosk_warns_with_better_times_and_gives_the_number_all_the_same(
    database: Database, clock: Clock
) -> None:
    context = crowded(database, clock, LastTicket.WARN)
    with pytest.raises(Refused, match=r"matter\.perhaps_too_late") as warned:
        take(context)
    facts = warned.value.facts
    assert (facts["closes"], facts["opens"]) == (
        "2026-11-18T01:30:00.000Z",
        "2026-11-19T00:00:00.000Z",
    )
    assert int(str(facts["minutes"])) >= 30
    told = take(context, late=True)
    assert told.number == f"A{WAITING + 1:03}"  # the warning cost no number
    assert take(context, channel="desk").state == "waiting"


def test_a_kiosk_refuses_where_the_hall_says_so(database: Database, clock: Clock) -> None:
    context = crowded(database, clock, LastTicket.REFUSE)
    with pytest.raises(Refused, match=r"matter\.too_late"):
        take(context, late=True)
    assert take(context, channel="desk").state == "waiting"


def test_nobody_is_warned_where_the_hall_wants_none(database: Database, clock: Clock) -> None:
    assert take(crowded(database, clock, LastTicket.OFF)).state == "waiting"


def test_nobody_is_warned_where_no_wait_is_known(database: Database, clock: Clock) -> None:
    context = context_of(database, crowded_hall(LastTicket.WARN), clock=clock)
    clerk(context)
    assert take(context).wait is None
