"""The cycle of a ticket at a window, step by step."""

import pytest

from server.domain.errors import Forbidden, Refused
from server.usecases import reading, taking
from server.usecases.app_context import AppContext
from server.usecases.verifying import verify_hall
from tests.support.halls import Clock
from tests.support.people import clerk, of, take


def test_a_ticket_goes_through_the_hall(context: AppContext, clock: Clock) -> None:
    ticket = take(context)
    assert (ticket.number, ticket.state, ticket.ahead) == ("A001", "waiting", 0)
    one = clerk(context)
    clock.tick(minutes=5)
    called = one.call_next()
    assert called.result == "called"
    assert called.console.ticket.number == "A001"
    assert called.console.ticket.waited_s == 300
    assert called.console.ticket.why["en"] == "In order of arrival"
    one.start()
    clock.tick(minutes=3)
    finished = one.finish(outcome="done")
    assert finished.console.served_today == 1
    after = reading.ticket(context, ticket.code)
    assert (after.state, after.rateable) == ("finished", True)
    assert verify_hall(context, "main").holds


def test_numbers_count_per_series_and_day(context: AppContext, clock: Clock) -> None:
    numbers = [take(context, matter).number for matter in ("hukou", "tax", "idcard")]
    assert numbers == ["A001", "B001", "A002"]
    clock.tick(days=1)
    assert take(context).number == "A001"


def test_a_double_click_calls_once(context: AppContext) -> None:
    take(context), take(context)
    one = clerk(context)
    first, second = one.call_next(), one.call_next()
    assert (first.result, second.result) == ("called", "already")
    assert second.console.ticket.number == "A001"
    one.start()
    assert one.start().result == "already"
    one.finish()
    assert one.finish().result == "already"


def test_the_same_key_gives_the_same_answer_and_one_ticket(context: AppContext) -> None:
    first, second = take(context, key="k1"), take(context, key="k1")
    assert first == second
    assert take(context).number == "A002"
    with pytest.raises(Refused, match=r"key\.reused"):
        take(context, "tax", key="k1")


def test_a_repeated_answer_says_the_time_of_now(context: AppContext, clock: Clock) -> None:
    """A screen sets its clock by it."""
    first = take(context, key="k1")
    clock.tick(minutes=3)
    second = take(context, key="k1")
    assert second == first.model_copy(update={"at": second.at})
    assert (first.at, second.at) == ("2026-11-18T01:00:00.000Z", "2026-11-18T01:03:00.000Z")


def test_nobody_waiting_is_an_answer(context: AppContext) -> None:
    assert clerk(context).call_next().result == "nobody"


def test_finish_and_call_in_one_step_and_undo_both(context: AppContext, clock: Clock) -> None:
    take(context), take(context)
    one = clerk(context)
    one.call_next()
    with pytest.raises(Refused, match=r"ticket\.step"):
        one.finish()
    one.start()
    with pytest.raises(Refused, match=r"window\.busy"):
        one.call_next()
    called = one.call_next(finish=True)
    assert called.console.ticket.number == "A002"
    clock.tick(seconds=4)
    undone = one.undo()
    assert undone.console.ticket.number == "A001"
    assert undone.console.ticket.state == "serving"
    assert undone.console.load[0].waiting == 1
    assert one.undo().result == "already"


def test_no_show_waits_for_the_gap_and_the_second_miss_ends_it(
    context: AppContext, clock: Clock
) -> None:
    ticket = take(context)
    one = clerk(context)
    for miss in (1, 2):
        one.call_next()
        with pytest.raises(Refused, match=r"no_show\.too_soon") as refused:
            one.no_show()
        assert refused.value.facts == {"seconds": 15}
        clock.tick(seconds=16)
        missed = one.no_show()
        assert missed.console.missed[0].number == "A001"
        assert reading.board(context, "main").missed.keys() == {"A001"}
        if miss == 1:
            assert of(taking.come_back, context, ticket).state == "waiting"
            assert reading.board(context, "main").missed == {}
    with pytest.raises(Refused, match=r"return\.too_often"):
        of(taking.come_back, context, ticket)


