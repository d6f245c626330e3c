"""The interface's own description: the document, a page to read it offline, and each problem."""

from typing import Any

from flask import Blueprint, Response, current_app, render_template, request

from server.domain.errors import Unknown
from server.web import openapi as described
from server.web.access import ACCESS
from server.web.answering import tagged, unchanged
from server.web.binding import OPERATIONS, operation
from server.web.problems import STATUS
from server.web.session import options
from server.web.texts import catalogue

blueprint = Blueprint("reference", __name__, url_prefix="/api")


def document() -> dict[str, Any]:
    """Built at the first question: it takes some milliseconds that a start can do without."""
    kept: dict[str, Any] = current_app.extensions.setdefault("servicehall.openapi", {})
    if not kept:
        kept.update(described.build(OPERATIONS.items, ACCESS, options().version))
    return kept


@blueprint.get("/openapi.json")
def openapi() -> Response:
    etag = f'"openapi-{options().version}"'
    if etag in request.headers.get("If-None-Match", ""):
        return unchanged(etag)
    return tagged(document(), etag)


@blueprint.get("/docs")
def docs() -> str:
    return render_template("docs.html", spec=document(), language="en", title="API")


@operation(
    blueprint, "GET", "/problems/<code>", summary="What a problem means", answers=dict[str, Any]
)
def problem_type(code: str) -> dict[str, Any]:
    """Where the `type` of a problem leads: its texts in every language."""
    texts = catalogue("problems", "zh").get(code)
    if texts is None:
        raise Unknown("problem.unknown", {"problem": code[:60]})
    english = catalogue("problems", "en")[code]
    return {"code": code, "status": STATUS.get(code), "zh": texts, "en": english}
