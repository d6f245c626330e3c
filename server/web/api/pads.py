"""The rating pad on a window's desk. It knows no codes and no names: only its window."""

from flask import Blueprint

from server.contracts import requests as asked
from server.contracts.answers import Rated
from server.usecases import rating
from server.web.auth import authorize
from server.web.http.request_scope import context, window_of
from server.web.openapi.binding import operation

blueprint = Blueprint("pads", __name__, url_prefix="/api/v1/windows")


@operation(
    blueprint, "POST", "/<window>/rating", summary="Rate the visit just finished",
    body=asked.RateAtPad, answers=Rated, headers=("Idempotency-Key",),
)  # fmt: skip
def rate(window: str, body: asked.RateAtPad) -> Rated:
    """From the pad of that window only: neither clerks nor scripts rate."""
    hall, key = window_of(window)
    order = rating.RateAtWindow(
        hall=hall,
        window=key,
        actor=authorize.principal().actor,
        key=authorize.idempotency_key(),
        number=body.number,
        finished_seq=body.finished_seq,
        level=body.level,
        reasons=tuple(body.reasons),
        text=body.text,
    )
    return rating.rate_at_window(context(), order)
