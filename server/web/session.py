"""Signing in and out, and who one is."""

from typing import Any

from flask import Blueprint, Response, current_app, request

from server.contracts import requests as asked
from server.contracts.answers import Done
from server.contracts.answers_people import Who
from server.domain.errors import Forbidden, Refused
from server.domain.people import PERSON_LIFE, check_password
from server.usecases import administering, passwords, signing_in
from server.web import gate
from server.web.answering import answer
from server.web.binding import operation
from server.web.caller import Caller
from server.web.doors import cookie_name
from server.web.options import Options
from server.web.people_json import who_json
from server.web.throttle import Throttle

blueprint = Blueprint("session", __name__, url_prefix="/api/v1/session")
TRIES_PER_NAME = 8
TRIES_PER_ADDRESS = 40


def throttles() -> tuple[Throttle, Throttle]:
    """Per name and per address; one pair for each app."""
    made: tuple[Throttle, Throttle] = current_app.extensions["servicehall.throttles"]
    return made


def options() -> Options:
    found: Options = current_app.extensions["servicehall.options"]
    return found


@operation(blueprint, "GET", "", summary="Who am I", answers=Who)
def who() -> dict[str, Any]:
    return who_json(gate.caller())


@operation(
    blueprint, "POST", "", summary="Sign in", body=asked.SignIn, answers=Who, status=201
)  # fmt: skip
def sign_in(body: asked.SignIn) -> Response:
    """Sets the session's cookie. Wrong name and wrong password get the same answer."""
    name, address = body.login.strip().lower(), gate.caller().address
    names, addresses = throttles()
    names.check(name)
    addresses.check(address)
    doors = gate.doors()
    signing_in.check_slot(body.slot)
    order = signing_in.SignIn(body.login, body.password, body.slot)
    try:
        opened = signing_in.sign_in(doors.people, order, doors.now(), options().off_hub)
    except Refused:
        names.failed(name)
        addresses.failed(address)
        raise
    names.forgive(name)
    response = answer(who_json(Caller(opened.session, "cookie", address, body.slot)), 201)
    return with_cookie(response, opened)


@operation(blueprint, "DELETE", "", summary="Sign out", answers=Done)
def sign_out() -> Response:
    return end(answer({"done": True}))


@operation(
    blueprint, "POST", "/password", summary="Change one's own password",
    body=asked.ChangePassword, answers=Done,
)  # fmt: skip
def password(body: asked.ChangePassword) -> dict[str, Any]:
    """Every other session of the person ends."""
    who, doors, run = gate.caller(), gate.doors(), options().off_hub
    session = who.session
    if session is None or session.person is None:
        raise Forbidden("access.person_only")
    login = session.person.login
    names, _ = throttles()
    names.check(login)
    check_password(body.new, login)
    with doors.people.reading() as book:
        stored = book.password_of(login)
    if stored is not None and not run(lambda: passwords.matches(stored, body.old)):
        names.failed(login)
        raise Refused("password.wrong")
    fresh = run(lambda: passwords.hash_password(body.new))
    administering.change_own_password(doors.people, session, fresh, doors.now())
    doors.forget()
    return {"done": True}


def with_cookie(response: Response, opened: signing_in.Opened) -> Response:
    """The session's cookie: no script reads it, no other site sends it with a form."""
    session = opened.session
    life = PERSON_LIFE if session.person else session.expires_at - session.created_at
    response.set_cookie(
        cookie_name(session.slot),
        opened.secret,
        max_age=int(life.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=options().secure or request.is_secure,
        path="/",
    )
    return response


def end(response: Response) -> Response:
    """End the caller's session, here and in the browser."""
    who, doors = gate.caller(), gate.doors()
    if who.session is not None:
        signing_in.sign_out(doors.people, who.session, doors.now())
        doors.forget()
    response.delete_cookie(cookie_name(who.slot), path="/", httponly=True, samesite="Lax")
    return response
