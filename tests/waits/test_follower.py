"""What the waits engine is fed with: the journal as it was committed, and nothing else."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from server.storage.engine import Database, sqlite_url
from server.usecases.app_context import AppContext
from server.waits.service import WaitsService
from tests.support.halls import Clock, context_of, create_tables, small_hall
from tests.support.patience import PATIENCE_S
from tests.support.people import clerk, take
from tests.support.postgres import Postgres


class Disk:
    """Commits slowly, so that writers share; or not at all."""

    full = False

    def __call__(self, commit: Callable[[], None]) -> None:
        time.sleep(0.01)
        if self.full:
            raise OSError("no space left on device")
        commit()


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def context(tmp_path: Path, disk: Disk) -> Iterator[AppContext]:
    database = Database(sqlite_url(tmp_path), aside=disk)
    create_tables(database)
    yield context_of(database, small_hall(), clock=Clock())
    database.close()


def in_one_commit(context: AppContext, count: int) -> list[BaseException | None]:
    """So many people take a number at once; what each was refused with."""
    writer = context.store.database._writer
    refused: list[BaseException | None] = [None] * count

    def visitor(place: int) -> None:
        try:
            take(context)
        except OSError as error:
            refused[place] = error

    visitors = [threading.Thread(target=visitor, args=(place,)) for place in range(count)]
    with suppress(OSError), context.store.database.writing():
        for thread in visitors:
            thread.start()
        while writer._fair_lock.waiting < count:
            time.sleep(0.001)
    for thread in visitors:
        thread.join(PATIENCE_S)
    return refused


def state_of(waits: WaitsService, context: AppContext) -> str:
    """All that is known of the hall once its whole journal was followed."""
    with context.store.database.reading() as connection:
        hall = context.store.hall(connection, "main")
        at = (context.store.seq(connection, "main"), context.now())
        waits.of_queue(connection, hall, "hukou", at)
    return waits._halls["main"].state.dump()


def test_numbers_that_were_never_committed_are_not_learned_from(
    context: AppContext, disk: Disk
) -> None:
    one = clerk(context, "1")
    take(context)
    disk.full = True
    assert all(in_one_commit(context, 4))
    disk.full = False
    take(context)
    one.call_next()
    assert isinstance(context.waits, WaitsService)
    assert state_of(context.waits, context) == state_of(WaitsService(), context)


def test_those_who_share_a_commit_are_learned_from_after_it(context: AppContext) -> None:
    assert in_one_commit(context, 5) == [None] * 5
    assert isinstance(context.waits, WaitsService)
    assert state_of(context.waits, context) == state_of(WaitsService(), context)
    assert len(context.waits._halls["main"].state.engine.tickets) == 5


# The journal of a busy morning, and a program that has learned nothing of it yet.
REPLAY = """
from server.patching import patch
patch()
import sys
import gevent
from server.realtime.threadpool import run_in_threadpool
from server.waits import follower
from server.storage.engine import Database
from server.waits.service import WaitsService
from tests.waits.test_follower import state_of
from tests.support.halls import Clock, create_tables, context_of, small_hall
from tests.support.people import clerk, take

follower.INLINE, follower.SLICE = 10, 50
turns = 0
def turn():
    global turns
    while True:
        gevent.sleep(0)
        turns += 1

database = Database(sys.argv[1], aside=run_in_threadpool)
create_tables(database)
clock = Clock()
context = context_of(database, small_hall(), clock=clock)
one = clerk(context, "1")
for _ in range(60):
    take(context)
for _ in range(50):
    clock.tick(seconds=60)
    one.serve()

waits = WaitsService(database=database)
gevent.spawn(turn)
def told():
    with database.reading() as connection:
        hall, seq = small_hall(), context.store.seq(connection, "main")
        return waits.of_queue(connection, hall, "hukou", (seq, context.now()))

assert told() is None, "nobody waits for half an hour of journal"
asked = 0
with gevent.Timeout(20):
    while told() is None:
        asked += 1
        gevent.sleep(0.001)
assert turns > asked > 1, (turns, asked)
assert state_of(waits, context) == state_of(WaitsService(), context)
assert waits.unsaved() == ["main"]
assert waits.save(database, "main")
again = WaitsService(database=database)
with gevent.Timeout(20):
    while not again._halls or again._halls["main"].catching_up:
        state_of(again, context)
        gevent.sleep(0.001)
assert again._halls["main"].saved_seq == again._halls["main"].seq > 200
assert state_of(again, context) == state_of(WaitsService(), context)
database.close()
"""


def replay(url: str) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", REPLAY, url],
        capture_output=True, text=True, check=False, timeout=300, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.system
def test_a_long_journal_is_followed_aside_and_nobody_is_told_meanwhile(tmp_path: Path) -> None:
    replay(sqlite_url(tmp_path))


@pytest.mark.postgres
@pytest.mark.system
def test_the_same_on_postgresql(postgres_server: Postgres) -> None:
    replay(postgres_server.fresh_database())
