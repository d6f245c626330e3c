"""How one ticket is brought to paper without being lost, doubled or printed later.

The steps are those of docs/printing.md: resync, pre-flight, paced bands with
barriers, completion, take-back. Nothing here retries; `worker` decides that.
"""

import itertools
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from printers import commands
from printers.connection import Line
from printers.job import PaperOut, State
from printers.models import Model
from printers.status import Condition
from printers.transport.base import LineLost

PACE = 2048  # bytes between barriers
IN_FLIGHT = 2  # barriers that may be unanswered
CLEARED, COMPLETE = 0x25, 0x22
DOTS_PER_MM = 8

_tokens = itertools.count(int.from_bytes(os.urandom(2), "big"))


@dataclass(frozen=True, slots=True)
class Ticket:
    """A drawn slip: whole commands that may be paused between, without the cut."""

    parts: tuple[bytes, ...]
    rows: int  # length in dots
    mode: str
    note: str = ""  # what had to be left out, for logs and staff

    @property
    def size(self) -> int:
        """Bytes."""
        return sum(map(len, self.parts))


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an attempt ended, and what may be on paper."""

    state: State
    reason: str = ""
    paper: PaperOut = "none"
    words: str = ""  # of the system, for logs
    retry: bool = False  # whether the same printer may be tried again

    def after(self, before: "Outcome") -> "Outcome":
        """An attempt that brought nothing to paper doesn't take away what an earlier one did."""
        if self.state is not State.FAILED or self.paper != "none":
            return self
        return replace(self, paper=before.paper, words=before.words or self.words)


class Stopped(Exception):  # noqa: N818 (named for what happened)
    """Sending can't go on; the message is a reason code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def connect(line: Line, model: Model) -> bool:
    """Opens and resyncs; what a broken job left half-said is dropped. LineLost if it can't."""
    line.open()
    if not model.answers:
        return True
    cleared = clear(line, model)
    start = commands.INIT + (commands.AUTOMATIC_STATUS if model.automatic else b"")
    line.send(start, time.monotonic() + line.timing.answer)
    return cleared


def clear(line: Line, model: Model) -> bool:
    """Takes back what the printer has received but not printed; True when it says so."""
    if not model.clearing:
        return False
    line.block(CLEARED)
    line.send(commands.CLEAR, time.monotonic() + line.timing.answer)
    done = line.wait_block(CLEARED, None, line.timing.answer)
    if done:
        line.unanswered = 0
    return done


def preflight(line: Line, model: Model) -> str:
    """Empty when the printer can print, else the reason."""
    if not model.answers:
        return ""
    if not line.ask_all():
        return "no_answer"
    return line.condition.blocked


