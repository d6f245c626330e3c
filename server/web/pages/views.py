"""Pages: the shell that every surface is rendered in, and the pages of the server itself."""

import re
from collections.abc import Mapping
from functools import partial
from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    redirect,
    render_template,
    request,
    send_from_directory,
)
from flask.typing import ResponseReturnValue

from server.contracts.languages import FIRST, LANGUAGES, spoken
from server.contracts.site_layouts import MEDIA_NAME
from server.domain.errors import Forbidden, Refused, Unknown
from server.domain.window import wire_time
from server.usecases import signing_in
from server.web.api.descriptions import description_of, own_part
from server.web.api.people_json import device_json, person_json
from server.web.api.session import device_secret, end, with_cookie
from server.web.auth import authorize
from server.web.auth.addresses import as_response, own_path
from server.web.auth.rights import DEEDS
from server.web.http.language import language_of, offered
from server.web.http.request_scope import context, halls, local_time, own_hall
from server.web.pages import ticket_pages, virtual_paper
from server.web.web_context import options, web_context

blueprint = Blueprint("pages", __name__, template_folder="templates")
# Screens of the hall speak its first language, whatever their browser was installed with.
OF_THE_HALL = frozenset({"kiosk", "board", "window", "pad"})
STAFF_PAGES = frozenset({"console", "today", "changes"})
PICTURE_S = 3600
THEMES = frozenset({"light", "dark", "contrast"})


def page(template: str, surface: str, **extra: Any) -> ResponseReturnValue:
    """The shell with its boot data; who may see it was decided by the table of rights.

    Of `extra`, `hall`, `window`, `zone`, `theme` and `language` fill the shell; everything goes
    into the boot data, where the page's modules find it.
    """
    who = authorize.principal()
    hall = extra.pop("hall", None) or _hall_of(who.hall)
    part = _own_part(hall)
    language = extra.pop("language", None) or _language(surface, part)
    theme = extra.pop("theme", None)
    session = who.session
    boot = {
        "hall": hall,
        "at": wire_time(context().now()),
        "slot": who.slot if session is not None else None,
        "role": who.role,
        "person": person_json(session.person) if session and session.person else None,
        "device": device_json(session.device) if session and session.device else None,
        "secret": device_secret(),
        "window": who.window,
        "zone": session.zone if session else None,
        "version": options().version,
        "demo": options().demo,
        "may": _deeds(hall) if surface in STAFF_PAGES else None,
        "language": language,
        "languages": offered(part.get("languages", []), language),
        "words": part.get("words", {}),
        "window_words": {
            str(window["number"]): window["words"]
            for window in part.get("windows", ())
            if window.get("words")
        },
        "surface": surface,
        **{key: value for key, value in extra.items() if value is not None},
    }
    shell = render_template(
        template,
        boot=boot,
        surface=surface,
        language=LANGUAGES[language],
        theme=theme if theme in THEMES else None,
        **{key: value for key, value in extra.items() if key not in boot},
    )
    return as_response(shell)


def _deeds(hall: str | None) -> list[str]:
    """What only some may do and the caller may, so that a page offers nobody what is refused."""
    return [] if hall is None else [deed for deed in DEEDS if authorize.may(deed, hall)]


class Host:
    """The server, as the pages of its surfaces see it (`server.contracts.surfaces`)."""

    page = staticmethod(page)
    visit = staticmethod(ticket_pages.visit)
    guide = staticmethod(ticket_pages.guide)


def _hall_of(own: str | None) -> str | None:
    """The hall a page opens on when neither its address nor its session names one."""
    named = request.args.get("hall")
    if named is not None and named in halls():
        return named
    try:
        return own_hall(authorize.principal())
    except Refused:
        return next((key for key, mode in halls().items() if mode != "closed"), None)


def _language(surface: str, part: Mapping[str, Any]) -> str:
    """The hall's first language on its screens, whatever their browser was installed with."""
    if surface not in OF_THE_HALL or spoken(request.args.get("lang", "")) is not None:
        return language_of(request)
    return next((tag for tag in part.get("languages", ()) if tag in LANGUAGES), FIRST)


def _own_part(hall: str | None) -> Mapping[str, Any]:
    """The hall's document; empty for a page of no hall, or of one that left and says so itself."""
    try:
        return own_part(hall) if hall is not None else {}
    except Unknown:
        return {}


