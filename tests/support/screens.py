"""A small real server for screens: the pages, the kit, a live socket, and answers that a test sets.

It is not the product's server. It lets a test show a screen any state at all (longest names, an
empty hall, a lost line) and look at what the screen asks for, over real HTTP and a real socket.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Lock, Thread
from typing import Any

import flask
import jinja2
import socketio
from werkzeug.serving import make_server

from display.pages import blueprint as display_pages
from kiosk.pages import blueprint as kiosk_pages
from printers.fonts import FOLDER
from server.contracts.announcing import ClipsToLoad, SpeakerTurn
from server.contracts.answers import ConsoleView, Rated, WindowAnswer
from server.contracts.answers_hall import Today
from server.contracts.answers_paper import AtWindow, DocumentView
from server.contracts.answers_waits import WaitScores
from server.contracts.catalogue import Catalogue
from server.contracts.events import LiveEvent
from server.contracts.languages import LANGUAGES
from server.contracts.live import Snapshot
from server.contracts.surfaces import HOST
from server.web.pages.shared_fonts import shared_fonts
from tests.support import samples
from tests.support.samples import held
from window_client.pages import blueprint as window_pages

ROOT = Path(__file__).parents[2]
WEB = ROOT / "server" / "web"
Verb = Callable[[str, str, dict[str, Any], str], tuple[int, dict[str, Any]]]
Turn = Callable[[dict[str, Any]], dict[str, Any]]
ANSWERS = {"rating": Rated, "notices": DocumentView, "receipts": DocumentView}
POLICY = "default-src 'self'; img-src 'self' data:"


class Hall:
    """What the pretend server knows. Set a field, then `push` an event or `show` a snapshot."""

    def __init__(self) -> None:
        self.catalogue = samples.catalogue()
        self.snapshot = samples.snapshot()
        self.consoles: dict[str, dict[str, Any]] = {}
        self.papers: dict[str, Any] = {
            "number": None, "matter": None, "materials": [], "due": None, "printer": None,
            "papers": [],
        }  # fmt: skip
        self.documents: dict[int, dict[str, Any]] = {}
        self.today: dict[str, Any] = {}
        self.score: dict[str, Any] = {}
        self.asked: list[tuple[str, str, dict[str, Any], str]] = []
        self.verb: Verb = lambda *_: (404, {"title": "no verb is set"})
        self.turn: Turn = lambda _: {"zones": {}, "turn_ms": 2000, "ask_ms": 700}
        self.languages = ["zh", "en"]
        self.boot: dict[str, Any] = {
            "person": {"name": "王敏", "staff_no": "C0231"},
            "may": ["windows.call_out_of_turn", "windows.serve_walk_in"],
        }
        self.context: dict[str, Any] = {}
        self.lock = Lock()
        self.subscriptions = 0
        self.sockets = socketio.Server(async_mode="threading", cors_allowed_origins="*")
        self.sockets.on("subscribe", self._subscribed, namespace="/live")

    def _subscribed(self, sid: str, _wish: dict[str, Any]) -> None:
        held(Snapshot, self.snapshot)
        self.sockets.emit("snapshot", self.snapshot, to=sid, namespace="/live")
        self.subscriptions += 1

    def show(self, snapshot: dict[str, Any]) -> None:
        """Replace the hall's state on every screen."""
        held(Snapshot, snapshot)
        self.snapshot = snapshot
        self.sockets.emit("snapshot", snapshot, namespace="/live")

    def push(self, type_: str = "ticket.called", **changes: Any) -> None:
        """The next journal event, to every screen and into the snapshot.

        It holds to its contract, as the snapshot does; what `changes` leave out is any value.
        """
        with self.lock:
            seq = self.snapshot["seq"] + 1
            head = {"hall": "main", "seq": seq, "at": samples.instant(), "day": "2026-11-23"}
            event = {**head, "type": type_, **samples.needed_by(type_), **changes}
            held(LiveEvent, event)
            for part in ("windows", "queues", "printers"):
                self.snapshot[part] = {**self.snapshot[part], **changes.get(part, {})}
            missed = {**self.snapshot["missed"], **changes.get("missed", {})}
            self.snapshot["missed"] = {key: at for key, at in missed.items() if at is not None}
            self.snapshot |= head | {
                key: changes[key] for key in ("notice", "notices") if key in changes
            }
            held(Snapshot, self.snapshot)
            self.sockets.emit("event", event, namespace="/live")

    def call(self, window: str, number: str, matter: str, **more: Any) -> None:
        """A window calls a number."""
        call = samples.call(number, matter, self.snapshot["seq"] + 1, **more)
        self.push(windows={window: samples.window(call=call)}, number=number, window_key=window)


@dataclass
class PretendHost:
    """The server as a surface sees it, over a pretend hall; a test may give it `tickets`."""

    hall: Hall
    tickets: Callable[[str], dict[str, Any] | None] = lambda code: None

    def page(self, template: str, surface: str, **extra: Any) -> str:
        theme = extra.pop("theme", "light")
        language = extra.pop("language", "zh")
        spoken = [LANGUAGES[tag].for_page() for tag in self.hall.languages]
        said = {"language": language, "languages": spoken}
        plain = {"hall": "main", "slot": None, "device": None, "version": "0", "demo": True}
        boot = {**said, **plain, **self.hall.boot, **extra}
        return flask.render_template(
            template,
            surface=surface,
            theme=theme,
            boot=boot,
            **{"language": LANGUAGES[language], **self.hall.context},
        )

    def visit(self, code: str) -> dict[str, Any] | None:
        return self.tickets(code)

    def guide(self, hall: str, matter: str) -> dict[str, Any] | None:
        return None


