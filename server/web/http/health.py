"""Is it there, and how is it doing."""

from typing import Any

from flask import Blueprint, Response

from server.contracts.answers_hall import HealthView
from server.usecases.app_context import AppContext
from server.usecases.day_keeping import days_ahead
from server.web.http import metrics as figures
from server.web.openapi.binding import operation
from server.web.web_context import Pulses, options, web_context

blueprint = Blueprint("health", __name__)


@operation(blueprint, "GET", "/healthz", summary="Is the service there", answers=HealthView)
def healthz() -> dict[str, Any]:
    """Has written to the database a second ago at most; whoever gets 200 can take a ticket. 503
    says within some two seconds why nobody can."""
    return {"status": "ok", "version": options().version, "halls": web_context().heartbeat.ask()}


def pulses(context: AppContext) -> Pulses:
    """Where each hall stands."""
    now, store = context.now(), context.store
    with store.database.reading() as connection:
        return {
            row.key: {
                "seq": row.seq,
                "day": row.day.isoformat() if row.day else None,
                "days_ahead": days_ahead(row.day, store.hall(connection, row.key), now),
            }
            for row in store.halls(connection)
        }


@operation(
    blueprint, "GET", "/metrics", summary="Figures for Prometheus", answers=None,
    media="text/plain",
)  # fmt: skip
def metrics() -> Response:
    """For an administrator's token, and for a collector on this machine."""
    live = web_context().live
    figures.SOCKETS.set(0 if live is None else live.clients)
    return figures.exposition()
