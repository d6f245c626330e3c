"""The command line of the virtual printer: `python -m printers.virtual --port 9100`."""

import argparse
import logging
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from printers.virtual.printer import MODELS, VirtualPrinter
from printers.virtual.state import FAULTS

log = logging.getLogger("servicehall.printers.virtual")


def parser() -> argparse.ArgumentParser:
    """The options."""
    made = argparse.ArgumentParser(
        prog="virtual-printer", description="A receipt printer on the screen, with its faults."
    )
    made.add_argument("--host", default="127.0.0.1", help="address to listen on")
    made.add_argument("--port", type=int, default=9100, help="port of the printer (0: any)")
    made.add_argument("--web-port", type=int, default=9101, help="port of its page (0: any)")
    made.add_argument("--model", choices=sorted(MODELS), default="80", help="paper")
    made.add_argument("--speed", type=float, default=150.0, help="millimetres a second")
    made.add_argument("--pty", type=Path, help="a path to stand for a serial line, instead of TCP")
    made.add_argument(
        "--fault",
        action="append",
        default=[],
        metavar="KIND[@MM][/SECONDS]",
        help=f"paper_out@40/3: after 40 mm of a ticket, for 3 s. Kinds: {', '.join(FAULTS)}",
    )
    made.add_argument(
        "--tear-after", type=float, metavar="SECONDS",
        help="somebody tears off what stands still so long (printers without a cutter)",
    )  # fmt: skip
    made.add_argument(
        "--until-eof", action="store_true", help="end with whoever holds the other end of stdin"
    )
    return made


def parse_fault(text: str) -> tuple[str, float | None, float | None]:
    """Kind, millimetre and seconds; ValueError for what isn't a fault."""
    head, _, lasts = text.partition("/")
    kind, _, at = head.partition("@")
    if kind not in FAULTS:
        raise ValueError(f"“{kind}” is no fault; known are {', '.join(FAULTS)}.")
    return kind, float(at) if at else None, float(lasts) if lasts else None


def main(argv: Sequence[str] | None = None) -> int:
    """Runs until interrupted."""
    options = parser()
    chosen = options.parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    printer = VirtualPrinter(
        chosen.port,
        chosen.model,
        host=chosen.host,
        web_port=chosen.web_port,
        speed=chosen.speed,
        pty=chosen.pty,
        tear_after=chosen.tear_after,
    )
    for text in chosen.fault:
        try:
            kind, at, lasts = parse_fault(text)
        except ValueError as error:
            options.error(str(error))
        printer.fault(kind, at_mm=at, lasts=lasts)
    with printer:
        log.info("printer %s, paper at %s", printer.url, printer.web_url)
        try:
            if chosen.until_eof:
                sys.stdin.read()
            else:
                threading.Event().wait()
        except KeyboardInterrupt:
            log.info("switched off")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
