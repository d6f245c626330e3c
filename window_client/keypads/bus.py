"""The common field-bus frame, as a sample: FF 68 L L 68 address function data … checksum 16.

L counts address, function and data; the checksum is their sum modulo 256. FF before a frame wakes
the line and may be missing. A device answers a message with its function and the highest bit set.
"""

from dataclasses import dataclass, field

from window_client.keypads.adapter import (
    Acknowledged,
    Adapter,
    Face,
    Heard,
    Key,
    Message,
    PadFace,
    Pressed,
    Restarted,
)

WAKE, BEGIN, END = 0xFF, 0x68, 0x16
ANSWER = 0x80
KEYS, SHOW, ASK, CELL, DRAW, HELLO = 0x01, 0x02, 0x03, 0x04, 0x05, 0x06
LONGEST = 2 + 1 + 32
"""Address, function, and a cell of a strip with its place."""
GAP_S = 1.0
"""A frame that stops for so long is none: what came of it is read as noise."""
BOUNCE_S = 0.08
"""The same key again so soon is its contact, not a finger."""

CODES = {
    **{number: Key(str(number)) for number in range(10)},
    0x0B: Key.RATE, 0x0C: Key.NEXT, 0x0D: Key.RECALL, 0x0E: Key.CANCEL, 0x0F: Key.CONFIRM,
    0x12: Key.PAUSE, 0x13: Key.TRANSFER,
}  # fmt: skip
CODE_OF = {key: code for code, key in CODES.items()}
GLYPHS = {**{str(n): n for n in range(10)}, "-": 0x0A, " ": 0x0B, "E": 0x0E}
GLYPH_OF = {code: glyph for glyph, code in GLYPHS.items()}


@dataclass(frozen=True, slots=True)
class BusFrame:
    """One frame. Address 1 to 247."""

    address: int
    function: int
    data: bytes = b""

    def __bytes__(self) -> bytes:
        body = bytes((self.address, self.function)) + self.data
        head = bytes((WAKE, BEGIN, len(body), len(body), BEGIN))
        return head + body + bytes((sum(body) % 256, END))


class BusReader:
    """Finds frames in what comes over a line, whatever noise stands between and within them."""

    def __init__(self) -> None:
        self._kept = bytearray()
        self._at = 0.0

    def feed(self, data: bytes, now: float) -> list[BusFrame]:
        """Frames that are whole by now. `now`: seconds of a steady clock."""
        found: list[BusFrame] = []
        if data and self._kept and now - self._at > GAP_S:
            found = self._frames(give_up=True)
        if data:
            self._at = now
        self._kept += data
        return found + self._frames(give_up=False)

    def _frames(self, give_up: bool) -> list[BusFrame]:
        """`give_up`: nothing more comes of what is there."""
        found: list[BusFrame] = []
        while True:
            begin = self._kept.find(BEGIN)
            if begin < 0:
                self._kept.clear()
                return found
            del self._kept[:begin]
            length = _length(self._kept)
            if length is None or (give_up and length > len(self._kept)):
                del self._kept[0]
            elif length > len(self._kept):
                return found
            else:
                frame = _frame(self._kept[:length])
                if frame is not None:
                    found.append(frame)
                del self._kept[: length if frame is not None else 1]


def _length(kept: bytearray) -> int | None:
    """Bytes of the frame that may begin here; None if none does."""
    if len(kept) > 1 and not 2 <= kept[1] <= LONGEST:
        return None
    if len(kept) > 2 and kept[2] != kept[1]:
        return None
    if len(kept) > 3 and kept[3] != BEGIN:
        return None
    return 6 + (kept[1] if len(kept) > 1 else 2)


def _frame(whole: bytearray) -> BusFrame | None:
    body = whole[4:-2]
    if whole[-1] != END or sum(body) % 256 != whole[-2]:
        return None
    return BusFrame(body[0], body[1], bytes(body[2:]))


@dataclass
class BusAdapter(Adapter):
    """Keypads and strips on one bus. Frames have no number: a keypad sends a key once."""

    _reader: BusReader = field(default_factory=BusReader)
    _pressed: dict[int, tuple[Key, float]] = field(default_factory=dict)

    def receive(self, data: bytes, now: float) -> tuple[list[Heard], bytes]:
        heard: list[Heard] = []
        answers = b""
        for frame in self._reader.feed(data, now):
            if frame.function & ANSWER:
                heard.append(
                    Acknowledged(frame.address, _token(frame.function & ~ANSWER, frame.data))
                )
            elif frame.function == HELLO:
                heard.append(Restarted(frame.address))
                answers += bytes(BusFrame(frame.address, HELLO | ANSWER))
            elif frame.function == KEYS:
                heard += self._keys(frame, now)
                answers += bytes(BusFrame(frame.address, KEYS | ANSWER))
        return heard, answers

    def _keys(self, frame: BusFrame, now: float) -> list[Heard]:
        heard: list[Heard] = []
        for code in frame.data:
            key = CODES.get(code)
            if key is None:
                continue
            before, at = self._pressed.get(frame.address, (None, 0.0))
            self._pressed[frame.address] = (key, now)
            if len(frame.data) > 1 or before is not key or now - at > BOUNCE_S:
                heard.append(Pressed(frame.address, key))
        return heard

    def show(self, address: int, face: Face) -> list[Message]:
        if isinstance(face, PadFace):
            return [_message(address, SHOW, bytes(GLYPHS[glyph] for glyph in face.six))]
        cells = [
            _message(address, CELL, bytes((place,)) + cell) for place, cell in enumerate(face.cells)
        ]
        return [*cells, _message(address, DRAW)]

    def ask(self, address: int) -> Message:
        return _message(address, ASK)


def _message(address: int, function: int, data: bytes = b"") -> Message:
    return Message(address, _token(function, data), bytes(BusFrame(address, function, data)))


def _token(function: int, data: bytes) -> int:
    """The function, and of a cell its place, which its answer repeats."""
    return function << 8 | (data[0] if function == CELL and data else 0)
