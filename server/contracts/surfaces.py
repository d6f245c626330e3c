"""What the server gives to its surfaces (kiosk, display, window_client), and where they find it."""

from collections.abc import Mapping
from typing import Any, Protocol

HOST = "servicehall.surfaces"


class SurfaceHost(Protocol):
    """The server, as a surface's pages see it."""

    def page(self, template: str, surface: str, **extra: Any) -> Any:
        """A page in the server's shell: language, session and boot data; `extra` goes into both.

        Who may see it is decided before, by the table of rights.
        """

    def visit(self, code: str) -> dict[str, Any] | None:
        """What a ticket's holder may see: `ticket` and `catalogue`; None for an unknown code."""

    def guide(self, hall: str, matter: str) -> dict[str, Any] | None:
        """What a matter needs, with the names around it; None when there is no such matter."""


def surface_host(extensions: Mapping[str, Any]) -> SurfaceHost:
    """The server of a Flask application's `extensions`."""
    host: SurfaceHost = extensions[HOST]
    return host
