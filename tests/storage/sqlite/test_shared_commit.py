"""Writers of one SQLite file share a commit, and each still has a transaction of its own."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from server.storage.engine import Database, sqlite_url
from server.storage.sqlite import shared_commit
from tests.support.patience import PATIENCE_S, eventually

ADD = text("INSERT INTO t (who) VALUES (:who)")
WHO = text("SELECT who FROM t ORDER BY id")


class SlowDisk:
    """Counts commits, and takes its time for each."""

    def __init__(self, seconds: float = 0.02) -> None:
        self.seconds = seconds
        self.commits = 0
        self.fail = False

    def __call__(self, commit: Callable[[], None]) -> None:
        self.commits += 1
        time.sleep(self.seconds)
        if self.fail:
            raise OSError("no space left on device")
        commit()


@pytest.fixture
def disk() -> SlowDisk:
    return SlowDisk()


@pytest.fixture
def database(tmp_path: Path, disk: SlowDisk) -> Iterator[Database]:
    database = Database(sqlite_url(tmp_path), aside=disk)
    with database.writing() as connection:
        connection.execute(text("CREATE TABLE t (id INTEGER PRIMARY KEY, who INTEGER UNIQUE)"))
    disk.commits = 0
    yield database
    database.close()


def there(database: Database) -> list[int]:
    with database.reading() as connection:
        return [row.who for row in connection.execute(WHO)]


def together(count: int, work: Callable[[int], None]) -> list[BaseException | None]:
    """Run `work` in threads that start at one moment; what each raised."""
    raised: list[BaseException | None] = [None] * count
    gate = threading.Barrier(count)

    def run(number: int) -> None:
        gate.wait()
        try:
            work(number)
        except (ValueError, OSError, OperationalError) as error:
            raised[number] = error

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_S)
    return raised


def test_those_who_come_during_a_commit_share_the_next(database: Database, disk: SlowDisk) -> None:
    def work(number: int) -> None:
        for turn in range(5):
            with database.writing() as connection:
                connection.execute(ADD, {"who": number * 100 + turn})
            assert number * 100 + turn in there(database), "answered before it was durable"

    assert together(16, work) == [None] * 16
    assert len(there(database)) == 80
    assert disk.commits <= 40  # one after the other it would be 80


def test_a_writer_alone_does_not_wait_for_company(database: Database, disk: SlowDisk) -> None:
    began = time.monotonic()
    with database.writing() as connection:
        connection.execute(ADD, {"who": 1})
    assert time.monotonic() - began < PATIENCE_S / 6, "company may never come"
    assert (there(database), disk.commits) == ([1], 1)


def test_where_commits_are_quick_one_alone_goes_aside_only_to_see_who_comes(
    tmp_path: Path, disk: SlowDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        shared_commit, "QUICK_COMMIT", 60.0
    )  # whatever this machine is doing just now
    database = Database(sqlite_url(tmp_path), aside=disk)
    with database.writing() as connection:
        connection.execute(text("CREATE TABLE t (id INTEGER PRIMARY KEY, who INTEGER)"))
    for who in range(40):
        with database.writing() as connection:
            connection.execute(ADD, {"who": who})
    assert 1 <= disk.commits <= 1 + 40 // shared_commit.LOOK_EVERY
    assert there(database) == list(range(40))
    database.close()


def test_where_commits_are_quick_those_who_meet_share_them(
    tmp_path: Path, disk: SlowDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared_commit, "QUICK_COMMIT", 60.0)
    database = Database(sqlite_url(tmp_path), aside=disk)
    with database.writing() as connection:
        connection.execute(text("CREATE TABLE t (id INTEGER PRIMARY KEY, who INTEGER)"))

    def work(number: int) -> None:
        for turn in range(20):
            with database.writing() as connection:
                connection.execute(ADD, {"who": number * 100 + turn})

    assert together(8, work) == [None] * 8
    assert len(there(database)) == 160
    # Those who came during the look share; on the spot it would be one in sixteen.
    assert disk.commits > 160 // shared_commit.LOOK_EVERY
    database.close()


def test_a_unit_that_fails_takes_back_only_its_own(database: Database) -> None:
    def work(number: int) -> None:
        with database.writing() as connection:
            connection.execute(ADD, {"who": number})
            if number % 3 == 0:
                raise ValueError(number)

    raised = together(12, work)
    assert [type(error) for error in raised] == [
        ValueError if number % 3 == 0 else type(None) for number in range(12)
    ]
    assert sorted(there(database)) == [number for number in range(12) if number % 3]


def test_a_statement_that_is_refused_takes_back_only_its_unit(database: Database) -> None:
    with database.writing() as connection:
        connection.execute(ADD, {"who": 5})

    def work(number: int) -> None:
        with database.writing() as connection:
            connection.execute(ADD, {"who": 100 + number})
            if number == 3:
                connection.execute(text("INSERT INTO nowhere VALUES (1)"))

    raised = together(8, work)
    assert [number for number, error in enumerate(raised) if error] == [3]
    assert sorted(there(database)) == [5, *(100 + number for number in range(8) if number != 3)]


def test_a_commit_that_fails_fails_everybody_in_it(database: Database, disk: SlowDisk) -> None:
    disk.fail = True

    def work(number: int) -> None:
        with database.writing() as connection:
            connection.execute(ADD, {"who": number})

    assert all(isinstance(error, OSError) for error in together(6, work))
    disk.fail = False
    assert there(database) == []
    work(7)
    assert there(database) == [7]


def test_what_sqlite_takes_back_as_a_whole_fails_everybody_in_it(
    database: Database, disk: SlowDisk
) -> None:
    inside = threading.Event()

    def line_up(count: int) -> None:
        eventually(lambda: database._writer._fair_lock.waiting >= count, 0.001)

    def work(number: int) -> None:
        if number == 0:
            with database.writing() as connection:  # keeps the others at the turnstile
                connection.execute(ADD, {"who": 0})
                inside.set()
                line_up(4)
            return
        inside.wait(PATIENCE_S)
        line_up(number - 1)
        with database.writing() as connection:
            connection.execute(ADD, {"who": number})
            if number == 3:  # as a full disk does in the middle of a transaction
                connection.exec_driver_sql("ROLLBACK")
                raise OSError("database or disk is full")

    raised = together(5, work)
    kept = there(database)
    for number, error in enumerate(raised):
        assert (error is None) == (number in kept), (number, error, kept)
    assert isinstance(raised[3], OSError)


GREENLETS = """
from server.patching import patch
patch()
import sys, time
import gevent
from pathlib import Path
from sqlalchemy import text
from server.realtime.threadpool import run_in_threadpool
from server.storage.engine import Database, sqlite_url

