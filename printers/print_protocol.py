"""What is sent beside a ticket: connecting, clearing, asking before and after, and how it ended.

`attempt` brings one ticket to paper with it. Nothing here retries; `worker` decides that.
"""

import itertools
import os
import time
from dataclasses import dataclass, replace

from printers import commands
from printers.connection import Connection
from printers.job import PaperOut, State
from printers.models import Model
from printers.reasons import Reason

CLEARED, COMPLETE = 0x25, 0x22
DOTS_PER_MM = 8
LONGEST_PART = 2304  # bytes of the longest single command that a ticket is sent in

_tokens = itertools.count(int.from_bytes(os.urandom(2), "big"))


@dataclass(frozen=True, slots=True)
class Ticket:
    """A drawn slip: whole commands that may be paused between, without the cut."""

    parts: tuple[bytes, ...]
    rows: int  # length in dots
    mode: str
    note: str = ""  # what had to be left out or drawn as code, for logs and staff
    lost: str = ""  # the characters that no font holds

    @property
    def size(self) -> int:
        """Bytes."""
        return sum(map(len, self.parts))


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an attempt ended, and what may be on paper."""

    state: State
    reason: Reason | None = None
    paper: PaperOut = "none"
    words: str = ""  # of the system, for logs
    retry: bool = False  # whether the same printer may be tried again

    def after(self, before: "Outcome") -> "Outcome":
        """An attempt that brought nothing to paper doesn't take away what an earlier one did."""
        if self.state is not State.FAILED or self.paper != "none":
            return self
        return replace(self, paper=before.paper, words=before.words or self.words)


class Stopped(Exception):  # noqa: N818 (named for what happened)
    """Sending can't go on."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


def connect(connection: Connection, model: Model, partial_ticket: bool) -> None:
    """Opens and clears; ConnectionLost if it can't.

    Where clearing isn't answered and a partial ticket is left in the printer, nothing more is
    sent: it would become part of a command that the printer still waits for.
    """
    connection.open()
    if not model.answers:
        return
    if clear(connection, model) or not partial_ticket:
        start = commands.INIT + (commands.AUTOMATIC_STATUS if model.automatic else b"")
        connection.send(start, time.monotonic() + connection.timing.answer)


def clear(connection: Connection, model: Model) -> bool:
    """Takes back what the printer has received but not printed; True when it says so."""
    if not model.clearing:
        return False
    connection.block(CLEARED)
    patience = connection.pace.patience(connection.timing.answer)
    connection.send(commands.CLEAR, time.monotonic() + patience)
    done = connection.wait_block(CLEARED, None, patience)
    if done:
        connection.unanswered = 0
        connection.cleared = True
    return done


def prologue(connection: Connection, model: Model, partial_ticket: bool) -> bytes:
    """What comes before a ticket: the end of a command that a partial ticket may have left half
    said, as many zeros as the longest one can want; a fresh start; the partial ticket's cut."""
    start = b""
    if partial_ticket and not connection.cleared:
        start = commands.NOTHING * LONGEST_PART
    start += commands.INIT
    if model.motion_units:
        start += commands.motion_units(model.dpi)
    if model.automatic:
        start += commands.AUTOMATIC_STATUS
    return start + (cut(model) if partial_ticket else b"")


def epilogue(model: Model, token: bytes) -> bytes:
    """The cut, and the question whether all is on paper."""
    return cut(model) + (commands.ask_completion(token) if model.completion else b"")


def cut(model: Model) -> bytes:
    """Cuts, or feeds out where somebody tears."""
    return commands.CUT if model.cutter else commands.FEED_OUT


def preflight(connection: Connection, model: Model) -> Reason | None:
    """None when the printer can print, else the reason."""
    connection.idle = True
    if not model.answers:
        return None
    if not connection.ask_all():
        return Reason.NO_ANSWER
    return connection.condition.blocked


def new_token() -> bytes:
    """Four letters; never a byte that a printer could take for a command or an end."""
    number = next(_tokens)
    return bytes(0x41 + (number // 26**power) % 26 for power in range(4))


def chunks(parts: tuple[bytes, ...], size: int) -> list[bytes]:
    """Whole commands gathered to about `size` bytes."""
    found: list[bytes] = []
    gathered = b""
    for part in parts:
        if gathered and len(gathered) + len(part) > size:
            found.append(gathered)
            gathered = b""
        gathered += part
    return [*found, gathered] if gathered else found
