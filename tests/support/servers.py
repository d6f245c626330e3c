"""`servicehall serve` in processes of its own, several at a time, to be killed and frozen."""

import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.patience import PATIENCE_S


class ServerProcess:
    """One process; what it says goes into a log of its own."""

    def __init__(self, log: Path, *options: str) -> None:
        self.log = log
        with log.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "server.cli", "serve", "--port", "0", *options],
                stdout=out, stderr=subprocess.STDOUT,
            )  # fmt: skip

    @property
    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def wait_for(self, pattern: str, within: float = PATIENCE_S) -> float:
        """Seconds until its log matches; AssertionError with the log if it never does."""
        begun = time.monotonic()
        while time.monotonic() - begun < within:
            if re.search(pattern, self.said):
                return time.monotonic() - begun
            time.sleep(0.05)
        raise AssertionError(f"{pattern!r} never came: {self.said[-2000:]}")

    def send(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def ended(self) -> int:
        """Its exit status, once it has ended."""
        return self.process.wait(PATIENCE_S)


@contextmanager
def servers(folder: Path) -> Iterator["Servers"]:
    started = Servers(folder)
    try:
        yield started
    finally:
        for server in started.all:
            if server.process.poll() is None:
                server.send(signal.SIGKILL)
                server.ended()


class Servers:
    """Starts processes, and knows them all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.all: list[ServerProcess] = []

    def start(self, *options: str) -> ServerProcess:
        server = ServerProcess(self._folder / f"server-{len(self.all)}.log", *options)
        self.all.append(server)
        return server
