"""Every refusal leaves as a problem document (RFC 9457), or as a page for people."""

import logging
import re
import secrets
from collections.abc import Mapping
from typing import Any, TypeGuard

from flask import Flask, Response, g, render_template, request
from pydantic_core import to_json
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from server.contracts.languages import LANGUAGES
from server.domain.errors import Forbidden, Refused, Unknown
from server.storage.unavailable import Reason, StorageUnavailable
from server.web.auth.addresses import to_sign_in
from server.web.http.language import in_language, language_of
from server.web.http.request_scope import hall_words, local_time
from server.web.http.texts import OURS, problem_texts
from server.web.http.unconnected import is_device_page, not_connected

INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
PROBLEM = "application/problem+json"
log = logging.getLogger("servicehall.web")

# Codes whose status is not the one of their class (409 refused, 404 unknown, 403 forbidden).
STATUS: Mapping[str, int] = {
    "access.not_signed_in": 401,
    "access.session_over": 401,
    "sign_in.wrong": 401,
    "sign_in.too_many": 429,
    "request.refused": 400,
    "request.malformed": 400,
    "request.not_json": 400,
    "request.not_object": 400,
    "request.bad_key": 400,
    "request.bad_lookup": 400,
    "request.invalid": 422,
    "request.too_large": 413,
    "request.wrong_type": 415,
    "request.wrong_method": 405,
    "request.no_such_page": 404,
    "request.failed": 500,
    "link.unknown": 404,
    "link.used": 410,
    "link.expired": 410,
    "login.malformed": 422,
    "password.too_short": 422,
    "password.too_long": 422,
    "password.guessable": 422,
    "role.not_a_persons": 422,
    "role.not_a_devices": 422,
    "device.needs_window": 422,
    "slot.malformed": 422,
    "link.foreign_target": 422,
    "call.reason": 422,
    "call.reason_missing": 422,
    "finish.outcome": 422,
    "park.reason": 422,
    "pause.reason": 422,
    "postpone.choice": 422,
    "postpone.minutes": 422,
    "postpone.places": 422,
    "park.minutes": 422,
    "pause.minutes": 422,
    "rating.level": 422,
    "transfer.target": 422,
    "hall.busy": 503,
    **{f"storage.{reason}": 503 for reason in Reason},
    "printing.silent": 503,
    "printer.unreachable": 503,
    "template.broken": 422,
    "paper.nothing_said": 422,
    "paper.slot": 422,
}
OF_NO_HALL = frozenset({"request.failed", *(f"storage.{reason}" for reason in Reason)})
"""Said without a look at the database, which may be what failed."""
OF_HTTP = {
    400: "request.malformed",
    404: "request.no_such_page",
    405: "request.wrong_method",
    413: "request.too_large",
    415: "request.wrong_type",
}


FORBIDDEN = frozenset(
    {
        *("access.wrong_role", "access.other_hall", "access.other_window", "access.person_only"),
        *("access.all_halls_only", "access.foreign_origin", "access.no_proof"),
        *("access.not_in_table", "appointment.by_staff", "call.out_of_turn"),
        "walk_in.not_allowed",
        *("priority_class.by_staff", "rating.by_staff", "window.other_clerk"),
    }
)


def usual_status(code: str) -> int:
    """The status that a code comes with, for whoever reads about it before meeting it."""
    if code in FORBIDDEN:
        return 403
    return STATUS.get(code, 404 if code.endswith(".unknown") else 409)


def status_of(refused: Refused) -> int:
    if refused.code in STATUS:
        return STATUS[refused.code]
    if isinstance(refused, Forbidden):
        return 403
    return 404 if isinstance(refused, Unknown) else 409


def document(
    code: str, status: int, facts: Mapping[str, object], language: str, **more: object
) -> dict[str, Any]:
    """The body of a problem; `facts` stand in it too, for programs."""
    words = OURS if code in OF_NO_HALL else hall_words(facts.get("hall"))
    texts = problem_texts(code, _on_the_wall(facts), language, words)
    plain = {key: in_language(value, language) for key, value in facts.items()}
    return {
        "type": f"/api/problems/{code}",
        "status": status,
        "code": code,
        **texts,
        "instance": request.path,
        **({"facts": plain} if plain else {}),
        **more,
    }


def _on_the_wall(facts: Mapping[str, object]) -> dict[str, object]:
    """Facts for a sentence: instants as the clock of the hall they are about shows them."""
    hall = facts.get("hall")
    return {
        key: local_time(str(hall), value) if hall and _is_instant(value) else value
        for key, value in facts.items()
    }


def _is_instant(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and INSTANT.fullmatch(value) is not None


def problem(
    code: str, status: int, facts: Mapping[str, object] | None = None, **more: object
) -> Response:
    """A problem as JSON for programs, or as a page when a browser asked for a page."""
    language = language_of(request)
    body = document(code, status, facts or {}, language, **more)
    if wants_page():
        response = Response(
            render_template("problem.html", problem=body, language=LANGUAGES[language])
        )
        response.status_code = status
    else:
        response = Response(to_json(body, fallback=str), status, content_type=PROBLEM)
    response.headers["Content-Language"] = language
    response.headers["Cache-Control"] = "no-store"
    return response


def wants_page() -> bool:
    """Programs say so by the path or by what they accept."""
    if request.path.startswith("/api/"):
        return False
    return request.accept_mimetypes.best_match(["application/json", "text/html"]) == "text/html"


def refuse(refused: Refused) -> Response:
    """A refusal by a rule. A page that needs somebody signed in asks them to sign in; one of a
    device says that the device is not connected."""
    if request.method == "GET" and status_of(refused) == 401 and wants_page():
        return not_connected() if is_device_page() else to_sign_in()
    response = problem(refused.code, status_of(refused), refused.facts)
    if response.status_code == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="servicehall"'
    if "seconds" in refused.facts and response.status_code in (429, 503):
        response.headers["Retry-After"] = str(refused.facts["seconds"])
    return response


def refuse_unavailable(error: StorageUnavailable) -> Response:
    """The database can't be used; the storage has said so on the log."""
    response = problem(error.code, 503)
    response.headers["Retry-After"] = str(error.retry_after)
    return response


def refuse_http(error: HTTPException) -> Response | HTTPException:
    """What Flask and Werkzeug refuse by themselves."""
    if isinstance(error, RequestRedirect) or error.code is None or error.code < 400:
        return error
    if error.code >= 500:
        return fail(error)
    response = problem(OF_HTTP.get(error.code, "request.refused"), error.code)
    allowed = getattr(error, "valid_methods", None)
    if allowed:
        response.headers["Allow"] = ", ".join(sorted(allowed))
    return response


def fail(error: Exception) -> Response:
    """A mistake of ours: the caller gets a number to quote, the log gets everything."""
    incident = secrets.token_hex(4)
    actor = getattr(g.get("principal"), "actor", "unknown")
    log.error(
        "incident %s: %s %s by %s", incident, request.method, request.path, actor, exc_info=error
    )
    return problem("request.failed", 500, {"incident": incident}, incident=incident)


def install(app: Flask) -> None:
    app.register_error_handler(Refused, refuse)
    app.register_error_handler(StorageUnavailable, refuse_unavailable)
    app.register_error_handler(HTTPException, refuse_http)
    app.register_error_handler(Exception, fail)
