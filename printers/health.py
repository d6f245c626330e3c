"""How a printer is, as staff and kiosks are told."""

from dataclasses import asdict, dataclass
from typing import Any

from printers.reasons import Reason, sentence
from printers.status import Condition, Paper


@dataclass(frozen=True, slots=True)
class Health:
    """One printer at one moment. `zh` and `en` are empty when it can print without worry."""

    printer: str
    state: Reason = Reason.NO_CONNECTION  # one of reasons.PRINTER_STATES
    ready: bool = False
    zh: str = ""
    en: str = ""
    words: str = ""  # of the system, for whoever sees to it
    paper: Paper = "unknown"
    cover_open: bool = False
    cutter: bool = False
    connected: bool = False
    tickets_left: int | None = None  # an estimate, from near end on

    def to_data(self) -> dict[str, Any]:
        """The JSON form."""
        return asdict(self)


def health_of(
    printer: str,
    condition: Condition,
    connected: bool,
    trouble: Reason | None,
    left: int | None,
    words: str = "",
) -> Health:
    """`trouble` is what the connection says (no_connection, no_answer), above what the printer
    says; `words` are the system's for it."""
    state = trouble or condition.blocked or Reason.OK
    ready = connected and state is Reason.OK
    if ready and condition.paper == "near_end":
        state = Reason.NEAR_END
    zh, en = sentence(state)
    if state is Reason.NEAR_END and left is not None:
        zh, en = f"{zh}约可再印 {left} 张。", f"{en} About {left} tickets left."
    return Health(
        printer=printer,
        state=state,
        ready=ready,
        zh=zh,
        en=en,
        words=words if trouble else "",
        paper=condition.paper,
        cover_open=condition.cover_open,
        cutter=condition.cutter,
        connected=connected,
        tickets_left=left if condition.paper == "near_end" else None,
    )


class Roll:
    """Guesses what is left on a roll once its near-end sensor has spoken."""

    def __init__(self, near_end_mm: int) -> None:
        self._near_end_mm = near_end_mm
        self._left_mm: float | None = None
        self._usual_mm = 130.0  # of a ticket, learned while printing

    def seen(self, paper: Paper) -> None:
        """A status was read."""
        if paper == "near_end" and self._left_mm is None:
            self._left_mm = float(self._near_end_mm)
        elif paper == "ok":
            self._left_mm = None

    def printed(self, mm: float) -> None:
        """A ticket came out."""
        self._usual_mm += (mm - self._usual_mm) / 10
        if self._left_mm is not None:
            self._left_mm = max(0.0, self._left_mm - mm)

    @property
    def tickets(self) -> int | None:
        """Tickets left, None while the roll isn't near its end."""
        return None if self._left_mm is None else int(self._left_mm // self._usual_mm)
