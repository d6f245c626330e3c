"""Requests that came through a reverse proxy, and what is said when the settings know of none."""

import logging
import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from flask import Flask, request

from server.storage.people import People
from server.storage.unavailable import StorageUnavailable

log = logging.getLogger("servicehall")

HEADERS = (
    "X-Forwarded-For",
    "Forwarded",
    "X-Real-IP",
    "X-Forwarded-Host",
    "X-Forwarded-Proto",
    "X-Forwarded-Port",
    "X-Forwarded-Server",
    "X-Forwarded-Prefix",
    "Via",
)
"""What proxies add; a browser that is connected to this server itself sends none of them."""

VARIABLES = {name: f"HTTP_{name.upper().replace('-', '_')}" for name in HEADERS}
ACTION = "proxy.not_configured"


def forwarded_by(environ: Mapping[str, Any]) -> str | None:
    """The first header of a WSGI request that says it came through a proxy; None without one."""
    return next((name for name, key in VARIABLES.items() if environ.get(key)), None)


def install(app: Flask, people: People, now: Callable[[], datetime]) -> None:
    """Say it once, on the log and (for `servicehall doctor`) in the audit log, when a proxy stands
    in front that the setting `proxies` doesn't count.

    Everybody behind it looks like the proxy then: all share one limit of failed sign-ins, and
    who is who can't be told.
    """
    said = threading.Event()

    def look() -> None:
        header = forwarded_by(request.environ)
        if header is None or said.is_set():
            return
        said.set()
        address = str(request.environ.get("REMOTE_ADDR") or "")
        log.error(
            "A reverse proxy at %s sends %s, but the setting 'proxies' is 0, so all of its callers "
            "look like one. Set SERVICEHALL_PROXIES=1 (or how many there are) and start again.",
            address, header,
        )  # fmt: skip
        try:
            with people.writing() as book:
                book.record(now(), "server", ACTION, address[:120], header=header)
        except StorageUnavailable:
            pass  # it stands on the log
        except Exception:  # the request itself must not suffer
            log.exception("What the proxy sends could not be kept for the doctor")

    app.before_request(look)
