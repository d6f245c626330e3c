"""Work that takes long holds up nobody who is served by the event loop."""

import threading
import time
from collections.abc import Callable
from typing import Any

import gevent
import pytest

from server.realtime.threadpool import run_in_threadpool


def in_a_loop(work: Callable[[], Any]) -> Any:
    """The result of `work` in a thread that runs an event loop, as a serving process does."""
    got: list[Any] = []

    def run() -> None:
        hub = gevent.get_hub()
        got.append(work())
        hub.destroy(destroy_loop=True)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(10)
    return got[0]


def test_slow_work_delays_the_loop_by_no_more_than_a_breath() -> None:
    def work() -> tuple[str, float]:
        gaps: list[float] = []

        def tick() -> None:
            last = time.perf_counter()
            while True:
                gevent.sleep(0.01)
                gaps.append(time.perf_counter() - last)
                last = time.perf_counter()

        ticking = gevent.spawn(tick)
        answer = run_in_threadpool(
            lambda: (time.sleep(0.5), "done")[1]
        )  # a sleep that blocks its thread
        ticking.kill()
        assert len(gaps) > 10
        return answer, max(gaps)

    answer, longest = in_a_loop(work)
    assert answer == "done"
    assert longest < 0.4


def test_what_goes_wrong_there_comes_through() -> None:
    def work() -> str:
        with pytest.raises(ZeroDivisionError):
            run_in_threadpool(lambda: 1 // 0)
        return "seen"

    assert in_a_loop(work) == "seen"


def test_without_a_loop_it_is_a_plain_call() -> None:
    def work() -> list[int]:
        return [run_in_threadpool(divmod, 7, 2)[1], threading.get_ident()]

    got: list[Any] = []
    thread = threading.Thread(target=lambda: got.extend(work()))
    thread.start()
    thread.join()
    assert got == [1, thread.ident]
