"""The notice that the boards of a hall show: a lift that is out, a window that moved."""

from collections.abc import Mapping
from dataclasses import dataclass

from server.contracts.answers_hall import NoticeShown
from server.domain.events.hall import HallNoticeChanged
from server.storage.unit import HallUnit
from server.usecases.app_context import AppContext, Order
from server.usecases.idempotency import execute_once


@dataclass(frozen=True, kw_only=True)
class ShowNotice(Order):
    """`notice`: the words by language, zh among them; None takes the notice away."""

    notice: Mapping[str, str] | None


def show_notice(context: AppContext, order: ShowNotice) -> NoticeShown:
    """Show a notice on the boards of the hall in the place of the one before; the same again
    tells nobody anything."""

    def act(unit: HallUnit) -> NoticeShown:
        notice = None if order.notice is None else dict(order.notice)
        if unit.save_notice(notice):
            unit.emit(HallNoticeChanged(notice=notice))
        return NoticeShown(notice=notice, seq=unit.seq)

    return execute_once(context, order, NoticeShown, act)
