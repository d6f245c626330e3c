"""Runs the keypads and strips of a machine: a thread for each line, and for each window's keys."""

import logging
import queue
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Mapping

from window_client.client import HallClient, Problem, Unreachable
from window_client.keypads.adapter import Adapter, Face, Key, PadFace, Trouble
from window_client.keypads.bus import BusAdapter
from window_client.keypads.feed import Feed
from window_client.keypads.hall_state import HallState
from window_client.keypads.line import LineDriver
from window_client.keypads.lines import LinesAdapter
from window_client.keypads.ports import LineLost, Port, open_port
from window_client.keypads.settings import Driven
from window_client.keypads.window_keys import WindowKeys

log = logging.getLogger("servicehall.keypads")
ADAPTERS: Mapping[str, Callable[[], Adapter]] = {"lines": LinesAdapter, "bus": BusAdapter}
STEP_S = 0.02
REOPEN_S = 1.0
REFRESH_S = 10.0
REPORT_S = 60.0
TROUBLE_S = 2.0


class LineThread:
    """One port with its devices; opens it again until it is told to stop."""

    def __init__(self, url: str, devices: list[Driven], pressed: Callable[[Driven, Key], None]):
        self.url = url
        self._devices = {device.setting.address: device for device in devices}
        self._driver = LineDriver(ADAPTERS[devices[0].setting.protocol](), self._devices)
        self._pressed = pressed
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._up: bool | None = None  # not known before the first try
        self._thread = threading.Thread(target=self._run, name=f"line {url}", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join(REOPEN_S + 2)

    def want(self, address: int, face: Face) -> None:
        with self._lock:
            self._driver.want(address, face)

    def state(self, address: int) -> str | None:
        """ok, no_port or no_answer; None before the port was tried."""
        with self._lock:
            if not self._up:
                return None if self._up is None else "no_port"
            return "no_answer" if address in self._driver.away else "ok"

    def _run(self) -> None:
        said = ""
        while not self._stopped.is_set():
            try:
                port = open_port(self.url)
            except LineLost as lost:
                if str(lost) != said:
                    log.warning("%s", lost)
                said = str(lost)
                self._up = False
                self._stopped.wait(REOPEN_S)
                continue
            try:
                log.info("%s is open", self.url)
                self._drive(port)
            except LineLost as lost:
                log.warning("%s: %s", self.url, lost)
                said = str(lost)
            finally:
                port.close()
                with self._lock:
                    self._up = False
                    self._driver.forget()

    def _drive(self, port: Port) -> None:
        with self._lock:
            self._up = True
        while not self._stopped.is_set():
            data = port.read(STEP_S)
            now = time.monotonic()
            with self._lock:
                pressed = self._driver.receive(data, now) if data else []
                out = self._driver.due(now)
            for each in pressed:
                self._pressed(self._devices[each.address], each.key)
            if out:
                port.write(out)


class KeypadService:
    """Everything of one machine, until `stop`."""

    def __init__(self, devices: list[Driven]) -> None:
        self._devices = devices
        by_port: defaultdict[str, list[Driven]] = defaultdict(list)
        for device in devices:
            by_port[device.setting.port].append(device)
        self._lines = {url: LineThread(url, found, self._press) for url, found in by_port.items()}
        self._keys: dict[str, queue.SimpleQueue[tuple[Key, float] | None]] = {}
        self._troubles: dict[str, tuple[Trouble, float]] = {}
        self._state = HallState(devices[0].client)
        self._changed = threading.Event()
        self._stopped = threading.Event()
        self._feed = Feed(devices[0].client.base_url, devices[0].setting.hall, self._changed.set)
        self._reported: dict[str, tuple[str, float]] = {}
        self._refreshed = float("-inf")

    def run(self) -> None:
        """Until `stop`, from another thread or a signal's handler."""
        for device in self._devices:
            if device.setting.kind == "keypad":
                self._keys[device.setting.key] = queue.SimpleQueue()
                name = f"keys {device.setting.key}"
                threading.Thread(target=self._work, args=(device,), name=name, daemon=True).start()
        self._feed.start()
        for line in self._lines.values():
            line.start()
        try:
            while not self._stopped.is_set():
                self._step()
        finally:
            self._feed.stop()
            for keys in self._keys.values():
                keys.put(None)
            for line in self._lines.values():
                line.stop()

    def stop(self) -> None:
        self._stopped.set()
        self._changed.set()

    def _step(self) -> None:
        """Once a change, and often enough that a trouble goes and a device that is away is told."""
        changed = self._changed.wait(0.5)
        self._changed.clear()
        if changed or time.monotonic() - self._refreshed > REFRESH_S:
            self._state.refresh()
            self._refreshed = time.monotonic()
        for device, face in self._state.faces(self._devices):
            setting = device.setting
            if isinstance(face, PadFace):
                face = self._with_trouble(setting.key, face)
            self._lines[setting.port].want(setting.address, face)
        self._report()

    def _with_trouble(self, key: str, face: PadFace) -> PadFace:
        trouble, at = self._troubles.get(key, (None, 0.0))
        if trouble is None or time.monotonic() - at > TROUBLE_S:
            return face
        return PadFace(face.waiting, face.number, trouble)

    def _press(self, device: Driven, key: Key) -> None:
        keys = self._keys.get(device.setting.key)
        if keys is not None:
            keys.put((key, time.monotonic()))

    def _work(self, device: Driven) -> None:
        """The keys of one window, one after another: a slow answer holds up no other window."""
        window = WindowKeys(device.client, device.setting.window)
        keys = self._keys[device.setting.key]
        while (pressed := keys.get()) is not None:
            key, at = pressed
            trouble = window.press(key, at)
            log.info("%s: %s%s", device.setting.key, key.value, f" → {trouble}" if trouble else "")
            if trouble is not None:
                self._troubles[device.setting.key] = (trouble, time.monotonic())
            self._changed.set()

    def _report(self) -> None:
        """Tell the server how each device is: when that changes, and each minute."""
        now = time.monotonic()
        for device in self._devices:
            setting = device.setting
            state = self._lines[setting.port].state(setting.address)
            known, at = self._reported.get(setting.key, ("", 0.0))
            if state is not None and (state != known or now - at > REPORT_S):
                if _told(device.client, state):
                    self._reported[setting.key] = (state, now)
                else:
                    return


def _told(client: HallClient, state: str) -> bool:
    try:
        client.post("/window-devices/own/state", {"state": state})
    except (Problem, Unreachable) as missing:
        log.info("the server was not told: %s", missing)
        return False
    return True
