"""What callers hand in and what they hear back."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

from printers.errors import SlipError
from printers.reasons import Reason
from printers.slip import Slip
from printers.slipjson import from_data, to_data

Mode = Literal["raster", "native"]
PaperOut = Literal["none", "part", "whole", "unknown"]


class State(StrEnum):
    """Where a job is. The last four are final."""

    QUEUED = "QUEUED"
    CHECKING = "CHECKING"
    SENDING = "SENDING"
    PRINTED = "PRINTED"  # the printer said that the paper is out
    PROCESSED = "PROCESSED"  # the printer has worked everything off; it can't say more
    UNCONFIRMED = "UNCONFIRMED"  # all was sent and nothing was heard: somebody must look
    FAILED = "FAILED"  # no complete ticket was cut off, and none will come later

    @property
    def final(self) -> bool:
        """Whether nothing more will be heard of the job."""
        return self in (State.PRINTED, State.PROCESSED, State.UNCONFIRMED, State.FAILED)

    @property
    def success(self) -> bool:
        """Whether the paper is out."""
        return self in (State.PRINTED, State.PROCESSED)


@dataclass(frozen=True, slots=True)
class PrintJob:
    """One slip for the first printer of `printers` that can do it."""

    id: str
    slip: Slip
    printers: tuple[str, ...]
    copy: int = 0  # 0 the first print, n the n-th further copy
    deadline: float = 8.0  # seconds on each printer
    expires_at: float | None = None  # seconds since 1970 UTC; never printed after it
    mode: Mode | None = None  # None: as the printer is set


@dataclass(frozen=True, slots=True)
class Detail:
    """What goes with a state."""

    printer: str = ""
    reason: Reason | None = None  # None when all is well
    zh: str = ""
    en: str = ""
    paper: PaperOut = "none"
    copy: int = 0
    mode: str = ""  # raster or native, as it was drawn
    words: str = ""  # of the system or of what was refused, for staff and logs

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> "Detail":
        """From the JSON form, `asdict`."""
        reason = data.get("reason")
        return cls(**{**data, "reason": Reason(reason) if reason else None})


def job_to_data(job: PrintJob) -> dict[str, Any]:
    """The JSON form of a job."""
    return {
        "id": job.id,
        "slip": to_data(job.slip),
        "printers": list(job.printers),
        "copy": job.copy,
        "deadline": job.deadline,
        "expires_at": job.expires_at,
        "mode": job.mode,
    }


def job_from_data(data: Any) -> PrintJob:
    """Refuses (SlipError) what isn't a job."""
    if not isinstance(data, dict):
        raise SlipError("job: must be an object.")
    missing = [name for name in ("id", "slip", "printers") if not data.get(name)]
    if missing:
        raise SlipError(f"job: “{missing[0]}” is missing.")
    if data.get("mode") not in (None, "raster", "native"):
        raise SlipError("job.mode: must be raster or native.")
    expires = data.get("expires_at")
    return PrintJob(
        id=str(data["id"]),
        slip=from_data(data["slip"]),
        printers=tuple(str(name) for name in data["printers"]),
        copy=int(data.get("copy", 0)),
        deadline=float(data.get("deadline", 8.0)),
        expires_at=None if expires is None else float(expires),
        mode=data.get("mode"),
    )
