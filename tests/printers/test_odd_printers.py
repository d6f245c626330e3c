"""Printers that work, but not as the manuals say: late, forgetful, asleep, or unable to tell."""

import random
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

from printers.drawing import draw
from printers.job import State
from printers.models import find_model
from printers.pace import Pace
from printers.reasons import Reason
from printers.rendering import render
from printers.slip import Number, Slip
from printers.timing import Timing
from printers.virtual import engine
from printers.virtual.printer import VirtualPrinter
from tests.printers.scene import FAST, HURRIED, Scene, complete, copy_of, ticket
from tests.printers.test_faults import at_once, settled
from tests.support.papers_out import papers_out
from tests.support.patience import PATIENCE_S

LATE = 0.4  # seconds
PATIENT = replace(HURRIED, answer=0.6, late=1.2, connect=2.0)


@contextmanager
def alone(printer: VirtualPrinter, timing: Timing = HURRIED, **settings: Any) -> Iterator[Scene]:
    """A scene with one printer, `p`."""
    scene = Scene(timing, p=printer)
    scene.capabilities["p"] = settings
    with scene:
        yield scene


@pytest.fixture(scope="module")
def slip() -> Slip:
    return ticket()


@pytest.fixture
def late(monkeypatch: pytest.MonkeyPatch) -> VirtualPrinter:
    """It answers LATE seconds after it was asked."""
    monkeypatch.setattr(engine, "LATE", LATE)
    printer = VirtualPrinter(speed=FAST)
    printer.fault("late")
    return printer


@pytest.fixture(scope="module")
def brief() -> Slip:
    """Less than a ticket, for printers that take their time for each answer."""
    return Slip((Number("C047"),))


def millimetres(slip: Slip) -> float:
    return draw(slip, 576).height * 25.4 / 203


# --- a printer that can't say when it is done ----------------------------------------------


def test_paper_that_runs_out_before_the_end_is_never_called_processed(slip: Slip) -> None:
    """At 50 mm a second, half of what the model is thought to do: 130 of its millimetres are out
    long after the last byte was sent."""
    printer = VirtualPrinter(speed=50)
    for lacking in ("no_completion", "no_barrier"):
        printer.fault(lacking)
    with alone(printer, replace(HURRIED, listen=3.0), model="clone-80-lan") as scene:
        printer.fault("paper_out", at_mm=millimetres(slip) - 26)
        scene.submit(slip)
        state, detail = scene.final()
        assert state is not State.PROCESSED
        assert detail.reason is Reason.PAPER_OUT
        if state is State.FAILED:
            assert settled(printer, slip) == 0


def test_the_model_s_speed_is_never_above_the_printer_s_own(slip: Slip) -> None:
    for name in ("clone-80-lan", "clone-58", "generic-58", "mute-80"):
        assert find_model(name).mm_per_second <= (50 if "58" in name else 90)


def test_what_the_printer_never_took_is_taken_back(slip: Slip) -> None:
    """The cover is opened while most of the ticket still waits in the computer."""
    printer = VirtualPrinter(speed=FAST, receive_buffer=2048)
    for lacking in ("no_completion", "no_barrier"):
        printer.fault(lacking)
    with alone(printer, model="clone-80-lan") as scene:
        printer.fault("cover", at_mm=20)
        scene.submit(slip, deadline=0.8)
        state, detail = scene.final()
        assert (state, detail.reason) == (State.FAILED, Reason.COVER_OPEN)
        assert settled(printer, slip) == 0


# --- the lid between the cut and the last answer --------------------------------------------


def test_a_lid_opened_behind_the_last_answer_takes_no_ticket_back(slip: Slip) -> None:
    """The last barrier is answered, GS ( H is not: the slip lies in the tray."""
    first, second = VirtualPrinter(speed=FAST), VirtualPrinter(speed=FAST)
    first.fault("no_completion")
    with Scene(replace(HURRIED, cutter=1.0), first=first, second=second) as scene:
        scene.submit(slip)
        papers_out(first)
        time.sleep(0.2)
        first.fault("cover")
        state, detail = scene.final()
        assert (state, detail.printer, detail.paper) == (State.PROCESSED, "first", "whole")
        assert second.receipts == []
        assert complete(first.receipts[0], slip)


def test_a_lid_opened_at_the_cut_gives_no_second_ticket_unasked(slip: Slip) -> None:
    first, second = VirtualPrinter(speed=FAST), VirtualPrinter(speed=FAST)
    with Scene(first=first, second=second) as scene:
        first.fault("cover", at_mm=millimetres(slip) - 0.05)
        scene.submit(slip)
        state, detail = scene.final()
        assert (state, detail.reason, detail.paper) == (
            State.UNCONFIRMED, Reason.COVER_OPEN, "whole",
        )  # fmt: skip
        assert second.receipts == []


# --- a clone that can't be cleared ----------------------------------------------------------


