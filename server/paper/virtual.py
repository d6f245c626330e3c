"""The demo's printers: virtual ones, each in a process of its own, on free ports."""

import socket
import subprocess
import sys
from dataclasses import dataclass

from server.contracts.site import Site

MODEL_OF_WIDTH = {576: "80", 512: "80-180dpi", 384: "58"}
TORN_BY_HAND = {384}  # printers of this width have no cutter
TEAR_SECONDS = "1"


@dataclass(frozen=True)
class VirtualPrinterProcess:
    """One printer: `url` for the print desk, `page` for a browser."""

    key: str
    url: str
    page: str
    process: "subprocess.Popen[bytes]"


class VirtualPaper:
    """A virtual printer for every printer of a site, running from now on."""

    def __init__(self, site: Site) -> None:
        widths = {p.key: p.width_dots for hall in site.halls for p in hall.printers}
        self.printers = {key: _started(key, width) for key, width in widths.items()}

    def stop(self) -> None:
        for printer in self.printers.values():
            printer.process.terminate()
            if printer.process.stdin is not None:
                printer.process.stdin.close()
        for printer in self.printers.values():
            printer.process.wait(timeout=5)

    def instead_of_printers(self, site: Site) -> Site:
        """The site with every printer replaced by its virtual one."""
        halls = []
        for hall in site.halls:
            printers = tuple(
                p.model_copy(update={"url": self.printers[p.key].url}) for p in hall.printers
            )
            halls.append(hall.model_copy(update={"printers": printers}))
        return site.model_copy(update={"halls": tuple(halls)})


def _started(key: str, width: int) -> VirtualPrinterProcess:
    port, web = free_port(), free_port()
    command = ["--port", str(port), "--web-port", str(web), "--model", MODEL_OF_WIDTH[width]]
    if width in TORN_BY_HAND:
        command += ["--tear-after", TEAR_SECONDS]
    process = subprocess.Popen(
        [sys.executable, "-m", "printers.virtual", "--until-eof", *command],
        stdin=subprocess.PIPE,  # closed by the system when this process is killed
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return VirtualPrinterProcess(
        key, f"tcp://127.0.0.1:{port}", f"http://127.0.0.1:{web}/", process
    )


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
