"""The print process and its parent: previews, deaths, gevent, changed settings."""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from typing import Any

import pytest

from printers.client import COMMAND, PrintProcess
from printers.job import Detail, PrintJob, State, job_to_data
from printers.slip import Slip
from printers.virtual.printer import VirtualPrinter
from tests.printers.scene import FAST, copy_of, numbers_on, ticket
from tests.support.patience import PATIENCE_S


class Parent:
    """A print process and what it said."""

    def __init__(self, *printers: VirtualPrinter) -> None:
        setups = [{"name": f"p{n}", "url": printer.url} for n, printer in enumerate(printers)]
        self.said: list[tuple[str, State, Detail]] = []
        self.health: dict[str, dict[str, Any]] = {}
        self.process = PrintProcess(setups, self._change, self.health.__setitem__)
        self._loop = threading.Thread(target=self.process.run)
        self._loop.start()
        self.wait(lambda: any(health["ready"] for health in self.health.values()))

    def _change(self, job_id: str, state: State, detail: Detail) -> None:
        self.said.append((job_id, state, detail))

    def wait(self, done: Any, timeout: float = PATIENCE_S) -> None:
        until = time.monotonic() + timeout
        while not done():
            assert time.monotonic() < until, (self.said, self.health)
            time.sleep(0.02)

    def finals(self) -> dict[str, State]:
        ends = [(i, s) for i, s, _ in self.said if s.final]
        assert len({i for i, _ in ends}) == len(ends), "a job ended twice"
        return dict(ends)

    def stop(self) -> None:
        self.process.stop()
        self._loop.join(PATIENCE_S)
        assert not self._loop.is_alive()


def test_the_process_prints_previews_and_refuses() -> None:
    with VirtualPrinter(speed=FAST) as printer:
        parent = Parent(printer)
        parent.process.submit(PrintJob("j", ticket(), ("p0",)))
        parent.wait(lambda: "j" in parent.finals())
        assert parent.finals()["j"] is State.PRINTED
        answers: dict[str, Any] = {}
        slip = job_to_data(PrintJob("x", ticket(), ("p0",)))["slip"]
        parent.process.ask("preview", "one", lambda m: answers.update(one=m), slip=slip, width=384)
        parent.process.ask("preview", "two", lambda m: answers.update(two=m), slip={}, width=384)
        parent.process.ask("doctor", "three", lambda m: answers.update(three=m))
        parent.wait(lambda: len(answers) == 3)
        assert answers["one"]["png"].startswith("iVBOR")
        assert answers["two"]["ev"] == "refused"
        assert "blocks" in answers["two"]["sentence"]
        assert isinstance(answers["three"]["sentences"], list)
        parent.stop()
    assert printer.errors == []


