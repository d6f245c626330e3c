"""The one gate before every view: who is it, may they, and did they mean it."""

from urllib.parse import urlsplit

from flask import Flask, Request, g, request

from server.domain.errors import Forbidden, Refused, Unknown
from server.web.auth.principal import Principal
from server.web.auth.rights import DEEDS, AccessRule
from server.web.auth.session_cache import SessionCache, bearer_of
from server.web.web_context import web_context

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
PROOF = "servicehall"
KEY_MAX = 128
ASKED_ALWAYS = frozenset({"health.healthz", "reference.problem_type"})


def install(app: Flask) -> None:
    app.before_request(_open)


def session_cache() -> SessionCache:
    return web_context().session_cache


def principal() -> Principal:
    """Who sent the request at hand."""
    found: Principal = g.principal
    return found


def _open() -> None:
    # Before anything else, so that the log of a failure can say who it was.
    slot = request.headers.get("X-Session") or request.args.get("as")
    token = bearer_of(request.environ)
    g.principal = Principal(None, "none", str(request.remote_addr or ""))
    if _needs_no_database(request.endpoint):
        return
    g.principal = session_cache().principal(request.environ, slot, token)
    if request.endpoint is None:
        return  # no such address: the router's own refusal follows
    _check_address(request)
    rule = web_context().access.get(request.endpoint)
    if rule is None:
        raise Forbidden("access.not_in_table", {"endpoint": request.endpoint})
    _check_proof(request, g.principal)
    admit(rule, g.principal, token is not None)


def _needs_no_database(endpoint: str | None) -> bool:
    """Files of ours, and the question what is wrong: answered to anybody, whoever it is, and
    at once, also while the database hangs."""
    return endpoint is not None and (endpoint in ASKED_ALWAYS or endpoint.endswith("static"))


def _check_address(asked: Request) -> None:
    """Control characters name nothing here, and PostgreSQL holds no NUL in a text at all."""
    for part in (asked.view_args or {}).values():
        if isinstance(part, str) and not part.isprintable():
            raise Unknown("request.no_such_page")


def admit(rule: AccessRule, who: Principal, claimed: bool = False) -> None:
    """Refuses `access.not_signed_in`, `access.session_over` and `access.wrong_role`.

    A token or cookie that opens nothing is refused even where nobody needs one: a script must
    not believe that it is signed in.
    """
    if claimed and who.session is None:
        raise Refused("access.session_over")
    if rule.admits(who.role) or (rule.loopback and who.on_this_machine and genuine_host()):
        if rule.hall_bound:
            _check_hall(who)
        return
    if who.session is None:
        raise Refused("access.session_over" if who.via != "none" else "access.not_signed_in")
    raise Forbidden("access.wrong_role", {"role": str(who.role)})


def check_endpoint(endpoint: str) -> None:
    """Refuses whom the table does not let into another endpoint, whose deed this one does too."""
    admit(web_context().access[endpoint], principal())


def may(deed: str, hall: str | None = None) -> bool:
    """Whether the table lets the caller do what only some of those at an endpoint may, and the
    `hall`, where the right is one that it gives."""
    rule, who = DEEDS[deed], principal()
    if not rule.admits(who.role) or rule.by_hall is None or hall is None:
        return rule.admits(who.role) and rule.by_hall is None
    holders = web_context().rights(hall)[rule.by_hall]
    return who.role in holders.roles or who.login in holders.logins


def _check_hall(who: Principal) -> None:
    asked = (request.view_args or {}).get("hall")
    if asked is not None:
        check_hall(who, asked)


def check_hall(who: Principal, hall: str) -> None:
    """Refuses `access.other_hall` beyond the hall that a person or device belongs to."""
    if not who.everywhere and who.hall != hall:
        raise Forbidden("access.other_hall", {"hall": hall[:64], "yours": who.hall})


def check_window(who: Principal, window: str) -> None:
    """Refuses `access.other_window` to what is bound to one window."""
    if who.window is not None and who.window != window:
        raise Forbidden("access.other_window", {"window": window[:40], "yours": who.window})


def _check_proof(asked: Request, who: Principal) -> None:
    """A cookie is sent by any page that a browser shows; ours prove themselves by a header
    that a foreign page can't set, and by their origin."""
    if asked.method in SAFE or who.via == "bearer":
        return
    origin = asked.headers.get("Origin")
    own = asked.host_url.rstrip("/")
    if origin is not None and urlsplit(origin)[:2] != urlsplit(own)[:2]:
        raise Forbidden("access.foreign_origin", {"origin": origin[:120]})
    needs_header = who.via == "cookie" and asked.headers.get("X-Requested-With") != PROOF
    if needs_header and asked.endpoint != "pages.sign_out":
        raise Forbidden("access.no_proof")


def genuine_host() -> bool:
    """Whether the browser asked for this machine by a name of its own: a foreign name that
    points here (DNS rebinding) gets none of what loopback may see."""
    host = urlsplit(f"//{request.host}").hostname or ""
    return host in ("127.0.0.1", "::1", "localhost")


def idempotency_key() -> str | None:
    """The caller's key for this change; refuses `request.bad_key`."""
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return None
    if not 1 <= len(key) <= KEY_MAX or not (key.isascii() and key.isprintable()):
        raise Refused("request.bad_key", {"most": KEY_MAX})
    return key
