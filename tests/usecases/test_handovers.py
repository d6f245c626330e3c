"""From window to window: to a matter, a window or a person; accepted or bounced; first asked."""

from collections.abc import Callable

import pytest

from server.domain.errors import Refused
from server.usecases import reading
from server.usecases.app_context import AppContext
from tests.support.halls import Clock
from tests.support.people import Clerk, clerk, take


def refused(code: str, do: Callable[..., object], **more: object) -> None:
    with pytest.raises(Refused) as refusal:
        do(**more)
    assert refusal.value.code == code


@pytest.fixture
def one(context: AppContext) -> Clerk:
    """Window 1 serves A001; A002 waits."""
    seated = clerk(context)
    take(context), take(context)
    seated.call_next(), seated.start()
    return seated


@pytest.fixture
def two(context: AppContext) -> Clerk:
    return clerk(context, "2")


def test_a_colleague_is_found_by_the_number_over_the_window(one: Clerk, two: Clerk) -> None:
    shown = reading.window(one.context, "main", "1").colleagues
    assert [(each.window, each.name, each.staff_no) for each in shown] == [("2", "王2", "C2")]
    one.transfer(colleague="C2", note="请核对公证书")
    called = two.call_next().console.ticket
    assert (called.number, called.sent_from, called.note) == ("A001", "1", "请核对公证书")
    started = two.start().console.ticket
    assert started.sent_from is None
    assert started.history[-1].text["zh"] == "2 号窗接收 1 号窗转来的号，开始办理"


def test_who_is_not_there_gets_nobody(one: Clerk, two: Clerk) -> None:
    refused("transfer.colleague_away", one.transfer, colleague="C9")
    refused("transfer.target", one.transfer, colleague="C2", matter="idcard")
    refused("transfer.same_window", one.transfer, colleague="C1")


def test_meant_for_a_person_who_left_it_waits_in_the_line_of_its_matter(
    context: AppContext, one: Clerk, two: Clerk
) -> None:
    one.transfer(colleague="C2")
    Another(context, "2").sign_on(name="赵", instead_of="王2")
    queues = reading.board(context, "main").queues
    assert (queues["@2"].waiting, queues["hukou"].waiting) == (0, 2)
    assert one.call_next().console.ticket.number == "A001"


class Another(Clerk):
    """Somebody else at the same window."""

    @property
    def name(self) -> str:
        return "another"


def test_bounced_it_waits_for_its_sender_at_its_place_with_the_reason(
    context: AppContext, clock: Clock, one: Clerk, two: Clerk
) -> None:
    one.transfer(to_window="2", note="复核")
    two.call_next()
    clock.tick(seconds=40)
    two.bounce(reason="缺公证书")
    (back,) = reading.window(context, "main", "1").bounced
    assert (back.number, back.window, back.reason) == ("A001", "2", "缺公证书")
    again = one.call_next().console
    assert (again.ticket.number, again.ticket.bounced_by, again.bounced) == ("A001", "2", [])
    assert [each.text["zh"] for each in again.ticket.history][-2] == "2 号窗退回给 1 号窗：缺公证书"
    started = one.start().console.ticket
    assert (started.bounced_by, started.sent_from) == (None, None)


def test_bounced_to_a_window_that_was_left_it_waits_for_its_matter(
    context: AppContext, one: Clerk, two: Clerk
) -> None:
    one.transfer(to_window="2")
    two.call_next()
    one.sign_off()
    two.bounce(reason="不归这里")
    assert reading.board(context, "main").queues["hukou"].waiting == 2
    assert two.call_next().console.ticket.number == "A001"


def test_accepted_by_the_start_it_is_bounced_no_more(one: Clerk, two: Clerk) -> None:
    refused("ticket.step", one.bounce, reason="x")
    one.transfer(to_window="2")
    called = two.call_next().console
    assert called.can["bounce"] is True
    refused("bounce.reason_missing", two.bounce, reason="  ")
    assert two.start().console.can["bounce"] == {
        "zh": "已经在办理",
        "en": "Service has begun already",
        "zh-Hant": "已經在辦理",
    }
    refused("ticket.step", two.bounce, reason="晚了")
    two.undo()
    two.bounce(reason="看错了")
    assert two.undo().console.ticket.sent_from == "1"


def test_whom_nobody_sent_is_not_bounced(one: Clerk, two: Clerk) -> None:
    assert two.call_next().console.can["bounce"] == {
        "zh": "这位不是别的窗口转来的",
        "en": "No colleague sent this visitor",
        "zh-Hant": "這位不是別的窗口轉來的",
    }
    refused("bounce.not_sent", two.bounce, reason="x")


def test_who_was_asked_first_answers_until_the_visit_ends(
    context: AppContext, one: Clerk, two: Clerk
) -> None:
    shown = reading.window(context, "main", "1").ticket
    assert shown.history[-1].text["zh"] == "1 号窗开始办理，首问负责 王1"
    one.transfer(to_window="2")
    two.call_next(), two.start()
    shown = reading.window(context, "main", "2").ticket
    assert (shown.first_asked.name, shown.first_asked.staff_no) == ("王1", "C1")
    holder = reading.ticket(context, "0000000001")
    assert holder.first_asked.name == "王1"
    two.finish()
    assert reading.ticket(context, "0000000001").first_asked is None


def test_a_first_service_that_was_undone_leaves_nobody_responsible(
    context: AppContext, one: Clerk
) -> None:
    one.undo()
    assert reading.window(context, "main", "1").ticket.first_asked is None
