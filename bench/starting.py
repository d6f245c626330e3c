"""How soon the real command answers after it is started, and what it holds when nothing happens."""

import http.client
import tempfile
import time
from pathlib import Path

from bench.processes import Child
from bench.report import Row, quantile
from bench.site import prepare

PART = "starting"
READY_SECONDS, IDLE_MB = 2.0, 150.0
COMMAND = ("-m", "server.cli", "serve", "--port", "0", "--data")


def measure(quick: bool) -> list[Row]:
    """Several starts: the first one after an installation has to compile and to make tables."""
    tries = 1 if quick else 7
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        hall = prepare(Path(name))
        found = [_start(hall.folder, settle=0.5 if quick else 3.0) for _ in range(tries)]
    seconds = quantile([seconds for seconds, _ in found], 0.5)
    memory = quantile([memory for _, memory in found], 0.5)
    return [
        Row(
            PART, "servicehall serve: started → /healthz answers (median)", seconds, "s",
            aim=f"< {READY_SECONDS:.0f} s", met=seconds < READY_SECONDS,
        ),
        Row(
            PART, "resident memory, idle (median)", memory, "MB",
            aim=f"< {IDLE_MB:.0f} MB", met=memory < IDLE_MB,
        ),
    ]  # fmt: skip


def _start(folder: Path, settle: float) -> tuple[float, float]:
    """Seconds until it answers, megabytes after it has settled."""
    began = time.monotonic()
    with Child(*COMMAND, str(folder)) as server:
        port = int(server.line().rpartition(":")[2])
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", "/healthz")
        status = connection.getresponse().status
        seconds = time.monotonic() - began
        connection.close()
        if status != 200:
            raise RuntimeError(f"/healthz answered {status}")
        time.sleep(settle)
        return seconds, server.memory_mb()
