"""One thread owns one printer: it keeps the connection, prints job after job, tells its health."""

import logging
import os
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from printers.attempt import Attempt
from printers.connection import Connection
from printers.errors import PrintingError
from printers.health import Health, Roll, health_of
from printers.job import PrintJob, State
from printers.models import silent
from printers.pace import Pace
from printers.print_protocol import DOTS_PER_MM, Outcome, Ticket, connect
from printers.reasons import Reason
from printers.setup import PrinterSetup
from printers.timing import USUAL, Timing
from printers.transport.base import ConnectionLost
from printers.transport.opening import transport_for

log = logging.getLogger("servicehall.printers")
SILENT = (Reason.NO_ANSWER, Reason.NO_CONNECTION)  # as a printer that sleeps is


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
OnState = Callable[[Task, State, str, Reason | None, int], bool]
OnDone = Callable[[Task, Result], None]
OnHealth = Callable[[str, Health], None]
OnPace = Callable[[str, Pace], None]
OnProbe = Callable[[dict[str, bool] | None], None]  # None: the printer couldn't be reached


class Worker:
    """`on_state` hears CHECKING and SENDING, `on_done` the end; all from the worker's thread."""

    def __init__(
        self,
        setup: PrinterSetup,
        on_state: OnState,
        on_done: OnDone,
        on_health: OnHealth,
        on_pace: OnPace,
        timing: Timing = USUAL,
    ) -> None:
        self.setup = setup
        self.health = Health(setup.name)
        self._on_state, self._on_done = on_state, on_done
        self._on_health, self._on_pace = on_health, on_pace
        self._connection = Connection(transport_for(setup.url), timing, replace(setup.pace))
        heard = setup.model.answers and self._connection.transport.answers
        self._model = setup.model if heard else silent(setup.model)
        self._roll = Roll(setup.near_end_mm)
        self._tasks: queue.SimpleQueue[Task | OnProbe | None] = queue.SimpleQueue()
        self._wake_read, self._wake_write = os.pipe()
        self._partial_ticket = setup.partial_ticket
        self._trouble: Reason | None = None
        self._words = ""
        self._told_pace = replace(setup.pace)
        self._next_poll = 0.0
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"printer {setup.name}", daemon=True)

    @property
    def partial_ticket(self) -> bool:
        """Whether something has to be cut off before the next ticket."""
        return self._partial_ticket

    @property
    def pace(self) -> Pace:
        """What was learned of the printer."""
        return self._connection.pace

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
        self._connection.close()

    # --- health -------------------------------------------------------------------------

    def _idle(self) -> None:
        """Watches the connection until a task comes or something is due."""
        wait = max(0.0, self._next_poll - time.monotonic())
        try:
            if not self._connection.is_open:
                if wait:
                    sleep_or_wake(self._wake_read, wait)
                else:
                    self._look()
            elif not self._connection.pump(wait, self._wake_read) and self._due():
                self._look()
            self._tell()
        except ConnectionLost as lost:
            self._lost(lost.reason, str(lost))
        except Exception:
            log.exception("printer %s could not be watched", self.setup.name)
            self._lost(Reason.INTERNAL)
        self._woken()

    def _due(self) -> bool:
        return time.monotonic() >= self._next_poll

    def _look(self) -> None:
        """Connects if need be and asks how the printer is."""
        self._next_poll = time.monotonic() + self._connection.timing.idle
        if not self._connection.is_open:
            connect(self._connection, self._model, self._partial_ticket)
        self._connection.idle = True
        answered = not self._model.answers or self._connection.ask_all()
        self._trouble, self._words = (None if answered else Reason.NO_ANSWER), ""

    def _woken(self) -> bool:
        """Empties the wake pipe; True if there was something in it."""
        import select

        if not select.select([self._wake_read], [], [], 0)[0]:
            return False
        os.read(self._wake_read, 4096)
        return True

    def _lost(self, trouble: Reason, words: str = "") -> None:
        self._connection.close(abort=True)
        self._trouble, self._words = trouble, words
        self._next_poll = time.monotonic() + self._connection.timing.reconnect
        self._tell()

    def _tell(self) -> None:
        """Reports health and pace when they changed."""
        condition = self._connection.condition
        connected = self._connection.is_open
        if connected:
            self._roll.seen(condition.paper)
        trouble = self._trouble or (None if connected else Reason.NO_CONNECTION)
        left = self._roll.tickets
        found = health_of(self.setup.name, condition, connected, trouble, left, self._words)
        if found != self.health:
            self.health = found
            self._on_health(self.setup.name, found)
        if self.pace.differs(self._told_pace):
            self._told_pace = replace(self.pace)
            self._on_pace(self.setup.name, self._told_pace)

    # --- jobs ---------------------------------------------------------------------------

    def _do(self, task: Task) -> None:
        """Draws and prints one task; every way out ends in `on_done`."""
        try:
            result = self._expired(task) or self._print(task)
        except PrintingError as error:
            result = self._refused(task, Reason.LAYOUT, error)
        except Exception as error:
            log.exception("job %s on printer %s", task.job.id, self.setup.name)
            self._connection.close(abort=True)
            result = self._refused(task, Reason.INTERNAL, error)
        if result.outcome.reason in SILENT:
            self._trouble, self._words = result.outcome.reason, result.outcome.words
        self._tell()
        self._on_done(task, result)

    def _probe(self, told: OnProbe) -> None:
        """Between two jobs: what this printer can do."""
        from printers.probe import probe

        try:
            if not self._connection.is_open:
                connect(self._connection, self._model, self._partial_ticket)
            found = probe(self._connection)
        except ConnectionLost as lost:
            self._lost(lost.reason, str(lost))
            told(None)
            return
        told(found)

    def _expired(self, task: Task) -> Result | None:
        expires = task.job.expires_at
        if expires is None or time.time() < expires:
            return None
        return self._failed(task, Reason.EXPIRED)

    def _refused(self, task: Task, reason: Reason, error: Exception) -> Result:
        """The result of a slip that can't be printed anywhere."""
        return self._failed(task, reason, str(error))

    def _failed(self, task: Task, reason: Reason, words: str = "") -> Result:
        outcome = Outcome(State.FAILED, reason, words=words)
        return Result(outcome, task.copy, "", self.setup.name)

    def _print(self, task: Task) -> Result:
        """Attempts until it is out, hopeless, or the deadline has passed. Answers with the last
        copy that may have touched paper: one that was only meant takes no number."""
        if not self._on_state(task, State.CHECKING, self.setup.name, None, task.copy):
            return self._failed(task, Reason.CANCELLED)
        copy = touched = task.copy
        ticket = self._render(task, copy)
        until = time.monotonic() + self._allowed(task, ticket)
        awake_by = self._awake_by()
        told = Outcome(State.FAILED)
        while True:
            outcome = self._attempt(task, ticket, copy, until)
            told = replace(outcome, words=outcome.words or ticket.note).after(told)
            on_paper = outcome.state is not State.FAILED or outcome.paper != "none"
            touched = copy if on_paper else touched
            if self._may_sleep(outcome, awake_by):
                # Once it is awake it has the time that any other has.
                until = max(until, time.monotonic() + self._allowed(task, ticket))
            if not self._may_repeat(task, outcome, until):
                told = replace(told, reason=told.reason or self._remark(told, ticket))
                return Result(told, touched, ticket.mode, self.setup.name)
            if on_paper:
                copy += 1
                ticket = self._render(task, copy)
            self._on_state(task, State.CHECKING, self.setup.name, outcome.reason, touched)
            self._tell()
            time.sleep(self._connection.timing.again)

    def _awake_by(self) -> float:
        """When a printer that was well a moment ago must have woken up (monotonic), also where its
        silence was noticed before there was anything to print; one that has been silent for
        longer than any sleep isn't waited for."""
        silent_since = self._connection.heard_at + self._connection.timing.idle
        begun = max(time.monotonic(), silent_since) if self.health.ready else silent_since
        return begun + self._connection.timing.wake

    def _may_sleep(self, outcome: Outcome, awake_by: float) -> bool:
        silence = outcome.reason in SILENT and outcome.paper == "none"
        return silence and outcome.retry and time.monotonic() < awake_by

    def _remark(self, told: Outcome, ticket: Ticket) -> Reason | None:
        """What staff should know of a paper that came out all the same."""
        return Reason.GLYPH if told.state.success and ticket.lost else None

    def _render(self, task: Task, copy: int) -> Ticket:
        from printers.rendering import render

        mode = task.job.mode or self.setup.mode
        return render(task.job.slip.marked(copy), self._model, mode, self.pace.barrier_bytes)

    def _allowed(self, task: Task, ticket: Ticket) -> float:
        """Seconds: the job's deadline, the time its bytes take on a slow connection, and what a
        printer that answers late takes for its answers."""
        speed = self._connection.transport.bytes_per_second
        return task.job.deadline + (ticket.size / speed if speed else 0.0) + 8 * self.pace.answer

    def _may_repeat(self, task: Task, outcome: Outcome, until: float) -> bool:
        """Only what surely didn't come out whole, while time and the job's validity last."""
        if outcome.state is not State.FAILED or not outcome.retry:
            return False
        return (
            task.patient
            and not self._stopping.is_set()
            and time.monotonic() + self._connection.timing.again < until
            and self._expired(task) is None
        )

    def _attempt(self, task: Task, ticket: Ticket, copy: int, until: float) -> Outcome:
        if not self._connection.is_open:
            try:
                connect(self._connection, self._model, self._partial_ticket)
            except ConnectionLost as lost:
                self._connection.close(abort=True)
                return Outcome(State.FAILED, lost.reason, words=str(lost), retry=True)
        self._trouble = None
        attempt = Attempt(self._connection, self._model, ticket, until)

        def sending() -> None:
            self._on_state(task, State.SENDING, self.setup.name, None, copy)

        outcome = attempt.run(self._partial_ticket, sending)
        self._settle(outcome, ticket, attempt.started)
        return outcome

    def _settle(self, outcome: Outcome, ticket: Ticket, started: bool) -> None:
        """Remembers whether something has to be cut off before the next ticket."""
        if started:
            whole = outcome.state.success and outcome.reason is not Reason.CONNECTION_LOST
            self._partial_ticket = not whole
        if outcome.state.success:
            self._roll.printed(ticket.rows / DOTS_PER_MM)
        self._next_poll = time.monotonic() + self._connection.timing.idle


def sleep_or_wake(wake: int, seconds: float) -> None:
    """Waits, but not longer than until a task comes."""
    import select

    select.select([wake], [], [], seconds)
