"""The real program: `servicehall demo` in a process of its own, to be stopped and started again."""

import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

START_WITHIN = 60.0


class DemoProcess:
    """A demo on a folder of its own; its port stays through restarts."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.port = 0
        self.start()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Run it and wait until it listens."""
        log = self.data / "demo.log"
        with log.open("wb") as out:
            self.process = self._run("demo", "--port", str(self.port), out=out)
        deadline = time.monotonic() + START_WITHIN
        while time.monotonic() < deadline and self.process.poll() is None:
            found = re.search(r"Listening on http://[^:]+:(\d+)", log.read_text())
            if found is not None:
                self.port = int(found[1])
                return
            time.sleep(0.05)
        raise RuntimeError(f"the demo did not start: {log.read_text()[-2000:]}")

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End it; SIGKILL is a power cut."""
        self.process.send_signal(how)
        self.process.wait(timeout=START_WITHIN)

    def token(self, role: str) -> str:
        """A bearer token, as `servicehall token` prints it."""
        done = subprocess.run(
            [sys.executable, "-m", "server.cli", "token", "--role", role, *self._folder()],
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.split()[-1]

    def _run(self, *command: str, out: IO[bytes]) -> "subprocess.Popen[bytes]":
        program = [sys.executable, "-m", "server.cli", *command, *self._folder()]
        return subprocess.Popen(program, stdout=out, stderr=subprocess.STDOUT)

    def _folder(self) -> list[str]:
        return ["--data", str(self.data)]


@contextmanager
def demo(data: Path) -> Iterator[DemoProcess]:
    """A demo for the length of a test."""
    running = DemoProcess(data)
    try:
        yield running
    finally:
        if running.process.poll() is None:
            running.stop()
