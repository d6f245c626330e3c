"""One verb, one transaction, and one effect however often the request arrives."""

from collections.abc import Callable
from dataclasses import asdict

from server.domain.window import Json
from server.storage.idempotency_store import fingerprint, keep, known
from server.storage.unit import HallUnit
from server.usecases.app_context import AppContext, Order
from server.usecases.day import open_day

Act = Callable[[HallUnit], Json]


def execute_once(context: AppContext, order: Order, act: Act) -> Json:
    """Run `act` in one transaction on the hall; a repeated key gets the first answer again.

    The answer is kept in the same transaction as the change: there is no moment at which the
    change is there and a retry would do it twice.
    """
    with context.store.change(order.hall, order.actor, context.now) as unit:
        if order.key is None:
            open_day(unit)
            return act(unit)
        request = fingerprint(type(order).__qualname__, asdict(order))
        again = known(unit.connection, order.hall, order.key, request)
        if again is not None:
            return again
        open_day(unit)
        answer = act(unit)
        keep(unit.connection, order.hall, order.key, request, answer, unit.now)
        return answer
