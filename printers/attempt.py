"""One ticket, one printer, one try: sent in paced chunks, without being lost, doubled or printed
later. The steps are those of docs/printing.md: pre-flight, chunks with barriers, completion,
take-back.
"""

import time
from collections.abc import Callable

from printers import commands
from printers.connection import Connection
from printers.job import PaperOut, State
from printers.models import Model
from printers.print_protocol import (
    COMPLETE,
    DOTS_PER_MM,
    Outcome,
    Stopped,
    Ticket,
    chunks,
    clear,
    epilogue,
    new_token,
    preflight,
    prologue,
)
from printers.reasons import Reason
from printers.transport.base import ConnectionLost

UNCUT = "All but the cut was worked off: the whole paper may hang in the printer."


class Attempt:
    """`until` (monotonic) is when sending is given up."""

    def __init__(self, connection: Connection, model: Model, ticket: Ticket, until: float) -> None:
        self.connection = connection
        self.model = model
        self.ticket = ticket
        self.until = until
        self.token = new_token()
        self.started = False  # anything of the ticket handed to the connection
        self.all_sent = False  # but for the cut, which a hand can make up for
        self.closing_barrier = False  # the barrier behind the cut was asked for

    def run(self, partial_ticket: bool, sending: Callable[[], None]) -> Outcome:
        """`sending` is called before the first byte; a `partial_ticket` that hangs in the printer
        is cut off first."""
        try:
            reason = preflight(self.connection, self.model)
            if reason:
                return Outcome(State.FAILED, reason, retry=True)
            sending()
            self.connection.unanswered = 0
            self.connection.idle = False
            return self._send(partial_ticket)
        except ConnectionLost as lost:
            self.connection.close(abort=True)
            return self._lost(str(lost))

    def _send(self, partial_ticket: bool) -> Outcome:
        try:
            self._push(prologue(self.connection, self.model, partial_ticket))
            left = chunks(self.ticket.parts, self.connection.pace.barrier_bytes)
            self.connection.cleared = False
            while left:
                self.started = True
                self._push(left.pop(0))
                self.all_sent = not left
                self._barrier()
            self._push(epilogue(self.model, self.token))
            found = self._finish()
            self.connection.cleared = found.state.success
            return found
        except Stopped as stop:
            return self._take_back(stop.reason)

    # --- sending ------------------------------------------------------------------------

    def _push(self, data: bytes) -> None:
        """Sends all of it, as long as the printer takes it.

        A question in the middle of a picture would be taken for a part of it, so a
        printer that has stopped taking bytes is asked only once sending is given up.
        """
        done = 0
        while done < len(data):
            step = self.connection.send(data[done:], self.until)
            done += step
            if done == len(data):
                return
            self._listen()
            if step == 0 or time.monotonic() >= self.until:
                self._check()
                raise Stopped(Reason.TOO_SLOW)

    def _listen(self) -> None:
        """What the printer says by itself."""
        if self.model.answers:
            self.connection.pump(0)
            self._stop_if_blocked()

    def _barrier(self) -> None:
        """Asks for a sign, and waits while too many are outstanding."""
        if not self.model.barrier:
            self._listen()
            return
        self._push(commands.BARRIER)
        self.connection.unanswered += 1
        self._wait(lambda: self.connection.unanswered < self.connection.pace.in_flight)

    def _wait(self, done: Callable[[], bool]) -> None:
        """Until `done`; Stopped when the printer can't print, is silent or time is over."""
        since, before = time.monotonic(), self.connection.unanswered
        while not done():
            if not self.connection.pump(self._patience()):
                self._check()
            self._stop_if_blocked()
            if self.connection.unanswered != before:
                since, before = time.monotonic(), self.connection.unanswered
            elif time.monotonic() - since > self._stuck_after():
                self._swallowed()

    def _stuck_after(self) -> float:
        """Seconds in which a printer that is well works off what it was given."""
        pace, speed = self.connection.pace, self.connection.transport.bytes_per_second
        wire = pace.in_flight * pace.barrier_bytes / speed if speed else 0.0
        return self.connection.timing.stuck + pace.patience(0.0) + wire

    def _swallowed(self) -> None:
        """It says that it is well but works nothing off: bytes got lost in its small buffer, and
        it waits for the rest of a command. Smaller chunks from now on."""
        if self.connection.pace.swallowed_less():
            raise Stopped(Reason.TOO_SLOW)

    def _patience(self) -> float:
        return max(0.0, min(self.connection.timing.probe, self.until - time.monotonic()))

    def _check(self) -> None:
        """Asks a printer that says nothing, or takes nothing, how it is."""
        late = time.monotonic() >= self.until
        if self.model.answers:
            if not self.connection.ask_all() and not self.connection.ask_all():
                raise Stopped(Reason.NO_ANSWER)
            self._stop_if_blocked()
        if late:
            raise Stopped(Reason.TOO_SLOW)

    def _stop_if_blocked(self) -> None:
        blocked = self.connection.condition.blocked
        if blocked:
            raise Stopped(blocked)

    # --- the end ------------------------------------------------------------------------

    def _finish(self) -> Outcome:
        """Waits for the sign that the paper is out, as good as the printer can give one."""
        if not self.model.answers:
            return self._unheard()
        if self.model.barrier:
            self._push(commands.BARRIER)
            self.connection.unanswered += 1
            self.closing_barrier = True
        if self.model.completion and self._completed():
            return Outcome(State.PRINTED, paper="whole")
        if self.model.barrier:
            self._wait(lambda: self.connection.unanswered == 0)
        else:
            self._let_it_print()
        return Outcome(State.PROCESSED, paper="whole")

    def _unheard(self) -> Outcome:
        if self.connection.transport.url.startswith("file:"):
            return Outcome(State.PROCESSED, paper="whole")
        return Outcome(State.UNCONFIRMED, Reason.NO_ANSWER, "unknown")

    def _completed(self) -> bool:
        """True when told so; False when barriers prove that this printer doesn't tell."""
        quiet_until = float("inf")
        while self.connection.block(COMPLETE, self.token) is None:
            if self.model.barrier and self.connection.unanswered == 0:
                quiet_until = min(quiet_until, time.monotonic() + self._print_time())
            if time.monotonic() > quiet_until:
                return False
            if not self.connection.pump(self._patience()) and quiet_until == float("inf"):
                self._check()
            if not self.connection.has_block(COMPLETE, self.token):
                self._stop_if_blocked()
        return True

    def _let_it_print(self) -> None:
        """Without any sign of completion: until the printer has taken every byte, then as long as
        printing takes, then a while longer; it is asked how it is all the time."""
        while self.connection.unsent():
            self.connection.pump(self.connection.timing.probe)
            self._stop_if_blocked()
            if time.monotonic() >= self.until:
                raise Stopped(Reason.TOO_SLOW)
        ends = time.monotonic() + self._print_time() + self.connection.timing.listen
        answered = False
        while time.monotonic() < ends or (not answered and time.monotonic() < self.until):
            self.connection.pump(self.connection.timing.probe)
            self._stop_if_blocked()
            # Silence means nothing while it prints: a question waits behind what it hasn't read.
            answered = self.connection.ask_all()
            self._stop_if_blocked()
        if not answered:
            raise Stopped(Reason.NO_ANSWER)

    def _print_time(self) -> float:
        """Seconds that the paper and the cutter take."""
        length = self.ticket.rows / DOTS_PER_MM
        return length / self.model.mm_per_second + self.connection.timing.cutter

    # --- when it goes wrong -------------------------------------------------------------

    def _take_back(self, reason: Reason) -> Outcome:
        """Stops what is under way. FAILED only if no complete ticket can come any more."""
        paper: PaperOut = "part" if self.started else "none"
        if self.all_sent and self.connection.block(COMPLETE, self.token):
            return Outcome(State.PRINTED, paper="whole")
        if self.closing_barrier and self.connection.unanswered == 0:
            # Answered in its turn, behind the cut: what stops the printer now came later.
            return Outcome(State.PROCESSED, paper="whole")
        if self.all_sent and not self.model.barrier:
            return self._doubtful(reason, paper)
        # As in _lost: the barrier behind the last band was answered. Clearing forgets barriers.
        uncut = self.closing_barrier and self.connection.unanswered <= 1
        back = clear(self.connection, self.model)
        if self.all_sent and self.connection.block(COMPLETE, self.token):
            return Outcome(State.PRINTED, paper="whole")
        if uncut and reason is not Reason.CUTTER:
            # Whole on paper; whether it was cut is not known, and a second one would be too many.
            if not back:
                self.connection.close(abort=True)
            return Outcome(State.UNCONFIRMED, reason, "whole", UNCUT)
        if back:
            return Outcome(State.FAILED, reason, "whole" if uncut else paper,
                           UNCUT if uncut else "", retry=True)  # fmt: skip
        self.connection.close(abort=True)
        if self.all_sent:
            return Outcome(State.UNCONFIRMED, reason, "unknown")
        # Its end was never sent, so no complete ticket can come; but silence is no
        # ground to try the same printer again.
        return Outcome(State.FAILED, reason, paper)

    def _doubtful(self, reason: Reason, paper: PaperOut) -> Outcome:
        """All was sent to a printer that gives no sign. What it hadn't even taken is taken back;
        else nothing says that the ticket isn't on paper: three copies came out of a printer
        without GS ( H when such silence was taken for failure."""
        untaken = self.connection.unsent() > 0
        back = clear(self.connection, self.model)
        if not back:
            self.connection.close(abort=True)
        if untaken:
            return Outcome(State.FAILED, reason, paper, retry=back)
        return Outcome(State.UNCONFIRMED, reason, "unknown")

    def _lost(self, words: str) -> Outcome:
        """The connection broke: whatever isn't known to be worked off is printed again, marked."""
        lost = Reason.CONNECTION_LOST
        if not self.started:
            return Outcome(State.FAILED, lost, "none", words, retry=True)
        if self.closing_barrier and self.connection.unanswered <= 1:
            # The barrier behind the last band was answered; at most the cut is in doubt.
            cut_too = self.connection.unanswered == 0
            return Outcome(State.PROCESSED, None if cut_too else lost, "whole", words)
        paper: PaperOut = "unknown" if self.all_sent else "part"
        return Outcome(State.FAILED, lost, paper, words, retry=True)
