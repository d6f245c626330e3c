"""People, devices, sessions, tokens and the audit log, for administrators."""

from datetime import timedelta
from typing import Any

from flask import Blueprint

from server.contracts import requests as asked
from server.contracts.answers import Done
from server.contracts.answers_people import (
    AuditEntry,
    DeviceView,
    Link,
    PersonView,
    SessionInfo,
    Token,
)
from server.domain.errors import Forbidden
from server.domain.people import ALL_HALLS, LINK_LIFE, Role
from server.usecases import administering, passwords, signing_in
from server.web.api.people_json import (
    device_json,
    first_page,
    home,
    instant,
    person_json,
    session_json,
)
from server.web.auth import authorize
from server.web.http.request_scope import context
from server.web.openapi.binding import operation
from server.web.web_context import web_context

blueprint = Blueprint("admin", __name__, url_prefix="/api/v1/admin")


def _by() -> administering.By:
    who = authorize.principal()
    return administering.By(who.actor, who.hall or "")


def _hash(password: str) -> str:
    return str(web_context().hashing(lambda: passwords.hash_password(password)))


def _in_reach(hall: str) -> bool:
    own = authorize.principal().hall
    return own in (ALL_HALLS, hall)


def _known_hall(hall: str) -> None:
    """Refuses `hall.unknown`, so that nobody gets a role in a hall that is not there."""
    if hall != ALL_HALLS:
        with context().store.database.reading() as connection:
            context().store.hall(connection, hall)


def _known_window(hall: str, window: str | None) -> str | None:
    if window is None:
        return None
    key = window.upper().lstrip("0") or window
    with context().store.database.reading() as connection:
        context().store.hall(connection, hall).window(key)
    return key


@operation(blueprint, "GET", "/people", summary="Who may sign in", answers=list[PersonView])
def people() -> list[dict[str, Any]]:
    with authorize.session_cache().people.reading() as book:
        return [person_json(person) for person in book.people() if _in_reach(person.hall)]


@operation(
    blueprint, "POST", "/people", summary="Let somebody sign in",
    body=asked.NewPerson, answers=PersonView, status=201,
)  # fmt: skip
def add_person(body: asked.NewPerson) -> dict[str, Any]:
    """Without a password the person comes in by a one-time link and sets one."""
    _known_hall(body.hall)
    session_cache = authorize.session_cache()
    values = {**dict(body), "languages": tuple(body.languages)}
    order = administering.AddPerson(by=_by(), **values)
    return person_json(
        administering.add_person(session_cache.people, order, session_cache.now(), _hash)
    )


@operation(
    blueprint, "PATCH", "/people/<id:person>", summary="Change a person",
    body=asked.PersonChanges, answers=PersonView,
)  # fmt: skip
def change_person(person: int, body: asked.PersonChanges) -> dict[str, Any]:
    """Only what is named changes. A new password, or disabling, ends their sessions at once."""
    changes = body.model_dump(include=body.model_fields_set)
    for never_empty in ("name", "role", "hall", "password", "disabled", "languages"):
        if changes.get(never_empty, "") is None:
            del changes[never_empty]
    if "hall" in changes:
        _known_hall(changes["hall"])
    session_cache = authorize.session_cache()
    order = administering.ChangePerson(_by(), person, changes)
    changed = administering.change_person(session_cache.people, order, session_cache.now(), _hash)
    session_cache.forget()
    return person_json(changed)


@operation(
    blueprint, "POST", "/people/<id:person>/link", summary="A one-time sign-in link",
    body=asked.NewLink, answers=Link, status=201,
)  # fmt: skip
def person_link(person: int, body: asked.NewLink) -> dict[str, Any]:
    with authorize.session_cache().people.reading() as book:
        found = administering.person_in_reach(book, _by(), person)
    target = body.target or first_page(found, body.slot)
    return _link(signing_in.MakeLink(_by().actor, person=found.id, target=target, slot=body.slot))


@operation(blueprint, "GET", "/devices", summary="Devices", answers=list[DeviceView])
def devices() -> list[dict[str, Any]]:
    with authorize.session_cache().people.reading() as book:
        return [device_json(device) for device in book.devices() if _in_reach(device.hall)]


