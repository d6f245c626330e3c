"""Carries out commands on paper. One method per command; what isn't drawn is still checked."""

from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

from printers.virtual.grammar import Command, little
from printers.virtual.letters import CELL, cell, decoded
from printers.virtual.paper import Paper

SPACING = 30  # dots from line to line


@dataclass(slots=True)
class Manner:
    """How text is set at the moment; `ESC @` starts afresh."""

    chinese: bool = True
    columns: int = 1
    rows: int = 1
    bold: bool = False
    align: int = 0
    spacing: int = SPACING
    left: int = 0
    inverse: bool = False


class Executor:
    """`answer` sends bytes back; `blame` reports a protocol error; `moved` is called while
    paper moves and may raise to stop."""

    def __init__(
        self,
        paper: Paper,
        answer: Callable[[bytes], None],
        blame: Callable[[str], None],
        moved: Callable[[int], None],
        lacks: Callable[[str], bool],
        paper_status: Callable[[], int],
        automatic: Callable[[int], None],
    ) -> None:
        self.paper = paper
        self.manner = Manner()
        self._answer, self._blame, self._moved, self._lacks = answer, blame, moved, lacks
        self._paper_status, self._automatic = paper_status, automatic
        self._line: list[Image.Image] = []
        self._said = ""
        self._qr = b""
        self._module = 3

    def text(self, data: bytes) -> None:
        """Letters into the line; the line is printed when it is full or fed."""
        for character, wide, error in decoded(data, self.manner.chinese):
            if error:
                self._blame(f"text: {error}")
            glyph = cell(character, wide, self.manner.bold)
            size = (glyph.width * self.manner.columns, CELL * self.manner.rows)
            if self._used() + size[0] > self.paper.dots - self.manner.left:
                self.line_feed()
            self._line.append(glyph.resize(size, Image.Resampling.NEAREST))
            self._said += character

    def _used(self) -> int:
        return sum(glyph.width for glyph in self._line)

    def line_feed(self) -> None:
        """Prints the line."""
        if not self._line:
            self._feed(self.manner.spacing)
            return
        height = max(glyph.height for glyph in self._line)
        strip = Image.new("L", (self.paper.dots, height), 0)
        slack = self.paper.dots - self.manner.left - self._used()
        x = self.manner.left + (0, slack // 2, slack)[self.manner.align]
        for glyph in self._line:
            strip.paste(glyph, (x, height - glyph.height))
            x += glyph.width
        self._burn(packed(strip))
        self._feed(max(0, self.manner.spacing - CELL))
        self.paper.note(self._said)
        self._line, self._said = [], ""

    def obey(self, command: Command) -> None:
        """Does what the command says; commands that change nothing visible are accepted."""
        action = ACTIONS.get(command.name)
        if action is not None:
            action(self, command.data)

    def _burn(self, rows: list[bytes]) -> None:
        for at in range(0, len(rows), 8):
            self._moved(len(rows[at : at + 8]))
            self.paper.burn(rows[at : at + 8])

    def _feed(self, dots: int) -> None:
        for at in range(0, dots, 16):
            step = min(16, dots - at)
            self._moved(step)
            self.paper.feed(step)

    def initialise(self, data: bytes) -> None:
        """ESC @."""
        self.manner = Manner()
        self._line, self._said = [], ""

    def feed_dots(self, data: bytes) -> None:
        """ESC J n: prints the line, then n dots."""
        if self._line:
            self.line_feed()
        self._feed(data[0])

    def feed_lines(self, data: bytes) -> None:
        """ESC d n."""
        if self._line:
            self.line_feed()
        self._feed(data[0] * self.manner.spacing)

    def picture(self, data: bytes) -> None:
        """GS v 0."""
        width = little(data, 2)
        dots = data[6:]
        if self._line:
            self._blame("GS v 0 in the middle of a line of text")
            self.line_feed()
        wide, twice = (2 if data[1] % 48 in modes else 1 for modes in ((1, 3), (2, 3)))
        if width * 8 * wide > self.paper.dots:
            self._blame(f"GS v 0 of {width * 8 * wide} dots on paper of {self.paper.dots}")
        if any(bytes((0x10, second)) in dots for second in (4, 5, 0x14)):
            self._blame("GS v 0 holds bytes that are obeyed as a real-time command")
        rows = [dots[at : at + width] for at in range(0, len(dots), width)]
        rows = [widened(row) for row in rows] if wide == 2 else rows
        self._burn([row for row in rows for _ in range(twice)])

    def cut(self, data: bytes) -> None:
        """GS V: 65, 66, 97 and 98 feed to the blade first."""
        if self._line:
            self.line_feed()
        to_blade = data[0] in (65, 66, 97, 98)
        if to_blade:
            self._feed(data[1] if len(data) > 1 else 0)
        self._moved(0)
        self.paper.cut(to_blade)

    def size(self, data: bytes) -> None:
        """GS ! n."""
        if data[0] & 0x88:
            self._blame(f"GS ! {data[0]:02X}h sets reserved bits")
        self.manner.columns, self.manner.rows = (data[0] >> 4 & 7) + 1, (data[0] & 7) + 1

    def mode(self, data: bytes) -> None:
        """ESC ! n: double height and width of Latin, bold."""
        self.manner.columns = 2 if data[0] & 0x20 else 1
        self.manner.rows = 2 if data[0] & 0x10 else 1
        self.manner.bold = bool(data[0] & 0x08)

    def align(self, data: bytes) -> None:
        """ESC a n."""
        if data[0] not in (0, 1, 2, 48, 49, 50):
            self._blame(f"ESC a {data[0]}")
        self.manner.align = data[0] % 48 % 3

    def status_request(self, data: bytes) -> None:
        """GS r n, answered when its turn comes."""
        if data[0] not in (1, 2, 49, 50):
            self._blame(f"GS r {data[0]}")
        elif not self._lacks("no_barrier"):
            self._answer(bytes((self._paper_status() if data[0] in (1, 49) else 0,)))

    def parenthesis(self, data: bytes) -> None:
        """GS ( H for completion, GS ( k for QR; others are accepted."""
        kind, body = chr(data[0]), data[3:]
        if kind == "H":
            self._completion(body)
        elif kind == "k":
            self._two_dimensional(body)

    def _completion(self, body: bytes) -> None:
        if len(body) != 6 or body[:2] != b"\x30\x30":
            self._blame(f"GS ( H with {body.hex(' ')}")
        elif not self._lacks("no_completion"):
            self._answer(b"\x37\x22" + body[2:] + b"\0")

    def _two_dimensional(self, body: bytes) -> None:
        if len(body) < 2 or body[0] != 0x31:
            self._blame(f"GS ( k with {body.hex(' ')}")
            return
        function = body[1]
        if function == 0x43:
            self._module = body[2]
        elif function == 0x50:
            self._qr = body[3:]
        elif function == 0x51:
            self._print_qr()
        elif function not in (0x41, 0x45):
            self._blame(f"GS ( k with function {function}")

    def _print_qr(self) -> None:
        from qrcode.main import QRCode

        code = QRCode(border=0, box_size=self._module)
        code.add_data(self._qr)
        drawn = code.make_image().get_image().convert("L")
        strip = Image.new("L", (self.paper.dots, drawn.height), 0)
        strip.paste(drawn.point(lambda value: 255 - value), (self.manner.left, 0))
        self._line, self._said = [], ""
        self._burn(packed(strip))

    def automatic(self, data: bytes) -> None:
        """GS a n."""
        self._automatic(data[0])


def widened(row: bytes) -> bytes:
    """Each dot twice, side by side."""
    bits = "".join(bit * 2 for byte in row for bit in f"{byte:08b}")
    return int(bits, 2).to_bytes(2 * len(row), "big")


def packed(strip: Image.Image) -> list[bytes]:
    """Rows of dots of a picture whose white is ink."""
    data = strip.convert("1", dither=Image.Dither.NONE).tobytes()
    stride = (strip.width + 7) // 8
    return [data[at : at + stride] for at in range(0, len(data), stride)]


def setting(name: str) -> Callable[[Executor, bytes], None]:
    """An action that only changes the manner of setting text."""

    def change(executor: Executor, data: bytes) -> None:
        manner = executor.manner
        if name == "chinese on":
            manner.chinese = True
        elif name == "chinese off":
            manner.chinese = False
        elif name == "bold":
            manner.bold = bool(data[0] & 1)
        elif name == "spacing":
            manner.spacing = data[0]
        elif name == "usual spacing":
            manner.spacing = SPACING
        elif name == "left":
            manner.left = little(data, 0)

    return change


def feed_line(executor: Executor, data: bytes) -> None:
    """LF."""
    executor.line_feed()


ACTIONS: dict[str, Callable[[Executor, bytes], None]] = {
    "LF": feed_line,
    "ESC @": Executor.initialise,
    "ESC J": Executor.feed_dots,
    "ESC d": Executor.feed_lines,
    "ESC !": Executor.mode,
    "ESC a": Executor.align,
    "ESC E": setting("bold"),
    "ESC 3": setting("spacing"),
    "ESC 2": setting("usual spacing"),
    "FS &": setting("chinese on"),
    "FS .": setting("chinese off"),
    "GS L": setting("left"),
    "GS !": Executor.size,
    "GS v 0": Executor.picture,
    "GS V": Executor.cut,
    "GS r": Executor.status_request,
    "GS (": Executor.parenthesis,
    "GS a": Executor.automatic,
}
