"""Names of what a printer and a paper can be, as programs read them.

The words are those of `printers.reasons` and `printers.job`; tests/paper/test_printer_states.py
compares the two, so that a state of a printer can't be unknown to a screen.
"""

from typing import Literal, cast, get_args

PrinterStateName = Literal[
    "ok", "near_end", "paper_out", "cover_open", "cutter", "fault", "offline", "no_connection",
    "no_answer", "no_permission", "unknown_host", "bad_setting", "internal",
]  # fmt: skip
"""`ok` and `near_end` print; with any other the printer prints nothing."""

PaperReasonName = Literal[
    "paper_out", "cover_open", "cutter", "fault", "offline", "no_connection", "no_answer",
    "no_permission", "unknown_host", "bad_setting", "internal", "connection_lost", "too_slow",
    "expired", "cancelled", "glyph", "layout", "unknown_printer", "interrupted",
]  # fmt: skip
"""Why a paper isn't printed, or not for certain."""

PaperStateName = Literal[
    "queued", "checking", "sending", "printed", "processed", "unconfirmed", "failed"
]
"""Where a paper is; docs/printing.md, "States"."""


def paper_state(name: str) -> PaperStateName:
    """A stored name as the type that answers carry; ValueError for one that there isn't."""
    if name not in get_args(PaperStateName):
        raise ValueError(f"{name} is no state of a paper")
    return cast(PaperStateName, name)


def paper_reason(name: str | None) -> PaperReasonName | None:
    """The same for the reason why a paper isn't printed."""
    if name is not None and name not in get_args(PaperReasonName):
        raise ValueError(f"{name} is no reason why a paper isn't printed")
    return cast(PaperReasonName | None, name)
