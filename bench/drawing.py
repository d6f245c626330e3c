"""Measures printing on this machine against a virtual printer: `python -m bench.drawing`.

For each width, mode and set of languages: drawing time, bytes, and through the print process from
the order to the first dots or letters at the printer and to PRINTED. The first byte is taken from
many tickets on a printer that is fast, PRINTED from a few at the speed of the model.
"""

import argparse
import itertools
import statistics
import sys
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any

from printers.client import PrintProcess
from printers.facts import examples
from printers.job import Detail, PrintJob, State
from printers.models import MODELS, Model
from printers.rendering import render
from printers.slip import Slip
from printers.template import default_template
from printers.virtual.printer import VirtualPrinter

PAPER = {576: "80", 512: "80-180dpi", 384: "58"}
CASES = tuple(
    itertools.product(
        ("generic-80", "epson-tm-t88", "generic-58"), ("raster", "native"), (("zh",), ("zh", "en"))
    )
)
FAST = 1500.0  # mm a second, for what doesn't depend on the paper's speed
Times = tuple[float, float]  # milliseconds to the first byte, and to the end
TO_THE_END = 3  # tickets of each case that are printed at the model's own speed


def slips(count: int, languages: tuple[str, ...], first: int = 0) -> list[Slip]:
    """Tickets that differ as real ones do: number, people ahead, wait, time, code, address.

    Those with another `first` hold other numbers, which no cache knows yet.
    """
    template = default_template("number-ticket")
    made = []
    for n in range(first, first + count):
        code = f"7{n:03d}9QX{n % 10}"
        facts = examples("number-ticket") | {
            "number": f"{'ABCD'[n % 4]}{(n * 37) % 999 + 1:03d}",
            "ahead": n * 7 % 40,
            "wait": [3 + n % 20, 12 + n % 20 + n % 7],
            "time": f"2026-11-22 {9 + n // 60 % 8:02d}:{n % 60:02d}",
            "code": code,
            "url": f"https://hall.example.gov.cn/T/{code}",
        }
        made.append(template.fill(facts, languages))
    return made


def drawing(model: Model, mode: Any, tickets: Sequence[Slip]) -> tuple[list[float], list[int]]:
    """Milliseconds of processor time and bytes of each ticket but the first three."""
    times, sizes = [], []
    for slip in tickets:
        began = time.thread_time()
        ticket = render(slip, model, mode)
        times.append((time.thread_time() - began) * 1000)
        sizes.append(ticket.size)
    return times[3:], sizes[3:]


class Stopwatch:
    """A print process and a printer, and when what happened."""

    def __init__(self, model: str, mode: str, speed: float) -> None:
        self.printer = VirtualPrinter(model=PAPER[MODELS[model].dots], speed=speed).start()
        self.first = 0.0
        self._final = threading.Event()
        self._ready = threading.Event()
        receive = self.printer.engine.receive

        def spy(data: bytes, session: int) -> None:
            if not self.first and (b"\x1dv0" in data or b"\x1c&" in data):
                self.first = time.perf_counter()
            receive(data, session)

        self.printer.engine.receive = spy  # type: ignore[method-assign]
        setup = {"name": "p", "url": self.printer.url, "model": model, "mode": mode}
        self.process = PrintProcess([setup], self._change, self._health)
        self._loop = threading.Thread(target=self.process.run)
        self._loop.start()
        self._ready.wait(10)

    def _change(self, job_id: str, state: State, detail: Detail) -> None:
        if state.final:
            self._final.set()

    def _health(self, printer: str, health: dict[str, Any]) -> None:
        if health["ready"]:
            self._ready.set()

    def run(self, number: int, slip: Slip) -> Times:
        """Milliseconds to the first byte and to the end."""
        self.first = 0.0
        self._final.clear()
        began = time.perf_counter()
        self.process.submit(PrintJob(f"m{number}", slip, ("p",)))
        self._final.wait(30)
        return (self.first - began) * 1000, (time.perf_counter() - began) * 1000

    def stop(self) -> None:
        """Ends both."""
        self.process.stop()
        self._loop.join(10)
        self.printer.stop()


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of the values don't exceed."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def timed(model: str, mode: str, speed: float, tickets: Sequence[Slip]) -> list[Times]:
    """Each ticket's milliseconds to the first byte and to the end, one after the other."""
    watch = Stopwatch(model, mode, speed)
    try:
        return [watch.run(n, slip) for n, slip in enumerate(tickets)]
    finally:
        watch.stop()


def measure(count: int, say: Callable[[str], object]) -> None:
    """Says one line a case, as a row of a table."""
    say(
        "| dots, mode, languages | draw p50, p99 | bytes p50, max | first byte p50, p99 | PRINTED |"
    )
    say("|---|---|---|---|---|")
    for row, (model, mode, languages) in enumerate(CASES):
        tickets = slips(count, languages, row * count)
        drawn, sizes = drawing(MODELS[model], mode, tickets)
        firsts = [first for first, _ in timed(model, mode, FAST, tickets)]
        speed = MODELS[model].mm_per_second
        ends = [end for _, end in timed(model, mode, speed, tickets[:TO_THE_END])]
        say(
            f"| {MODELS[model].dots} {mode} {'+'.join(languages)} "
            f"| {statistics.median(drawn):.1f}, {percentile(drawn, 0.99):.1f} "
            f"| {round(statistics.median(sizes)):,}, {max(sizes):,} "
            f"| {statistics.median(firsts):.0f}, {percentile(firsts, 0.99):.0f} "
            f"| {statistics.median(ends):.0f} |"
        )


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--count", type=int, default=40, help="tickets drawn for each case")
    measure(parser.parse_args().count, lambda line: sys.stdout.write(line + "\n"))


if __name__ == "__main__":
    main()
