"""Is it there, and how is it doing."""

from typing import Any

from flask import Blueprint, Response

from server.contracts.answers_hall import HealthView
from server.usecases.day_keeping import days_ahead
from server.web.http import metrics as figures
from server.web.http.request_scope import context
from server.web.openapi.binding import operation
from server.web.web_context import options, web_context

blueprint = Blueprint("health", __name__)


@operation(blueprint, "GET", "/healthz", summary="Is the service there", answers=HealthView)
def healthz() -> dict[str, Any]:
    """Reads the database; whoever gets 200 can take a ticket."""
    now, store = context().now(), context().store
    with store.database.reading() as connection:
        halls = {
            row.key: {
                "seq": row.seq,
                "day": row.day.isoformat() if row.day else None,
                "days_ahead": days_ahead(row.day, store.hall(connection, row.key), now),
            }
            for row in store.halls(connection)
        }
    return {"status": "ok", "version": options().version, "halls": halls}


@operation(
    blueprint, "GET", "/metrics", summary="Figures for Prometheus", answers=None,
    media="text/plain",
)  # fmt: skip
def metrics() -> Response:
    """For an administrator's token, and for a collector on this machine."""
    live = web_context().live
    figures.SOCKETS.set(0 if live is None else live.clients)
    return figures.exposition()
