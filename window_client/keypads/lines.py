"""Our own line protocol (docs/keypads.md): a line of plain text each way, numbered and checked.

3 17 KEY NEXT *5C
address, number, word, arguments, and the sum of what stands before ` *`, modulo 256
"""

from dataclasses import dataclass, field

from window_client.keypads.adapter import (
    MOST_ADDRESS,
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

LONGEST_LINE = 120
NUMBERS = 10_000


@dataclass(frozen=True, slots=True)
class NumberedLine:
    """One line. `number` tells a repetition from a new one; an answer has that of its message."""

    address: int
    number: int
    word: str
    rest: str = ""

    def __bytes__(self) -> bytes:
        text = f"{self.address} {self.number} {self.word} {self.rest}".rstrip()
        return f"{text} *{checksum(text):02X}\n".encode("ascii")


def checksum(text: str) -> int:
    return sum(text.encode("ascii", "replace")) % 256


def line_of(raw: bytes) -> NumberedLine | None:
    """The line that these bytes are, without their end; None if they are none."""
    if not raw.isascii():
        return None
    text, star, said = raw.decode("ascii").strip().rpartition(" *")
    if not star or said.upper() != f"{checksum(text):02X}":
        return None
    parts = text.split(" ", 3)
    if len(parts) < 3 or not (parts[0].isdecimal() and parts[1].isdecimal()):
        return None
    address, number = int(parts[0]), int(parts[1])
    if not 1 <= address <= MOST_ADDRESS or number >= NUMBERS:
        return None
    return NumberedLine(address, number, parts[2], parts[3] if len(parts) > 3 else "")


class LineReader:
    """Cuts bytes into lines; one that grows too long without an end is noise."""

    def __init__(self) -> None:
        self._kept = b""

    def feed(self, data: bytes) -> list[NumberedLine]:
        """Lines that are whole by now."""
        *whole, self._kept = (self._kept + data).replace(b"\r", b"\n").split(b"\n")
        self._kept = self._kept[-LONGEST_LINE:]
        return [line for raw in whole if (line := line_of(raw)) is not None]


@dataclass
class LinesAdapter(Adapter):
    """A repeated number of the same address is answered again and counts once."""

    _reader: LineReader = field(default_factory=LineReader)
    _last: dict[int, int] = field(default_factory=dict)
    _number: int = 0

    def receive(self, data: bytes, now: float) -> tuple[list[Heard], bytes]:
        heard: list[Heard] = []
        answers = b""
        for line in self._reader.feed(data):
            if line.word in ("OK", "NO"):
                heard.append(Acknowledged(line.address, line.number))
            else:
                found, answer = self._heard(line)
                heard += found
                answers += bytes(NumberedLine(line.address, line.number, answer))
        return heard, answers

    def _heard(self, line: NumberedLine) -> tuple[list[Heard], str]:
        if line.word == "HELLO":
            self._last.pop(line.address, None)
            return [Restarted(line.address)], "OK"
        if line.word != "KEY" or line.rest not in set(Key):
            return [], "NO"
        if self._last.get(line.address) == line.number:
            return [], "OK"
        self._last[line.address] = line.number
        return [Pressed(line.address, Key(line.rest))], "OK"

    def show(self, address: int, face: Face) -> list[Message]:
        if isinstance(face, PadFace):
            six = face.six.replace(" ", "_")
            return [self._message(address, "SHOW", f"{six[:3]} {six[3:]}")]
        cells = [
            self._message(address, "CELL", f"{place} {cell.hex().upper()}")
            for place, cell in enumerate(face.cells)
        ]
        return [*cells, self._message(address, "DRAW")]

    def ask(self, address: int) -> Message:
        return self._message(address, "ASK")

    def _message(self, address: int, word: str, rest: str = "") -> Message:
        self._number = (self._number + 1) % NUMBERS
        line = NumberedLine(address, self._number, word, rest)
        return Message(address, line.number, bytes(line))
