"""How long the recipe waits for what, in seconds. Measured values; only tests use others."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timing:
    """`connect` and `answer` are what a healthy printer never needs in full."""

    connect: float = 2.0
    answer: float = 1.0  # to a real-time question
    stall: float = 1.5  # without a byte taken, after which sending counts as stuck
    probe: float = 0.5  # of silence, after which the printer is asked how it is
    cutter: float = 0.5  # that a cut takes
    again: float = 0.3  # between attempts while a citizen waits
    idle: float = 5.0  # between questions to a printer with nothing to print
    reconnect: float = 3.0  # between attempts to reach it with nothing to print


USUAL = Timing()
