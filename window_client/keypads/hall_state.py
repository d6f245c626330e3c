"""What the keypads and strips of a hall should show, from the board's state."""

import time
from collections.abc import Callable, Iterable
from typing import Any

from window_client.client import HallClient, Problem, Unreachable
from window_client.keypads.adapter import Face, PadFace
from window_client.keypads.settings import Driven
from window_client.keypads.strip import strip_face

OLD_S = 60.0
"""What is older is no longer shown (LOOK.md, offline)."""


class HallState:
    """The last state of the board, with the windows' queues."""

    def __init__(self, client: HallClient, clock: Callable[[], float] = time.monotonic) -> None:
        self._client = client
        self._clock = clock
        self._board: dict[str, Any] | None = None
        self._queues: dict[str, list[str]] = {}
        self._version = 0
        self._at = 0.0

    def refresh(self) -> bool:
        """Ask the server; whether it answered."""
        try:
            board: dict[str, Any] = {**self._client.board()}
            if board["version"] != self._version:
                windows = self._client.catalogue()["windows"]
                self._queues = {w["key"]: [*w["matters"], f"@{w['key']}"] for w in windows}
                self._version = board["version"]
        except (Problem, Unreachable):
            return False
        self._board, self._at = board, self._clock()
        return True

    def faces(self, devices: Iterable[Driven]) -> Iterable[tuple[Driven, Face]]:
        """What each device shows by now."""
        for device in devices:
            yield device, self._face(device)

    def _face(self, device: Driven) -> Face:
        window, waiting = self._of(device.setting.window)
        if device.setting.kind == "strip":
            return strip_face(window, waiting, device.setting.language)
        if window is None:
            return PadFace()
        ticket = window.get("ticket")
        return PadFace(waiting, ticket["number"] if ticket else "")

    def _of(self, key: str) -> tuple[dict[str, Any] | None, int]:
        if self._board is None or self._clock() - self._at > OLD_S:
            return None, 0
        queues = self._board["queues"]
        waiting = sum(
            queues.get(queue, {}).get("waiting", 0) for queue in self._queues.get(key, ())
        )
        return self._board["windows"].get(key), waiting
