"""A clerk who is gone: what the window has is not held up by it."""

import pytest

from server.domain.errors import Refused
from server.usecases import reading, staffing
from server.usecases.app_context import AppContext
from tests.support.halls import Clock
from tests.support.people import Clerk, clerk, take


def signed_off(context: AppContext, window: str = "1", **more: str) -> str:
    order = staffing.SignOff(hall="main", window=window, actor="manager", relieve=True, **more)
    return staffing.sign_off(context, order).result


def state(context: AppContext, code: str) -> str:
    return reading.ticket(context, code).state


def test_who_was_called_waits_again_at_their_place(context: AppContext, clock: Clock) -> None:
    first = take(context)
    take(context)
    clerk(context).call_next()
    clock.tick(minutes=5)
    assert signed_off(context) == "done"
    assert state(context, first.code) == "waiting"
    assert clerk(context, "2").serve() == first.number


def test_who_was_being_served_is_parked_and_resumed_elsewhere(context: AppContext) -> None:
    ticket = take(context)
    one = clerk(context)
    one.call_next()
    one.start()
    signed_off(context, reason="went home")
    assert state(context, ticket.code) == "parked"
    two = clerk(context, "2")
    two.resume(number=ticket.number)
    two.finish()
    assert state(context, ticket.code) == "finished"


def test_who_was_being_served_may_be_sent_back(context: AppContext) -> None:
    ticket = take(context)
    one = clerk(context)
    one.call_next()
    one.start()
    signed_off(context, visitor="send_back")
    assert state(context, ticket.code) == "waiting"


def test_a_clerk_who_leaves_by_themselves_still_ends_the_visit_first(context: AppContext) -> None:
    take(context)
    one = clerk(context)
    one.call_next()
    with pytest.raises(Refused, match=r"window\.busy"):
        one.sign_off()


def test_a_colleague_takes_over_by_name_with_whom_the_window_has(context: AppContext) -> None:
    ticket = take(context)
    one = clerk(context)
    one.call_next()
    one.start()
    other = StandIn(context, "1")
    with pytest.raises(Refused, match=r"window\.taken"):
        other.sign_on(name="李")
    with pytest.raises(Refused, match=r"window\.taken"):
        other.sign_on(name="李", instead_of="somebody else")
    taken = other.sign_on(name="李", instead_of="王1")
    assert taken.console.ticket is not None and taken.console.ticket.number == ticket.number
    with pytest.raises(Exception, match=r"window\.other_clerk"):
        one.finish()
    other.finish()
    assert state(context, ticket.code) == "finished"


class StandIn(Clerk):
    """A colleague who sits down where somebody else was."""

    @property
    def name(self) -> str:
        return "stand-in"
