"""Reports read in native threads; the loop turns, and writers write, meanwhile."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from server.domain.errors import Refused
from server.storage.engine import Database
from server.storage.reports import AT_ONCE
from tests.support.patience import PATIENCE_S
from tests.support.postgres import Postgres

COUNT = text("SELECT count(*) FROM hall")


def test_a_report_reads_and_its_refusals_are_answers(database: Database) -> None:
    def refuse(connection: Connection) -> None:
        raise Refused("staffing.more")

    assert database.report(lambda connection: connection.execute(COUNT).scalar_one()) == 0
    assert database.report(lambda connection: None) is None
    with pytest.raises(Refused, match=r"staffing\.more"):
        database.report(refuse)


def test_a_report_can_not_write(database: Database) -> None:
    with pytest.raises(DBAPIError, match=r"read-?only"):
        database.report(lambda connection: connection.execute(text("DELETE FROM hall")))


def test_two_run_at_a_time(database: Database) -> None:
    running, most = 0, 0
    guard, both = threading.Lock(), threading.Barrier(AT_ONCE)

    def work(connection: Connection) -> None:
        nonlocal running, most
        with guard:
            running += 1
            most = max(most, running)
        both.wait(PATIENCE_S)
        with guard:
            running -= 1

    threads = [threading.Thread(target=database.report, args=(work,)) for _ in range(2 * AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_S)
    assert (running, most) == (0, AT_ONCE)


# Three reports that block their thread, while greenlets write and a heart beats.
BESIDE = """
from server.patching import patch
patch()
import sys, time
import gevent
from sqlalchemy import text
from server.realtime.threadpool import run_in_threadpool
from server.storage.engine import Database

really_sleep = gevent.monkey.get_original("time", "sleep")
database = Database(sys.argv[1], aside=run_in_threadpool)
count = text("SELECT count(*) FROM t")
with database.writing() as connection:
    connection.execute(text("CREATE TABLE t (who INTEGER)"))

beats, done, written = 0, [], []
def beat():
    global beats
    while True:
        gevent.sleep(0.005)
        beats += 1

def slow(connection):
    before = connection.execute(count).scalar_one()
    deadline = time.monotonic() + 100
    while not (written and beats > 20) and time.monotonic() < deadline:
        really_sleep(0.005)
    after = connection.execute(count).scalar_one()
    done.append(before == after)

def write(who):
    with database.writing() as connection:
        connection.execute(text("INSERT INTO t VALUES (:who)"), {"who": who})

heart = gevent.spawn(beat)
reports = [gevent.spawn(database.report, slow) for _ in range(3)]
gevent.sleep(0.1)
gevent.joinall([gevent.spawn(write, who) for who in range(30)], raise_error=True)
assert not done, "writers waited for a report"
beats = 0
written.append(1)
gevent.joinall(reports, raise_error=True)
assert beats > 20, f"the heart beat {beats} times while reports blocked"
assert done == [True] * 3, "a report sees one moment"
assert database.report(lambda connection: connection.execute(count).scalar_one()) == 30
database.close()
"""


def beside(url: str) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", BESIDE, url],
        capture_output=True, text=True, check=False, timeout=400, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.system
def test_hearts_beat_and_writers_write_while_reports_block(tmp_path: Path) -> None:
    beside(f"sqlite:///{tmp_path / 'hall.db'}")


@pytest.mark.postgres
@pytest.mark.system
def test_the_same_on_postgresql(postgres_server: Postgres) -> None:
    beside(postgres_server.fresh_database())
