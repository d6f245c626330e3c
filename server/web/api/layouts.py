"""How the boards of a hall are laid out, for administrators."""

import re

from flask import Blueprint

from server.contracts.answers_layouts import LayoutsInForce
from server.contracts.requests_layouts import PutLayouts
from server.contracts.site_layouts import MEDIA_NAME
from server.usecases.layouts import ChangeLayouts, change_layouts, layouts_in_force
from server.web.auth import authorize
from server.web.http.request_scope import context
from server.web.openapi.binding import operation
from server.web.web_context import options

blueprint = Blueprint("layouts", __name__, url_prefix="/api/v1/halls")


@operation(
    blueprint, "GET", "/<hall>/layouts", summary="How boards are laid out", answers=LayoutsInForce
)
def in_force(hall: str) -> LayoutsInForce:
    """And which pictures and videos can stand between calls."""
    return layouts_in_force(context(), hall, _media())


@operation(
    blueprint, "PUT", "/<hall>/layouts", summary="Lay boards out anew",
    body=PutLayouts, answers=LayoutsInForce,
)  # fmt: skip
def put(hall: str, body: PutLayouts) -> LayoutsInForce:
    """The next version of the configuration: it stands in the journal, and live boards take it at
    once. What is asked for is how it shall be, so twice is once."""
    order = ChangeLayouts(
        hall=hall, actor=authorize.principal().actor, version=body.version,
        layouts=body.layouts, boards=body.boards, media=_media(),
    )  # fmt: skip
    return change_layouts(context(), order)


def _media() -> frozenset[str]:
    folder = options().media
    if folder is None or not folder.is_dir():
        return frozenset()
    return frozenset(each.name for each in folder.iterdir() if re.fullmatch(MEDIA_NAME, each.name))
