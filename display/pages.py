"""The public screens' pages: the hall board and the screen above each window.

The shell (language, boot data) is `server.web`'s; a surface reaches it through the door of
`server.contracts.surfaces`, and who may see a page is said in the server's one table of rights.
"""

from typing import cast

import flask
from flask.typing import ResponseReturnValue

from server.contracts.surfaces import surface_host

blueprint = flask.Blueprint(
    "display",
    __name__,
    template_folder="templates",
    static_folder="static",
    static_url_path="/static/display",
)

THEMES = ("light", "dark", "contrast")


def _page(template: str, surface: str, **extra: object) -> ResponseReturnValue:
    host = surface_host(flask.current_app.extensions)
    return cast(ResponseReturnValue, host.page(template, surface, **extra))


def _theme() -> str:
    """A board in a dark hall is opened with ?theme=dark; anything else is light."""
    wish = flask.request.args.get("theme", "light")
    return wish if wish in THEMES else "light"


@blueprint.get("/board")
def board() -> ResponseReturnValue:
    """The hall board; `?zone=A` shows one zone's calls, queues and windows alone."""
    zone = flask.request.args.get("zone")
    return _page("display/board.html", "board", zone=zone, theme=_theme())


@blueprint.get("/window/<window>")
def window_screen(window: str) -> ResponseReturnValue:
    """The screen above one window; "03" and "3" are the same window."""
    key = window.upper().lstrip("0") or window
    return _page("display/window.html", "window", window=key, theme=_theme())
