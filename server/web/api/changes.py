"""What a manager changes while the hall is open, and takes back."""

from flask import Blueprint

from server.contracts import requests_changes as asked
from server.contracts.answers_changes import ChangesToday
from server.usecases.changed_document import HallChange
from server.usecases.changing import (
    ChangeHall,
    TakeBackChange,
    change_hall,
    changes_today,
    take_back_change,
)
from server.web.auth import authorize
from server.web.http.request_scope import context
from server.web.openapi.binding import operation

blueprint = Blueprint("changes", __name__, url_prefix="/api/v1/halls")


@operation(
    blueprint, "GET", "/<hall>/changes", summary="What was changed today", answers=ChangesToday
)
def list_changes(hall: str) -> ChangesToday:
    """And what can be: kiosks, and numbers a day."""
    return changes_today(context(), hall)


@operation(
    blueprint, "POST", "/<hall>/changes", summary="Change the open hall",
    body=asked.WhileOpenChange, answers=ChangesToday,
)  # fmt: skip
def change(hall: str, body: asked.WhileOpenChange) -> ChangesToday:
    """At once on every surface. What is asked for is how it shall be, so twice is once."""
    wanted = _wanted(body.change)
    order = ChangeHall(
        hall=hall, actor=authorize.principal().actor, kind=wanted.kind, subject=wanted.subject,
        value=wanted.value,
    )  # fmt: skip
    return change_hall(context(), order)


def _wanted(change: asked.Change) -> HallChange:
    """Its kind, what it is about, and how that shall be."""
    match change:
        case asked.WindowOpenChange():
            return HallChange(change.kind, change.window, change.open)
        case asked.WindowLunchChange():
            return HallChange(change.kind, change.window, change.lunch)
        case asked.WindowMattersChange():
            return HallChange(change.kind, change.window, change.matters)
        case asked.QuotaChange():
            return HallChange(change.kind, change.matter, change.quota)
        case asked.KioskLockChange():
            reason = None if change.reason is None else change.reason.by_language()
            return HallChange(change.kind, change.kiosk, reason)


@operation(
    blueprint, "POST", "/<hall>/changes/take-back", summary="Take a change of today back",
    body=asked.TakeBackBody, answers=ChangesToday,
)  # fmt: skip
def take_back(hall: str, body: asked.TakeBackBody) -> ChangesToday:
    """It is again what it was, unless it was changed once more since."""
    order = TakeBackChange(
        hall=hall, actor=authorize.principal().actor, version=body.version, kind=body.kind,
        subject=body.subject,
    )  # fmt: skip
    return take_back_change(context(), order)