@pytest.mark.parametrize("said", [0, 1, 2])
def test_a_parent_that_leaves_while_it_starts_gets_no_tracebacks(said: int) -> None:
    """It leaves before the first line, before the printers are ready, or before their health."""
    with VirtualPrinter(speed=FAST) as printer:
        child = subprocess.Popen(
            COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert child.stdin is not None and child.stdout is not None and child.stderr is not None
        setup = {"op": "configure", "printers": [{"name": "p", "url": printer.url}]}
        child.stdin.write(json.dumps(setup).encode() + b"\n")
        child.stdin.flush()
        events = [json.loads(child.stdout.readline())["ev"] for _ in range(said)]
        child.stdout.close()
        child.stdin.close()
        log = child.stderr.read().decode()
        child.stderr.close()
        assert child.wait(PATIENCE_S) == 0
    assert events == ["started", "ready"][:said]
    assert "Traceback" not in log
    assert "Broken" not in log


@pytest.mark.system
def test_killed_at_random_points_nothing_is_lost_or_printed_twice_unmarked() -> None:
    chance = random.Random(5)
    count = 24
    with VirtualPrinter(speed=600) as printer:
        parent = Parent(printer)
        for number in range(count):
            parent.process.submit(PrintJob(f"j{number}", ticket(f"K{number:03d}"), ("p0",)))
        for _ in range(5):
            time.sleep(chance.uniform(0.2, 1.2))
            if parent.process.pid is not None:
                os.kill(parent.process.pid, signal.SIGKILL)
        parent.wait(lambda: len(parent.finals()) == count, 3 * PATIENCE_S)
        parent.stop()
        ends = parent.finals()
        assert set(ends.values()) <= {State.PRINTED, State.UNCONFIRMED}
        printed = [n for r in printer.receipts for n in numbers_on(r.image)]
        assert len(printed) == len(set(printed))
        for job, state in ends.items():
            if state is State.PRINTED:
                assert f"K{int(job[1:]):03d}" in printed
        assert sum(state is State.UNCONFIRMED for state in ends.values()) <= 5
    assert printer.errors == []


UNDER_GEVENT = """
from gevent import monkey; monkey.patch_all()
import json, os, signal, sys, gevent
from printers.client import COMMAND, PrintProcess
from printers.job import PrintJob, State
from printers.slipjson import from_data

said, turns = [], []

def watch():
    while True:
        gevent.sleep(0.005)
        turns.append(1)

def until(true):
    with gevent.Timeout(60):
        while not true():
            gevent.sleep(0.01)

parent = PrintProcess(
    [{"name": "p", "url": sys.argv[1]}], lambda i, s, d: said.append((i, s)), lambda n, h: None
)
loop = gevent.spawn(parent.run)
slip = from_data(json.loads(sys.argv[2]))
watcher = gevent.spawn(watch)
until(lambda: parent.pid is not None)
os.kill(parent.pid, signal.SIGSTOP)  # a print process that does nothing holds up nobody
for number in range(5):
    parent.submit(PrintJob(f"j{number}", slip, ("p",)))
turns.clear()
until(lambda: len(turns) > 50)
os.kill(parent.pid, signal.SIGCONT)
until(lambda: sum(state.final for _, state in said) == 5)
parent.stop()
loop.join(60)
assert all(state is State.PRINTED for _, state in said if state.final), said
assert not {"PIL", "escpos"} & set(sys.modules), "it draws by itself"
"""


@pytest.mark.system
def test_under_gevent_the_hub_is_never_held_up() -> None:
    from printers.slipjson import to_data

    with VirtualPrinter(speed=1000.0) as printer:
        command = [sys.executable, "-c", UNDER_GEVENT, printer.url, json.dumps(to_data(ticket()))]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    assert len(printer.receipts) == 5


def test_other_printers_take_over_what_was_waiting() -> None:
    with VirtualPrinter(speed=400) as old, VirtualPrinter(speed=FAST) as new:
        parent = Parent(old)
        for number in range(4):
            parent.process.submit(PrintJob(f"j{number}", ticket(f"A{number:03d}"), ("p0",)))
        parent.wait(lambda: any(state is State.SENDING for _, state, _ in parent.said))
        parent.process.configure([{"name": "p0", "url": new.url}])
        parent.wait(lambda: len(parent.finals()) == 4)
        parent.stop()
        assert set(parent.finals().values()) == {State.PRINTED}
        assert len(old.receipts) + len(new.receipts) == 4
        assert len(new.receipts) >= 3


def torso_and_whole(printer: VirtualPrinter, slip: Slip) -> None:
    """The rest of the first slip is a piece of its own, and the second one is whole."""
    assert [copy_of(receipt, slip) for receipt in printer.receipts] == [None, 0]
    assert printer.errors == []


def test_a_torso_is_cut_off_even_if_the_printers_are_configured_in_between() -> None:
    slip = ticket("B002")
    with VirtualPrinter(speed=FAST) as printer:
        parent = Parent(printer)
        printer.fault("paper_out", at_mm=60)
        parent.process.submit(PrintJob("a", ticket("B001"), ("p0",), deadline=0.5))
        parent.wait(lambda: "a" in parent.finals())
        printer.mend()
        for name in ("other", "p0"):
            parent.process.configure([{"name": name, "url": printer.url}])
        parent.process.submit(PrintJob("b", slip, ("p0",)))
        parent.wait(lambda: "b" in parent.finals())
        parent.stop()
        assert parent.finals() == {"a": State.FAILED, "b": State.PRINTED}
        torso_and_whole(printer, slip)


@pytest.mark.parametrize("end", ["FAILED", "UNCONFIRMED"])
def test_a_torso_is_cut_off_even_if_the_print_process_dies_again(end: str) -> None:
    slip = ticket("B002")
    with VirtualPrinter(speed=FAST if end == "FAILED" else 100) as printer:
        parent = Parent(printer)
        if end == "FAILED":
            printer.fault("paper_out", at_mm=60)
        parent.process.submit(PrintJob("a", ticket("B001"), ("p0",), deadline=0.5))
        if end == "UNCONFIRMED":
            parent.wait(lambda: printer.paper.fed_mm > 10)
            again(parent)
        parent.wait(lambda: "a" in parent.finals())
        printer.mend()
        again(parent)
        again(parent)
        parent.process.submit(PrintJob("b", slip, ("p0",)))
        parent.wait(lambda: "b" in parent.finals())
        parent.stop()
        assert parent.finals() == {"a": State(end), "b": State.PRINTED}
        torso_and_whole(printer, slip)


def again(parent: Parent) -> None:
    """Another child in the place of the one there is, once that one is known dead."""
    old = parent.process.pid
    assert old is not None
    os.kill(old, signal.SIGKILL)
    parent.wait(lambda: parent.process.pid not in (None, old))