@pytest.mark.parametrize("kind", ["cover", "drop"])
def test_after_half_a_picture_the_next_ticket_is_whole(kind: str, slip: Slip) -> None:
    """The clone keeps half an image command and takes what comes next for the rest of it."""
    chance = random.Random(27)
    size = render(slip, find_model("generic-80"), "raster").size
    after = ticket("Z999")

    def break_at(at: int) -> None:
        printer = VirtualPrinter(speed=FAST)
        printer.fault("no_clearing")
        with alone(printer) as scene:
            printer.fault(kind, at_bytes=at, lasts=None if kind == "drop" else 1.0)
            scene.submit(slip, "first", deadline=0.5)
            scene.final("first")
            printer.mend()  # also of what had not come yet when the first was given up
            printer.fault("no_clearing")
            scene.wait(lambda: scene.pool.health()["p"].ready)
            scene.submit(after, "second")
            state, detail = scene.final("second")
            assert state is State.PRINTED, (at, detail)
            last = printer.receipts[-1]
            assert copy_of(last, after) == detail.copy, at
            assert last.errors == (), (at, last.errors)
            assert last.texts == ()

    at_once(break_at, [chance.randrange(30, size) for _ in range(12)])


def test_a_partial_ticket_known_from_before_is_ended_too(slip: Slip) -> None:
    """The print process that left it is gone, and so is the knowledge of where it stopped."""
    printer = VirtualPrinter(speed=FAST)
    printer.fault("no_clearing")
    session = printer.engine.new_session()
    printer.engine.receive(b"\x1d\x76\x30\x00\x48\x00\x18\x00" + b"\xaa" * 500, session)
    with alone(printer, partial_ticket=True) as scene:
        scene.submit(slip)
        assert scene.final()[0] is State.PRINTED
        assert copy_of(printer.receipts[-1], slip) == 0
        assert printer.receipts[-1].errors == ()


# --- late, stray, forgetful, asleep ---------------------------------------------------------


def test_a_printer_that_answers_late_prints(late: VirtualPrinter, brief: Slip) -> None:
    with alone(late, PATIENT) as scene:
        for number in range(2):
            scene.submit(brief, f"j{number}")
            assert scene.final(f"j{number}")[0] is State.PRINTED
        assert [copy_of(receipt, brief) for receipt in late.receipts] == [0, 0]
        assert scene.pool.paces()[late.url].answer > 0.9 * LATE


def test_a_printer_slower_than_any_patience_is_learned(late: VirtualPrinter, brief: Slip) -> None:
    """Its first answers come after they were waited for; the next time it is waited for longer."""
    with alone(late, replace(PATIENT, answer=LATE / 2)) as scene:
        scene.submit(brief)
        assert scene.final()[0] is State.PRINTED
        assert scene.pool.paces()[late.url].answer > 0.9 * LATE


@pytest.mark.parametrize("model", ["generic-80", "clone-80"])
def test_a_stray_byte_costs_no_ticket(model: str, slip: Slip) -> None:
    def strike(at: float) -> None:
        printer = VirtualPrinter(speed=FAST)
        with alone(printer, model=model) as scene:
            printer.fault("stray", at_mm=at)
            scene.submit(slip)
            assert scene.final()[0].success
            assert [copy_of(receipt, slip) for receipt in printer.receipts] == [0]

    at_once(strike, (1.0, 30.0, 60.0, 100.0, 130.0))


def test_a_small_buffer_that_drops_is_never_overrun(slip: Slip) -> None:
    printer = VirtualPrinter(speed=150)
    printer.fault("small_buffer")
    with alone(printer) as scene:
        for number in range(2):
            scene.submit(slip, f"j{number}")
            assert scene.final(f"j{number}")[0] is State.PRINTED
        assert [copy_of(receipt, slip) for receipt in printer.receipts] == [0, 0]
        assert printer.errors == []


def test_a_printer_that_works_nothing_off_gets_less_at_once(slip: Slip) -> None:
    """It says that it is well, yet answers no barrier: bytes were lost on the way."""
    printer = VirtualPrinter(speed=FAST)
    with alone(printer, replace(HURRIED, stuck=0.4)) as scene:
        printer.fault("no_barrier", at_mm=40, lasts=0.8)
        scene.submit(slip)
        assert scene.final()[0] is State.PRINTED
        learned = scene.pool.paces()[printer.url]
        assert learned.in_flight == 1
        scene.submit(slip, "next")
        state, detail = scene.final("next")
        assert (state, detail.copy) == (State.PRINTED, 0)


def test_a_printer_that_was_well_may_take_a_while_to_wake_up(slip: Slip) -> None:
    printer = VirtualPrinter(speed=FAST)
    with alone(printer, replace(HURRIED, wake=PATIENCE_S)) as scene:
        printer.fault("asleep", lasts=2.0)
        scene.submit(slip, deadline=0.5)
        state, detail = scene.final()
        assert (state, detail.copy) == (State.PRINTED, 0)
        assert [copy_of(receipt, slip) for receipt in printer.receipts] == [0]


