"""A pool with virtual printers, and everything it said."""

import threading
import time
from collections.abc import Callable
from typing import Any, Self

import zxingcpp
from PIL import Image

from printers.drawing import draw
from printers.facts import examples
from printers.health import Health
from printers.job import Detail, PrintJob, State
from printers.pool import PrinterPool
from printers.setup import setup_from_data
from printers.slip import Slip
from printers.template import default_template
from printers.timing import Timing
from printers.virtual.paper import Receipt
from printers.virtual.printer import VirtualPrinter
from tests.support.patience import PATIENCE_S

HURRIED = Timing(
    connect=1.0, answer=0.4, stall=0.5, probe=0.05, cutter=0.05, again=0.05, idle=0.2,
    reconnect=0.1, late=0.6, stuck=1.5, listen=0.2, wake=0.5,
)  # fmt: skip
FAST = 3000.0  # mm/s


def ticket(number: str = "C047", **facts: Any) -> Slip:
    """A number ticket; its QR holds the number, so that paper can be told apart."""
    url = f"https://hall.example.gov.cn/T/{number}"
    given = {**examples("number-ticket"), "number": number, "url": url, **facts}
    return default_template("number-ticket").fill(given)


def numbers_on(image: Image.Image) -> list[str]:
    """The numbers of the QR codes on a piece of paper; they stand at its left."""
    left = image.crop((0, 0, 240, image.height))
    found = zxingcpp.read_barcodes(
        left, zxingcpp.BarcodeFormat.QRCode, try_rotate=False, try_downscale=False
    )
    return [code.text.rpartition("/")[2] for code in found]


def complete(receipt: Receipt, slip: Slip, dots: int = 576) -> bool:
    """Whether all of a slip is on the paper, first print or marked copy."""
    return copy_of(receipt, slip, dots) is not None


def copy_of(receipt: Receipt, slip: Slip, dots: int = 576) -> int | None:
    """Which copy of a slip the paper shows whole: 0 the first print; None if not whole."""
    shown = trimmed(receipt.image)
    for copy in range(6):
        wanted = trimmed(draw(slip.marked(copy), dots).convert("L"))
        if shown.size == wanted.size and differing(shown, wanted) < 40:
            return copy
    return None


def trimmed(image: Image.Image) -> Image.Image:
    """The inked part."""
    return image.crop(image.point(lambda value: 255 - value).getbbox())


def differing(one: Image.Image, other: Image.Image) -> int:
    """Pixels that differ; the raster may have thickened a dot here and there."""
    from PIL import ImageChops

    return ImageChops.difference(one, other).histogram()[255]


class Scene:
    """Use as a context; `printers` maps names to virtual printers."""

    def __init__(self, timing: Timing = HURRIED, **printers: VirtualPrinter) -> None:
        self.printers = printers
        self.said: list[tuple[str, State, Detail]] = []
        self.healths: list[tuple[str, Health]] = []
        self.ends: dict[str, tuple[State, Detail]] = {}
        self._changed = threading.Condition()
        self.capabilities: dict[str, dict[str, Any]] = {}
        self._timing = timing
        self.pool: PrinterPool

    def __enter__(self) -> Self:
        setups = [
            setup_from_data(
                {"name": name, "url": printer.start().url} | self.capabilities.get(name, {})
            )
            for name, printer in self.printers.items()
        ]
        self.pool = PrinterPool(setups, self._change, self._health, self._timing)
        self.pool.start()
        for name in self.printers:
            self.wait(lambda name=name: self.pool.health()[name].connected)  # type: ignore[misc]
        return self

    def __exit__(self, *_: object) -> None:
        self.pool.stop()
        for printer in self.printers.values():
            printer.stop()

    def _change(self, job_id: str, state: State, detail: Detail) -> None:
        with self._changed:
            self.said.append((job_id, state, detail))
            if state.final:
                assert job_id not in self.ends or self.ends[job_id][0] is State.FAILED, job_id
                self.ends[job_id] = (state, detail)
            self._changed.notify_all()

    def _health(self, printer: str, health: Health) -> None:
        with self._changed:
            self.healths.append((printer, health))
            self._changed.notify_all()

    def wait(self, done: Callable[[], bool], timeout: float = PATIENCE_S) -> None:
        """Until something is so."""
        until = time.monotonic() + timeout
        with self._changed:
            while not done():
                left = until - time.monotonic()
                assert left > 0, (self.said, self.healths)
                self._changed.wait(min(left, 0.05))

    def submit(self, slip: Slip, job_id: str = "j", **options: Any) -> None:
        """A job for all printers in their order."""
        options = {"deadline": PATIENCE_S, "printers": tuple(self.printers)} | options
        self.pool.submit(PrintJob(job_id, slip, **options))

    def final(self, job_id: str = "j") -> tuple[State, Detail]:
        """How a job ended."""
        self.wait(lambda: job_id in self.ends, 2 * PATIENCE_S)
        return self.ends[job_id]

    def states(self, job_id: str = "j") -> list[State]:
        """Every state of a job in order."""
        return [state for ident, state, _ in self.said if ident == job_id]
