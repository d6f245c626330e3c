"""Reports are reckoned where they hold up nobody: the loop that serves displays turns meanwhile."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# A greenlet counts turns of the loop. What is answered without leaving the loop gives it none.
REPORTS = """
from server.patching import patch
patch()
import json, sys
from datetime import date
import gevent
from server.demo.past import simulate_past
from tests.support.halls import Clock, create_tables
from tests.support.web import world_of
from server.realtime.threadpool import run_in_threadpool
from server.storage.engine import Database

turns = 0
def turn():
    global turns
    while True:
        gevent.sleep(0.0005)  # a heart, not a spinning loop that starves the threads
        turns += 1

database = Database(sys.argv[1], aside=run_in_threadpool)
create_tables(database)
world = world_of(database, Clock(), run_in_threadpool=run_in_threadpool)
asks = world.as_("administrator", "*")
with database.reading() as connection:
    hall = world.context.store.hall(connection, "main")
    world.context.waits.prime(
        connection, hall, lambda state: simulate_past(state, hall, date(2026, 11, 18))
    )
for matter in ("id-card-renewal", "company-registration"):
    asks.take(matter)
counting = gevent.spawn(turn)
found = {}
for path in sys.argv[2:]:
    before = turns
    answer = asks.get(path)
    found[path] = [answer.status_code, turns - before]
counting.kill()
again = [greenlet.get() for greenlet in [gevent.spawn(asks.get, sys.argv[2]) for _ in range(30)]]
found["together"] = [max(answer.status_code for answer in again), 1]
database.close()
print(json.dumps(found))
"""
PATHS = (
    "/api/v1/halls/main/today",
    "/api/v1/halls/main/journal?limit=1000",
    "/api/v1/halls/main/waits/score?days=30",
    "/api/v1/halls/main/staffing?pledge=20",
    "/api/docs",
)


def answers(url: str) -> dict[str, list[int]]:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", REPORTS, url, *PATHS],
        capture_output=True, text=True, check=False, timeout=300, cwd=ROOT,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    found: dict[str, list[int]] = json.loads(done.stdout)
    return found


@pytest.mark.system
def test_the_loop_turns_while_a_report_is_reckoned(tmp_path: Path) -> None:
    for path, (status, turns) in answers(f"sqlite:///{tmp_path / 'hall.db'}").items():
        assert (path, status) == (path, 200)
        assert turns > 0, f"{path} held up every display"


@pytest.mark.postgres
@pytest.mark.system
def test_the_same_on_postgresql(postgres_url: str) -> None:
    assert {status for status, _ in answers(postgres_url).values()} == {200}
