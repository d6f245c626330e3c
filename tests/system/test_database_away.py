"""A real server whose database stops, hangs, or takes no writes; and what comes after."""

import os
import re
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from server.storage.engine import Database, sqlite_url
from server.storage.migrating import upgrade
from tests.support.halls import Clock
from tests.support.load import Asker, Load
from tests.support.patience import PATIENCE_S, eventually
from tests.support.postgres import PrivatePostgres
from tests.support.servers import ServerProcess, Servers, servers
from tests.support.servicehall import Listener
from tests.support.web import example_site, world_of

pytestmark = pytest.mark.system
LISTENS = r"Listening on (http://\S+)"
MATTER = "marriage"
REFUSALS = 30
"""So many are waited for: every kind of asker has met the outage then."""

HEALTH_WITHIN_S = 8.0
"""Two seconds of patience, on a machine that has much else to do."""


def installed(database: Database) -> str:
    """The example centre, its printers at nothing; a manager's token."""
    upgrade(database)
    site = example_site()
    (hall,) = site.halls
    nowhere = {"url": "file:///dev/null", "backup": None}
    printers = tuple(printer.model_copy(update=nowhere) for printer in hall.printers)
    site = site.model_copy(update={"halls": (hall.model_copy(update={"printers": printers}),)})
    world = world_of(database, Clock(datetime.now(UTC)), site)
    token = world.token("manager")
    database.close()
    return token


def address(server: ServerProcess) -> str:
    server.wait_for(LISTENS)
    found = re.search(LISTENS, server.said)
    assert found is not None
    return found[1]


def all_refused(load: Load, enough: int = REFUSALS) -> bool:
    """Whether numbers, the board and the health were all refused meanwhile."""
    before = len(load.refused())
    health = sum(each.status == 503 for each in load.health())
    return eventually(
        lambda: (
            len(load.refused()) >= before + enough
            and sum(each.status == 503 for each in load.health()) > health
        )
    )


def well(load: Load, took: int) -> bool:
    """Whether numbers are given out again, and health says so."""
    return eventually(lambda: len(load.codes) > took + 10 and load.health()[-1].status == 200)


def check(load: Load, server: ServerProcess, seconds: float, codes: set[str]) -> None:
    """Nothing but 503, nothing but a line a second; every number that was told is there."""
    assert set(load.statuses()) <= {200, 201, 503}, load.statuses()
    for answer in load.refused():
        assert answer.body["code"] in codes, answer
        assert int(answer.retry_after or 0) > 0
        assert answer.body["detail"] and answer.body["action"]
    assert max(each.seconds for each in load.health()) < HEALTH_WITHIN_S
    assert "Traceback" not in server.said, server.said
    for code in codes:
        reason = code.removeprefix("storage.")
        assert server.said.count(f"can't be used: {reason}") <= seconds + 2, server.said
    reader = Asker(load.askers[0].url, load.askers[0].token)
    missing = [
        code for code in load.codes if reader.ask("GET", f"/api/v1/tickets/{code}").status != 200
    ]
    assert missing == [], "numbers that were told are not there"
    assert len(set(load.codes)) == len(load.codes)


@contextmanager
def own_postgres() -> Iterator[PrivatePostgres]:
    """One that may be stopped."""
    server = PrivatePostgres(durable=True)
    try:
        server.wait()
        yield server
    finally:
        server.stop()


@pytest.mark.postgres
def test_postgresql_stopped_and_started_again(tmp_path: Path) -> None:
    with own_postgres() as postgres, servers(tmp_path) as started:
        url = postgres.fresh_database()
        token = installed(Database(url))
        server = started.start("--database", url)
        base = address(server)
        with Load(base, token, MATTER) as load:
            assert eventually(lambda: len(load.codes) > 10), load.last()
            watcher = Listener(base, token)
            watcher.until('"heartbeat"')
            began = time.monotonic()
            postgres.halt()
            assert all_refused(load)
            late = Listener(base, token)
            late.until("live.unavailable")
            took = len(load.codes)
            postgres.go_on()
            seconds = time.monotonic() - began
            assert well(load, took)
            late.subscribe()
            late.until('"snapshot"')
            newest = load.codes[-1]
            watcher.until('"ticket.issued"')
            watcher.close()
            late.close()
        assert newest in load.codes
        check(load, server, seconds, {"storage.away"})


