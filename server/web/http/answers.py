"""JSON answers: written fast, in UTF-8, never kept by a cache unless the view says so."""

from collections.abc import Mapping
from typing import Any

from flask import Response
from pydantic_core import to_json

JSON = "application/json"


def answer(data: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """`data` is already the shape of the contract; it is not validated again here."""
    response = Response(to_json(data), status, content_type=JSON)
    response.headers["Cache-Control"] = "no-store"
    if headers:
        response.headers.update(headers)
    return response


def unchanged(etag: str) -> Response:
    """304 without a body; the client keeps what it has."""
    response = Response(status=304)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "no-cache"
    return response


def tagged(data: Any, etag: str) -> Response:
    """An answer that may be kept if it is asked for again each time."""
    return answer(data, headers={"ETag": etag, "Cache-Control": "no-cache"})
