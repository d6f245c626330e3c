"""Behind a reverse proxy on the same machine: who comes through it is not on this machine."""

import logging
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from werkzeug.serving import make_server

from server.storage.engine import Database
from tests.support.halls import Clock
from tests.support.patience import PATIENCE_S
from tests.support.reverse_proxy import reverse_proxy
from tests.support.web import World, world_of

ADDED = [
    {"X-Forwarded-For": "203.0.113.9"},
    {"Forwarded": "for=203.0.113.9"},
    {"X-Real-IP": "203.0.113.9"},
    {"X-Forwarded-Proto": "https"},
    {"Via": "1.1 proxy"},
]


@contextmanager
def served(app: Flask) -> Iterator[int]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    running = threading.Thread(target=server.serve_forever, daemon=True)
    running.start()
    yield server.server_port
    server.shutdown()
    running.join()
    server.server_close()


def get(port: int, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=PATIENCE_S) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.read().decode()


def demo(database: Database, clock: Clock, proxies: int) -> World:
    return world_of(database, clock, demo=True, proxies=proxies)


@pytest.mark.parametrize("proxies", [0, 1])
@pytest.mark.parametrize("added", ADDED, ids=lambda added: next(iter(added)))
def test_who_comes_through_a_proxy_has_no_rights_of_this_machine(
    sqlite: Database, clock: Clock, added: dict[str, str], proxies: int
) -> None:
    world = demo(sqlite, clock, proxies)
    with served(world.app) as direct, reverse_proxy(direct, added) as through:
        for path in ("/metrics", "/paper"):
            assert get(direct, path)[0] == 200, path
            assert get(through, path)[0] == 401, path


def test_the_demos_links_are_not_given_through_a_proxy(sqlite: Database, clock: Clock) -> None:
    world = demo(sqlite, clock, 0)
    made: list[int] = []
    change_links(world, made)
    with served(world.app) as direct, reverse_proxy(direct, ADDED[0]) as through:
        assert get(through, "/")[0] == 200
        assert made == []
        assert get(direct, "/")[0] == 200
        assert made == [1]


def change_links(world: World, made: list[int]) -> None:
    from server.web.web_context import change_web_context

    def links() -> list[dict[str, object]]:
        made.append(1)
        return []

    change_web_context(world.app, links=links)


def test_a_proxy_that_no_setting_counts_is_said_once_and_kept_for_the_doctor(
    database: Database, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    world = world_of(database, clock)
    caplog.set_level(logging.ERROR, "servicehall")
    with served(world.app) as direct, reverse_proxy(direct, ADDED[0]) as through:
        for _ in range(3):
            assert get(through, "/healthz")[0] == 200
    said = [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR]
    assert len(said) == 1
    assert "SERVICEHALL_PROXIES=1" in said[0]
    with world.people.reading() as book:
        rows = [r for r in book.audit(None, 50) if r["action"] == "proxy.not_configured"]
    assert [(r["subject"], r["facts"]) for r in rows] == [
        ("127.0.0.1", {"header": "X-Forwarded-For"})
    ]


def test_a_proxy_that_is_counted_is_right(
    sqlite: Database, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    world = world_of(sqlite, clock, proxies=1)
    caplog.set_level(logging.ERROR, "servicehall")
    with served(world.app) as direct, reverse_proxy(direct, ADDED[0]) as through:
        assert get(through, "/healthz")[0] == 200
    assert [r for r in caplog.records if r.levelno == logging.ERROR] == []
