"""Hashing passwords elsewhere than where sockets are served, and not many at once.

A hash takes 64 MB and some tens of milliseconds of every core on purpose; a row of strangers
at the sign-in page must not take the small computer's memory with it.
"""

from collections.abc import Callable
from threading import BoundedSemaphore
from typing import Any

from server.web.options import Run

AT_ONCE = 2


class Hashing:
    """Runs work off the hub, two at a time; the others wait their turn."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._turn = BoundedSemaphore(AT_ONCE)

    def __call__(self, work: Callable[[], Any]) -> Any:
        with self._turn:
            return self._run(work)
