"""Undo: the last step of a window is taken back, if nobody has built on it since."""

from dataclasses import replace
from datetime import datetime

from server.domain.errors import Refused
from server.domain.ticket import UNDOABLE, Step, Ticket
from server.domain.window import Json, WindowState
from server.storage.rows import thaw
from server.storage.unit import HallUnit
from server.usecases.app_context import AppContext, WindowOrder
from server.usecases.console import answer
from server.usecases.idempotency import execute_once
from server.usecases.window_steps import require_signed_on

UNDONE = "undo"
"""The last step of a window that has just taken one back: a second click finds it done."""


class Undo(WindowOrder):
    """Take back the last step."""


def undo(context: AppContext, order: Undo) -> Json:
    """Refused when there is nothing to take back, it is too long ago, or the ticket moved on."""

    def act(unit: HallUnit) -> Json:
        window = require_signed_on(unit, order)
        step = window.step
        if step is None:
            raise Refused("undo.nothing", {"window": window.key})
        if step["verb"] == UNDONE:
            return answer(context, unit, window, "already")
        if unit.now - datetime.fromisoformat(step["at"]) > unit.hall.undo_within:
            raise Refused("undo.too_late", {"number": step["number"]})
        window = _take_back(unit, window, step)
        also = step["also"]
        if also is not None and not _rated(unit, also):
            window = _take_back(unit, window, also)
        return answer(context, unit, window, "done")

    return execute_once(context, order, act)


def _take_back(unit: HallUnit, window: WindowState, step: Json) -> WindowState:
    ticket = unit.ticket(id=step["ticket"])
    _untouched(ticket, step)
    before = replace(ticket, **thaw(step["before"]))
    restored = unit.save(ticket, before)
    done = {"verb": UNDONE, "ticket": ticket.id, "number": ticket.number, "at": step["at"]}
    window = unit.save_window(replace(window, step=done, **step["window"]))
    unit.emit(
        "ticket.undone",
        restored,
        {"number": ticket.number, "window_key": window.key},
        {"verb": step["verb"], "undone": step["seq"], "window": window.key},
    )
    return window


def _untouched(ticket: Ticket, step: Json) -> None:
    if Step(step["verb"]) not in UNDOABLE or ticket.last_seq != step["seq"]:
        raise Refused("undo.moved_on", {"number": ticket.number})
    if ticket.rating is not None and step["verb"] == Step.FINISH.value:
        raise Refused("undo.rated", {"number": ticket.number})


def _rated(unit: HallUnit, step: Json) -> bool:
    """A finish that was rated stands, though the call made in the same breath is taken back."""
    return unit.ticket(id=step["ticket"]).rating is not None
