"""Somebody who missed a call stands at a window: the clerk does for them what their phone would."""

from dataclasses import dataclass

from server.contracts.answers import WindowAnswer
from server.storage.unit import HallUnit
from server.usecases.app_context import AppContext, WindowOrder
from server.usecases.console import answer
from server.usecases.idempotency import execute_once
from server.usecases.taking import returned
from server.usecases.window_steps import require_signed_on


@dataclass(frozen=True, kw_only=True)
class TakeBack(WindowOrder):
    """The holder of this number is back."""

    number: str


def take_back(context: AppContext, order: TakeBack) -> WindowAnswer:
    """Return for somebody after a no-show, by the rule that binds them at the kiosk too.

    Refuses `return.too_late`, `return.too_often`, `ticket.step`, `ticket.unknown`,
    `window.closed`, `window.other_clerk` and `window.unknown`.
    """

    def act(unit: HallUnit) -> WindowAnswer:
        window = require_signed_on(unit, order)
        returned(unit, unit.ticket(number=order.number))
        return answer(unit, window, "done")

    return execute_once(context, order, WindowAnswer, act)