@operation(
    blueprint, "POST", "/devices", summary="Let a device in",
    body=asked.NewDevice, answers=DeviceView, status=201,
)  # fmt: skip
def add_device(body: asked.NewDevice) -> dict[str, Any]:
    """Open the device's one-time link in its browser to let it in."""
    _known_hall(body.hall)
    window = _known_window(body.hall, body.window)
    session_cache = authorize.session_cache()
    order = administering.AddDevice(by=_by(), **{**dict(body), "window": window})
    return device_json(administering.add_device(session_cache.people, order, session_cache.now()))


@operation(
    blueprint, "DELETE", "/devices/<id:device>", summary="Shut a device out", answers=DeviceView
)
def revoke_device(device: int) -> dict[str, Any]:
    """At once: its sessions end."""
    session_cache = authorize.session_cache()
    revoked = administering.revoke_device(session_cache.people, _by(), device, session_cache.now())
    session_cache.forget()
    return device_json(revoked)


@operation(
    blueprint, "POST", "/devices/<id:device>/link", summary="A device's one-time link",
    body=asked.NewLink, answers=Link, status=201,
)  # fmt: skip
def device_link(device: int, body: asked.NewLink) -> dict[str, Any]:
    with authorize.session_cache().people.reading() as book:
        found = administering.device_in_reach(book, _by(), device)
    target = body.target or home(found.role, body.slot, found.window, found.zone)
    return _link(signing_in.MakeLink(_by().actor, device=found.id, target=target, slot=body.slot))


def _link(order: signing_in.MakeLink) -> dict[str, Any]:
    session_cache = authorize.session_cache()
    now = session_cache.now()
    (secret,) = signing_in.make_links(session_cache.people, [order], now)
    return {"url": f"/enter/{secret}", "expires_at": instant(now + LINK_LIFE)}


@operation(
    blueprint, "GET", "/sessions", summary="Open sessions, devices and tokens",
    answers=list[SessionInfo],
)  # fmt: skip
def sessions() -> list[dict[str, Any]]:
    now = authorize.session_cache().now()
    with authorize.session_cache().people.reading() as book:
        found = [s for s in book.sessions() if s.alive(now) and _in_reach(s.hall)]
    return [session_json(session) for session in found]


@operation(
    blueprint, "DELETE", "/sessions/<id:session>", summary="End a session or token", answers=Done
)
def end_session(session: int) -> dict[str, Any]:
    session_cache = authorize.session_cache()
    administering.end_session(session_cache.people, _by(), session, session_cache.now())
    session_cache.forget()
    return {"done": True}


@operation(
    blueprint, "POST", "/tokens", summary="A bearer token for a script",
    body=asked.NewToken, answers=Token, status=201,
)  # fmt: skip
def add_token(body: asked.NewToken) -> dict[str, Any]:
    """Shown once. Bound to a hall, and to one window if it names one."""
    if not _in_reach(body.hall):
        raise Forbidden(
            "access.other_hall", {"hall": body.hall, "yours": authorize.principal().hall}
        )
    _known_hall(body.hall)
    window = None if body.hall == ALL_HALLS else _known_window(body.hall, body.window)
    session_cache = authorize.session_cache()
    order = signing_in.MakeToken(
        actor=authorize.principal().actor,
        role=Role(body.role),
        hall=body.hall,
        label=body.label,
        window=window,
        life=timedelta(days=body.days),
    )
    opened = signing_in.make_token(session_cache.people, order, session_cache.now())
    return {"token": opened.secret, "session": session_json(opened.session)}


@operation(
    blueprint, "GET", "/audit", summary="What was done to people and devices",
    query=asked.AuditQuery, answers=list[AuditEntry],
)  # fmt: skip
def audit(query: asked.AuditQuery) -> list[dict[str, Any]]:
    """Newest first. Entries are added and never changed. For those whose rights end at no hall."""
    if not authorize.principal().everywhere:
        raise Forbidden("access.all_halls_only")
    with authorize.session_cache().people.reading() as book:
        rows = book.audit(query.before, query.limit)
    return [{**row, "at": instant(row["at"])} for row in rows]
