"""The state of the halls: description, board, journal, figures of the day, closing."""

from typing import Any

from flask import Blueprint, Response, request

from server.contracts import requests as asked
from server.contracts.answers_hall import DayEnd, HallName, JournalPage, NoticeShown, Today
from server.contracts.catalogue import Catalogue
from server.contracts.live import Snapshot
from server.contracts.site import Site
from server.domain.errors import Refused
from server.usecases import closing, noticing, reading
from server.usecases import today as today_figures
from server.web.api.descriptions import describe, description_of, in_force
from server.web.auth import authorize
from server.web.http.answers import tagged, unchanged
from server.web.http.request_scope import context, halls
from server.web.openapi.binding import operation
from server.web.web_context import options

blueprint = Blueprint("halls", __name__, url_prefix="/api/v1")
SITE_LIMIT = 2 * 1024 * 1024


@operation(blueprint, "GET", "/halls", summary="The halls of this house", answers=list[HallName])
def list_halls() -> list[dict[str, Any]]:
    """Rehearsal halls are among them and say so."""
    modes = halls()
    return [
        {"key": key, "mode": mode, "name": description_of(key)["hall"]["name"]}
        for key, mode in modes.items()
    ]


@operation(
    blueprint, "GET", "/halls/<hall>/catalogue", summary="What a hall offers",
    answers=Catalogue,
)  # fmt: skip
def catalogue(hall: str) -> Response:
    """Zones, organisations, matters with materials, fees and limits, windows. Changes only with
    the configuration: send the ETag back in If-None-Match."""
    found = in_force(hall)
    if found.etag in request.headers.get("If-None-Match", ""):
        return unchanged(found.etag)
    return tagged(describe(found), found.etag)


@operation(
    blueprint, "GET", "/halls/<hall>/board", summary="The public state of now", answers=Snapshot
)
def board(hall: str) -> Snapshot:
    """The same snapshot that a socket gets. To follow the hall, subscribe instead of polling."""
    return reading.board(context(), hall)


@operation(
    blueprint, "GET", "/halls/<hall>/journal", summary="Everything that happened, in order",
    query=asked.JournalQuery, answers=JournalPage,
)  # fmt: skip
def journal(hall: str, query: asked.JournalQuery) -> JournalPage:
    """Entries after a number. With `at_exact`, `payload` and `hash` the chain can be checked by
    anybody who is allowed to read it."""
    return reading.journal_page(context(), hall, query.after, query.limit)


@operation(
    blueprint, "GET", "/halls/<hall>/today", summary="A manager's figures of the day",
    answers=Today,
)  # fmt: skip
def today(hall: str) -> Today:
    """Waits as median and 90th percentile, arrivals, ratings, alarms; each with its definition."""
    return today_figures.today(context(), hall)


@operation(
    blueprint, "POST", "/halls/<hall>/close-day", summary="End of day",
    body=asked.Nothing, answers=DayEnd, headers=("Idempotency-Key",),
)  # fmt: skip
def close_day(hall: str, body: asked.Nothing) -> DayEnd:
    """Whatever is open is closed as what it is, never as served. A new day needs no closing:
    it begins with its date."""
    order = closing.CloseDay(
        hall=hall, actor=authorize.principal().actor, key=authorize.idempotency_key()
    )  # fmt: skip
    return closing.close_day(context(), order)


@operation(
    blueprint, "POST", "/halls/<hall>/notice", summary="Show a notice",
    body=asked.HallNotice, answers=NoticeShown, headers=("Idempotency-Key",),
)  # fmt: skip
def notice(hall: str, body: asked.HallNotice) -> NoticeShown:
    """At once on boards, kiosks and the phones of those who wait. It stands in the place of the one
    before to the same people, and on boards of the site file's, until its end or until somebody
    takes it away."""
    order = noticing.ShowNotice(
        hall=hall, actor=authorize.principal().actor, key=authorize.idempotency_key(),
        notice=None if body.notice is None else body.notice.by_language(),
        matter=body.matter, until=body.until,
    )  # fmt: skip
    return noticing.show_notice(context(), order)


@operation(
    blueprint, "POST", "/rehearsals", summary="Make a rehearsal hall",
    body=Site, answers=dict[str, Any], status=201, limit=SITE_LIMIT,
)  # fmt: skip
def rehearsals(body: Site) -> dict[str, Any]:
    """The body is a site document. The hall gets numbers of its own and reaches no live display."""
    make = options().rehearse
    if make is None:
        raise Refused("rehearsal.not_here")
    document = body.model_dump_json(exclude_none=True, by_alias=True).encode()
    return make(document, authorize.principal().actor)
