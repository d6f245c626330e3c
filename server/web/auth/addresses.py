"""Addresses of ours: where a page sends whoever is not signed in, and back afterwards."""

from typing import Any
from urllib.parse import quote

from flask import Response, current_app, redirect, request

from server.domain.people import SLOT


def own_path(path: str | None) -> str | None:
    """A path of ours, or None: nobody is sent to another site from here."""
    if not path or not path.startswith("/") or path.startswith("//") or "\\" in path:
        return None
    return path if path.isprintable() and len(path) <= 300 else None


def to_sign_in() -> Response:
    """The sign-in page, which comes back to the page at hand."""
    wanted = request.full_path.rstrip("?")
    slot = request.args.get("as", "")
    here = f"/sign-in?next={quote(wanted)}"
    return as_response(redirect(f"{here}&as={slot}" if SLOT.fullmatch(slot) else here, 303))


def as_response(answer: Any) -> Response:
    """Werkzeug's redirect as this framework's own kind of answer."""
    made: Response = current_app.make_response(answer)
    return made
