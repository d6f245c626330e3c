"""Many clerks, many tickets, two processes, and a power cut."""

import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import pytest

from server.domain.ticket import State
from server.storage.engine import Database, sqlite_url
from server.usecases.app_context import AppContext
from tests.support.crowd_process import KINDS, Shift
from tests.support.databases import with_tables
from tests.support.halls import context_of, create_tables, small_hall
from tests.support.people import take
from tests.support.truth import check, tickets_of

pytestmark = pytest.mark.system

ROOT = Path(__file__).parents[2]
TICKETS = 300


def states(context: AppContext) -> Counter[State]:
    with context.store.database.reading() as connection:
        return Counter(ticket.state for ticket in tickets_of(connection, "main"))


def test_eight_clerks_and_three_hundred_tickets(database: Database) -> None:
    """No ticket is called twice, no number given twice, no clerk shown an error."""
    context = context_of(database, small_hall(windows=9))
    coming = threading.Event()
    coming.set()
    shift = Shift(context, list("12345678"))
    clerks = threading.Thread(target=shift.work, args=(coming,))
    clerks.start()
    kiosks = [
        threading.Thread(target=lambda: [take(context, KINDS[n % 2]) for n in range(TICKETS // 3)])
        for _ in range(3)
    ]
    for kiosk in kiosks:
        kiosk.start()
    for kiosk in kiosks:
        kiosk.join()
    coming.clear()
    clerks.join()
    assert shift.failures == []
    assert sorted(shift.called) == [f"A{serial:03}" for serial in range(1, TICKETS + 1)]
    assert states(context) == {State.FINISHED: TICKETS}
    check(context)


def started(module: str, *arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", f"tests.support.{module}", *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip


@pytest.mark.postgres
def test_two_processes_on_postgresql(postgres_url: str) -> None:
    """Both take and call at once, and none of them sees an error."""
    database = with_tables(postgres_url)
    halves = [("1,2,3,4", TICKETS // 2), ("5,6,7,8", TICKETS // 2)]
    running = [started("crowd_process", postgres_url, w, str(n)) for w, n in halves]
    outputs = [process.communicate(timeout=600) for process in running]
    assert [process.returncode for process in running] == [0, 0], [err for _, err in outputs]
    called = " ".join(out for out, _ in outputs).split()
    context = context_of(database, small_hall(windows=9))
    assert len(called) == len(set(called))
    # Whoever came last to the one process may still wait when the other's clerks went home.
    assert states(context)[State.FINISHED] == len(called)
    assert sum(states(context).values()) == TICKETS
    check(context)
    database.close()


def test_a_process_killed_at_any_moment_leaves_whole_steps(tmp_path: Path) -> None:
    """SIGKILL in a loop of steps: the journal has no gap, and what was answered is there."""
    url, dice = sqlite_url(tmp_path), random.Random(7)
    create_tables(Database(url))
    context_of(Database(url), small_hall())
    answered: list[str] = []
    for _ in range(3):
        process = started("taking_process", url)
        assert process.stdout is not None
        answered.append(process.stdout.readline().strip())
        time.sleep(dice.uniform(0.0, 0.15))
        process.send_signal(signal.SIGKILL)
        rest, _ = process.communicate()
        answered += [queue for queue in rest.splitlines() if len(queue) == len("A001")]
    database = Database(url)
    context = context_of(database, small_hall())
    check(context)
    with database.reading() as connection:
        numbers = {ticket.number for ticket in tickets_of(connection, "main")}
    assert len(answered) == len(set(answered)) >= 3
    assert set(answered) <= numbers
    database.close()
