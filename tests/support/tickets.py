"""Tickets for tests of the kiosk, the phone page and the rating pad, and a pretend desk."""

import json
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import flask

from server.configuration.catalogue import catalogue
from server.configuration.reading import read
from server.contracts.answers import TicketView
from server.contracts.surfaces import HOST
from tests.support import samples
from tests.support.samples import Json, held
from tests.support.screens import ROOT, Served

CODE = "7KQ2M9XR4B"
CENTRE = Path(ROOT) / "server" / "demo" / "centre.yaml"


@cache
def _catalogue() -> str:
    return json.dumps(catalogue(read(CENTRE), "main", 1))


def centre() -> Json:
    """The demo centre as public pages read it, open at whatever hour the tests run."""
    found: Json = json.loads(_catalogue())
    found["hall"]["always_open"] = True
    return found


SUNDAY = "2026-11-22T03:00:00Z"
"""11:00 in the demo centre, which is closed until Monday 9:00."""


def kept_hours() -> Json:
    """The demo centre with its hours."""
    found = centre()
    found["hall"]["always_open"] = False
    return found


def longest_matter() -> Json:
    """The matter with the most papers and the longest name: the page that is hardest to fit."""
    found: Json = max(
        centre()["matters"], key=lambda m: 10 * len(m["materials"]) + len(m["name"]["zh"])
    )
    return found


def snapshot() -> Json:
    """The demo centre, every window open, some people waiting everywhere."""
    place = centre()
    keys = [matter["key"] for matter in place["matters"]]
    return samples.snapshot() | {
        "windows": {each["key"]: samples.window() for each in place["windows"]},
        "queues": {key: {"waiting": at % 5} for at, key in enumerate(keys)},
        "waits": {key: [5 + at % 20, 12 + at % 30] for at, key in enumerate(keys)},
        "missed": {},
        "printers": {f"printer-{n}": {"state": "ok", "tickets_left": None} for n in (1, 2)},
    }


def instant(minutes: float = 0) -> str:
    """UTC, some minutes from now."""
    at = datetime.now(UTC) + timedelta(minutes=minutes)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def ticket(**changes: Any) -> Json:
    """A ticket that waits with seven people ahead; `changes` make it another."""
    plain: Json = {
        "code": CODE,
        "number": "C047",
        "hall": "main",
        "day": "2026-11-23",
        "matter": longest_matter()["key"],
        "series": "estate",
        "zone": "C",
        "state": "waiting",
        "channel": "kiosk",
        "language": "zh",
        "issued_at": instant(),
        "entered_at": instant(),
        "ahead": 7,
        "wait": [18, 30],
        "expected": [instant(18), instant(30)],
        "windows": [{"key": key, "state": "open"} for key in ("9", "10")],
        "call": None,
        "parked_until": None,
        "paper": None,
        "rating": None,
        "rateable": False,
        "returnable": False,
        "cancellable": True,
        "url": f"/t/{CODE}",
        "postpones_left": 2,
        "held_until": None,
        "before": [],
        "materials": None,
        "at": instant(),
        "seq": 901,
    }
    return plain | changes


def over(state: str, **changes: Any) -> Json:
    """A ticket that waits no more."""
    gone = {"ahead": None, "wait": None, "expected": None, "postpones_left": 0}
    called = {"window": "3", "zone": "A", "at": instant(), "times": 1, "now": state == "called"}
    return ticket(state=state, call=called, **gone) | changes


class Desk:
    """The pretend server's tickets: what it has, what it was asked, what it refuses."""

    def __init__(self, server: Served) -> None:
        self.ticket = ticket()
        self.catalogue = centre()
        self.taken: list[tuple[str, Json]] = []
        self.done: list[tuple[str, Json]] = []
        self.asked: list[str | None] = []
        self.refusal: Json | None = None
        self.after: Json = {}
        server.hall.catalogue = centre()
        server.hall.snapshot = snapshot()
        server.hall.boot = {"device": {"key": "kiosk-1", "printer": "printer-1"}, "slot": "kiosk-1"}
        app = server.app
        app.extensions[HOST].tickets = self.visit
        app.add_url_rule("/api/v1/halls/main/tickets", "take", self.take, methods=["POST"])
        app.add_url_rule("/api/v1/tickets/<code>", "look", self.look)
        app.add_url_rule("/api/v1/tickets/<code>/<verb>", "do", self.do, methods=["POST"])

    def visit(self, code: str) -> Json | None:
        """What `server.web` hands to the phone page."""
        if code.upper() != self.ticket["code"]:
            return None
        call = self.ticket["call"]
        window = call and call["window"].zfill(2)
        return {
            "ticket": self.ticket, "catalogue": self.catalogue,
            "go_to": call and {"zh": f"{window} 号窗", "en": f"window {window}"},
            "guide_desk": {"zh": "导办台", "en": "the guide desk"},
        }  # fmt: skip

    def take(self) -> flask.Response:
        self.taken.append((flask.request.headers["Idempotency-Key"], flask.request.get_json()))
        return self._answer(201)

    def look(self, code: str) -> flask.Response:
        tag = flask.request.headers.get("If-None-Match")
        self.asked.append(tag)
        etag = f'"{self.ticket["seq"]}"'
        if tag == etag:
            return flask.Response(status=304, headers={"ETag": etag})
        answer = self._answer(200)
        answer.headers["ETag"] = etag
        return answer

    def do(self, code: str, verb: str) -> flask.Response:
        self.done.append((verb, flask.request.get_json()))
        if self.refusal is None:
            self.change(**self.after.get(verb, {}))
        return self._answer(200)

    def change(self, **changes: Any) -> None:
        """The ticket goes on."""
        self.ticket = self.ticket | changes | {"seq": self.ticket["seq"] + 1, "at": instant()}

    def _answer(self, status: int) -> flask.Response:
        if self.refusal is not None:
            kind = "application/problem+json"
            return flask.Response(
                json.dumps(self.refusal), self.refusal["status"], content_type=kind
            )
        held(TicketView, self.ticket)
        return flask.Response(json.dumps(self.ticket), status, content_type="application/json")


def refusal(code: str = "hall.closed", title: str = "大厅现在不开放", status: int = 409) -> Json:
    """A problem document."""
    return {
        "type": f"/problems/{code}",
        "title": title,
        "status": status,
        "detail": "开放时间：周一至周五 9:00–12:00、13:00–17:00。",
        "code": code,
        "action": "请在明天 9:00 以后再来。",
        "instance": "/",
    }
