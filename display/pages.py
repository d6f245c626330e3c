"""The public screens' pages: the hall board and the screen above each window.

The shell (roles, language, boot data) is `server.web`'s; it hands its renderer over in
`app.extensions["servicehall.page"]`, so that a surface needs nothing of the server's insides.
"""

from typing import cast

import flask
from flask.typing import ResponseReturnValue

blueprint = flask.Blueprint(
    "display",
    __name__,
    template_folder="templates",
    static_folder="static",
    static_url_path="/static/display",
)

BOARD_ROLES = ("board", "clerk", "supervisor", "manager", "administrator")
WINDOW_ROLES = ("window", "clerk", "supervisor", "manager", "administrator")
THEMES = ("light", "dark", "contrast")


def _page(template: str, surface: str, roles: tuple[str, ...], **extra: object) -> object:
    return flask.current_app.extensions["servicehall.page"](template, surface, roles, **extra)


def _theme() -> str:
    """A board in a dark hall is opened with ?theme=dark; anything else is light."""
    wish = flask.request.args.get("theme", "light")
    return wish if wish in THEMES else "light"


@blueprint.get("/board")
def board() -> ResponseReturnValue:
    """The hall board; `?zone=A` shows one zone's calls, queues and windows alone."""
    zone = flask.request.args.get("zone")
    page = _page("display/board.html", "board", BOARD_ROLES, zone=zone, theme=_theme())
    return cast(ResponseReturnValue, page)


@blueprint.get("/window/<window>")
def window_screen(window: str) -> ResponseReturnValue:
    """The screen above one window; "03" and "3" are the same window."""
    key = window.lstrip("0") or window
    page = _page("display/window.html", "window", WINDOW_ROLES, window=key, theme=_theme())
    return cast(ResponseReturnValue, page)
