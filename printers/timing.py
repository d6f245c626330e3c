"""How long printing waits for what, in seconds. Measured values; only tests use others."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timing:
    """`connect`, `lookup` and `answer` are what a healthy printer never needs in full."""

    connect: float = 2.0
    lookup: float = 2.0  # of a host name
    answer: float = 1.0  # to a real-time question, of a printer not known to be slower
    late: float = 4.0  # after a question, when its answer isn't expected any more
    stall: float = 1.5  # without a byte taken, after which sending counts as stuck
    probe: float = 0.5  # of silence, after which the printer is asked how it is
    stuck: float = 3.0  # without a barrier's answer of a printer that says it is well
    cutter: float = 0.5  # that a cut takes
    listen: float = 3.0  # for trouble, after the paper of a printer that can't say it is done
    wake: float = 20.0  # that a printer which was well may need to wake up
    again: float = 0.3  # between attempts while a citizen waits
    idle: float = 5.0  # between questions to a printer with nothing to print
    reconnect: float = 3.0  # between attempts to reach it with nothing to print


USUAL = Timing()
