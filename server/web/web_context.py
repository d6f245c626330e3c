"""What the views of one application are given: one value, under one key."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from flask import Flask, current_app

from server.contracts.answers_paper import DocumentView
from server.domain.hall import Holders
from server.storage.heartbeat import Heartbeat
from server.usecases.app_context import AppContext
from server.usecases.papers import PaperOrder
from server.web.auth.hashing import Hashing
from server.web.auth.rights import AccessRule
from server.web.auth.session_cache import SessionCache
from server.web.auth.throttle import Throttle
from server.web.options import Options

KEY = "servicehall"
MakeLinks = Callable[[], list[dict[str, Any]]]
"""Makes the demo's one-time links, each time its start page is shown on this machine."""


Pulses = dict[str, dict[str, Any]]
"""Where each hall stands, as `GET /healthz` answers it."""


class Templates(Protocol):
    """What the web asks about templates of slips."""

    def template(self, hall: str, kind: str) -> dict[str, Any]: ...
    def check(self, hall: str, kind: str, data: Any) -> None: ...
    def preview(self, kind: str, data: Any, width: int) -> bytes: ...


class Printing(Protocol):
    """What the web asks of the print service."""

    @property
    def templates(self) -> Templates: ...
    def order(self, order: PaperOrder) -> DocumentView: ...


class LiveScreens(Protocol):
    """What the web asks of the live part: how many screens are connected."""

    @property
    def clients(self) -> int: ...


@dataclass(frozen=True)
class WebContext:
    """`printing` is None where no hall has a printer, `live` where nothing is pushed.

    `tries`: failed sign-ins of one name from one address, of a name, of an address.
    `descriptions`, `own_parts` and `reference` keep what takes long to make.
    """

    context: AppContext
    options: Options
    session_cache: SessionCache
    access: Mapping[str, AccessRule]
    tries: tuple[Throttle, Throttle, Throttle]
    hashing: Hashing
    heartbeat: Heartbeat[Pulses]
    printing: Printing | None = None
    links: MakeLinks | None = None
    live: LiveScreens | None = None
    descriptions: dict[str, dict[str, Any]] = field(default_factory=dict)
    own_parts: dict[str, tuple[float, dict[str, Any]]] = field(default_factory=dict)
    reference: dict[str, Any] = field(default_factory=dict)

    def rights(self, hall: str) -> Mapping[str, Holders]:
        """Who has the rights that a hall gives; refuses `hall.unknown`."""
        store = self.context.store
        with store.database.reading() as connection:
            return store.hall(connection, hall).rights


def web_context(app: Flask | None = None) -> WebContext:
    """That of an application; without one, of the request at hand."""
    found: WebContext = (app or current_app).extensions[KEY]
    return found


def put_web_context(app: Flask, web: WebContext) -> None:
    app.extensions[KEY] = web


def change_web_context(app: Flask, **parts: Any) -> None:
    """Give an application's views other parts of their context."""
    put_web_context(app, replace(web_context(app), **parts))


def options() -> Options:
    return web_context().options
