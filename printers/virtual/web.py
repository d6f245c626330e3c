"""The page that shows the paper: what hangs out, what was torn off, and buttons for faults."""

import json
import logging
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from typing import Any, Protocol
from urllib.parse import parse_qs, urlsplit

from PIL import Image

from printers.virtual.paper import Paper, Receipt, encoded
from printers.virtual.state import FAULTS

log = logging.getLogger("servicehall.printers.virtual")
POLL = 25.0  # seconds that a browser waits for news
SHOWN = 30  # receipts
STATIC = {
    "/": ("page.html", "text/html; charset=utf-8"),
    "/page.css": ("page.css", "text/css; charset=utf-8"),
    "/page.js": ("page.js", "text/javascript; charset=utf-8"),
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'"
)


class Shown(Protocol):
    """What the page needs of a printer."""

    paper: Paper

    @property
    def url(self) -> str:
        """Its address."""

    @property
    def receipts(self) -> list[Receipt]:
        """Torn-off pieces, oldest first."""

    @property
    def errors(self) -> list[str]:
        """Protocol errors so far."""

    @property
    def faults(self) -> list[str]:
        """What is wrong with it now."""

    @property
    def changes(self) -> int:
        """Counts everything that can be seen."""

    def wait_change(self, seen: int, timeout: float) -> int:
        """Returns when `changes` is no longer `seen`, or after `timeout` seconds."""

    def hanging(self) -> Image.Image:
        """What hangs out uncut."""

    def fault(self, kind: str, *, at_mm: float | None = None, lasts: float | None = None) -> None:
        """Breaks it."""

    def mend(self, kind: str | None = None) -> None:
        """Mends one fault or all."""

    def tear(self) -> Receipt:
        """Tears off what hangs out."""


class WebPage:
    """A small server of its own; long polling needs nothing but the standard library."""

    def __init__(self, printer: Shown, host: str, port: int) -> None:
        handler = type("Handler", (Handler,), {"printer": printer})
        self._server = ThreadingHTTPServer((host, port), handler)
        self._server.daemon_threads = True
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.1,), name="virtual web", daemon=True
        )

    def start(self) -> None:
        """Begins to serve."""
        self._thread.start()

    def stop(self) -> None:
        """Ends; waiting browsers are let go by the printer's last change."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)


class Handler(BaseHTTPRequestHandler):
    """GET / · state.json?seen=N · paper.png · receipt/N.png; POST fault · mend · tear."""

    printer: Shown
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Pages, pictures and the state."""
        parts = urlsplit(self.path)
        if parts.path == "/favicon.ico":
            self._reply(b"", "image/x-icon", "max-age=86400", HTTPStatus.NO_CONTENT)
        elif parts.path in STATIC:
            name, kind = STATIC[parts.path]
            self._reply((files("printers.virtual") / name).read_bytes(), kind)
        elif parts.path == "/state.json":
            seen = parse_qs(parts.query).get("seen", ["-1"])[0]
            self._state(int(seen) if seen.lstrip("-").isdigit() else -1)
        elif parts.path == "/paper.png":
            picture = encoded(self.printer.hanging(), self.printer.paper.dpi)
            self._reply(picture, "image/png")
        elif parts.path.startswith("/receipt/"):
            self._receipt(parts.path.removeprefix("/receipt/").removesuffix(".png"))
        else:
            self._refuse(HTTPStatus.NOT_FOUND, "There is nothing here.")

    def do_POST(self) -> None:
        """Buttons. Only from the page itself: a foreign page can't send this header unasked."""
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.headers.get("X-Virtual-Printer") != "1":
            self._refuse(HTTPStatus.FORBIDDEN, "The header X-Virtual-Printer: 1 is missing.")
            return
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        try:
            self._press(parts.path, query)
        except ValueError as error:
            self._refuse(HTTPStatus.BAD_REQUEST, str(error))
            return
        self._json({"faults": self.printer.faults})

    def _press(self, path: str, query: dict[str, str]) -> None:
        if path == "/fault":
            at, lasts = query.get("at_mm"), query.get("lasts")
            self.printer.fault(
                query.get("kind", ""),
                at_mm=float(at) if at else None,
                lasts=float(lasts) if lasts else None,
            )
        elif path == "/mend":
            self.printer.mend(query.get("kind"))
        elif path == "/tear":
            self.printer.tear()
        else:
            raise ValueError("There is no such button.")

    def _state(self, seen: int) -> None:
        changes = self.printer.wait_change(seen, POLL) if seen >= 0 else self.printer.changes
        receipts = self.printer.receipts[-SHOWN:]
        self._json(
            {
                "changes": changes,
                "url": self.printer.url,
                "dots": self.printer.paper.dots,
                "faults": self.printer.faults,
                "known": FAULTS,
                "errors": self.printer.errors[-20:],
                "fed_mm": round(self.printer.paper.fed_mm, 1),
                "receipts": [describe(receipt) for receipt in receipts],
            }
        )

    def _receipt(self, number: str) -> None:
        for receipt in self.printer.receipts:
            if str(receipt.id) == number:
                self._reply(receipt.png, "image/png", "max-age=86400")
                return
        self._refuse(HTTPStatus.NOT_FOUND, "That piece of paper was thrown away.")

    def _json(self, value: Any) -> None:
        data = json.dumps(value, ensure_ascii=False).encode()
        self._reply(data, "application/json; charset=utf-8")

    def _refuse(self, status: HTTPStatus, words: str) -> None:
        self._reply(words.encode(), "text/plain; charset=utf-8", status=status)

    def _reply(
        self, data: bytes, kind: str, cache: str = "no-store", status: HTTPStatus = HTTPStatus.OK
    ) -> None:
        try:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.send_header("Cache-Control", cache)
            self.send_header("Content-Security-Policy", POLICY)
            self.send_header("X-Content-Type-Options", "nosniff")
            self.end_headers()
            self.wfile.write(data)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:
        """To the log, not to standard error."""
        log.debug(format, *args)


def describe(receipt: Receipt) -> dict[str, Any]:
    """What the page needs to know of a piece of paper."""
    return {
        "id": receipt.id,
        "mm": round(receipt.mm, 1),
        "height": receipt.image.height,
        "torn_at": receipt.torn_at.isoformat(),
        "errors": list(receipt.errors),
    }
