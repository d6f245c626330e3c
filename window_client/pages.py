"""The window's pages: the clerk's console, its 60 px bar, and the rating pad.

The shell (language, boot data) is `server.web`'s; a surface reaches it through the door of
`server.contracts.surfaces`, and who may see a page is said in the server's one table of rights.
"""

from typing import cast

import flask
from flask.typing import ResponseReturnValue

from server.contracts.surfaces import surface_host

blueprint = flask.Blueprint(
    "window_client",
    __name__,
    template_folder="templates",
    static_folder="static",
    static_url_path="/static/window_client",
)


def _page(template: str, surface: str, **extra: object) -> ResponseReturnValue:
    host = surface_host(flask.current_app.extensions)
    return cast(ResponseReturnValue, host.page(template, surface, **extra))


def _window() -> str | None:
    """The window named in the address, without leading zeros; None lets the clerk choose."""
    wish = flask.request.args.get("window", "")
    return wish.upper().lstrip("0") or None


@blueprint.get("/console")
def console() -> ResponseReturnValue:
    """The clerk's console; `?window=3` opens that window, otherwise the page asks which."""
    return _page("window_client/console.html", "console", window=_window())


@blueprint.get("/console/bar")
def console_bar() -> ResponseReturnValue:
    """The console as a bar 60 px high, to stand above another program."""
    return _page("window_client/bar.html", "console", window=_window())


@blueprint.get("/pad/<window>")
def pad(window: str) -> ResponseReturnValue:
    """The rating pad on the desk of one window."""
    key = window.upper().lstrip("0") or window
    return _page("window_client/pad.html", "pad", window=key)
