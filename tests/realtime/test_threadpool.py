"""Work that takes long holds up nobody who is served by the event loop."""

import threading
from collections.abc import Callable
from typing import Any

import gevent
import pytest

from server.realtime.threadpool import run_in_threadpool
from tests.support.patience import PATIENCE_S, eventually


def in_a_loop(work: Callable[[], Any]) -> Any:
    """The result of `work` in a thread that runs an event loop, as a serving process does."""
    got: list[Any] = []

    def run() -> None:
        hub = gevent.get_hub()
        got.append(work())
        hub.destroy(destroy_loop=True)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(2 * PATIENCE_S)
    return got[0]


def test_the_loop_turns_while_slow_work_blocks_its_thread() -> None:
    def work() -> bool:
        turns: list[None] = []

        def tick() -> None:
            while True:
                gevent.sleep(0.001)
                turns.append(None)

        ticking = gevent.spawn(tick)
        turned = run_in_threadpool(lambda: eventually(lambda: len(turns) > 20))
        ticking.kill()
        return turned

    assert in_a_loop(work)


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
