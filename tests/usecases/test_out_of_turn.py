"""Calling a number that is not next: a right, with a reason, told to everybody it concerns."""

from typing import Any

import pytest

from server.domain.errors import Forbidden, Refused
from server.storage import journal
from server.storage.journal_words import event_of
from server.usecases import reading, taking
from server.usecases.app_context import AppContext
from server.usecases.today import today
from tests.support.halls import Clock
from tests.support.people import OUT_OF_TURN, Clerk, clerk, of, take
from tests.support.recomputed import recomputed


def refused(one: Clerk, number: str, **more: Any) -> Refused:
    with pytest.raises(Refused) as caught:
        one.call(number=number, **more)
    return caught.value


def test_whom_the_rule_calls_next_needs_neither_right_nor_reason(context: AppContext) -> None:
    first = take(context)
    called = clerk(context).call(number=first.number).console.ticket
    assert called is not None and called.why is not None
    assert called.why["en"] == "In order of arrival"
    assert today(context, "main").out_of_turn == []


def test_anybody_else_is_called_by_who_has_the_right_and_says_why(context: AppContext) -> None:
    take(context), take(context)
    later = take(context)
    one = clerk(context)
    answer = refused(one, later.number)
    assert isinstance(answer, Forbidden)
    assert (answer.code, answer.facts) == (
        "call.out_of_turn", {"window": "1", "number": later.number},
    )  # fmt: skip
    assert refused(one, later.number, reason="help").code == "call.out_of_turn"
    assert refused(one, later.number, out_of_turn=True).code == "call.reason_missing"
    unknown = refused(one, later.number, out_of_turn=True, reason="friend")
    assert (unknown.code, unknown.facts) == ("call.reason", {"reason": "friend"})
    assert one.call(number=later.number, **OUT_OF_TURN).result == "called"


def test_the_reason_stands_in_the_journal_on_the_report_and_is_told(context: AppContext) -> None:
    passed, later = take(context), take(context)
    shown = clerk(context).call(number=later.number, **OUT_OF_TURN).console.ticket
    words = {
        "zh": "工作人员指定叫号：需要照顾", "en": "Called out of turn by staff: Needs help",
        "zh-Hant": "工作人員指定叫號：需要照顾",
    }  # fmt: skip
    assert shown is not None and shown.why == words
    (before,) = reading.ticket(context, passed.code).before
    assert (before.number, before.why) == (later.number, words)
    with context.store.database.reading() as connection:
        written = [event_of(entry) for entry in journal.whole(connection, "main")]
    (call,) = [event for event in written if event is not None and event.type == "ticket.called"]
    assert (call.private()["why"], call.private()["chosen_for"]) == ("chosen", "help")
    recomputed(context)
    (told,) = today(context, "main").out_of_turn
    assert (told.number, told.window, told.actor, told.reason, told.words) == (
        later.number, "1", "clerk-1", "help", {"zh": "需要照顾", "en": "Needs help"},
    )  # fmt: skip


def test_an_undone_call_stays_on_the_report_and_tomorrow_is_empty(
    context: AppContext, clock: Clock
) -> None:
    take(context)
    one, later = clerk(context), take(context)
    one.call(number=later.number, **OUT_OF_TURN), one.undo()
    recomputed(context)
    assert [call.number for call in today(context, "main").out_of_turn] == [later.number]
    clock.tick(days=1)
    assert today(context, "main").out_of_turn == []


def miss(one: Clerk, clock: Clock) -> None:
    one.call_next()
    clock.tick(seconds=20)
    one.no_show()


def test_a_spent_ticket_stays_spent(context: AppContext, clock: Clock) -> None:
    spent = take(context)
    one = clerk(context)
    miss(one, clock)
    of(taking.come_back, context, spent)
    miss(one, clock)
    answer = refused(one, spent.number, **OUT_OF_TURN)
    assert (answer.code, answer.facts) == ("call.spent", {"number": spent.number, "misses": 2})


@pytest.mark.parametrize("state", ["finished", "cancelled"])
def test_what_has_ended_is_not_called_again(context: AppContext, state: str) -> None:
    ticket, one = take(context), clerk(context)
    if state == "cancelled":
        of(taking.give_back, context, ticket)
    else:
        one.serve()
    answer = refused(one, ticket.number, **OUT_OF_TURN)
    assert (answer.code, answer.facts) == ("call.ended", {"number": ticket.number, "state": state})


def test_a_window_calls_only_what_it_serves(context: AppContext) -> None:
    ticket = take(context, "hukou")
    assert refused(clerk(context, "3"), ticket.number, **OUT_OF_TURN).code == "call.not_served"


def test_who_missed_a_call_is_taken_back_at_the_window_by_the_printed_rule(
    context: AppContext, clock: Clock
) -> None:
    ticket, one = take(context), clerk(context)
    miss(one, clock)
    others = [take(context) for _ in range(3)]
    assert one.take_back(number=ticket.number).result == "done"
    assert reading.ticket(context, ticket.code).ahead == 2, "after the next two, as the hall says"
    assert [one.serve() for _ in range(3)] == [others[0].number, others[1].number, ticket.number]
    miss(one, clock)
    clock.tick(minutes=31)
    with pytest.raises(Refused, match=r"return\.too_late"):
        one.take_back(number=others[2].number)
