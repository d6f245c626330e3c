"""A virtual printer in a process of its own, which notes when a ticket's first dots arrive.

Started as `python -m bench.printer WIDTH`; prints its address. `{"do": "firsts"}` gives the moments
since the last time, in nanoseconds of CLOCK_MONOTONIC.
"""

import json
import os
import sys
import time

from printers.virtual.printer import VirtualPrinter

PAPER = {"576": "80", "512": "80-180dpi", "384": "58"}
DOTS, LETTERS, CUT = b"\x1dv0", b"\x1c&", b"\x1dV"


class Noting:
    """Stands before the printer's engine and looks at what passes."""

    def __init__(self, printer: VirtualPrinter) -> None:
        self._receive = printer.engine.receive
        self._waiting = True
        self.firsts: list[int] = []
        printer.engine.receive = self.receive  # type: ignore[method-assign]

    def receive(self, data: bytes, session: int) -> None:
        """A ticket begins with the first dots or letters behind the last cut."""
        if self._waiting and (DOTS in data or LETTERS in data):
            self.firsts.append(time.monotonic_ns())
            self._waiting = False
        if CUT in data:
            self._waiting = True
        self._receive(data, session)


def main(width: str) -> None:
    """Print until standard input ends."""
    os.nice(10)  # a real printer takes nothing from the machine that is measured
    with VirtualPrinter(model=PAPER[width]) as printer:
        noting = Noting(printer)
        sys.stdout.write(f"{printer.url}\n")
        sys.stdout.flush()
        for _ in sys.stdin:
            firsts, noting.firsts = noting.firsts, []
            sys.stdout.write(json.dumps(firsts) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
