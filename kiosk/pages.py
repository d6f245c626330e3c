"""The kiosk's page, and the page of one ticket that a visitor opens on a phone.

The shell (language, boot data) is `server.web`'s; a surface reaches it through the door of
`server.contracts.surfaces`, and who may see a page is said in the server's one table of rights.
"""

import re
from io import BytesIO
from typing import cast

import flask
from flask.typing import ResponseReturnValue

from server.contracts.surfaces import SurfaceHost, surface_host

blueprint = flask.Blueprint(
    "kiosk",
    __name__,
    template_folder="templates",
    static_folder="static",
    static_url_path="/static/kiosk",
)

QUIET_ZONE = 4
DAY_SECONDS = 86_400
CODE = re.compile(r"[0-9A-Za-z]{10}")


def _host() -> SurfaceHost:
    return surface_host(flask.current_app.extensions)


def _page(template: str, surface: str, **extra: object) -> ResponseReturnValue:
    return cast(ResponseReturnValue, _host().page(template, surface, **extra))


@blueprint.get("/kiosk")
def kiosk() -> ResponseReturnValue:
    """The touch page on which visitors choose a matter and take a number."""
    return _page("kiosk/kiosk.html", "kiosk")


@blueprint.get("/T/<code>", endpoint="phone_upper")
@blueprint.get("/t/<code>")
def phone(code: str) -> ResponseReturnValue:
    """A ticket's own page. Codes on paper are upper case, whoever types them may not be.

    A code that no ticket has gets a page that says so, with status 404.
    """
    visit = _host().visit(code)
    if visit is None:
        unknown = flask.make_response(_page("kiosk/phone_unknown.html", "phone"))
        unknown.status_code = 404
        return unknown
    hall = visit["catalogue"]["hall"]["key"]
    return _page("kiosk/phone.html", "phone", hall=hall, **visit)


@blueprint.get("/GUIDE/<hall>/<matter>", endpoint="guide_upper")
@blueprint.get("/guide/<hall>/<matter>")
def guide(hall: str, matter: str) -> ResponseReturnValue:
    """What a matter needs, on a phone: where the QR of a printed guide leads (row B14).

    Keys are lower case, the address in a QR upper case.
    """
    found = _host().guide(hall.lower(), matter.lower())
    if found is None:
        flask.abort(404)
    return _page("kiosk/guide.html", "guide", guide=found)


@blueprint.get("/t/<code>/qr.svg")
def phone_code(code: str) -> flask.Response:
    """The address of a ticket's page as a QR code.

    In capitals: a code reader's alphanumeric mode makes it one version smaller. The path holds
    no secret beyond the code itself, which the asker already knows. What can't be a code is
    not drawn.
    """
    if not CODE.fullmatch(code):
        flask.abort(404)
    return _qr(f"/T/{code}")


@blueprint.get("/RATE", endpoint="rate_upper")
@blueprint.get("/rate")
def rate() -> ResponseReturnValue:
    """Where the QR of a window screen leads: asks for the short code of a ticket, on whose own page
    the visit is rated. The screen is in everybody's sight, so it can't hold the code itself.
    """
    code = flask.request.args.get("code", "")
    if CODE.fullmatch(code):
        return flask.redirect(flask.url_for("kiosk.phone", code=code), 303)
    return _page("kiosk/rate.html", "phone")


@blueprint.get("/rate/qr.svg")
def rate_code() -> flask.Response:
    """The address of the page that asks which ticket is rated, as a QR code."""
    return _qr("/RATE", private=False)


def _qr(path: str, private: bool = True) -> flask.Response:
    """The server's address with this path, drawn."""
    base = flask.current_app.config.get("PUBLIC_URL") or flask.request.url_root
    # Loaded with the first code, not at every start: it brings a picture library with it.
    from qrcode.constants import ERROR_CORRECT_M
    from qrcode.image.svg import SvgPathFillImage
    from qrcode.main import QRCode

    code_drawn = QRCode(
        error_correction=ERROR_CORRECT_M, border=QUIET_ZONE, image_factory=SvgPathFillImage
    )
    code_drawn.add_data(f"{base.rstrip('/')}{path}".upper())
    picture = BytesIO()
    code_drawn.make_image().save(picture)
    answer = flask.Response(picture.getvalue(), mimetype="image/svg+xml")
    whose = "private" if private else "public"
    answer.headers["Cache-Control"] = f"{whose}, max-age={DAY_SECONDS}"
    return answer