def test_who_returns_is_called_after_the_next_two(context: AppContext, clock: Clock) -> None:
    tickets = [take(context) for _ in range(5)]
    one = clerk(context)
    one.call_next()
    clock.tick(minutes=1)
    one.no_show()
    of(taking.come_back, context, tickets[0])
    assert [one.serve() for _ in range(6)] == ["A002", "A003", "A001", "A004", "A005", None]


def test_transfer_keeps_number_and_arrival(context: AppContext, clock: Clock) -> None:
    take(context)
    clock.tick(minutes=1)
    take(context, "tax")
    one, three = clerk(context), clerk(context, "3")
    one.call_next(), one.start()
    one.transfer(matter="tax", note="契税")
    called = three.call_next()
    assert called.console.ticket.number == "A001"
    assert called.console.ticket.note == "契税"


def test_transfer_to_a_window_and_back(context: AppContext) -> None:
    take(context)
    one, three = clerk(context), clerk(context, "3")
    one.call_next(), one.start()
    one.transfer(to_window="3", come_back=True)
    assert one.call_next().result == "nobody"
    assert three.call_next().console.ticket.come_back == "1"
    three.start()
    three.finish()
    back = one.call_next()
    assert back.console.ticket.number == "A001"
    one.start()
    assert one.finish().console.served_today == 1


def test_park_and_resume(context: AppContext, clock: Clock) -> None:
    take(context), take(context)
    one = clerk(context)
    one.call_next(), one.start()
    parked = one.park(reason="copy", minutes=10)
    assert parked.console.parked[0].overdue is False
    one.call_next()
    with pytest.raises(Refused, match=r"window\.busy"):
        one.resume(number="A001")
    one.start(), one.finish()
    clock.tick(minutes=11)
    resumed = one.resume(number="A001")
    assert resumed.console.ticket.state == "serving"
    one.finish()


def test_one_clerk_at_one_window(context: AppContext) -> None:
    one = clerk(context)
    assert one.sign_on().result == "already"
    with pytest.raises(Refused, match=r"clerk\.elsewhere"):
        one.do("sign_on", window="2")
    with pytest.raises(Refused, match=r"window\.taken"):
        one.do("sign_on", actor="clerk-2")
    with pytest.raises(Forbidden, match=r"window\.other_clerk"):
        one.do("call_next", actor="clerk-2")
    one.sign_off()
    with pytest.raises(Refused, match=r"window\.closed"):
        one.call_next()


def test_cancel_frees_the_window(context: AppContext) -> None:
    ticket = take(context)
    one = clerk(context)
    one.call_next()
    assert of(taking.give_back, context, ticket).state == "cancelled"
    assert of(taking.give_back, context, ticket).state == "cancelled"
    assert one.call_next().result == "nobody"


def test_postponing_lets_others_go_first(context: AppContext) -> None:
    tickets = [take(context) for _ in range(4)]
    of(taking.postpone, context, tickets[0], places=1)
    one = clerk(context)
    assert [one.serve() for _ in range(4)] == ["A002", "A001", "A003", "A004"]


def test_a_number_without_paper_is_never_called(context: AppContext) -> None:
    ticket = take(context, printer="p1")
    one = clerk(context)
    assert ticket.state == "issued"
    assert one.call_next().result == "nobody"
    assert of(taking.enter, context, ticket).state == "waiting"
    assert one.call_next().result == "called"


def test_a_manager_signs_off_who_went_without_a_word(context: AppContext) -> None:
    one = clerk(context)
    with pytest.raises(Forbidden, match=r"window\.other_clerk"):
        one.do("sign_off", actor="person:manager")
    assert one.do("sign_off", actor="person:manager", relieve=True).result == "done"
    assert reading.board(context, "main").windows["1"].state == "closed"
