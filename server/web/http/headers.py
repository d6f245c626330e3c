"""Headers of every answer: what a page of ours may load, and that it is ours alone."""

import re

from flask import Flask, Response, current_app, request

# Only what this server serves: no inline script, no eval, no foreign host.
POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
HOST = re.compile(r"[A-Za-z0-9.\-]+(:\d+)?|\[[0-9A-Fa-f:.]+\](:\d+)?")
FONT_SECONDS = 7 * 24 * 3600
YEAR_SECONDS = 365 * 24 * 3600


def install(app: Flask) -> None:
    app.after_request(_seal)


def _seal(response: Response) -> Response:
    response.headers.extend(FIXED)
    if response.mimetype == "text/html":
        response.headers["Content-Security-Policy"] = f"{POLICY}; {_sockets(request.host)}"
        response.headers.setdefault("Cache-Control", "no-store")
    if request.is_secure or current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers["Strict-Transport-Security"] = f"max-age={YEAR_SECONDS}"
    if request.path.startswith("/static/"):
        _keep(response)
    return response


def _sockets(host: str) -> str:
    """Where a page may connect. Older browsers don't count a socket to the same host as 'self'."""
    if HOST.fullmatch(host) is None:
        return "connect-src 'self'"
    return f"connect-src 'self' ws://{host} wss://{host}"


def _keep(response: Response) -> None:
    """Without a version in their address (see `versioned`) ours are asked for each time (304),
    since a module imported by its plain name must never be older than its neighbours; fonts and
    vendored files don't change under their names.
    """
    if response.status_code not in (200, 206, 304):
        return
    lasting = request.path.endswith((".woff2", ".otf", ".ttf")) or "/vendor/" in request.path
    rule = f"public, max-age={FONT_SECONDS}" if lasting else "no-cache"
    response.headers["Cache-Control"] = rule
