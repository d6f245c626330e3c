"""The ESC/POS commands that we send, as bytes.

python-escpos' `Dummy` builds the commands for the printer's own letters and QR codes; its
connectors, its picture printing and its character sets are not used (docs/printing.md
says what they do). It is imported where those are printed, since that costs a fifth of a
second; pictures, the default, need no more than the few commands below.
"""

from functools import lru_cache
from typing import Any

INIT = b"\x1b@"
NOTHING = b"\0"  # white in a picture; passed over between commands
CUT = b"\x1dV\x42\x00"  # feed to the cutter, then a partial cut
FEED_OUT = b"\x1bd\x05"  # five lines, for printers that are torn by hand
CLEAR = bytes.fromhex("10 14 08 01 03 14 01 06 02 08")
AUTOMATIC_STATUS = b"\x1da\xff"
BARRIER = b"\x1dr\x01"
CHINESE_ON = b"\x1c&"


def collector() -> Any:
    """An empty ticket of python-escpos; its output grows with each call."""
    import logging
    from contextlib import redirect_stdout
    from io import StringIO

    root = logging.getLogger()
    before = list(root.handlers)
    with redirect_stdout(StringIO()):  # importing it prints, and adds a root log handler
        from escpos.printer import Dummy
    for handler in [h for h in root.handlers if h not in before]:
        root.removeHandler(handler)
    return Dummy(profile="default")


def ask_status(kind: int) -> bytes:
    """DLE EOT: 1 printer, 2 off-line causes, 4 paper sensors."""
    return bytes((0x10, 0x04, kind))


def ask_completion(token: bytes) -> bytes:
    """GS ( H function 48: answers `37 22 token 00` when all before it is on paper."""
    return b"\x1d(H\x06\x00\x30\x30" + token


def feed(dots: int) -> bytes:
    """White paper, in dots of at most 255 a command."""
    steps = [min(255, dots - done) for done in range(0, dots, 255)]
    return b"".join(b"\x1bJ" + bytes((step,)) for step in steps)


def raster(width_bytes: int, rows: int, data: bytes) -> bytes:
    """GS v 0: a picture of `width_bytes` × `rows`, set bits black."""
    head = b"\x1dv0\x00" + width_bytes.to_bytes(2, "little") + rows.to_bytes(2, "little")
    return head + data


def motion_units(dpi: int) -> bytes:
    """GS P: makes ESC J count in dots on printers that count in finer steps."""
    return b"\x1dP" + bytes((dpi, dpi))


@lru_cache(maxsize=64)
def enlarge(columns: int, rows: int) -> bytes:
    """GS !: characters `columns` times wider and `rows` times taller, hanzi too.

    `custom_size` matters: without it ESC ! is sent, which clones ignore for hanzi.
    """
    ticket = collector()
    ticket.set(custom_size=True, width=columns, height=rows)
    return bytes(ticket.output)


def native_qr(payload: str) -> bytes:
    """GS ( k: model 2, module 6, EC M."""
    from escpos.constants import QR_ECLEVEL_M

    ticket = collector()
    ticket.qr(payload, ec=QR_ECLEVEL_M, size=6, native=True)
    return bytes(ticket.output)
