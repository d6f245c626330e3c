"""The interface's own description: the document, a page to read it offline, and each problem."""

from collections.abc import Callable
from contextvars import copy_context
from functools import cache
from typing import Any

from flask import Blueprint, Response, render_template, request

from server.contracts.languages import WRITTEN
from server.domain.errors import Unknown
from server.web.auth.rights import ACCESS
from server.web.http.answers import tagged, unchanged
from server.web.http.problems import usual_status
from server.web.http.texts import OURS, catalogue
from server.web.openapi import document as described
from server.web.openapi import page
from server.web.openapi.binding import OPERATIONS, operation
from server.web.web_context import options, web_context

blueprint = Blueprint("reference", __name__, url_prefix="/api")


def _once(name: str, make: Callable[[], Any]) -> Any:
    """Made at the first question, which takes what a start can do without; and made aside, for
    it takes tens of milliseconds. In the asker's context: a page is rendered for a request."""
    kept = web_context().reference
    if name not in kept:
        context = copy_context()
        kept[name] = options().run_in_threadpool(lambda: context.run(make))
    return kept[name]


def document() -> dict[str, Any]:
    version = options().version
    found: dict[str, Any] = _once("document", lambda: _built(version))
    return found


@cache
def _built(version: str) -> dict[str, Any]:
    """One for all applications of a process: nothing else makes it differ."""
    return described.build(OPERATIONS.items, ACCESS, version)


@blueprint.get("/openapi.json")
def openapi() -> Response:
    etag = f'"openapi-{options().version}"'
    if etag in request.headers.get("If-None-Match", ""):
        return unchanged(etag)
    return tagged(document(), etag)


@blueprint.get("/docs")
def docs() -> str:
    """The page to read it: no script, nothing from elsewhere."""
    spec = document()
    page: str = _once("page", lambda: _page(spec))
    return page


def _page(spec: dict[str, Any]) -> str:
    return render_template(
        "docs.html", spec=spec, sections=page.sections(spec), problems=_problems()
    )


def _problems() -> list[dict[str, Any]]:
    return [_problem(code) for code in catalogue("problems", "en")]


def _problem(code: str) -> dict[str, Any]:
    said = {
        tag: {
            part: OURS.fill(text, tag, {})
            for part, text in catalogue("problems", tag)[code].items()
        }
        for tag in WRITTEN
    }
    return {"code": code, "status": usual_status(code), **said}


@operation(
    blueprint, "GET", "/problems/<code>", summary="What a problem means", answers=dict[str, Any]
)
def problem_type(code: str) -> dict[str, Any]:
    """Where the `type` of a problem leads: its texts in every language."""
    if code not in catalogue("problems", "zh"):
        raise Unknown("problem.unknown", {"problem": code[:60]})
    return _problem(code)
