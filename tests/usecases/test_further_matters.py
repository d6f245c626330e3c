"""Several matters in one visit: each has its outcome and time, the number and its class stay."""

from datetime import timedelta

import pytest

from server.domain.errors import Refused
from server.usecases import reading, taking
from server.usecases.app_context import AppContext
from server.usecases.today import today
from tests.support.halls import Clock
from tests.support.people import Clerk, clerk, of, take
from tests.support.recomputed import recomputed


@pytest.fixture
def one(context: AppContext) -> Clerk:
    """Window 1 serves A001, an elder's."""
    seated = clerk(context)
    take(context, priority_class="elder"), take(context)
    seated.call_next(), seated.start()
    return seated


def test_each_matter_has_its_own_result_and_time(
    context: AppContext, clock: Clock, one: Clerk
) -> None:
    clock.tick(minutes=4)
    shown = one.add_matter(matter="idcard", outcome="accepted").console
    assert shown.ticket.number == "A001"
    assert (shown.ticket.matter, shown.ticket.state) == ("idcard", "serving")
    assert shown.ticket.priority_class == "elder"
    assert [(s.matter, s.outcome, s.window) for s in shown.ticket.served] == [
        ("hukou", "accepted", "1")
    ]
    assert shown.ticket.history[-1].text["zh"] == "1 号窗办完一件，接着办下一件"
    assert shown.served_today == 1
    clock.tick(minutes=3)
    assert one.finish(outcome="done").console.served_today == 2
    found = today(context, "main")
    assert found.finished == 1
    assert {m.matter: m.served for m in found.matters} == {"hukou": 1, "idcard": 1, "tax": 0}
    assert found.outcomes == {"accepted": 1, "done": 1}
    recomputed(context)


def test_the_holder_sees_them_all(context: AppContext, clock: Clock) -> None:
    seated, ticket = clerk(context), take(context)
    seated.call_next(), seated.start()
    clock.tick(minutes=2)
    seated.add_matter(matter="tax", outcome="done")
    view = of(taking.enter, context, ticket)
    assert (view.matter, view.number) == ("tax", ticket.number)
    (done,) = view.served
    assert (done.matter, done.outcome) == ("hukou", "done")
    assert done.started_at is not None
    assert done.started_at < done.ended_at


def test_undo_brings_the_matter_before_back(context: AppContext, clock: Clock, one: Clerk) -> None:
    before = one.context, reading.window(context, "main", "1").ticket
    clock.tick(minutes=1)
    one.add_matter(matter="idcard", outcome="done")
    shown = one.undo().console
    assert (shown.ticket.matter, shown.ticket.started_at, shown.ticket.served) == (
        "hukou", before[1].started_at, [],
    )  # fmt: skip
    assert shown.served_today == 0
    recomputed(context)


def test_a_request_that_arrives_twice_adds_one(context: AppContext, one: Clerk) -> None:
    wish = {"matter": "idcard", "outcome": "done", "key": "k-1"}
    assert one.add_matter(**wish) == one.add_matter(**wish)
    assert len(reading.window(context, "main", "1").ticket.served) == 1


def test_what_the_window_does_not_do_is_a_matter_for_another(
    context: AppContext, one: Clerk
) -> None:
    three = clerk(context, "3")
    take(context, "tax")
    three.call_next()
    for seated, wish, code in (
        (three, {"matter": "tax"}, "ticket.step"),
        (one, {"matter": "idcard", "outcome": "no"}, "finish.outcome"),
        (one, {"matter": "nothing"}, "matter.unknown"),
    ):
        with pytest.raises(Refused) as refusal:
            seated.add_matter(**wish)
        assert refusal.value.code == code
    three.start()
    with pytest.raises(Refused, match="not_served"):
        three.add_matter(matter="hukou")


def test_a_transfer_after_it_is_another_stage(
    context: AppContext, clock: Clock, one: Clerk
) -> None:
    one.add_matter(matter="idcard", outcome="done")
    one.transfer(matter="tax")
    clock.tick(minutes=5)
    three = clerk(context, "3")
    shown = three.call_next().console.ticket
    assert [s.matter for s in shown.served] == ["hukou"]
    assert shown.waited_s == timedelta(minutes=5).total_seconds()
    assert [each.stage for each in today(context, "main").stages] == [1, 2]
    recomputed(context)
