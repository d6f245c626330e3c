"""JSON answers: written fast, in UTF-8, never kept by a cache unless the view says so."""

from collections.abc import Mapping
from typing import Any

from flask import Response
from pydantic import TypeAdapter

JSON = "application/json"
ANY: TypeAdapter[Any] = TypeAdapter(Any)


def answer(data: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """`data`: a contract, or what holds contracts; what they were not given is left out."""
    body = ANY.dump_json(data, exclude_unset=True)
    response = Response(body, status, content_type=JSON)
    response.headers["Cache-Control"] = "no-store"
    if headers:
        response.headers.update(headers)
    return response


def plain(data: Any) -> Any:
    """The same as `answer` sends, before it becomes text: for pages and sockets."""
    return ANY.dump_python(data, exclude_unset=True)


def unchanged(etag: str) -> Response:
    """304 without a body; the client keeps what it has."""
    response = Response(status=304)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "no-cache"
    return response


def tagged(data: Any, etag: str) -> Response:
    """An answer that may be kept if it is asked for again each time."""
    return answer(data, headers={"ETag": etag, "Cache-Control": "no-cache"})
