"""One thread owns one printer: it keeps the line, prints job after job, and tells its health."""

import logging
import os
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from printers.connection import Line
from printers.errors import MissingGlyph, PrintingError
from printers.health import Health, Roll, health_of
from printers.job import PrintJob, State
from printers.models import silent
from printers.print_protocol import DOTS_PER_MM, Attempt, Outcome, Ticket, connect
from printers.setup import PrinterSetup
from printers.timing import USUAL, Timing
from printers.transport.base import LineLost
from printers.transport.opening import transport_for

log = logging.getLogger("servicehall.printers")


@dataclass(frozen=True, slots=True)
class Task:
    """A job as one worker gets it: `copy` counts further copies made elsewhere already."""

    job: PrintJob
    copy: int
    patient: bool  # no other printer stands by, so trouble is waited out until the deadline


@dataclass(frozen=True, slots=True)
class Result:
    """How a worker's task ended."""

    outcome: Outcome
    copy: int
    mode: str
    printer: str


# task, state, printer, reason, copy; answers whether the task is still wanted
OnState = Callable[[Task, State, str, str, int], bool]
OnDone = Callable[[Task, Result], None]
OnHealth = Callable[[str, Health], None]
OnProbe = Callable[[dict[str, bool] | None], None]  # None: the printer couldn't be reached