def test_so_may_one_whose_silence_was_noticed_before_there_was_a_ticket(slip: Slip) -> None:
    printer = VirtualPrinter(speed=FAST)
    with alone(printer, replace(HURRIED, wake=PATIENCE_S)) as scene:
        printer.fault("asleep")
        scene.wait(lambda: not scene.pool.health()["p"].ready)
        scene.submit(slip, deadline=0.5)
        scene.wait(lambda: any(detail.reason is Reason.NO_ANSWER for _, _, detail in scene.said))
        printer.mend()
        state, detail = scene.final()
        assert (state, detail.copy) == (State.PRINTED, 0)


def test_a_printer_that_stays_silent_is_given_up(slip: Slip) -> None:
    printer = VirtualPrinter(speed=FAST)
    with alone(printer, replace(HURRIED, wake=5.0)) as scene:
        printer.fault("asleep")
        took = []
        for job in ("one", "two"):
            began = time.monotonic()
            scene.submit(slip, job, deadline=0.5)
            assert scene.final(job)[1].reason is Reason.NO_ANSWER
            took.append(time.monotonic() - began)
        assert took[1] < took[0], "its silence is known: it isn't waited for again"


def test_what_was_learned_outlives_the_connection_and_the_process() -> None:
    pace = Pace()
    assert (pace.barrier_bytes, pace.in_flight) == (900, 2)
    assert pace.swallowed_less() and pace.swallowed_less()
    assert (pace.barrier_bytes, pace.in_flight) == (400, 1)
    assert not pace.swallowed_less(), "smaller chunks than these would help nobody"
    assert Pace.from_data(pace.to_data()) == pace
    slow = Pace()
    slow.answered(0.9)
    assert slow.barrier_bytes > 4000
    assert slow.patience(1.0) > 2.0


# --- addresses -------------------------------------------------------------------------------


def test_a_printer_with_a_wrong_address_leaves_the_others_alone(slip: Slip) -> None:
    from tests.printers.test_process import Parent, PrintJob

    with VirtualPrinter(speed=FAST) as printer:
        parent = Parent(printer)
        bad = {"name": "bad", "url": "tcp://127.0.0.1:99999"}
        parent.process.configure([bad, {"name": "p0", "url": printer.url}])
        parent.wait(lambda: "bad" in parent.health)
        assert parent.health["bad"]["state"] == "bad_setting"
        assert "99999" in parent.health["bad"]["words"]
        for job, names in (("one", ("p0",)), ("two", ("bad", "p0")), ("three", ("bad",))):
            parent.process.submit(PrintJob(job, slip, names))
        parent.wait(lambda: len(parent.finals()) == 3)
        parent.stop()
        assert parent.finals() == {
            "one": State.PRINTED, "two": State.PRINTED, "three": State.FAILED,
        }  # fmt: skip
        (last,) = [detail for job, state, detail in parent.said if job == "three" and state.final]
        assert last.reason is Reason.BAD_SETTING


def test_the_good_sentence_reaches_the_health(slip: Slip, tmp_path: Any) -> None:
    """A printer's device that belongs to somebody else."""
    from printers.health import health_of
    from printers.status import Condition
    from printers.transport.base import ConnectionLost
    from printers.transport.opening import transport_for

    with pytest.raises(ConnectionLost) as lost:
        transport_for("tcp://no-such-host.invalid:9100").open(2.0)
    assert lost.value.reason is Reason.UNKNOWN_HOST
    found = health_of("p", Condition(), False, Reason.NO_PERMISSION, None, "no right to use lp0")
    assert "lp" in found.zh and "group lp" in found.en
    assert found.words == "no right to use lp0"


def test_a_name_that_nobody_answers_for_is_looked_up_within_a_bound(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import socket

    from printers.transport.base import ConnectionLost
    from printers.transport.lookup import addresses

    answered = threading.Event()

    def stuck(*_: Any, flags: int = 0, **__: Any) -> Any:
        if flags:
            raise socket.gaierror("not numeric")
        answered.wait(PATIENCE_S)
        raise socket.gaierror("late")

    monkeypatch.setattr(socket, "getaddrinfo", stuck)
    began = time.monotonic()
    with pytest.raises(ConnectionLost):
        addresses("printer.example", 9100, 0.2)
    answered.set()
    assert time.monotonic() - began < PATIENCE_S / 2, "it waited for the answer"


def test_many_odd_printers_at_once_keep_apart(late: VirtualPrinter, brief: Slip) -> None:
    """No two of them share what was learned."""
    other = VirtualPrinter(speed=FAST)
    with Scene(PATIENT, one=late, other=other) as scene, ThreadPoolExecutor(2):
        for name in ("one", "other"):
            scene.submit(brief, name, printers=(name,))
        for name in ("one", "other"):
            assert scene.final(name)[0] is State.PRINTED
        paces = scene.pool.paces()
        assert paces[late.url].answer > 0.9 * LATE > paces[other.url].answer