@pytest.mark.postgres
def test_health_is_quick_while_postgresql_hangs(tmp_path: Path) -> None:
    with own_postgres() as postgres, servers(tmp_path) as started:
        url = postgres.fresh_database()
        token = installed(Database(url))
        server = started.start("--database", url)
        asker = Asker(address(server), token)
        assert eventually(lambda: asker.ask("GET", "/healthz").status == 200)
        frozen = _backends(postgres)
        for process in frozen:
            _send(process, signal.SIGSTOP)
        try:
            for _ in range(3):
                answer = asker.ask("GET", "/healthz")
                assert answer.seconds < HEALTH_WITHIN_S
            assert answer.status == 503
            assert answer.body["code"] == "storage.away"
        finally:
            for process in frozen:
                _send(process, signal.SIGCONT)
        assert eventually(lambda: asker.ask("GET", "/healthz").status == 200)
        assert "Traceback" not in server.said


def _backends(postgres: PrivatePostgres) -> list[int]:
    """PostgreSQL's own process and all of its children."""
    main = int((postgres.folder / "data" / "postmaster.pid").read_text().split()[0])
    children = Path(f"/proc/{main}/task/{main}/children").read_text().split()
    return [main, *map(int, children)]


def _send(process: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.kill(process, number)


class Piped(ServerProcess):
    """Its log goes through a pipe, so that a limit on what it may write spares the log."""

    def __init__(self, log: Path, *options: str) -> None:
        self.log = log
        with log.open("wb") as out:
            self._cat = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=out)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "server.cli", "serve", "--port", "0", *options],
            stdout=self._cat.stdin, stderr=subprocess.STDOUT,
        )  # fmt: skip
        assert self._cat.stdin is not None
        self._cat.stdin.close()

    def ended(self) -> int:
        found = super().ended()
        self._cat.wait(PATIENCE_S)
        return found


def test_a_file_that_may_not_grow_and_then_may(tmp_path: Path) -> None:
    """The kernel refuses every write beyond a few bytes (RLIMIT_FSIZE), as it does on a full
    quota: that needs neither root nor a disk of one's own."""
    data = tmp_path / "data"
    token = installed(Database(sqlite_url(data)))
    started = Servers(tmp_path)
    server = Piped(tmp_path / "server.log", "--data", str(data))
    started.all.append(server)
    try:
        with Load(address(server), token, MATTER) as load:
            assert eventually(lambda: len(load.codes) > 10), load.last()
            began = time.monotonic()
            no_limit = resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE)
            resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (4096, no_limit[1]))
            assert all_refused(load)
            reads = [
                each.status
                for path, answers in load.everything()
                if path.endswith("/board")
                for each in answers
            ]
            assert set(reads) == {200}, "what was known can still be read"
            took = len(load.codes)
            resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, no_limit)
            seconds = time.monotonic() - began
            assert well(load, took)
        check(load, server, seconds, {"storage.disk_error", "storage.disk_full"})
        assert "can be written again" in server.said
    finally:
        server.send(signal.SIGKILL)
        server.ended()


def test_a_file_that_another_program_holds(tmp_path: Path) -> None:
    """Others are served meanwhile, and health says that the database is busy."""
    data = tmp_path / "data"
    token = installed(Database(sqlite_url(data)))
    with servers(tmp_path) as started:
        server = started.start("--data", str(data))
        asker = Asker(address(server), token)
        assert eventually(lambda: asker.ask("GET", "/healthz").status == 200)
        other = Database(sqlite_url(data))
        with other.writing():
            assert eventually(lambda: asker.ask("GET", "/healthz").status == 503)
            read = asker.ask("GET", "/api/v1/halls/main/board")
            assert (read.status, read.seconds < HEALTH_WITHIN_S) == (200, True)
        other.close()
        assert eventually(lambda: asker.ask("GET", "/healthz").status == 200)
        assert "Traceback" not in server.said


def test_a_file_that_was_deleted_is_missed_at_once(tmp_path: Path) -> None:
    """No number is given out into a file that nobody can ever open again."""
    data = tmp_path / "data"
    token = installed(Database(sqlite_url(data)))
    with servers(tmp_path) as started:
        server = started.start("--data", str(data))
        asker = Asker(address(server), token, language="zh")
        assert eventually(lambda: asker.ask("GET", "/healthz").status == 200)
        (data / "servicehall.db").rename(data / "elsewhere.db")
        body = {"matter": MATTER, "paper": False}
        refused = asker.ask("POST", "/api/v1/halls/main/tickets", body)
        assert (refused.status, refused.body["code"]) == (503, "storage.away")
        assert "数据库" in refused.body["title"]
        (data / "elsewhere.db").rename(data / "servicehall.db")
        assert asker.ask("POST", "/api/v1/halls/main/tickets", body).status == 201
        assert eventually(lambda: asker.ask("GET", "/healthz").status == 200)
