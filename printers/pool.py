"""All printers of one place: gives each job to a printer, and to the next one on failure."""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from printers.health import Health
from printers.job import Detail, PaperOut, PrintJob, State
from printers.reasons import sentence
from printers.setup import PrinterSetup
from printers.timing import USUAL, Timing
from printers.worker import OnProbe, Result, Task, Worker

OnChange = Callable[[str, State, Detail], None]
OnHealth = Callable[[str, Health], None]
HOPELESS = ("expired", "glyph", "layout", "internal")  # no other printer would do better


@dataclass(slots=True)
class Course:
    """A job on its way: printers still to be tried, further copies so far."""

    job: PrintJob
    left: list[str]
    copy: int
    paper: PaperOut = "none"
    begun: bool = False


class PrinterPool:
    """`on_change` and `on_health` are called from the workers' threads, one call at a time."""

    def __init__(
        self,
        setups: Iterable[PrinterSetup],
        on_change: OnChange,
        on_health: OnHealth,
        timing: Timing = USUAL,
    ) -> None:
        self._on_change, self._on_health = on_change, on_health
        self._lock = threading.RLock()
        self._courses: dict[str, Course] = {}
        self._stopping = False
        self._workers = {
            setup.name: Worker(setup, self._state, self._done, self._health, timing)
            for setup in setups
        }

    def start(self) -> None:
        """Begins to watch every printer."""
        for worker in self._workers.values():
            worker.start()

    def stop(self) -> list[PrintJob]:
        """Ends after the jobs under way; returns those that no printer had begun, and those that
        would have gone on to another one."""
        self._stopping = True
        left = self._not_begun()
        for worker in self._workers.values():
            worker.stop()
        left += self._not_begun()
        return [replace(course.job, copy=course.copy) for course in left]

    def _not_begun(self) -> list[Course]:
        """Taken out, so that no printer begins them."""
        with self._lock:
            found = [course for course in self._courses.values() if not course.begun]
            for course in found:
                del self._courses[course.job.id]
            return found

    def hanging(self) -> dict[str, bool]:
        """By address, since a torso stays with the device: whether one hangs there."""
        return {worker.setup.url: worker.hanging for worker in self._workers.values()}

    def probe(self, printer: str, told: OnProbe) -> bool:
        """Asks a printer what it can do, between two jobs; False for an unknown printer."""
        worker = self._workers.get(printer)
        if worker is not None:
            worker.put(told)
        return worker is not None

    def health(self) -> dict[str, Health]:
        """How every printer is now."""
        return {name: worker.health for name, worker in self._workers.items()}

    def submit(self, job: PrintJob) -> None:
        """Queues a job. A second submission of an id that is under way changes nothing."""
        with self._lock:
            if job.id in self._courses:
                return
            known = [name for name in job.printers if name in self._workers]
            course = Course(job, known, job.copy)
            if not known:
                self._say(course, State.FAILED, "", "unknown_printer")
                return
            self._courses[job.id] = course
            course.left = self._sorted(known)
            self._say(course, State.QUEUED, course.left[0])
            self._next(course)

    def cancel(self, job_id: str) -> bool:
        """Stops a job that no printer has begun; False when it is too late or unknown."""
        with self._lock:
            course = self._courses.get(job_id)
            if course is None or course.begun:
                return False
            self._end(course, State.FAILED, "", "cancelled")
            return True

    def _sorted(self, names: list[str]) -> list[str]:
        """The order wished for, but printers known not to be ready come last."""
        return sorted(names, key=lambda name: bool(self._workers[name].health.reason) and
                      not self._workers[name].health.ready)  # fmt: skip

    def _next(self, course: Course) -> None:
        name = course.left.pop(0)
        self._workers[name].put(Task(course.job, course.copy, patient=not course.left))

    def _state(self, task: Task, state: State, printer: str, reason: str, copy: int) -> bool:
        with self._lock:
            course = self._courses.get(task.job.id)
            if course is None:
                return False
            course.begun, course.copy = True, copy
            if state is State.SENDING:
                course.paper = "unknown"
            self._say(course, state, printer, reason)
            return True

    def _done(self, task: Task, result: Result) -> None:
        outcome = result.outcome
        with self._lock:
            course = self._courses.get(task.job.id)
            if course is None:
                return
            course.copy, course.paper = result.copy, outcome.paper
            again = outcome.state is State.FAILED and outcome.reason not in HOPELESS
            if again and course.left:
                course.copy += outcome.paper != "none"
                self._say(course, State.QUEUED, course.left[0], outcome.reason)
                if self._stopping:
                    course.begun = False
                else:
                    self._next(course)
                return
            words = outcome.words
            self._end(course, outcome.state, result.printer, outcome.reason, result.mode, words)

    def _end(
        self,
        course: Course,
        state: State,
        printer: str,
        reason: str,
        mode: str = "",
        words: str = "",
    ) -> None:
        self._courses.pop(course.job.id, None)
        self._say(course, state, printer, reason, mode, words)

    def _say(
        self, course: Course, state: State, printer: str, reason: str = "", mode: str = "",
        words: str = "",
    ) -> None:  # fmt: skip
        zh, en = sentence(reason)
        extra = {"words": words} if words else {}
        detail = Detail(printer, reason, zh, en, course.paper, course.copy, mode, extra)
        self._on_change(course.job.id, state, detail)

    def _health(self, printer: str, health: Health) -> None:
        with self._lock:
            self._on_health(printer, health)