commits, turns, starved, held = [], [], [], []
def aside(commit):
    commits.append(1)
    run_in_threadpool(slowly, commit)
def slowly(commit):  # not before the loop has turned
    want, deadline = len(turns) + 20, time.monotonic() + 100
    while (len(turns) < want or held) and time.monotonic() < deadline:
        real_sleep(0.001)
    starved.append(len(turns) < want)
    commit()
real_sleep = gevent.monkey.get_original("time", "sleep")

def tick():
    while True:
        gevent.sleep(0.001)
        turns.append(1)

ticking = gevent.spawn(tick)
database = Database(sqlite_url(Path(sys.argv[1])), aside=aside)
with database.writing() as connection:
    connection.execute(text("CREATE TABLE t (id INTEGER PRIMARY KEY, who INTEGER)"))

def work(who):
    with database.writing() as connection:
        connection.execute(text("INSERT INTO t (who) VALUES (:who)"), {"who": who})

commits.clear()
held.append(1)
waiting = [gevent.spawn(work, who) for who in range(20)]
gevent.sleep(0.1)
waiting[10].kill()  # one who is killed while it waits leaves no hole behind
held.clear()
gevent.joinall(waiting, timeout=200)
ticking.kill()
with database.reading() as connection:
    count = connection.execute(text("SELECT count(*) FROM t")).scalar_one()
database.close()
print(count, len(commits), sum(starved))
"""


KILLED = """
from server.patching import patch
patch()
import sys
import gevent
from pathlib import Path
from sqlalchemy import text
from server.storage.engine import Database, sqlite_url

database = Database(sqlite_url(Path(sys.argv[1])))
with database.writing() as connection:
    connection.execute(text("CREATE TABLE t (id INTEGER PRIMARY KEY, who INTEGER)"))

def late():
    with database.writing():
        raise AssertionError("it was killed before its turn")

def first():
    with database.writing() as connection:
        connection.execute(text("INSERT INTO t (who) VALUES (1)"))
        waiting = gevent.spawn(late)
        gevent.sleep(0.05)
        waiting.kill(block=False)  # dies between being given its turn and taking it

working = gevent.spawn(first)
working.join(timeout=200)
assert working.ready(), "nobody committed what was left to the next one"
with database.reading() as connection:
    print(connection.execute(text("SELECT count(*) FROM t")).scalar_one())
database.close()
"""


@pytest.mark.system
def test_who_dies_as_its_turn_comes_leaves_nothing_uncommitted(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path)],
        capture_output=True, text=True, check=False, timeout=300, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert (done.returncode, done.stdout.strip()) == (0, "1"), done.stderr


def test_closing_commits_what_was_left_to_the_next_writer(database: Database) -> None:
    with database.writing() as connection:
        connection.execute(ADD, {"who": 1})
        closing = threading.Thread(target=database._writer.close)
        closing.start()
        while not database._writer._fair_lock.waiting:
            time.sleep(0.001)
    closing.join(PATIENCE_S)
    assert there(database) == [1]


@pytest.mark.system
def test_greenlets_share_a_commit_and_the_loop_turns_meanwhile(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", GREENLETS, str(tmp_path)],
        capture_output=True, text=True, check=False, timeout=300, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    count, commits, starved = done.stdout.split()
    assert int(count) in (19, 20)
    assert int(commits) <= 4
    assert int(starved) == 0, "the loop stood still during a commit"
