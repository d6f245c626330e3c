"""What a manager changes while the hall is open, and takes back."""

from flask import Blueprint

from server.contracts import requests_changes as asked
from server.contracts.answers_changes import ChangedValue, ChangesToday
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
    wanted = body.change
    value: ChangedValue
    if isinstance(wanted, asked.WindowMattersChange):
        subject, value = wanted.window, wanted.matters
    elif isinstance(wanted, asked.QuotaChange):
        subject, value = wanted.matter, wanted.quota
    else:
        subject = wanted.kiosk
        value = None if wanted.reason is None else wanted.reason.by_language()
    order = ChangeHall(
        hall=hall, actor=authorize.principal().actor, kind=wanted.kind, subject=subject, value=value
    )
    return change_hall(context(), order)


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
