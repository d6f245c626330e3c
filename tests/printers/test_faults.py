"""Every fault at several points of a job: one whole ticket, or a visible end and no ghost."""

import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from printers.drawing import draw
from printers.job import State
from printers.pool import PrinterPool
from printers.slip import Slip
from printers.virtual.printer import VirtualPrinter
from tests.printers.scene import FAST, Scene, complete, copy_of, ticket
from tests.support.patience import PATIENCE_S

POINTS = (1.0, 60.0, 125.0)  # mm of a ticket of about 139
REACHED_S = 2.0
"""A deadline by which a machine under load, too, has printed up to the last point: a ticket that is
under way at its deadline is told to be too slow, whatever stops it later."""


def at_once(check: Callable[[Any], None], cases: Iterable[Any] = POINTS) -> None:
    """Every case at the same time, with a printer of its own: it is mostly waiting."""
    cases = list(cases)
    with ThreadPoolExecutor(len(cases)) as pool:
        for _ in pool.map(check, cases):
            pass


@pytest.fixture(scope="module")
def slip() -> Slip:
    return ticket()


def whole_tickets(printer: VirtualPrinter, slip: Slip) -> int:
    return sum(complete(receipt, slip) for receipt in printer.receipts)


def settled(printer: VirtualPrinter, slip: Slip) -> int:
    """Whole tickets once nothing more can come: faults mended, and some time gone."""
    printer.mend()
    time.sleep(0.15)
    if printer.paper.fed_mm > 5:
        printer.tear()
    return whole_tickets(printer, slip)


def test_a_ticket_is_printed_and_cut(slip: Slip) -> None:
    with Scene(p=VirtualPrinter(speed=FAST)) as scene:
        scene.submit(slip)
        state, detail = scene.final()
        assert (state, detail.paper, detail.copy) == (State.PRINTED, "whole", 0)
        assert scene.states() == [State.QUEUED, State.CHECKING, State.SENDING, State.PRINTED]
        printer = scene.printers["p"]
        assert printer.errors == []
        assert [complete(receipt, slip) for receipt in printer.receipts] == [True]


@pytest.mark.parametrize("kind", ["paper_out", "cover", "offline", "cutter", "fault"])
def test_a_stop_that_lasts_is_taken_back_and_fails(kind: str, slip: Slip) -> None:
    def stop(at: float) -> None:
        printer = VirtualPrinter(speed=FAST)
        with Scene(p=printer) as scene:
            printer.fault(kind, at_mm=at)
            scene.submit(slip, deadline=REACHED_S)
            state, detail = scene.final()
            assert state is State.FAILED
            assert detail.reason == {"cover": "cover_open"}.get(kind, kind)
            assert detail.zh and detail.en
            assert detail.copy == 0, "a copy of which no dot was sent takes no number"
            assert settled(printer, slip) == 0
            assert printer.errors == []

    at_once(stop)


@pytest.mark.parametrize("kind", ["paper_out", "cover"])
def test_a_stop_that_is_mended_gives_one_whole_marked_copy(kind: str, slip: Slip) -> None:
    def stop(at: float) -> None:
        printer = VirtualPrinter(speed=FAST)
        with Scene(p=printer) as scene:
            printer.fault(kind, at_mm=at, lasts=0.3)
            scene.submit(slip)
            state, detail = scene.final()
            assert state is State.PRINTED
            assert detail.copy == 1
            assert settled(printer, slip) == 1
            assert complete(printer.receipts[-1], slip.marked(1))
            assert printer.errors == []

    at_once(stop)


def test_nothing_is_sent_to_a_printer_that_cannot_print(slip: Slip) -> None:
    def refuse(kind: str) -> None:
        printer = VirtualPrinter(speed=FAST)
        with Scene(p=printer) as scene:
            printer.fault(kind)
            scene.wait(lambda: not scene.pool.health()["p"].ready)
            scene.submit(slip, deadline=0.3)
            state, detail = scene.final()
            assert (state, detail.paper) == (State.FAILED, "none")
            assert State.SENDING not in scene.states()
            assert settled(printer, slip) == 0
            assert not printer.receipts

    at_once(refuse, ["paper_out", "cover", "offline"])


@pytest.mark.parametrize("kind", ["drop", "reset"])
def test_a_broken_line_gives_one_unmarked_ticket_at_most(kind: str, slip: Slip) -> None:
    def tear(at: float) -> None:
        printer = VirtualPrinter(speed=FAST)
        with Scene(p=printer) as scene:
            printer.fault(kind, at_mm=at)
            scene.submit(slip)
            state, _detail = scene.final()
            assert state.success
            assert settled(printer, slip) >= 1
            copies = [copy_of(receipt, slip) for receipt in printer.receipts]
            assert copies.count(0) <= 1
            assert copies[-1] is not None
            assert printer.errors == []

    at_once(tear)


def test_a_mute_printer_is_never_tried_twice(slip: Slip) -> None:
    def silence(at: float) -> None:
        printer = VirtualPrinter(speed=FAST)
        with Scene(p=printer) as scene:
            printer.fault("mute", at_mm=at)
            scene.submit(slip, deadline=0.5)
            state, _ = scene.final()
            assert state in (State.UNCONFIRMED, State.FAILED)
            assert scene.states().count(State.SENDING) == 1
            whole = settled(printer, slip)
            assert whole == (1 if state is State.UNCONFIRMED else 0)

    at_once(silence)


