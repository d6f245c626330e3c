"""A rehearsal as it happens: one thread for arrivals, one for those who leave, one a window."""

import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from server.domain.waiting.replay import LoggedVisit
from server.rehearsal.http_client import Api, HttpAnswer
from server.rehearsal.plan import Plan, Service, WindowGroup, WindowPlan

STOP_LOOK_S = 0.25  # how often a sleeping actor looks whether the rehearsal was stopped


@dataclass
class DriveProgress:
    """What has happened so far; written by all actors, each number under the lock."""

    issued: int = 0
    called: int = 0
    finished: int = 0
    left: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    late_s: float = 0.0
    take_s: list[float] = field(default_factory=list)
    call_s: list[float] = field(default_factory=list)
    sentences: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class RehearsalTokens:
    """The hall and the tokens: one that takes tickets, one for each window."""

    hall: str
    desk: str
    windows: dict[int, str]


class Clock:
    """The day of the log on a clock that runs `speed` times as fast. Starts at `start()`."""

    def __init__(self, begin: float, speed: float, stop: threading.Event) -> None:
        self.begin, self.speed, self.stop = begin, speed, stop
        self._started = time.monotonic()

    def start(self) -> None:
        self._started = time.monotonic()

    @property
    def now(self) -> float:
        """Seconds of the log's day."""
        return self.begin + (time.monotonic() - self._started) * self.speed

    def wait_until(self, moment: float) -> float:
        """Sleep until `moment`; the real seconds by which it was already past."""
        while not self.stop.is_set():
            left = (moment - self.now) / self.speed
            if left <= 0:
                return -left
            self.stop.wait(min(left, STOP_LOOK_S))
        return 0.0


class Queue:
    """Who can be called by one group of windows: as many as were issued and not yet called.

    `gate` keeps a leaving visitor and a call apart, so the driver never cancels a number that
    it is just calling; lines that nobody leaves don't take it.
    """

    def __init__(self, group: WindowGroup, visits: list[LoggedVisit]) -> None:
        self.windows = group.windows
        self.callable = threading.Semaphore(0)
        self.gate = threading.Lock()
        self.guarded = any(v.outcome == "abandoned" for v in visits)


