"""Runs a use case under the hall lock; a repeated idempotency key returns the stored answer."""

from collections.abc import Callable
from dataclasses import asdict
from typing import TypeVar, cast

from server.contracts.answers import Dated
from server.contracts.plain import answer_of, text_of
from server.domain.window import wire_time
from server.storage.idempotency_store import fingerprint, keep, known
from server.storage.unit import HallUnit
from server.usecases.app_context import AppContext, Order
from server.usecases.day import open_day

Answer = TypeVar("Answer")


def execute_once(
    context: AppContext, order: Order, answers: type[Answer], act: Callable[[HallUnit], Answer]
) -> Answer:
    """Run `act` in one transaction on the hall; a repeated key gets the first answer again,
    but for the time that it says: a screen that asks a second time would set its clock back by it.

    The answer is kept in the same transaction as the change: there is no moment at which the
    change is there and a retry would do it twice. Refuses `hall.unknown`, and `key.reused` when
    the key came with another request.
    """
    with context.store.change(order.hall, order.actor, context.now) as unit:
        if order.key is None:
            open_day(unit)
            return act(unit)
        request = fingerprint(type(order).__qualname__, asdict(order))
        again = known(unit.connection, order.hall, order.key, request)
        if again is not None:
            return _of_now(answer_of(answers, again), unit)
        open_day(unit)
        answer = act(unit)
        body = text_of(answers, answer)
        keep(unit.connection, order.hall, order.key, request, body, unit.now)
        return answer


def _of_now(answer: Answer, unit: HallUnit) -> Answer:
    """What was answered before, with the server's time of this answer."""
    if not isinstance(answer, Dated):
        return answer
    return cast(Answer, answer.model_copy(update={"at": wire_time(unit.now)}))