class Worker:
    """`on_state` hears CHECKING and SENDING, `on_done` the end; all from the worker's thread."""

    def __init__(
        self,
        setup: PrinterSetup,
        on_state: OnState,
        on_done: OnDone,
        on_health: OnHealth,
        timing: Timing = USUAL,
    ) -> None:
        self.setup = setup
        self.health = Health(setup.name)
        self._on_state, self._on_done, self._on_health = on_state, on_done, on_health
        self._line = Line(transport_for(setup.url), timing)
        heard = setup.model.answers and self._line.transport.answers
        self._model = setup.model if heard else silent(setup.model)
        self._roll = Roll(setup.near_end_mm)
        self._tasks: queue.SimpleQueue[Task | OnProbe | None] = queue.SimpleQueue()
        self._wake_read, self._wake_write = os.pipe()
        self._eject = setup.eject_first
        self._trouble = ""
        self._next_poll = 0.0
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"printer {setup.name}", daemon=True)

    @property
    def hanging(self) -> bool:
        """Whether something has to be cut off before the next ticket."""
        return self._eject

    def start(self) -> None:
        """Begins to watch the printer."""
        self._thread.start()

    def stop(self, timeout: float = 20.0) -> None:
        """Ends after the job under way."""
        self._stopping.set()
        self._tasks.put(None)
        os.write(self._wake_write, b"x")
        self._thread.join(timeout)
        if not self._thread.is_alive():
            os.close(self._wake_read)
            os.close(self._wake_write)

    def put(self, task: Task | OnProbe) -> None:
        """Queues a task, or a probe whose findings are to be told; from any thread."""
        self._tasks.put(task)
        os.write(self._wake_write, b"x")

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                task = self._tasks.get_nowait()
            except queue.Empty:
                self._idle()
                continue
            if isinstance(task, Task):
                self._do(task)
            elif task is not None:
                self._probe(task)
        self._line.close()

    def _idle(self) -> None:
        """Watches the line until a task comes or something is due."""
        wait = max(0.0, self._next_poll - time.monotonic())
        try:
            if not self._line.is_open:
                if wait:
                    sleep_or_wake(self._wake_read, wait)
                else:
                    self._look()
            elif not self._line.pump(wait, self._wake_read) and time.monotonic() >= self._next_poll:
                self._look()
            self._tell()
        except LineLost:
            self._lost("no_connection")
        except Exception:
            log.exception("printer %s could not be watched", self.setup.name)
            self._lost("internal")
        self._woken()

    def _look(self) -> None:
        """Connects if need be and asks how the printer is."""
        self._next_poll = time.monotonic() + self._line.timing.idle
        if not self._line.is_open:
            connect(self._line, self._model)
        if self._model.answers:
            self._trouble = "" if self._line.ask_all() else "no_answer"
        else:
            self._trouble = ""

    def _woken(self) -> bool:
        """Empties the wake pipe; True if there was something in it."""
        import select

        if not select.select([self._wake_read], [], [], 0)[0]:
            return False
        os.read(self._wake_read, 4096)
        return True

    def _lost(self, trouble: str) -> None:
        self._line.close(abort=True)
        self._trouble = trouble
        self._next_poll = time.monotonic() + self._line.timing.reconnect
        self._tell()

    def _tell(self) -> None:
        """Reports health when it changed."""
        condition = self._line.condition
        connected = self._line.is_open
        if connected:
            self._roll.seen(condition.paper)
        trouble = self._trouble or ("" if connected else "no_connection")
        found = health_of(self.setup.name, condition, connected, trouble, self._roll.tickets)
        if found != self.health:
            self.health = found
            self._on_health(self.setup.name, found)

    def _do(self, task: Task) -> None:
        """Draws and prints one task; every way out ends in `on_done`."""
        try:
            result = self._expired(task) or self._print(task)
        except MissingGlyph as error:
            result = self._refused(task, "glyph", error)
        except PrintingError as error:
            result = self._refused(task, "layout", error)
        except Exception as error:
            log.exception("job %s on printer %s", task.job.id, self.setup.name)
            self._line.close(abort=True)
            result = self._refused(task, "internal", error)
        if result.outcome.reason in ("no_answer", "no_connection"):
            self._trouble = result.outcome.reason
        self._tell()
        self._on_done(task, result)

    def _probe(self, told: OnProbe) -> None:
        """Between two jobs: what this printer can do."""
        from printers.probe import probe

        try:
            if not self._line.is_open:
                connect(self._line, self._model)
            found = probe(self._line)
        except LineLost:
            self._lost("no_connection")
            told(None)
            return
        told(found)

    def _expired(self, task: Task) -> Result | None:
        expires = task.job.expires_at
        if expires is None or time.time() < expires:
            return None
        return Result(Outcome(State.FAILED, "expired"), task.copy, "", self.setup.name)

    def _refused(self, task: Task, reason: str, error: Exception) -> Result:
        """The result of a slip that can't be printed anywhere."""
        outcome = Outcome(State.FAILED, reason, words=str(error))
        return Result(outcome, task.copy, "", self.setup.name)

    def _print(self, task: Task) -> Result:
        """Attempts until it is out, hopeless, or the deadline has passed. Answers with the last
        copy that may have touched paper: one that was only meant takes no number."""
        if not self._on_state(task, State.CHECKING, self.setup.name, "", task.copy):
            return Result(Outcome(State.FAILED, "cancelled"), task.copy, "", self.setup.name)
        copy = touched = task.copy
        ticket = self._render(task, copy)
        until = time.monotonic() + self._allowed(task, ticket)
        told = Outcome(State.FAILED)
        while True:
            outcome = self._attempt(task, ticket, copy, until)
            told = replace(outcome, words=outcome.words or ticket.note).after(told)
            on_paper = outcome.state is not State.FAILED or outcome.paper != "none"
            touched = copy if on_paper else touched
            if not self._may_repeat(task, outcome, until):
                return Result(told, touched, ticket.mode, self.setup.name)
            if on_paper:
                copy += 1
                ticket = self._render(task, copy)
            self._on_state(task, State.CHECKING, self.setup.name, outcome.reason, touched)
            self._tell()
            time.sleep(self._line.timing.again)

    def _render(self, task: Task, copy: int) -> Ticket:
        from printers.rendering import render

        mode = task.job.mode or self.setup.mode
        return render(task.job.slip.marked(copy), self._model, mode)

    def _allowed(self, task: Task, ticket: Ticket) -> float:
        """Seconds: the job's deadline, and the time its bytes take on a slow line."""
        speed = self._line.transport.bytes_per_second
        return task.job.deadline + (ticket.size / speed if speed else 0.0)

    def _may_repeat(self, task: Task, outcome: Outcome, until: float) -> bool:
        """Only what surely didn't come out whole, while time and the job's validity last."""
        if outcome.state is not State.FAILED or not outcome.retry:
            return False
        return (
            task.patient
            and not self._stopping.is_set()
            and time.monotonic() + self._line.timing.again < until
            and self._expired(task) is None
        )

    def _attempt(self, task: Task, ticket: Ticket, copy: int, until: float) -> Outcome:
        if not self._line.is_open:
            try:
                connect(self._line, self._model)
            except LineLost as lost:
                self._line.close(abort=True)
                return Outcome(State.FAILED, "no_connection", words=str(lost), retry=True)
        self._trouble = ""
        attempt = Attempt(self._line, self._model, ticket, until)

        def sending() -> None:
            self._on_state(task, State.SENDING, self.setup.name, "", copy)

        outcome = attempt.run(self._eject, sending)
        self._settle(outcome, ticket, attempt.started)
        return outcome

    def _settle(self, outcome: Outcome, ticket: Ticket, started: bool) -> None:
        """Remembers whether something has to be cut off before the next ticket."""
        if started:
            self._eject = not outcome.state.success or outcome.reason == "line_lost"
        if outcome.state.success:
            self._roll.printed(ticket.rows / DOTS_PER_MM)
        self._next_poll = time.monotonic() + self._line.timing.idle


def sleep_or_wake(wake: int, seconds: float) -> None:
    """Waits, but not longer than until a task comes."""
    import select

    select.select([wake], [], [], seconds)