def new_token() -> bytes:
    """Four letters; never a byte that a printer could take for a command or an end."""
    number = next(_tokens)
    return bytes(0x41 + (number // 26**power) % 26 for power in range(4))


class Attempt:
    """One ticket, one printer, one try."""

    def __init__(self, line: Line, model: Model, ticket: Ticket, until: float) -> None:
        self.line = line
        self.model = model
        self.ticket = ticket
        self.until = until
        self.token = new_token()
        self.started = False  # anything of the ticket handed to the line
        self.all_sent = False  # but for the cut, which a hand can make up for
        self.closing_barrier = False  # the barrier behind the cut was asked for

    def run(self, eject: bool, sending: Callable[[], None]) -> Outcome:
        """`sending` is called before the first byte; `eject` cuts off an earlier torso first."""
        try:
            reason = preflight(self.line, self.model)
            if reason:
                return Outcome(State.FAILED, reason, retry=True)
            sending()
            self.line.unanswered = 0
            return self._send(eject)
        except LineLost as lost:
            self.line.close(abort=True)
            return self._lost(str(lost))

    def _send(self, eject: bool) -> Outcome:
        try:
            self._push(self._prologue(eject))
            left = chunks(self.ticket.parts)
            while left:
                self.started = True
                self._push(left.pop(0))
                self.all_sent = not left
                self._barrier()
            self._push(self._epilogue())
            return self._finish()
        except Stopped as stop:
            return self._take_back(stop.reason)

    def _prologue(self, eject: bool) -> bytes:
        start = commands.INIT
        if self.model.motion_units:
            start += commands.motion_units(self.model.dpi)
        if self.model.automatic:
            start += commands.AUTOMATIC_STATUS
        return start + (self._cut() if eject else b"")

    def _cut(self) -> bytes:
        return commands.CUT if self.model.cutter else commands.FEED_OUT

    def _epilogue(self) -> bytes:
        end = self._cut()
        if self.model.completion:
            end += commands.ask_completion(self.token)
        return end

    def _push(self, data: bytes) -> None:
        """Sends all of it, as long as the printer takes it.

        A question in the middle of a picture would be taken for a part of it, so a
        printer that has stopped taking bytes is asked only once sending is given up.
        """
        done = 0
        while done < len(data):
            step = self.line.send(data[done:], self.until)
            done += step
            if done == len(data):
                return
            self._listen()
            if step == 0 or time.monotonic() >= self.until:
                self._check()
                raise Stopped("too_slow")

    def _listen(self) -> None:
        """What the printer says by itself."""
        if self.model.answers:
            self.line.pump(0)
            self._stop_if_blocked(self.line.condition)

    def _barrier(self) -> None:
        """Asks for a sign, and waits while two are outstanding."""
        if not self.model.barrier:
            self._listen()
            return
        self._push(commands.BARRIER)
        self.line.unanswered += 1
        self._wait(lambda: self.line.unanswered < IN_FLIGHT)

    def _wait(self, done: Callable[[], bool]) -> None:
        """Until `done`; Stopped when the printer can't print, is silent or time is over."""
        while not done():
            if not self.line.pump(self._patience()):
                self._check()
            self._stop_if_blocked(self.line.condition)

    def _patience(self) -> float:
        return max(0.0, min(self.line.timing.probe, self.until - time.monotonic()))

    def _check(self) -> None:
        """Asks a printer that says nothing, or takes nothing, how it is."""
        late = time.monotonic() >= self.until
        if self.model.answers:
            if not self.line.ask_all() and not self.line.ask_all():
                raise Stopped("no_answer")
            self._stop_if_blocked(self.line.condition)
        if late:
            raise Stopped("too_slow")

    def _stop_if_blocked(self, condition: Condition) -> None:
        if condition.blocked:
            raise Stopped(condition.blocked)

    def _finish(self) -> Outcome:
        """Waits for the sign that the paper is out, as good as the printer can give one."""
        if not self.model.answers:
            return self._unheard()
        if self.model.barrier:
            self._push(commands.BARRIER)
            self.line.unanswered += 1
            self.closing_barrier = True
        if self.model.completion and self._completed():
            return Outcome(State.PRINTED, paper="whole")
        if self.model.barrier:
            self._wait(lambda: self.line.unanswered == 0)
        else:
            self._let_it_print()
        self._check()
        return Outcome(State.PROCESSED, paper="whole")

    def _unheard(self) -> Outcome:
        if self.line.transport.url.startswith("file:"):
            return Outcome(State.PROCESSED, paper="whole")
        return Outcome(State.UNCONFIRMED, "no_answer", "unknown")

    def _completed(self) -> bool:
        """True when told so; False when barriers prove that this printer doesn't tell."""
        quiet_until = float("inf")
        while self.line.block(COMPLETE, self.token) is None:
            if self.model.barrier and self.line.unanswered == 0:
                quiet_until = min(quiet_until, time.monotonic() + self._print_time())
            if time.monotonic() > quiet_until:
                return False
            if not self.line.pump(self._patience()):
                self._check()
            if self.line.condition.blocked and self.line.block(COMPLETE, self.token) is None:
                raise Stopped(self.line.condition.blocked)
        return True

    def _let_it_print(self) -> None:
        """Without any sign of completion: as long as printing takes, asking now and then."""
        ends = min(self.until, time.monotonic() + self._print_time())
        while time.monotonic() < ends:
            self.line.pump(max(0.0, min(self.line.timing.probe, ends - time.monotonic())))
            self._stop_if_blocked(self.line.condition)

    def _print_time(self) -> float:
        """Seconds that the paper and the cutter take."""
        return self.ticket.rows / DOTS_PER_MM / self.model.mm_per_second + self.line.timing.cutter

    def _take_back(self, reason: str) -> Outcome:
        """Stops what is under way. FAILED only if no complete ticket can come any more."""
        paper: PaperOut = "part" if self.started else "none"
        if self.all_sent and self.line.block(COMPLETE, self.token):
            return Outcome(State.PRINTED, paper="whole")
        if self.all_sent and reason == "too_slow" and not self.model.barrier:
            # Nothing says that it isn't on paper: three copies came out of a printer
            # without GS ( H when such silence was taken for failure.
            return Outcome(State.UNCONFIRMED, "no_answer", "unknown")
        # As in _lost: the barrier behind the last band was answered. Clearing forgets barriers.
        uncut = self.closing_barrier and self.line.unanswered <= 1
        back = clear(self.line, self.model)
        if self.all_sent and self.line.block(COMPLETE, self.token):
            return Outcome(State.PRINTED, paper="whole")
        if back and uncut:
            words = "All but the cut was worked off: the whole paper may hang in the printer."
            return Outcome(State.FAILED, reason, "whole", words, retry=True)
        if back:
            return Outcome(State.FAILED, reason, paper, retry=True)
        self.line.close(abort=True)
        if self.all_sent:
            return Outcome(State.UNCONFIRMED, reason, "unknown")
        # Its end was never sent, so no complete ticket can come; but silence is no
        # ground to try the same printer again.
        return Outcome(State.FAILED, reason, paper)

    def _lost(self, words: str) -> Outcome:
        """The line broke: whatever isn't known to be worked off is printed again, marked."""
        if not self.started:
            return Outcome(State.FAILED, "line_lost", "none", words, retry=True)
        if self.closing_barrier and self.line.unanswered <= 1:
            # The barrier behind the last band was answered; only the cut is in doubt.
            return Outcome(State.PROCESSED, "line_lost", "whole", words)
        paper: PaperOut = "unknown" if self.all_sent else "part"
        return Outcome(State.FAILED, "line_lost", paper, words, retry=True)


def chunks(parts: tuple[bytes, ...]) -> list[bytes]:
    """Whole commands gathered to about PACE bytes."""
    found: list[bytes] = []
    gathered = b""
    for part in parts:
        if gathered and len(gathered) + len(part) > PACE:
            found.append(gathered)
            gathered = b""
        gathered += part
    return [*found, gathered] if gathered else found
