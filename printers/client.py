"""The parent's side of the print process: starts it, keeps it alive, loses no job when it dies.

Works with plain threads and under gevent's monkey patching alike, because it only
uses pipes, a lock and the loop that the caller runs.
"""

import contextlib
import json
import logging
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from printers.job import Detail, PrintJob, State, job_to_data
from printers.reasons import Reason, sentence

log = logging.getLogger("servicehall.printers")

COMMAND = (sys.executable, "-m", "printers.process")
# Seconds for whoever else lives in a caller's event loop, between two lines of the child.
# Several often come together, and each may mean a commit; nought would not reach the sockets.
BREATH = 0.001
OnChange = Callable[[str, State, Detail], None]
OnHealth = Callable[[str, dict[str, Any]], None]


@dataclass(slots=True)
class Pending:
    """A job that isn't final yet, as last heard of."""

    job: PrintJob
    state: State = State.QUEUED
    printer: str = ""
    copy: int = 0


class PrintProcess:
    """Call `run()` in a thread or greenlet of its own; the other methods from anywhere.

    `on_change`, `on_health` and `on_pace` (what was learned of a printer) are called in that loop.
    """

    def __init__(
        self,
        printers: Sequence[dict[str, Any]],
        on_change: OnChange,
        on_health: OnHealth,
        command: Sequence[str] = COMMAND,
        on_pace: OnHealth = lambda printer, pace: None,
    ) -> None:
        self._printers = [dict(printer) for printer in printers]
        # By address, since paper and habits stay with the device whatever its name becomes.
        self._partial_tickets = {p["url"] for p in self._printers if p.get("partial_ticket")}
        self._paces: dict[str, dict[str, Any]] = {}
        self._on_change, self._on_health, self._on_pace = on_change, on_health, on_pace
        self._command = tuple(command)
        self._pending: dict[str, Pending] = {}
        self._answers: dict[str, Callable[[dict[str, Any]], None]] = {}
        self._lock = threading.RLock()
        self._child: subprocess.Popen[str] | None = None
        self._stopping = False
        self.started = threading.Event()

    @property
    def pid(self) -> int | None:
        """Of the child, while there is one."""
        return self._child.pid if self._child else None

    def run(self) -> None:
        """Until `stop`: starts the child, reads its lines, starts it again when it dies."""
        wait = 0.1
        while not self._stopping:
            began = time.monotonic()
            self._start()
            self._read()
            self._bury()
            wait = 0.1 if time.monotonic() - began > 5 else min(5.0, wait * 2)
            if not self._stopping:
                log.warning("print process ended; starting it again")
                time.sleep(wait)

    def stop(self) -> None:
        """Lets the job under way finish and ends the child."""
        self._stopping = True
        self._send({"op": "stop"})

    def submit(self, job: PrintJob) -> None:
        """Queues a job; an id that is under way already is left alone."""
        with self._lock:
            if job.id in self._pending:
                return
            self._pending[job.id] = Pending(job, copy=job.copy)
        self._send({"op": "submit", "job": job_to_data(job)})

    def cancel(self, job_id: str) -> None:
        """Asks for it; the answer is a state FAILED with reason cancelled, or nothing."""
        self._send({"op": "cancel", "id": job_id})

    def configure(self, printers: Sequence[dict[str, Any]]) -> None:
        """Other printers from now on; jobs under way finish on the old ones."""
        with self._lock:
            self._printers = [dict(printer) for printer in printers]
            self._partial_tickets |= {p["url"] for p in printers if p.get("partial_ticket")}
            known = [self._with_what_is_known(printer) for printer in self._printers]
            self._send({"op": "configure", "printers": known})

    def ask(
        self, op: str, ident: str, answer: Callable[[dict[str, Any]], None], **values: Any
    ) -> None:
        """`preview` (slip, width) or `doctor`; `answer` gets the line, also a refusal."""
        self._answers[ident] = answer
        if not self._send({"op": op, "id": ident, **values}):
            self._answers.pop(ident)
            answer({"ev": "refused", "sentence": "The print process isn't running."})

    def _start(self) -> None:
        child = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
            # An interrupt at the terminal is for the parent; the child ends with its input,
            # after the ticket under way.
            start_new_session=True,
        )
        with self._lock:
            self._child = child
            printers = [self._with_what_is_known(printer) for printer in self._printers]
            self._send({"op": "configure", "printers": printers})
            for pending in list(self._pending.values()):
                job = replace(pending.job, copy=pending.copy)
                self._send({"op": "submit", "job": job_to_data(job)})
        self.started.set()
        if self._stopping:
            self._send({"op": "stop"})

    def _with_what_is_known(self, printer: dict[str, Any]) -> dict[str, Any]:
        """A printer's settings with what earlier children learned of the device."""
        url = printer["url"]
        known = {"partial_ticket": url in self._partial_tickets}
        return {**printer, "pace": self._paces.get(url, printer.get("pace", {})), **known}

    def _send(self, message: dict[str, Any]) -> bool:
        """False when there is no child; what it should have got is resent at its start."""
        with self._lock:
            if self._child is None or self._child.stdin is None:
                return False
            try:
                self._child.stdin.write(json.dumps(message, ensure_ascii=False) + "\n")
                self._child.stdin.flush()
            except (OSError, ValueError):
                return False
            return True

    def _read(self) -> None:
        assert self._child is not None and self._child.stdout is not None
        for line in self._child.stdout:
            try:
                self._hear(json.loads(line))
            except Exception:
                log.exception("a line of the print process could not be handled")
            time.sleep(BREATH)

    def _hear(self, message: dict[str, Any]) -> None:
        ev = message["ev"]
        if ev == "state":
            self._state(message["id"], State(message["state"]), Detail.from_data(message["detail"]))
        elif ev == "health":
            self._on_health(message["printer"], message["health"])
        elif ev == "pace":
            for url in self._urls(message["printer"]):
                self._paces[url] = message["pace"]
            self._on_pace(message["printer"], message["pace"])
        elif message.get("id") in self._answers:
            self._answers.pop(message["id"])(message)
        elif ev == "refused":
            log.error("the print process refused %s: %s", message["op"], message["sentence"])

    def _state(self, job_id: str, state: State, detail: Detail) -> None:
        with self._lock:
            pending = self._pending.get(job_id)
            if pending is None:
                return
            pending.state, pending.copy = state, detail.copy
            pending.printer = detail.printer or pending.printer
            self._remember_partial_ticket(state, detail)
            if state.final:
                self._pending.pop(job_id)
        self._on_change(job_id, state, detail)

    def _bury(self) -> None:
        """Jobs that were being sent may be on paper: UNCONFIRMED. The rest goes again."""
        with self._lock:
            child, self._child = self._child, None
            doubtful = [p for p in self._pending.values() if p.state is State.SENDING]
            for pending in doubtful:
                self._pending.pop(pending.job.id)
        if child is not None:
            finish(child)
        zh, en = sentence(Reason.INTERRUPTED)
        for p in doubtful:
            detail = Detail(p.printer, Reason.INTERRUPTED, zh, en, "unknown", p.copy)
            self._on_change(p.job.id, State.UNCONFIRMED, detail)

    def _remember_partial_ticket(self, state: State, detail: Detail) -> None:
        """A printer that began a slip begins with a cut when the child starts again, until a whole
        slip came out of it: the child that knows better may be dead by then."""
        urls = self._urls(detail.printer)
        if state is State.SENDING:
            self._partial_tickets |= urls
        elif state.success and detail.reason is not Reason.CONNECTION_LOST:
            self._partial_tickets -= urls

    def _urls(self, printer: str) -> set[str]:
        return {p["url"] for p in self._printers if p["name"] == printer}


def finish(child: "subprocess.Popen[str]") -> None:
    """Sees a child off whose output has ended, so that it leaves neither pipe nor zombie."""
    child.kill()
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()
    child.wait()
