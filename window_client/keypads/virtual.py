"""A keypad and a strip that are not there: strict about what they are sent, with faults to try.

What a real device could not read, or that is not in docs/keypads.md, is counted in `refused`.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from window_client.keypads import bus, lines
from window_client.keypads.adapter import EquipmentKind, Key

BLANK = " " * 6
CELL_BYTES = 32
AGAIN_S = 0.5
"""A key that nobody took is sent again so often, three times."""
TRIES = 3


@dataclass
class VirtualDevice:
    """What one device shows. `mute`: it hears and shows, and doesn't answer."""

    address: int
    kind: EquipmentKind = "keypad"
    six: str = BLANK
    cells: list[bytes] = field(default_factory=lambda: [bytes(CELL_BYTES)] * 8)
    drawn: list[bytes] = field(default_factory=lambda: [bytes(CELL_BYTES)] * 8)
    mute: bool = False
    refused: int = 0
    sounds: int = 0

    def rows(self) -> Iterator[str]:
        """A strip's dots, a row at a time."""
        for row in range(16):
            parts = (int.from_bytes(cell[2 * row : 2 * row + 2], "big") for cell in self.drawn)
            yield "".join(f"{part:016b}" for part in parts)

    def show(self, six: str) -> bool:
        """Whether it is something that six figures can show."""
        good = self.kind == "keypad" and len(six) == 6
        if good:
            self.six = six
        return good

    def put_cell(self, place: int, cell: bytes) -> bool:
        good = self.kind == "strip" and 0 <= place < 8 and len(cell) == CELL_BYTES
        if good:
            self.cells[place] = cell
        return good

    def draw(self) -> bool:
        if self.kind == "strip":
            self.drawn = list(self.cells)
        return self.kind == "strip"


class VirtualLine(ABC):
    """Devices on one line, speaking one protocol."""

    def __init__(self, devices: list[VirtualDevice]) -> None:
        self.devices = {device.address: device for device in devices}

    @abstractmethod
    def hello(self) -> bytes:
        """What the devices say when they get power."""

    @abstractmethod
    def press(self, address: int, key: Key, now: float) -> bytes:
        """A finger on a key."""

    @abstractmethod
    def receive(self, data: bytes, now: float) -> bytes:
        """What the devices answer."""

    def due(self, now: float) -> bytes:
        """What they send by themselves by now."""
        return b""


class VirtualBus(VirtualLine):
    """By the field-bus frame."""

    def __init__(self, devices: list[VirtualDevice]) -> None:
        super().__init__(devices)
        self._reader = bus.BusReader()

    def hello(self) -> bytes:
        return b"".join(bytes(bus.BusFrame(address, bus.HELLO)) for address in self.devices)

    def press(self, address: int, key: Key, now: float) -> bytes:
        return bytes(bus.BusFrame(address, bus.KEYS, bytes((bus.CODE_OF[key],))))

    def receive(self, data: bytes, now: float) -> bytes:
        return b"".join(self._answer(frame) for frame in self._reader.feed(data, now))

    def _answer(self, frame: bus.BusFrame) -> bytes:
        device = self.devices.get(frame.address)
        if device is None:
            return b""
        if frame.function & bus.ANSWER:
            device.sounds += 1
            return b""
        if not self._does(device, frame):
            device.refused += 1
            return b""
        echo = frame.data[:1] if frame.function == bus.CELL else b""
        answer = bytes(bus.BusFrame(frame.address, frame.function | bus.ANSWER, echo))
        return b"" if device.mute else answer

    def _does(self, device: VirtualDevice, frame: bus.BusFrame) -> bool:
        if frame.function == bus.SHOW:
            known = all(code in bus.GLYPH_OF for code in frame.data)
            return known and device.show("".join(bus.GLYPH_OF[code] for code in frame.data))
        if frame.function == bus.CELL and frame.data:
            return device.put_cell(frame.data[0], frame.data[1:])
        if frame.function == bus.DRAW:
            return device.draw()
        return frame.function == bus.ASK and not frame.data


class VirtualLines(VirtualLine):
    """By the line protocol: a key is sent again until it is answered."""

    def __init__(self, devices: list[VirtualDevice]) -> None:
        super().__init__(devices)
        self._reader = lines.LineReader()
        self._number = 0
        self._unanswered: dict[tuple[int, int], tuple[bytes, float, int]] = {}

    def hello(self) -> bytes:
        return b"".join(self._line(address, "HELLO") for address in self.devices)

    def press(self, address: int, key: Key, now: float) -> bytes:
        sent = self._line(address, "KEY", key.value)
        self._unanswered[address, self._number] = (sent, now, 1)
        return sent

    def _line(self, address: int, word: str, rest: str = "") -> bytes:
        self._number = (self._number + 1) % lines.NUMBERS
        return bytes(lines.NumberedLine(address, self._number, word, rest))

    def due(self, now: float) -> bytes:
        out = b""
        for name, (sent, at, tries) in list(self._unanswered.items()):
            if now - at >= AGAIN_S:
                del self._unanswered[name]
                if tries < TRIES:
                    self._unanswered[name] = (sent, now, tries + 1)
                    out += sent
        return out

    def receive(self, data: bytes, now: float) -> bytes:
        return b"".join(self._answer(line) for line in self._reader.feed(data))

    def _answer(self, line: lines.NumberedLine) -> bytes:
        device = self.devices.get(line.address)
        if device is None:
            return b""
        if line.word in ("OK", "NO"):
            if self._unanswered.pop((line.address, line.number), None):
                device.sounds += 1
            return b""
        good = self._does(device, line)
        device.refused += not good
        answer = bytes(lines.NumberedLine(line.address, line.number, "OK" if good else "NO"))
        return b"" if device.mute else answer

    def _does(self, device: VirtualDevice, line: lines.NumberedLine) -> bool:
        if line.word == "SHOW":
            waiting, _, number = line.rest.partition(" ")
            known = set(line.rest) <= set("0123456789-_E ") and len(waiting) == 3
            return known and device.show((waiting + number).replace("_", " "))
        if line.word == "CELL":
            place, _, cell = line.rest.partition(" ")
            good = place.isdecimal() and len(cell) == 2 * CELL_BYTES
            return good and device.put_cell(int(place), bytes.fromhex(cell))
        if line.word == "DRAW":
            return device.draw()
        return line.word == "ASK" and not line.rest


PROTOCOLS: Mapping[str, Callable[[list[VirtualDevice]], VirtualLine]] = {
    "lines": VirtualLines, "bus": VirtualBus,
}  # fmt: skip