def make_app(hall: Hall) -> flask.Flask:
    """The pages with their real templates and static files, and the pretend API."""
    app = flask.Flask(__name__, static_folder=str(WEB / "static"), static_url_path="/static")
    app.jinja_loader = jinja2.FileSystemLoader(WEB / "templates")
    app.register_blueprint(display_pages)
    app.register_blueprint(window_pages)
    app.register_blueprint(kiosk_pages)
    app.register_blueprint(shared_fonts(FOLDER))

    host = app.extensions[HOST] = PretendHost(hall)
    _api(app, hall)
    app.add_url_rule("/page/<path:name>", "page", lambda name: host.page(f"{name}.html", name))
    app.after_request(_strict)
    app.after_request(lambda answer: _dated(hall, answer))
    return app


def _dated(hall: Hall, answer: flask.Response) -> flask.Response:
    """A hall that a test put into another hour has one clock: pages go by each answer's date."""
    at = datetime.fromisoformat(hall.snapshot["at"])
    if abs(datetime.now(UTC) - at) > timedelta(hours=1):
        answer.date = at
    return answer


def _strict(answer: flask.Response) -> flask.Response:
    """A file is read before it is sent: werkzeug forgets to close one whose reader is gone."""
    if answer.direct_passthrough:
        answer.direct_passthrough = False
        body = answer.get_data()
        answer.close()
        answer.set_data(body)
    answer.headers["Content-Security-Policy"] = POLICY
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _api(app: flask.Flask, hall: Hall) -> None:
    api = "/api/v1"
    app.add_url_rule(
        f"{api}/halls/main/catalogue", "catalogue", lambda: held(Catalogue, hall.catalogue)
    )
    app.add_url_rule(f"{api}/halls/main/board", "snapshot", lambda: held(Snapshot, hall.snapshot))
    app.add_url_rule(f"{api}/halls/main/today", "today", lambda: held(Today, hall.today))
    app.add_url_rule(f"{api}/halls/main/waits/score", "score", lambda: held(WaitScores, hall.score))
    app.add_url_rule(
        f"{api}/windows/<window>", "console",
        lambda window: held(ConsoleView, hall.consoles[window]),
    )  # fmt: skip

    app.add_url_rule(
        f"{api}/windows/<window>/papers", "at_window", lambda window: held(AtWindow, hall.papers)
    )
    app.add_url_rule(
        f"{api}/halls/main/documents/<int:document>", "document",
        lambda document: held(DocumentView, hall.documents[document]),
    )  # fmt: skip

    app.add_url_rule(
        f"{api}/halls/main/speakers/clips", "clips", lambda: held(ClipsToLoad, {"clips": []})
    )

    @app.post(f"{api}/halls/main/speakers/turn")
    def turn() -> dict[str, Any]:
        return held(SpeakerTurn, hall.turn(flask.request.get_json()))

    @app.post(f"{api}/halls/main/documents/<int:document>/reprint")
    def reprint(document: int) -> dict[str, Any]:
        known = hall.documents[document]
        known |= {"state": "queued", "copies": known["copies"] + 1}
        return held(DocumentView, known)

    @app.post(f"{api}/windows/<window>/<verb>")
    def verb(window: str, verb: str) -> flask.Response:
        key = flask.request.headers["Idempotency-Key"]
        body = flask.request.get_json()
        hall.asked.append((window, verb, body, key))
        status, answer = hall.verb(window, verb, body, key)
        if status < 400:
            held(ANSWERS.get(verb, WindowAnswer), answer)
        kind = "application/json" if status < 400 else "application/problem+json"
        return flask.Response(json.dumps(answer), status, content_type=kind)


class Served:
    """A running pretend server; it can be stopped and started again on its port."""

    def __init__(self, hall: Hall) -> None:
        self.hall = hall
        self.app = make_app(hall)
        self.port = 0
        self.start()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Listen, on the same port as before if there was one."""
        wsgi = socketio.WSGIApp(self.hall.sockets, self.app.wsgi_app)
        self.http = make_server("127.0.0.1", self.port, wsgi, threaded=True)
        self.http.daemon_threads = True
        self.port = self.http.server_port
        self.thread = Thread(target=self.http.serve_forever, args=(0.05,), daemon=True)
        self.thread.start()

    def stop(self) -> None:
        """Stop listening and cut every live socket, as a restart does."""
        self.http.shutdown()
        self.thread.join()
        self.http.server_close()
        for sid, _ in list(self.hall.sockets.manager.get_participants("/live", None)):
            self.hall.sockets.disconnect(sid, namespace="/live")


@contextmanager
def served(hall: Hall | None = None) -> Iterator[Served]:
    """A pretend server for the length of a test."""
    server = Served(hall or Hall())
    try:
        yield server
    finally:
        server.stop()
