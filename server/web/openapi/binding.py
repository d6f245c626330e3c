"""Binds a JSON operation to a view: its route, its body's model and its words in OpenAPI.

One table feeds both the routes and the document, so they can't disagree. Bodies are checked
strictly before a view runs; answers are checked by tests, not again for each caller.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, TypeVar

from flask import Blueprint, Response, request
from pydantic import BaseModel, ValidationError

from server.contracts.requests import Query
from server.domain.errors import Refused
from server.web.http.answers import JSON, answer
from server.web.http.language import language_of
from server.web.http.problems import problem
from server.web.http.texts import field_text

SMALL = 64 * 1024
ERRORS_SHOWN = 20
EVERYWHERE = frozenset({"lang", "as"})
"""Query parameters of every address: the language of a problem, the session's slot."""
View = TypeVar("View", bound=Callable[..., Any])


class BadInput(Exception):  # noqa: N818 — it is an answer, not a mistake of the program
    """What the caller sent does not fit. A mistake in data of our own is no such thing."""

    def __init__(self, error: ValidationError) -> None:
        super().__init__(str(error))
        self.error = error


@dataclass(frozen=True)
class Operation:
    """What the document says about one operation."""

    endpoint: str
    method: str
    path: str
    summary: str
    body: type[BaseModel] | None
    answer: Any
    status: int
    query: type[BaseModel] | None = None
    headers: tuple[str, ...] = ()
    media: str = JSON
    description: str = ""


@dataclass
class Operations:
    """All operations of the interface, in the order in which they were bound."""

    items: dict[str, Operation] = field(default_factory=dict)


OPERATIONS = Operations()


def operation(
    blueprint: Blueprint,
    method: str,
    path: str,
    *,
    summary: str,
    answers: Any,
    body: type[BaseModel] | None = None,
    query: type[BaseModel] | None = None,
    status: int = 200,
    headers: tuple[str, ...] = (),
    media: str = JSON,
    limit: int = SMALL,
) -> Callable[[View], View]:
    """Route a view; it gets `body=` and `query=` as checked models if it declares them.

    A view returns plain data (answered with `status`) or a finished Response.
    """

    def bind(view: View) -> View:
        @wraps(view)
        def bound(**values: Any) -> Response:
            asked = _read_query(query or Query)
            if query is not None:
                values["query"] = asked
            if body is not None:
                values["body"] = read_body(body, limit)
            result = view(**values)
            return result if isinstance(result, Response) else answer(result, status)

        endpoint = f"{blueprint.name}.{view.__name__}"
        blueprint.add_url_rule(path, view.__name__, bound, methods=[method])
        OPERATIONS.items[endpoint] = Operation(
            endpoint=endpoint,
            method=method,
            path=f"{blueprint.url_prefix or ''}{path}",
            summary=summary,
            body=body,
            answer=answers,
            status=status,
            query=query,
            headers=headers,
            media=media,
            description=(view.__doc__ or "").strip(),
        )
        return view

    return bind


def read_body(model: type[BaseModel], limit: int = SMALL) -> BaseModel:
    """The request's JSON as a model; no body at all counts as `{}`."""
    if (request.content_length or 0) > limit:
        raise Refused("request.too_large", {"limit": limit})
    # A chunked body names no length: it is read up to one byte too many.
    request.max_content_length = limit + 1
    raw = request.get_data(cache=False)
    if len(raw) > limit:
        raise Refused("request.too_large", {"limit": limit})
    if raw and not _is_json(request.mimetype):
        raise Refused("request.wrong_type", {"type": request.mimetype[:80] or "—"})
    try:
        return model.model_validate_json(raw or b"{}")
    except ValidationError as error:
        raise BadInput(error) from error


def _read_query(model: type[BaseModel]) -> BaseModel:
    try:
        given = request.args.to_dict()
        return model.model_validate(
            {name: value for name, value in given.items() if name not in EVERYWHERE}
        )
    except ValidationError as error:
        raise BadInput(error) from error


def _is_json(mimetype: str) -> bool:
    return mimetype == JSON or (mimetype.startswith("application/") and mimetype.endswith("+json"))


def refuse_invalid(bad: BadInput) -> Response:
    """What was wrong where, in the caller's words; Pydantic's own never leave the house."""
    mistakes = bad.error.errors(include_url=False, include_input=False)
    if mistakes[0]["type"] == "json_invalid":
        why = str(mistakes[0].get("ctx", {}).get("error", ""))[:120]
        return problem("request.not_json", 400, {"why": why})
    if mistakes[0]["loc"] == () and mistakes[0]["type"] in ("model_type", "dict_type"):
        return problem("request.not_object", 400)
    language = language_of(request)
    errors = [
        {
            "where": ".".join(str(part) for part in mistake["loc"])[:120],
            "message": field_text(mistake["type"], mistake.get("ctx", {}), language),
        }
        for mistake in mistakes[:ERRORS_SHOWN]
    ]
    return problem("request.invalid", 422, {"count": len(mistakes)}, errors=errors)
