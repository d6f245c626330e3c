"""The keys of one keypad, as the verbs of its window. docs/keypads.md tells what each key does."""

import time
import uuid
from collections.abc import Callable
from typing import Any

from window_client.client import HallClient, Problem, Unreachable
from window_client.keypads.adapter import Key, Trouble
from window_client.shapes import Console

DOUBLE_S = 0.4
"""The same verb again so soon is one press."""
TYPED_S = 15.0
"""Figures that nothing follows for so long are forgotten."""
MOST_TYPED = 8

_TROUBLES = {"window.closed": Trouble.SIGN_ON_FIRST, "window.paused": Trouble.PAUSED}


class WindowKeys:
    """One window's keypad. Keys are given one after another, in the order they were pressed.

    Every press is one idempotent request, so a lost answer never does a step twice.
    """

    def __init__(
        self, client: HallClient, window: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._client = client
        self._window = window
        self._clock = clock
        self._typed = ""
        self._typed_at = 0.0
        self._transferring = False
        self._last: tuple[Key, float] | None = None

    def press(self, key: Key, at: float | None = None) -> Trouble | None:
        """Do what the key means now; what hindered it, to be shown. `at`: when it was pressed, by
        the clock, where it had to wait for its turn."""
        now = self._clock() if at is None else at
        if now - self._typed_at > TYPED_S:
            self._forget_typed()
        if key.is_digit:
            self._typed, self._typed_at = (self._typed + key.value)[-MOST_TYPED:], now
            self._last = None
            return None
        last, self._last = self._last, (key, now)
        if last is not None and last[0] is key and now - last[1] < DOUBLE_S:
            return None
        try:
            return self._do(key)
        except Problem as problem:
            return _trouble(problem)
        except Unreachable:
            return Trouble.NO_SERVER

    def _forget_typed(self) -> None:
        self._typed, self._transferring = "", False

    def _do(self, key: Key) -> Trouble | None:
        if key is Key.CANCEL and (self._typed or self._transferring):
            self._forget_typed()
            return None
        if key is Key.TRANSFER and not self._typed:
            self._transferring, self._typed_at = True, self._clock()
            return None
        typed, transferring = self._typed, self._transferring or key is Key.TRANSFER
        self._forget_typed()
        if key in (Key.CONFIRM, Key.TRANSFER):
            if typed and transferring:
                return self._verb("transfer", window=typed.lstrip("0"))
            return self._with_figures(typed) if typed else self._confirm()
        return {
            Key.NEXT: self._next,
            Key.RECALL: lambda: self._verb("recall"),
            Key.RATE: lambda: self._verb("finish"),
            Key.PAUSE: self._pause,
            Key.CANCEL: self._cancel,
        }[key]()

    def _next(self) -> Trouble | None:
        ticket = self._console()["ticket"]
        if ticket is not None and ticket["state"] == "called":
            return Trouble.NOT_NOW  # start, recall or no-show first: nobody is skipped
        return self._verb("call-next", **({"finish": True} if ticket is not None else {}))

    def _pause(self) -> Trouble | None:
        paused = self._console()["window"]["state"] == "paused"
        return self._verb("unpause" if paused else "pause")

    def _cancel(self) -> Trouble | None:
        ticket = self._console()["ticket"]
        called = ticket is not None and ticket["state"] == "called"
        return self._verb("no-show" if called else "undo")

    def _confirm(self) -> Trouble | None:
        return self._verb("start")

    def _with_figures(self, typed: str) -> Trouble | None:
        """Staff number: sign on or off; a number that is parked or missed here: it is back."""
        console = self._console()
        if console["window"]["state"] == "closed":
            return self._verb("sign-on", staff_no=typed)
        clerk = console.get("clerk")
        if isinstance(clerk, dict) and _figures(clerk.get("staff_no") or "") == typed:
            return self._verb("sign-off")
        for listed, verb in ((console["parked"], "resume"), (console["missed"], "return")):
            numbers = [each["number"] for each in listed if _ends(each["number"], typed)]
            if len(numbers) == 1:
                return self._verb(verb, number=numbers[0])
        return Trouble.UNKNOWN

    def _console(self) -> Console:
        return self._client.console(self._window)

    def _verb(self, verb: str, **body: Any) -> Trouble | None:
        self._client.verb(self._window, verb, body, key=uuid.uuid4().hex)
        return None


def _figures(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _ends(number: str, typed: str) -> bool:
    return _figures(number).lstrip("0") == typed.lstrip("0")


def _trouble(problem: Problem) -> Trouble:
    if problem.code.endswith(".unknown"):
        return Trouble.UNKNOWN
    return _TROUBLES.get(problem.code, Trouble.NOT_NOW)
