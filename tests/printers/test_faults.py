"""Every fault at several points of a job: one whole ticket, or a visible end and no ghost."""

import time
from pathlib import Path

import pytest

from printers.job import State
from printers.slip import Slip
from printers.virtual.printer import VirtualPrinter
from tests.printers.scene import FAST, Scene, complete, copy_of, ticket

POINTS = (1.0, 60.0, 140.0)  # mm of a ticket of about 150


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
@pytest.mark.parametrize("at", POINTS)
def test_a_stop_that_lasts_is_taken_back_and_fails(kind: str, at: float, slip: Slip) -> None:
    printer = VirtualPrinter(speed=FAST)
    with Scene(p=printer) as scene:
        printer.fault(kind, at_mm=at)
        scene.submit(slip, deadline=0.6)
        state, detail = scene.final()
        assert state is State.FAILED
        assert detail.reason == {"cover": "cover_open"}.get(kind, kind)
        assert detail.zh and detail.en
        assert settled(printer, slip) == 0
        assert printer.errors == []


@pytest.mark.parametrize("kind", ["paper_out", "cover"])
@pytest.mark.parametrize("at", POINTS)
def test_a_stop_that_is_mended_gives_one_whole_marked_copy(
    kind: str, at: float, slip: Slip
) -> None:
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


@pytest.mark.parametrize("kind", ["paper_out", "cover", "offline"])
def test_nothing_is_sent_to_a_printer_that_cannot_print(kind: str, slip: Slip) -> None:
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


@pytest.mark.parametrize("kind", ["drop", "reset"])
@pytest.mark.parametrize("at", POINTS)
def test_a_broken_line_gives_one_unmarked_ticket_at_most(kind: str, at: float, slip: Slip) -> None:
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


@pytest.mark.parametrize("at", POINTS)
def test_a_mute_printer_is_never_tried_twice(at: float, slip: Slip) -> None:
    printer = VirtualPrinter(speed=FAST)
    with Scene(p=printer) as scene:
        printer.fault("mute", at_mm=at)
        scene.submit(slip, deadline=0.5)
        state, _ = scene.final()
        assert state in (State.UNCONFIRMED, State.FAILED)
        assert scene.states().count(State.SENDING) == 1
        whole = settled(printer, slip)
        assert whole == (1 if state is State.UNCONFIRMED else 0)


def test_a_slow_printer_that_misses_the_deadline_leaves_no_ghost(slip: Slip) -> None:
    printer = VirtualPrinter(speed=FAST)
    with Scene(p=printer) as scene:
        printer.fault("slow", at_mm=5)
        scene.submit(slip, deadline=0.5)
        state, detail = scene.final()
        assert (state, detail.reason) == (State.FAILED, "too_slow")
        assert settled(printer, slip) == 0


@pytest.mark.parametrize(
    ("lacks", "model", "end"),
    [
        (["no_completion"], "generic-80", State.PROCESSED),
        (["no_completion"], "clone-80", State.PROCESSED),
        (["no_completion", "no_barrier"], "clone-80-lan", State.PROCESSED),
        (["no_completion", "no_barrier"], "generic-80", State.FAILED),
        (["no_automatic"], "generic-80", State.PRINTED),
        (["no_clearing"], "generic-80", State.PRINTED),
    ],
)
def test_printers_that_lack_something(lacks: list[str], model: str, end: State, slip: Slip) -> None:
    printer = VirtualPrinter(speed=FAST)
    scene = Scene(p=printer)
    scene.capabilities["p"] = {"model": model, "capabilities": {"mm_per_second": 1000}}
    for kind in lacks:
        printer.fault(kind)
    with scene:
        scene.submit(slip, deadline=5.0 if end.success else 0.8)
        state, _ = scene.final()
        assert state is end
        assert settled(printer, slip) <= 1
        assert settled(printer, slip) == int(end.success)


@pytest.mark.parametrize("at", POINTS)
@pytest.mark.parametrize("kind", ["paper_out", "drop", "mute"])
@pytest.mark.parametrize("way", ["serial", "usb"])
def test_the_same_over_a_pseudo_terminal(
    way: str, kind: str, at: float, slip: Slip, tmp_path: Path
) -> None:
    """Stands for a serial port, and for the kernel's printer device, read and written alike."""
    printer = VirtualPrinter(speed=FAST, pty=tmp_path / "tty")
    scene = Scene(p=printer)
    if way == "usb":
        scene.capabilities["p"] = {"url": f"usb://{tmp_path / 'tty'}"}
    with scene:
        printer.fault(kind, at_mm=at, lasts=None if kind == "mute" else 0.2)
        scene.submit(slip, deadline=0.5 if kind == "mute" else 5.0)
        state, _detail = scene.final()
        whole = settled(printer, slip)
        if kind == "mute":
            assert whole == (1 if state is State.UNCONFIRMED else 0)
        else:
            assert state.success
            assert whole >= 1
        assert printer.errors == []


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
        assert time.monotonic() - began < 3
        assert len(second.receipts) == 5
