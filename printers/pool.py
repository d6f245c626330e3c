"""All printers of one place: gives each job to a printer, and to the next one on failure."""

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from printers.health import Health
from printers.job import Detail, PaperOut, PrintJob, State
from printers.pace import Pace
from printers.reasons import Reason, sentence
from printers.setup import PrinterSetup
from printers.timing import USUAL, Timing
from printers.worker import OnPace, OnProbe, Result, Task, Worker

OnChange = Callable[[str, State, Detail], None]
OnHealth = Callable[[str, Health], None]
HOPELESS = (Reason.EXPIRED, Reason.LAYOUT, Reason.INTERNAL)
"""No other printer would do better."""


@dataclass(slots=True)
class RoutedJob:
    """A job on its way: printers still to be tried, further copies so far."""

    job: PrintJob
    left: list[str]
    copy: int
    paper: PaperOut = "none"
    begun: bool = False


class PrinterPool:
    """`on_change`, `on_health` and `on_pace` are called from the workers' threads, one call at a
    time. `refused` names printers whose settings can't be used, and says why: they are told as
    such, and the others print."""

    def __init__(
        self,
        setups: Iterable[PrinterSetup],
        on_change: OnChange,
        on_health: OnHealth,
        timing: Timing = USUAL,
        *,
        on_pace: OnPace = lambda printer, pace: None,
        refused: Mapping[str, str] | None = None,
    ) -> None:
        self._on_change, self._on_health, self._on_pace = on_change, on_health, on_pace
        self._lock = threading.RLock()
        self._jobs: dict[str, RoutedJob] = {}
        self._stopping = False
        self._refused = {name: unusable(name, why) for name, why in (refused or {}).items()}
        self._workers = {
            setup.name: Worker(setup, self._state, self._done, self._health, self._pace, timing)
            for setup in setups
        }

    def start(self) -> None:
        """Begins to watch every printer."""
        for name, health in self._refused.items():
            self._health(name, health)
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
        return [replace(routed.job, copy=routed.copy) for routed in left]

    def _not_begun(self) -> list[RoutedJob]:
        """Taken out, so that no printer begins them."""
        with self._lock:
            found = [routed for routed in self._jobs.values() if not routed.begun]
            for routed in found:
                del self._jobs[routed.job.id]
            return found

    def partial_tickets(self) -> dict[str, bool]:
        """Maps a printer's URL to whether a partial ticket must be cut before the next job; by
        URL, since the paper stays with the device whatever its name becomes."""
        return {worker.setup.url: worker.partial_ticket for worker in self._workers.values()}

    def paces(self) -> dict[str, Pace]:
        """Maps a printer's URL to what was learned of it."""
        return {worker.setup.url: replace(worker.pace) for worker in self._workers.values()}

    def probe(self, printer: str, told: OnProbe) -> bool:
        """Asks a printer what it can do, between two jobs; False for an unknown printer."""
        worker = self._workers.get(printer)
        if worker is not None:
            worker.put(told)
        return worker is not None

    def health(self) -> dict[str, Health]:
        """How every printer is now."""
        working = {name: worker.health for name, worker in self._workers.items()}
        return self._refused | working

    def submit(self, job: PrintJob) -> None:
        """Queues a job. A second submission of an id that is under way changes nothing."""
        with self._lock:
            if job.id in self._jobs:
                return
            known = [name for name in job.printers if name in self._workers]
            routed = RoutedJob(job, known, job.copy)
            if not known:
                self._nowhere(routed)
                return
            self._jobs[job.id] = routed
            routed.left = self._sorted(known)
            self._say(routed, State.QUEUED, routed.left[0])
            self._next(routed)

    def cancel(self, job_id: str) -> bool:
        """Stops a job that no printer has begun; False when it is too late or unknown."""
        with self._lock:
            routed = self._jobs.get(job_id)
            if routed is None or routed.begun:
                return False
            self._end(routed, State.FAILED, "", Reason.CANCELLED)
            return True

    def _nowhere(self, routed: RoutedJob) -> None:
        """No printer of the job is there, or none can be used."""
        refused = next((name for name in routed.job.printers if name in self._refused), "")
        if refused:
            words = self._refused[refused].words
            self._say(routed, State.FAILED, refused, Reason.BAD_SETTING, words=words)
        else:
            self._say(routed, State.FAILED, "", Reason.UNKNOWN_PRINTER)

    def _sorted(self, names: list[str]) -> list[str]:
        """The order wished for, but printers known not to be ready come last; one that was never
        heard of yet is given its chance."""

        def known_bad(name: str) -> bool:
            health = self._workers[name].health
            return bool(health.zh) and not health.ready

        return sorted(names, key=known_bad)

    def _next(self, routed: RoutedJob) -> None:
        name = routed.left.pop(0)
        self._workers[name].put(Task(routed.job, routed.copy, patient=not routed.left))

    def _state(
        self, task: Task, state: State, printer: str, reason: Reason | None, copy: int
    ) -> bool:
        with self._lock:
            routed = self._jobs.get(task.job.id)
            if routed is None:
                return False
            routed.begun, routed.copy = True, copy
            if state is State.SENDING:
                routed.paper = "unknown"
            self._say(routed, state, printer, reason)
            return True

    def _done(self, task: Task, result: Result) -> None:
        outcome = result.outcome
        with self._lock:
            routed = self._jobs.get(task.job.id)
            if routed is None:
                return
            routed.copy, routed.paper = result.copy, outcome.paper
            again = outcome.state is State.FAILED and outcome.reason not in HOPELESS
            if again and routed.left:
                routed.copy += outcome.paper != "none"
                self._say(routed, State.QUEUED, routed.left[0], outcome.reason)
                if self._stopping:
                    routed.begun = False
                else:
                    self._next(routed)
                return
            words = outcome.words
            self._end(routed, outcome.state, result.printer, outcome.reason, result.mode, words)

    def _end(
        self,
        routed: RoutedJob,
        state: State,
        printer: str,
        reason: Reason | None,
        mode: str = "",
        words: str = "",
    ) -> None:
        self._jobs.pop(routed.job.id, None)
        self._say(routed, state, printer, reason, mode, words)

    def _say(
        self,
        routed: RoutedJob,
        state: State,
        printer: str,
        reason: Reason | None = None,
        mode: str = "",
        words: str = "",
    ) -> None:
        zh, en = sentence(reason)
        detail = Detail(printer, reason, zh, en, routed.paper, routed.copy, mode, words)
        self._on_change(routed.job.id, state, detail)

    def _health(self, printer: str, health: Health) -> None:
        with self._lock:
            self._on_health(printer, health)

    def _pace(self, printer: str, pace: Pace) -> None:
        with self._lock:
            self._on_pace(printer, pace)


def unusable(printer: str, why: str) -> Health:
    """The health of a printer whose settings can't be used."""
    zh, en = sentence(Reason.BAD_SETTING)
    return Health(printer, Reason.BAD_SETTING, zh=zh, en=en, words=why)