def test_a_slow_printer_that_misses_the_deadline_leaves_no_ghost(slip: Slip) -> None:
    printer = VirtualPrinter(speed=FAST)
    with Scene(p=printer) as scene:
        printer.fault("slow", at_mm=5)
        scene.submit(slip, deadline=0.5)
        state, detail = scene.final()
        assert (state, detail.reason) == (State.FAILED, "too_slow")
        assert settled(printer, slip) == 0


LACKING = [
    (["no_completion"], "generic-80", State.PROCESSED),
    (["no_completion"], "clone-80", State.PROCESSED),
    (["no_completion", "no_barrier"], "clone-80-lan", State.PROCESSED),
    (["no_completion", "no_barrier"], "generic-80", State.FAILED),
    (["no_automatic"], "generic-80", State.PRINTED),
    (["no_clearing"], "generic-80", State.PRINTED),
]


def test_printers_that_lack_something(slip: Slip) -> None:
    def do_without(case: tuple[list[str], str, State]) -> None:
        lacks, model, end = case
        printer = VirtualPrinter(speed=FAST)
        scene = Scene(p=printer)
        scene.capabilities["p"] = {"model": model, "capabilities": {"mm_per_second": 1000}}
        for kind in lacks:
            printer.fault(kind)
        with scene:
            scene.submit(slip, deadline=PATIENCE_S if end.success else 0.8)
            state, _ = scene.final()
            assert state is end, case
            assert settled(printer, slip) <= 1
            assert settled(printer, slip) == int(end.success)

    at_once(do_without, LACKING)


@pytest.mark.parametrize("kind", ["paper_out", "drop", "mute"])
def test_the_same_over_a_pseudo_terminal(kind: str, slip: Slip, tmp_path: Path) -> None:
    """Stands for a serial port, and for the kernel's printer device, read and written alike."""

    def trouble(case: tuple[str, float]) -> None:
        way, at = case
        tty = tmp_path / f"{way}-{at:g}"
        printer = VirtualPrinter(speed=FAST, pty=tty)
        scene = Scene(p=printer)
        if way == "usb":
            scene.capabilities["p"] = {"url": f"usb://{tty}"}
        with scene:
            printer.fault(kind, at_mm=at, lasts=None if kind == "mute" else 0.2)
            scene.submit(slip, deadline=0.5 if kind == "mute" else PATIENCE_S)
            state, _detail = scene.final()
            whole = settled(printer, slip)
            if kind == "mute":
                assert whole == (1 if state is State.UNCONFIRMED else 0)
            else:
                assert state.success
                assert whole >= 1
            assert printer.errors == []

    at_once(trouble, product(["serial", "usb"], POINTS))


def test_a_second_printer_takes_over(slip: Slip) -> None:
    first, second = VirtualPrinter(speed=FAST), VirtualPrinter(speed=FAST)
    with Scene(first=first, second=second) as scene:
        first.fault("paper_out", at_mm=60)
        scene.submit(slip)
        state, detail = scene.final()
        assert (state, detail.printer, detail.copy) == (State.PRINTED, "second", 1)
        assert settled(first, slip) == 0
        assert complete(second.receipts[0], slip.marked(1))


def test_a_dead_printer_is_passed_over_without_waiting(slip: Slip) -> None:
    first, second = VirtualPrinter(speed=FAST), VirtualPrinter(speed=FAST)
    with Scene(first=first, second=second) as scene:
        first.fault("cover")
        scene.wait(lambda: not scene.pool.health()["first"].ready)
        began = time.monotonic()
        for number in range(5):
            scene.submit(slip, f"j{number}")
            state, detail = scene.final(f"j{number}")
            assert (state, detail.printer, detail.copy) == (State.PRINTED, "second", 0)
        assert time.monotonic() - began < PATIENCE_S / 2, "the dead one was waited for"
        assert len(second.receipts) == 5


def test_what_fails_while_the_printers_are_exchanged_is_handed_back_as_a_copy(slip: Slip) -> None:
    first, second = VirtualPrinter(speed=300), VirtualPrinter(speed=FAST)
    with Scene(second=second, first=first) as scene:
        first.fault("paper_out", at_mm=60)
        scene.submit(slip, printers=("first", "second"))
        scene.wait(lambda: State.SENDING in scene.states())
        (left,) = scene.pool.stop()
        scene.pool = PrinterPool([], print, print)  # nothing is left to stop at the end
        assert (left.id, left.copy) == ("j", 1)
        assert scene.states()[-1] is State.QUEUED


def test_a_slip_that_only_lacks_its_cut_is_not_called_a_part(slip: Slip) -> None:
    printer = VirtualPrinter(speed=FAST)
    with Scene(p=printer) as scene:
        printer.fault("cutter", at_mm=draw(slip, 576).height * 25.4 / printer.paper.dpi - 0.05)
        scene.submit(slip, deadline=0.6)
        state, detail = scene.final()
        assert (state, detail.reason) == (State.FAILED, "cutter")
        assert detail.paper == "whole"
        assert "cut" in detail.words
