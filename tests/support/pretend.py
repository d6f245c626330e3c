"""The API of a house in this process, for pretend people, and time that passes when they wait."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from threading import Event
from zoneinfo import ZoneInfo

from server.demo.scheduler import Scheduler
from server.rehearsal.http_client import HttpAnswer
from server.setup.rehearsal_halls import make_rehearsal
from server.web.web_context import change_web_context, web_context
from tests.support.halls import Clock
from tests.support.web import World


class RealClock(Clock):
    """The time it is."""

    def __call__(self) -> datetime:
        return datetime.now(UTC)


class InProcess:
    """Speaks to the web of a world as a program does over HTTP."""

    base_url = "http://in.process"

    def __init__(self, world: World) -> None:
        self.world = world

    def get(self, path: str, token: str = "") -> HttpAnswer:
        return self._ask("GET", path, token)

    def post(self, path: str, body: Mapping[str, object], token: str = "") -> HttpAnswer:
        return self._ask("POST", path, token, body)

    def delete(self, path: str, token: str = "") -> HttpAnswer:
        return self._ask("DELETE", path, token)

    def _ask(
        self, method: str, path: str, token: str, body: Mapping[str, object] | None = None
    ) -> HttpAnswer:
        client = self.world.app.test_client()
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        found = client.open(f"/api/v1{path}", method=method, headers=headers, json=body)
        return HttpAnswer(found.status_code, found.get_json(silent=True), 0.001)


def with_rehearsals(world: World) -> World:
    """The world of a server that makes rehearsal halls."""
    options = web_context(world.app).options
    make = partial(make_rehearsal, world.context)
    change_web_context(world.app, options=replace(options, rehearse=make))
    return world


def scheduler_of(clock: Clock, stop: Event, seconds: float) -> Scheduler:
    """An scheduler on which time passes only when everybody waits; it ends after `seconds`."""
    begin = clock.now

    def now() -> float:
        return (clock.now - begin).total_seconds()

    def sleep(left: float) -> None:
        clock.tick(seconds=max(left, 0.001))
        if now() >= seconds:
            stop.set()

    def wall(zone: ZoneInfo) -> datetime:
        return clock.now.astimezone(zone)

    return Scheduler(stop, now, sleep, wall)
