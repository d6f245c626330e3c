"""What a screen of the hall shows in a browser that no device's link has opened yet."""

from collections.abc import Mapping

from flask import Response, render_template, request

from server.contracts.languages import WRITTEN
from server.web.http.request_scope import hall_words

DEVICES: Mapping[str, tuple[str, str]] = {
    "kiosk.kiosk": ("取号机", "kiosk"),
    "display.board": ("大厅屏", "hall board"),
    "display.window_screen": ("{@place}屏", "{@place} screen"),
    "window_client.pad": ("评价器", "rating pad"),
}
"""Pages of devices by endpoint, and what people call such a device."""


def is_device_page() -> bool:
    """Whether the page at hand belongs to a device; its visitors are no staff."""
    return request.endpoint in DEVICES


def not_connected() -> Response:
    """The page that says so and what to do, with status 401; never the staff's sign-in."""
    kind = request.endpoint or ""
    words = hall_words()
    zh, en = (words.fill(name, tag, {}) for tag, name in zip(WRITTEN, DEVICES[kind], strict=True))
    admin = f"{request.host_url}admin/devices"
    page = render_template("not_connected.html", kind=kind, zh=zh, en=en, admin=admin)
    response = Response(page, 401)
    response.headers["Cache-Control"] = "no-store"
    response.headers["WWW-Authenticate"] = 'Bearer realm="servicehall"'
    return response
