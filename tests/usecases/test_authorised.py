"""Clerk × matter: whoever isn't authorised for a matter is never given anybody who came for it."""

from dataclasses import replace

import pytest

from server.domain.errors import Refused
from server.domain.hall import Hall
from server.storage.engine import Database
from server.storage.store import Store
from server.usecases import reading
from server.usecases.app_context import AppContext
from server.usecases.configuring import Configure, configure
from tests.support.halls import Clock, Codes, context_of, small_hall
from tests.support.people import Clerk, clerk, take

AUTHORISED = {"clerk-1": frozenset({"hukou"}), "clerk-3": frozenset({"hukou"})}
"""Windows 1 and 2 serve everything, window 3 the tax alone; clerk-2 may do all."""


def hall_of(**authorised: frozenset[str]) -> Hall:
    return replace(small_hall(), authorised=authorised or AUTHORISED)


@pytest.fixture
def house(database: Database, clock: Clock) -> AppContext:
    return context_of(database, hall_of(), clock=clock)


def refused(code: str, do: object, *given: object, **more: object) -> None:
    with pytest.raises(Refused) as refusal:
        do(*given, **more)  # type: ignore[operator]  # a use case
    assert refusal.value.code == code


def test_nobody_sits_down_where_they_may_do_nothing(house: AppContext) -> None:
    refused("clerk.no_matter", Clerk(house, "3").sign_on)
    assert reading.board(house, "main").windows["3"].state == "closed"


def test_a_call_passes_whom_the_clerk_may_not_help(house: AppContext) -> None:
    take(house, "idcard"), take(house)
    one = clerk(house)
    assert one.call_next().console.ticket.number == "A002"
    one.start(), one.finish()
    assert one.call_next().result == "nobody"
    assert [line.matter for line in one.call_next().console.load] == ["hukou"]
    refused("clerk.not_authorised", one.call, number="A001", out_of_turn=True, reason="help")
    assert clerk(house, "2").call_next().console.ticket.number == "A001"


def test_no_number_is_given_while_all_its_windows_are_taken_by_others(house: AppContext) -> None:
    before = take(house, "idcard")
    clerk(house), clerk(house, "2")
    assert [each.key for each in reading.ticket(house, before.code).windows] == ["2"]
    Clerk(house, "2").sign_off()
    take(house, "idcard")  # window 2 is closed, and who may could sit down there
    Sitting(house, "2").sign_on(name="王")
    refused("matter.nobody_authorised", take, house, "idcard")
    board = reading.board(house, "main")
    assert board.windows["1"].not_authorised == ["idcard", "tax"]
    assert board.waits["idcard"] is None
    assert reading.ticket(house, before.code).wait_words["zh"] == "现在没有窗口办理此事项"
    assert take(house).number == "A003"
    Sitting(house, "2").sign_off()
    assert take(house, "idcard").number == "A004"


class Sitting(Clerk):
    """Somebody who is authorised for as little as clerk-3."""

    @property
    def name(self) -> str:
        return "clerk-3"


def test_nobody_is_sent_to_whom_may_not_help_them(house: AppContext) -> None:
    take(house, "idcard")
    clerk(house), (two := clerk(house, "2"))
    two.call_next(), two.start()
    refused("transfer.not_authorised", two.transfer, to_window="1")
    assert offered(house) == ["hukou", "idcard"]
    one = Clerk(house, "1")
    two.transfer(matter="idcard")
    assert one.call_next().result == "nobody"
    two.sign_off()
    Sitting(house, "2").sign_on(name="王")
    assert offered(house) == ["hukou"]


def offered(house: AppContext) -> list[str]:
    """Where window 3 may send somebody."""
    return [each.matter for each in reading.window(house, "main", "3").transfers]


def test_who_was_sent_to_a_window_is_not_left_with_its_next_clerk(house: AppContext) -> None:
    two = clerk(house, "2")
    take(house, "idcard")
    two.call_next(), two.start()
    one = clerk(house, "1")
    refused("clerk.not_authorised", Sitting(house, "2").sign_on, name="王", instead_of="王2")
    two.park()
    refused("clerk.not_authorised", one.resume, number="A001")
    assert two.resume(number="A001").console.ticket.state == "serving"


def test_a_narrower_authorisation_holds_at_once(database: Database, clock: Clock) -> None:
    halls = {"wide": small_hall(), "narrow": hall_of()}
    store = Store(database, lambda document: halls[document["authorised"]])
    house = AppContext(store, now=clock, code=Codes())
    configure(house, Configure(hall="main", actor="test", document={"authorised": "wide"}))
    take(house, "idcard")
    one, two = clerk(house), clerk(house, "2")
    two.call_next(), two.start()
    two.transfer(to_window="1")
    assert reading.board(house, "main").queues["@1"].waiting == 1
    configure(house, Configure(hall="main", actor="test", document={"authorised": "narrow"}))
    board = reading.board(house, "main")
    assert (board.queues["@1"].waiting, board.queues["idcard"].waiting) == (0, 1)
    assert board.windows["1"].not_authorised == ["idcard", "tax"]
    assert one.call_next().result == "nobody"
    assert two.call_next().console.ticket.number == "A001"