@blueprint.get("/")
def start() -> ResponseReturnValue:
    """The start page. A browser on the demo's own machine finds the doors open on it."""
    links: list[dict[str, Any]] = []
    here = authorize.principal().on_this_machine and authorize.genuine_host()
    if options().demo and here:
        make = web_context().links
        links = make() if make is not None else []
    return page("start.html", "start", links=links)


@blueprint.get("/sign-in")
def sign_in() -> ResponseReturnValue:
    return page("sign_in.html", "sign-in", next=own_path(request.args.get("next")))


@blueprint.get("/password")
def password() -> ResponseReturnValue:
    """One's own password; where a person without one is led by their link."""
    session = authorize.principal().session
    if session is None or session.person is None:
        raise Forbidden("access.person_only")
    return page("password.html", "password", next=own_path(request.args.get("next")))


@blueprint.route("/sign-out", methods=["GET", "POST"])
def sign_out() -> ResponseReturnValue:
    """A link can't sign anybody out: GET asks, POST does it."""
    if request.method == "POST":
        return end(as_response(redirect("/sign-in", 303)))
    return page("sign_out.html", "sign-out")


@blueprint.get("/enter/<secret>")
def enter(secret: str) -> ResponseReturnValue:
    """Use a one-time link. A second click in the browser that it let in just goes on."""
    session_cache = authorize.session_cache()
    try:
        opened = signing_in.enter(session_cache.people, secret, session_cache.now())
    except Refused as refused:
        again = _already_in(secret) if refused.code == "link.used" else None
        if again is None:
            raise
        return redirect(again, 303)
    session_cache.forget()
    return with_cookie(as_response(redirect(opened.target, 303)), opened)


def _already_in(secret: str) -> str | None:
    """Where a used link led, if this browser holds the session of the same person or device."""
    entry = signing_in.peek(authorize.session_cache().people, secret)
    if entry is None:
        return None
    session = authorize.session_cache().principal(request.environ, entry.slot, None).session
    if session is None:
        return None
    same_person = entry.person is not None and session.person is not None
    if same_person and entry.person and session.person and entry.person.id == session.person.id:
        return entry.target
    same_device = entry.device is not None and session.device is not None
    if same_device and entry.device and session.device and entry.device.id == session.device.id:
        return entry.target
    return None


@blueprint.get("/today")
def today() -> ResponseReturnValue:
    return page("today.html", "today")


@blueprint.get("/changes")
def changes() -> ResponseReturnValue:
    """What a manager changes while the hall is open, on a tablet in the hall."""
    return page("changes.html", "changes")


@blueprint.get("/desk")
def desk() -> ResponseReturnValue:
    """Papers that staff give out on demand: appointments, replies, and what became of each."""
    return page("desk.html", "desk")


@blueprint.get("/admin", defaults={"section": "people"})
@blueprint.get("/admin/<any(people, devices, printers, sound, sessions, audit):section>")
def admin(section: str) -> ResponseReturnValue:
    return page("admin.html", "admin", section=section)


@blueprint.get("/admin/slips")
def slips() -> ResponseReturnValue:
    """What stands on slips, edited with the paper in sight."""
    return page("slips.html", "admin")


@blueprint.get("/admin/boards")
def layouts() -> ResponseReturnValue:
    """How boards are laid out, edited with the board in sight."""
    return page("layouts.html", "admin")


@blueprint.get("/paper")
def paper() -> ResponseReturnValue:
    """What came out of the virtual printers lately."""
    hall = _hall_of(authorize.principal().hall)
    papers = None
    if hall is not None and options().paper_pages:
        kiosks = {each["printer"]: each["name"] for each in description_of(hall)["kiosks"]}
        clock = partial(_clock, hall)
        papers = virtual_paper.printers(options().paper_pages, kiosks, clock)
    return page("paper.html", "paper", papers=papers)


@blueprint.get("/media/<name>")
def media(name: str) -> Response:
    """A picture or video that boards show between calls; parts of it for a player (206)."""
    folder = options().media
    if folder is None or not re.fullmatch(MEDIA_NAME, name):
        abort(404)
    return send_from_directory(folder, name, max_age=PICTURE_S)


@blueprint.get("/paper/<printer>/<int:number>.png")
def paper_picture(printer: str, number: int) -> ResponseReturnValue:
    """One paper of a virtual printer."""
    address = options().paper_pages.get(printer)
    found = virtual_paper.picture(address, number) if address else None
    if found is None:
        abort(404)
    return Response(
        found, mimetype="image/png", headers={"Cache-Control": f"private, max-age={PICTURE_S}"}
    )


def _clock(hall: str, instant: str) -> str:
    return local_time(hall, instant)[-5:]