class Drive:
    """Drives one plan through the API."""

    def __init__(
        self, api: Api, plan: Plan, tokens: RehearsalTokens, speed: float, stop: threading.Event
    ) -> None:
        self.api, self.plan, self.tokens, self.stop = api, plan, tokens, stop
        self.clock = Clock(plan.day.begin, speed, stop)
        self.progress = DriveProgress()
        self.codes: dict[str, str] = {}
        self.numbers: dict[str, LoggedVisit] = {}
        self.seen: set[str] = set()
        self.gone: set[str] = set()
        self.arrivals_over = threading.Event()
        self.lock = threading.Lock()
        self.queues: dict[str, Queue] = {}
        for group in plan.groups:
            queue = Queue(group, [v for v in plan.day.visits if v.queue in group.queues])
            self.queues |= dict.fromkeys(group.queues, queue)

    def run(self) -> None:
        """Returns when the last service has ended, or soon after `stop` is set.

        The day begins when every window is open, so that a slow first answer delays nobody.
        """
        queues = {id(queue): queue for queue in self.queues.values()}.values()
        desks = [(queue, window) for queue in queues for window in queue.windows]
        opened = [desk for desk in desks if self._verb(desk[1], "sign-on").ok]
        actors = [threading.Thread(target=self._arrive, daemon=True)]
        actors.append(threading.Thread(target=self._leave, daemon=True))
        actors += [threading.Thread(target=self._work, args=desk, daemon=True) for desk in opened]
        self.clock.start()
        for actor in actors:
            actor.start()
        for actor in actors:
            actor.join()

    # -- visitors -----------------------------------------------------------------------

    def _arrive(self) -> None:
        for visit in self.plan.day.visits:
            late = self.clock.wait_until(visit.arrival)
            if self.stop.is_set():
                break
            self._take(visit, late)
        self.arrivals_over.set()

    def _take(self, visit: LoggedVisit, late: float) -> None:
        body: dict[str, object] = {"matter": self.plan.keys[visit.queue]}
        if visit.priority:
            body["priority"] = "priority"
        answer = self.api.post(f"/halls/{quote(self.tokens.hall)}/tickets", body, self.tokens.desk)
        if not self._accepted("ticket", answer):
            return
        with self.lock:
            self.progress.issued += 1
            self.progress.late_s = max(self.progress.late_s, late)
            self.progress.take_s.append(answer.seconds)
            self.codes[visit.id] = answer.body["code"]
            self.numbers[answer.body["number"]] = visit
            gone = visit.id in self.gone
        queue = self.queues[visit.queue]
        queue.callable.release()
        if gone:
            self._give_up(visit, queue)

    def _leave(self) -> None:
        gone = [v for v in self.plan.day.visits if v.outcome == "abandoned" and v.end is not None]
        for visit in sorted(gone, key=lambda v: v.end or 0.0):
            self.clock.wait_until(visit.end or 0.0)
            if self.stop.is_set():
                return
            with self.lock:
                self.gone.add(visit.id)
            self._give_up(visit, self.queues[visit.queue])

    def _give_up(self, visit: LoggedVisit, queue: Queue) -> None:
        """Cancel, unless the number was called meanwhile: then it is served like any other.

        One who leaves before a late rehearsal has given out the number leaves right after it.
        """
        with queue.gate:
            self._cancel(visit, queue)

    def _cancel(self, visit: LoggedVisit, queue: Queue) -> None:
        with self.lock:
            code = self.codes.get(visit.id)
            if code is None or visit.id in self.seen:
                return
        if not queue.callable.acquire(blocking=False):
            return
        answer = self.api.post(f"/tickets/{code}/cancel", {}, self.tokens.desk)
        if self._accepted("cancel", answer):
            with self.lock:
                self.seen.add(visit.id)
                self.progress.left += 1

    # -- windows ------------------------------------------------------------------------

    def _work(self, queue: Queue, window: WindowPlan) -> None:
        for service in window.services:
            self.clock.wait_until(service.at)
            if not self._somebody(queue):
                break
            self._serve(queue, window, service)
        self._verb(window, "sign-off")

    def _somebody(self, queue: Queue) -> bool:
        """Wait until somebody can be called; False when nobody ever will be, or on stop."""
        while not self.stop.is_set():
            over = self.arrivals_over.is_set()
            if queue.callable.acquire(timeout=STOP_LOOK_S):
                return True
            if over:
                return False
        return False

    def _serve(self, queue: Queue, window: WindowPlan, service: Service) -> None:
        if not self._call(queue, window):
            return
        if not self._verb(window, "start").ok:
            return
        self.clock.wait_until(service.until)
        if self._verb(window, "finish", {"outcome": "done"}).ok:
            with self.lock:
                self.progress.finished += 1

    def _call(self, queue: Queue, window: WindowPlan) -> bool:
        if queue.guarded:
            with queue.gate:
                answer = self._verb(window, "call-next")
                return self._called(answer)
        return self._called(self._verb(window, "call-next"))

    def _called(self, answer: HttpAnswer) -> bool:
        if not answer.ok:
            return False
        if answer.body["result"] != "called":
            self._note("call-next", answer.body["result"], "somebody waited, and was not called")
            return False
        visit = self.numbers.get(answer.body["console"]["ticket"]["number"])
        with self.lock:
            self.progress.called += 1
            self.progress.call_s.append(answer.seconds)
            if visit is not None:
                self.seen.add(visit.id)
        return True

    def _verb(
        self, window: WindowPlan, verb: str, body: dict[str, object] | None = None
    ) -> HttpAnswer:
        path = f"/windows/{quote(self.tokens.hall)}.{window.number}/{verb}"
        answer = self.api.post(path, body or {}, self.tokens.windows[window.number])
        self._accepted(verb, answer)
        return answer

    # -- refusals -----------------------------------------------------------------------

    def _accepted(self, verb: str, answer: HttpAnswer) -> bool:
        if not answer.ok:
            self._note(verb, answer.code, answer.sentence)
        return answer.ok

    def _note(self, verb: str, code: Any, sentence: str) -> None:
        with self.lock:
            name = f"{verb}: {code}"
            self.progress.refused[name] += 1
            self.progress.sentences.setdefault(name, sentence)
