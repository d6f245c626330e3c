"""Photographs of people: put by administrators, shown over the window where the person serves."""

import base64
import binascii

from flask import Blueprint, Response

from server.contracts import requests as asked
from server.contracts.answers_people import PersonView
from server.domain.errors import Refused, Unknown
from server.domain.people import Person
from server.usecases import administering, reading
from server.web.api.people_json import person_json
from server.web.auth import authorize
from server.web.http.request_scope import context, window_of
from server.web.openapi.binding import operation
from server.web.photographs import Photographs
from server.web.web_context import options

blueprint = Blueprint("photographs", __name__, url_prefix="/api/v1")
LARGEST = 3 * 1024 * 1024
PICTURE = "image/jpeg"


@operation(
    blueprint, "PUT", "/admin/people/<id:person>/photograph", summary="Put a photograph",
    body=asked.NewPhotograph, answers=PersonView, limit=LARGEST,
)  # fmt: skip
def put(person: int, body: asked.NewPhotograph) -> dict[str, object]:
    """A JPEG, PNG or WebP of 300 to 8,000 pixels a side and 2 MB. It is made anew as a JPEG of
    360 × 450 pixels, so that nothing of the file is kept but the picture."""
    found = _in_reach(person)
    try:
        data = base64.b64decode(body.picture, validate=True)
    except binascii.Error as broken:
        raise Refused("photograph.format") from broken
    make = options().make_photograph
    made = options().run_in_threadpool(lambda: make(data))
    kept().put(found.id, made)
    return _recorded(found, "photograph.put")


@operation(
    blueprint, "DELETE", "/admin/people/<id:person>/photograph", summary="Remove a photograph",
    answers=PersonView,
)  # fmt: skip
def remove(person: int) -> dict[str, object]:
    found = _in_reach(person)
    kept().remove(found.id)
    return _recorded(found, "photograph.removed")


@operation(
    blueprint, "GET", "/admin/people/<id:person>/photograph", summary="A photograph",
    answers=None, media=PICTURE,
)  # fmt: skip
def show(person: int) -> Response:
    return _picture(kept().of(_in_reach(person).id), {"person": person})


@operation(
    blueprint, "GET", "/windows/<window>/photograph", summary="Who sits at the window",
    answers=None, media=PICTURE,
)  # fmt: skip
def at_window(window: str) -> Response:
    """For that window's screen. `photograph.unknown` where nobody sits, the person has none, or the
    hall shows none."""
    hall, key = window_of(window)
    login = reading.clerk_shown(context(), hall, key)
    with authorize.session_cache().people.reading() as book:
        person = None if login is None else book.person_by_login(login)
    return _picture(None if person is None else kept().of(person.id), {"window": key})


def kept() -> Photographs:
    return Photographs(options().photographs)


def _in_reach(person: int) -> Person:
    by = administering.By(authorize.principal().actor, authorize.principal().hall or "")
    with authorize.session_cache().people.reading() as book:
        return administering.person_in_reach(book, by, person)


def _recorded(person: Person, action: str) -> dict[str, object]:
    cache = authorize.session_cache()
    with cache.people.writing() as book:
        book.record(cache.now(), authorize.principal().actor, action, person.login)
    return person_json(person)


def _picture(found: bytes | None, facts: dict[str, object]) -> Response:
    if found is None:
        raise Unknown("photograph.unknown", facts)
    answer = Response(found, mimetype=PICTURE)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
