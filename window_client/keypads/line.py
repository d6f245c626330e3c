"""What is on one line and what its devices show: sending again, heartbeats, who is away; no I/O.

Only one message is on the line at a time: on a two-wire bus an answer and another message collide.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from window_client.keypads.adapter import Acknowledged, Adapter, Face, Message, Pressed, Restarted

ANSWER_S = 0.5
"""A message that isn't answered so soon is sent again."""
TRIES = 3
ASK_EVERY_S = 5.0


@dataclass
class _Device:
    """`wanted` is what it shall show, `shown` what it has said that it has."""

    wanted: Face | None = None
    shown: Face | None = None
    sending: Face | None = None
    queue: deque[Message] = field(default_factory=deque)
    asked_at: float = float("-inf")
    away: bool = False


class LineDriver:
    """Keeps every device of a line showing what it should, and knows who doesn't answer."""

    def __init__(self, adapter: Adapter, addresses: Iterable[int]) -> None:
        self._adapter = adapter
        self._devices = {address: _Device() for address in addresses}
        self._turns = deque(self._devices)
        self._sent: Message | None = None
        self._sent_at = 0.0
        self._tries = 0
        self._answers = b""

    @property
    def away(self) -> frozenset[int]:
        """Addresses that didn't answer three times in a row, and not since."""
        return frozenset(address for address, device in self._devices.items() if device.away)

    def want(self, address: int, face: Face) -> None:
        """From now on the device shall show this."""
        self._devices[address].wanted = face

    def forget(self) -> None:
        """The line was down: nothing that was sent or shown is known any more."""
        self._sent = None
        for device in self._devices.values():
            device.shown, device.sending, device.asked_at = None, None, float("-inf")
            device.queue.clear()

    def receive(self, data: bytes, now: float) -> list[Pressed]:
        """The keys that were pressed; answers go out with the next `due`."""
        heard, answers = self._adapter.receive(data, now)
        self._answers += answers
        pressed = []
        for each in heard:
            device = self._devices.get(each.address)
            if device is None:
                continue
            if device.away:
                device.away, device.shown = False, None
            if isinstance(each, Pressed):
                pressed.append(each)
            elif isinstance(each, Restarted):
                device.shown, device.sending = None, None
                device.queue.clear()
            else:
                self._answered(device, each)
        return pressed

    def _answered(self, device: _Device, heard: Acknowledged) -> None:
        sent = self._sent
        if sent is None or (sent.address, sent.token) != (heard.address, heard.token):
            return
        self._sent = None
        if device.queue and device.queue[0] is sent:
            device.queue.popleft()
            if not device.queue:
                device.shown, device.sending = device.sending, None

    def due(self, now: float) -> bytes:
        """What goes on the line now."""
        out, self._answers = self._answers, b""
        if self._sent is not None:
            if now - self._sent_at < ANSWER_S:
                return out
            device = self._devices[self._sent.address]
            if self._tries < TRIES and not device.away:
                return out + self._send(self._sent, now, self._tries + 1)
            device.away, device.shown, device.sending, self._sent = True, None, None, None
            device.queue.clear()
        message = self._next(now)
        return out if message is None else out + self._send(message, now, 1)

    def _send(self, message: Message, now: float, tries: int) -> bytes:
        self._sent, self._sent_at, self._tries = message, now, tries
        self._devices[message.address].asked_at = now
        return message.data

    def _next(self, now: float) -> Message | None:
        """The next device in turn that is to be told something, or asked whether it is there."""
        for _ in range(len(self._turns)):
            self._turns.rotate(-1)
            address = self._turns[-1]
            device = self._devices[address]
            resting = now - device.asked_at < ASK_EVERY_S
            if device.away:
                if not resting:
                    return self._adapter.ask(address)
                continue
            if device.wanted is not None and device.wanted not in (device.shown, device.sending):
                device.shown, device.sending = None, device.wanted
                device.queue = deque(self._adapter.show(address, device.wanted))
            if device.queue:
                return device.queue[0]
            if not resting:
                return self._adapter.ask(address)
        return None
