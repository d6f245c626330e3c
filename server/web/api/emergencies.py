"""The silent emergency call of a window, and its end by anyone of the staff."""

from flask import Blueprint

from server.contracts import requests as asked
from server.contracts.answers_hall import Emergencies
from server.usecases import emergencies
from server.web.auth import authorize
from server.web.http.request_scope import context, window_key, window_of
from server.web.openapi.binding import operation

blueprint = Blueprint("emergencies", __name__, url_prefix="/api/v1")


@operation(
    blueprint, "GET", "/halls/<hall>/emergencies", summary="Windows that call for help",
    answers=Emergencies,
)  # fmt: skip
def shown(hall: str) -> Emergencies:
    """For staff alone. Ask again at each event `staff.notice`."""
    return emergencies.standing(context(), hall)


@operation(
    blueprint, "POST", "/windows/<window>/emergency", summary="Call for help, silently",
    body=asked.Nothing, answers=Emergencies, headers=("Idempotency-Key",),
)  # fmt: skip
def call(window: str, body: asked.Nothing) -> Emergencies:
    """Consoles, the guide desk and the manager's page name the window at once; nothing sounds, and
    public screens say nothing. It stands until somebody ends it."""
    hall, key = window_of(window)
    return emergencies.raise_emergency(context(), _order(hall, key))


@operation(
    blueprint, "POST", "/halls/<hall>/emergencies/<window>/end", summary="End a call for help",
    body=asked.Nothing, answers=Emergencies, headers=("Idempotency-Key",),
)  # fmt: skip
def end(hall: str, window: str, body: asked.Nothing) -> Emergencies:
    """By anyone of the staff; the journal keeps who."""
    return emergencies.end_emergency(context(), _order(hall, window_key(window)))


def _order(hall: str, window: str) -> emergencies.OfEmergency:
    return emergencies.OfEmergency(
        hall=hall, window=window, actor=authorize.principal().actor,
        key=authorize.idempotency_key(),
    )  # fmt: skip
