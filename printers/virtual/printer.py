"""The virtual printer as one object."""

import threading
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from PIL import Image

from printers.virtual.engine import Engine
from printers.virtual.paper import Paper, Receipt
from printers.virtual.ports import PtyPort, TcpPort
from printers.virtual.state import Planned
from printers.virtual.web import WebPage

MODELS: dict[str, tuple[int, int]] = {"80": (576, 203), "58": (384, 203), "80-180dpi": (512, 180)}


class VirtualPrinter:
    """Listens on `port` (0: any free one), shows its paper on `web_port` (None: not at all).

    `speed` is in millimetres a second; `pty` takes a path instead of TCP; `keep` receipts
    are remembered. `tear_after` seconds of standstill somebody tears off what hangs out, and
    so does whoever mends it: for models without a cutter.
    """

    def __init__(
        self,
        port: int = 0,
        model: str = "80",
        *,
        host: str = "127.0.0.1",
        web_port: int | None = None,
        speed: float = 150.0,
        pty: Path | None = None,
        keep: int = 500,
        tear_after: float | None = None,
        receive_buffer: int = 0,
    ) -> None:
        if model not in MODELS:
            raise ValueError(f"“{model}” is no model; known are {', '.join(MODELS)}.")
        dots, dpi = MODELS[model]
        self.model = model
        self.paper = Paper(dots, dpi, keep)
        self.engine = Engine(self.paper, speed)
        self._port: TcpPort | PtyPort
        self._port = (
            PtyPort(self.engine, pty) if pty else TcpPort(self.engine, host, port, receive_buffer)
        )
        self._host = host
        self._changes = 0
        self._changed = threading.Condition()
        self.engine.changed = self._note
        self._web = WebPage(self, host, web_port) if web_port is not None else None
        self._tear_after = tear_after
        self._stopped = threading.Event()

    def start(self) -> Self:
        """Switches on; returns itself."""
        self.engine.start()
        self._port.start()
        if self._web is not None:
            self._web.start()
        if self._tear_after is not None:
            threading.Thread(target=self._tear_by_hand, name="hand", daemon=True).start()
        return self

    def stop(self) -> None:
        """Switches off and frees the ports."""
        self._stopped.set()
        self._port.stop()
        self.engine.stop()
        self._note("stop", None)
        if self._web is not None:
            self._web.stop()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def url(self) -> str:
        """The setting that a print worker needs to find it."""
        if isinstance(self._port, PtyPort):
            return f"serial://{self._port.link}?baud=115200&flow=none"
        return f"tcp://{self._host}:{self._port.port}"

    @property
    def web_url(self) -> str:
        """Where its paper can be seen; empty without a page."""
        return f"http://{self._host}:{self._web.port}/" if self._web else ""

    @property
    def receipts(self) -> list[Receipt]:
        """Torn-off pieces, the last `keep`, oldest first."""
        return list(self.paper.receipts)

    @property
    def errors(self) -> list[str]:
        """Every protocol error so far."""
        return list(self.engine.errors)

    @property
    def faults(self) -> list[str]:
        """What is wrong with it now."""
        return sorted(self.engine.faults)

    def hanging(self) -> Image.Image:
        """What hangs out of it uncut."""
        return self.paper.hanging()

    def fault(
        self,
        kind: str,
        *,
        at_mm: float | None = None,
        at_bytes: int | None = None,
        lasts: float | None = None,
    ) -> None:
        """Breaks it now, at a length of the ticket under way, or after so many bytes from now."""
        if at_bytes is not None:
            at_bytes += self.engine.received
        self.engine.fault(Planned(kind, at_mm, at_bytes, lasts))

    def mend(self, kind: str | None = None) -> None:
        """Mends one fault or all."""
        self.engine.mend(kind)
        if self._tear_after is not None and self._hangs():
            self.tear()

    def tear(self) -> Receipt:
        """Tears off by hand what hangs out."""
        found = self.paper.cut(to_blade=True)
        self._note("receipt", found)
        return found

    def _hangs(self) -> bool:
        """Whether something printed hangs out."""
        return self.paper.fed_rows > 0 and self.hanging().getextrema() != (255, 255)

    def _tear_by_hand(self) -> None:
        """Whoever waits for the paper takes it when it stands still; a torso is left hanging."""
        assert self._tear_after is not None
        before = (0, 0)
        while not self._stopped.wait(self._tear_after):
            now = (self.engine.received, self.paper.fed_rows)
            if now == before and not self.engine.faults and self._hangs():
                self.tear()
            before = (self.engine.received, self.paper.fed_rows)

    @property
    def changes(self) -> int:
        """Counts everything that can be seen; for those who wait."""
        return self._changes

    def wait_change(self, seen: int, timeout: float) -> int:
        """Returns when `changes` is no longer `seen`, or after `timeout` seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self._changes != seen, timeout)
            return self._changes

    def _note(self, kind: str, value: Any) -> None:
        with self._changed:
            self._changes += 1
            self._changed.notify_all()
