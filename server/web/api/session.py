"""Signing in and out, and who one is."""

from typing import Any

from flask import Blueprint, Response, request

from server.contracts import requests as asked
from server.contracts.answers import Done
from server.contracts.answers_people import Who
from server.domain.errors import Forbidden, Refused
from server.domain.people import PERSON_LIFE, Session, check_password
from server.usecases import administering, passwords, signing_in
from server.web.api.people_json import who_json
from server.web.auth import authorize
from server.web.auth.principal import Principal
from server.web.auth.session_cache import cookie_name
from server.web.http.answers import answer
from server.web.openapi.binding import operation
from server.web.web_context import options, web_context

blueprint = Blueprint("session", __name__, url_prefix="/api/v1/session")
TRIES_PER_PAIR = 8
"""Of one name from one address: who mistypes from a desk shuts out nobody at another."""
TRIES_PER_NAME = 60
TRIES_PER_ADDRESS = 40


class Tries:
    """The failures that stand against one attempt: of the pair, of the name, of the address."""

    def __init__(self, login: str, address: str) -> None:
        names = (f"{login}@{address}", login, address)
        self._against = tuple(zip(web_context().tries, names, strict=True))

    def check(self) -> None:
        for throttle, name in self._against:
            throttle.check(name)

    def failed(self) -> None:
        for throttle, name in self._against:
            throttle.failed(name)

    def forgive(self) -> None:
        pair, name = self._against[0]
        pair.forgive(name)


@operation(blueprint, "GET", "", summary="Who am I", answers=Who)
def who() -> dict[str, Any]:
    return who_json(authorize.principal())


@operation(
    blueprint, "POST", "", summary="Sign in", body=asked.SignInBody, answers=Who, status=201
)  # fmt: skip
def sign_in(body: asked.SignInBody) -> Response:
    """Sets the session's cookie. Wrong name and wrong password get the same answer."""
    address = authorize.principal().address
    tries = Tries(body.login.strip().lower(), address)
    tries.check()
    session_cache, run = authorize.session_cache(), web_context().hashing
    signing_in.check_slot(body.slot)
    order = signing_in.SignIn(body.login, body.password, body.slot)
    try:
        opened = signing_in.sign_in(session_cache.people, order, session_cache.now(), run)
    except Refused:
        tries.failed()
        raise
    tries.forgive()
    response = answer(who_json(Principal(opened.session, "cookie", address, body.slot)), 201)
    return with_cookie(response, opened)


@operation(
    blueprint, "POST", "/device", summary="Connect a device again", body=asked.DeviceSecretBody,
    answers=Who, status=201,
)  # fmt: skip
def device(body: asked.DeviceSecretBody) -> Response:
    """A device that its one-time link connected before, in a browser that lost the cookie. Refuses
    `access.session_over` where the device was revoked or signed out."""
    found = authorize.session_cache().find(body.secret)
    if found is None or found.device is None:
        raise Refused("access.session_over")
    who = Principal(found, "cookie", authorize.principal().address, found.slot)
    return _set_cookie(answer(who_json(who), 201), found, body.secret)


def device_secret() -> str | None:
    """The secret of the device that asks, for its own page to keep; None to anybody else."""
    who = authorize.principal()
    if who.session is None or who.session.device is None or who.via != "cookie":
        return None
    return request.cookies.get(cookie_name(who.slot))


@operation(blueprint, "DELETE", "", summary="Sign out", answers=Done)
def sign_out() -> Response:
    return end(answer({"done": True}))


@operation(
    blueprint, "POST", "/password", summary="Change one's own password",
    body=asked.ChangePassword, answers=Done,
)  # fmt: skip
def password(body: asked.ChangePassword) -> dict[str, Any]:
    """Every other session of the person ends."""
    who, run = authorize.principal(), web_context().hashing
    session_cache = authorize.session_cache()
    session = who.session
    if session is None or session.person is None:
        raise Forbidden("access.person_only")
    login = session.person.login
    tries = Tries(login, who.address)
    tries.check()
    check_password(body.new, login)
    with session_cache.people.reading() as book:
        stored = book.password_of(login)
    if stored is not None and not run(lambda: passwords.matches(stored, body.old or "")):
        tries.failed()
        raise Refused("password.wrong")
    fresh = run(lambda: passwords.hash_password(body.new))
    administering.change_own_password(session_cache.people, session, fresh, session_cache.now())
    session_cache.forget()
    return {"done": True}


def with_cookie(response: Response, opened: signing_in.Opened) -> Response:
    """The session's cookie: no script reads it, no other site sends it with a form."""
    return _set_cookie(response, opened.session, opened.secret)


def _set_cookie(response: Response, session: Session, secret: str) -> Response:
    """A device's cookie has no age: the browser would count it by the panel's own clock, which may
    be years off until the network has set it. The server alone decides how long it holds, and the
    page keeps the secret for the next start of the browser (kit/device-secret.js)."""
    response.set_cookie(
        cookie_name(session.slot),
        secret,
        max_age=int(PERSON_LIFE.total_seconds()) if session.person else None,
        httponly=True,
        samesite="Lax",
        secure=options().secure or request.is_secure,
        path="/",
    )
    return response


def end(response: Response) -> Response:
    """End the caller's session, here and in the browser."""
    who, session_cache = authorize.principal(), authorize.session_cache()
    if who.session is not None:
        signing_in.sign_out(session_cache.people, who.session, session_cache.now())
        session_cache.forget()
    response.delete_cookie(cookie_name(who.slot), path="/", httponly=True, samesite="Lax")
    return response
