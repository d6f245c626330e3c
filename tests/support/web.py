"""The web over a real house: the example centre in a database, and callers of every role."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from unittest.mock import patch

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

import display.pages
import kiosk.pages
import window_client.pages
from server.configuration.catalogue import catalogue
from server.configuration.halls import domain_hall, hall_document
from server.configuration.reading import read_text
from server.domain.hall import Hall
from server.domain.people import ALL_HALLS, PERSON_ROLES, Role
from server.paper.shared_fonts import SHARED_FONTS
from server.storage.engine import Database
from server.storage.people import People
from server.storage.store import Store
from server.usecases import signing_in
from server.usecases.app_context import AppContext
from server.usecases.configuring import Configure, configure
from server.web.app import create_app
from server.web.options import Options
from server.web.web_context import web_context
from tests.support.halls import Clock

PROOF = {"X-Requested-With": "servicehall"}
SURFACES = (kiosk.pages.blueprint, display.pages.blueprint, window_client.pages.blueprint)


@dataclass(frozen=True)
class World:
    """A house with its web, its people and a clock that stands."""

    context: AppContext
    app: Flask
    people: People
    clock: Clock

    def token(self, role: str, hall: str = "main", window: str | None = None) -> str:
        order = signing_in.MakeToken("test", Role(role), hall, f"test {role}", window)
        return signing_in.make_token(self.people, order, self.clock()).secret

    def as_(self, role: str, hall: str = "main", window: str | None = None) -> "Speaker":
        """A script with a token of this role."""
        return Speaker(
            self.app.test_client(), {"Authorization": f"Bearer {self.token(role, hall, window)}"}
        )

    def stranger(self, **headers: str) -> "Speaker":
        return Speaker(self.app.test_client(), headers)

    def person(self, role: str, login: str | None = None, hall: str = "main", **more: Any) -> int:
        """A person in the database, without a password."""
        assert role in PERSON_ROLES
        values = {
            "login": login or role, "name": "王建国", "name_en": "Wang Jianguo", "role": role,
            "hall": hall, "staff_no": "0412", "post": "综合岗", "languages": ["zh"],
            "password": None, "created_at": self.clock(), **more,
        }  # fmt: skip
        with self.people.writing() as book:
            return book.add_person(**values)

    def link(self, **order: Any) -> str:
        """The path of a one-time link."""
        wish = signing_in.MakeLink(actor="test", **order)
        (secret,) = signing_in.make_links(self.people, [wish], self.clock())
        return f"/enter/{secret}"

    def browser(self, role: str, hall: str = "main", slot: str | None = None) -> "Speaker":
        """A browser in which a person of this role is signed in by cookie."""
        return self.signed_in(
            self.person(role, f"{role}-{hall}-{slot}", hall if hall else ALL_HALLS), slot
        )

    def signed_in(self, person: int, slot: str | None = None) -> "Speaker":
        """A browser in which this person is signed in by cookie."""
        client = self.app.test_client()
        assert client.get(self.link(person=person, slot=slot)).status_code == 303
        headers = {**PROOF, **({"X-Session": slot} if slot else {})}
        return Speaker(client, headers)


@dataclass(frozen=True)
class Speaker:
    """Somebody who talks to the interface with the same headers each time."""

    client: FlaskClient
    headers: dict[str, str]

    def get(self, path: str, **more: Any) -> TestResponse:
        return self.ask("GET", path, **more)

    def post(self, path: str, body: Any = None, **more: Any) -> TestResponse:
        return self.ask("POST", path, json={} if body is None else body, **more)

    def ask(
        self, method: str, path: str, headers: dict[str, str] | None = None, **more: Any
    ) -> TestResponse:
        answer = self.client.open(
            path, method=method, headers={**self.headers, **(headers or {})}, **more
        )
        answer.get_data()  # a file is read and closed, like a browser would
        answer.close()
        return answer

    def with_(self, **headers: str) -> "Speaker":
        named = {key.replace("_", "-"): value for key, value in headers.items()}
        return replace(self, headers={**self.headers, **named})

    def take(self, matter: str, hall: str = "main", **wish: Any) -> dict[str, Any]:
        answer = self.post(
            f"/api/v1/halls/{hall}/tickets", {"matter": matter, "paper": False, **wish}
        )
        assert answer.status_code == 201, answer.get_data(as_text=True)
        taken: dict[str, Any] = answer.get_json()
        return taken


@cache
def example_site() -> Any:
    """The example centre, open at any hour; read once, for nothing can change it."""
    text = (files("server.demo") / "centre.yaml").read_text("utf-8")
    site = read_text(text)
    halls = tuple(hall.model_copy(update={"always_open": True}) for hall in site.halls)
    return site.model_copy(update={"halls": halls})


def built(document: Mapping[str, Any]) -> Hall:
    """`domain_hall`, which reads a document of the example centre as often as it differs."""
    return _built(json.dumps(document))


@cache
def _built(document: str) -> Hall:
    return domain_hall(json.loads(document))


_BUILDERS: dict[Any, Any] = {}
_compile_builder = Rule._compile_builder


def _kept_builder(rule: Rule, append_unknown: bool = True) -> Any:
    """Werkzeug compiles two functions for each rule of each application, which is most of what
    making one costs; each follows from the rule alone."""
    defaults = tuple(sorted((rule.defaults or {}).items()))
    key = (rule.rule, rule.subdomain, rule.merge_slashes, append_unknown, defaults)
    if key not in _BUILDERS:
        _BUILDERS[key] = _compile_builder(rule, append_unknown)
    return _BUILDERS[key]


def world_of(database: Database, clock: Clock, site: Any = None, **options: Any) -> World:
    site = site or example_site()
    context = AppContext(Store(database, built), now=clock)
    for hall in site.halls:
        document = hall_document(site, hall.key)
        configure(context, Configure(hall=hall.key, actor="test", document=document))
    voices = options.pop("voices", Path("no-recordings"))
    wish = Options(describe=catalogue, shared_fonts=SHARED_FONTS, voices=voices, **options)
    with patch.object(Rule, "_compile_builder", _kept_builder):
        app = create_app(context, wish, SURFACES)
    people: People = web_context(app).session_cache.people
    return World(context, app, people, clock)
