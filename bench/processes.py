"""Children of the benchmark: the server on one core, its clients on the other."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

SERVER_CORE, CLIENT_CORE = 0, 1
ROOT = Path(__file__).resolve().parents[1]


def pin(core: int) -> None:
    """Keep this process on one core, where the machine has several."""
    if (os.cpu_count() or 1) > 1:
        os.sched_setaffinity(0, {core})


def pinned(core: int) -> Callable[[], None]:
    """For a child that is about to start."""
    return lambda: pin(core)


class Child:
    """A process that speaks lines; ended when the block is left."""

    def __init__(self, *command: str, core: int = SERVER_CORE) -> None:
        self.process = subprocess.Popen(
            [sys.executable, *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            preexec_fn=pinned(core),
        )

    def __enter__(self) -> "Child":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                stream.close()

    def line(self) -> str:
        """The next line it says; raises if it ended instead."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self.process.args!r} ended with {self.process.wait()}")
        return line.strip()

    def order(self, do: str, **details: Any) -> None:
        """Tell it what to do."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"do": do, **details}) + "\n")
        self.process.stdin.flush()

    def reply(self) -> Any:
        """The JSON it answers."""
        return json.loads(self.line())

    def ask(self, do: str, **details: Any) -> Any:
        """Order and wait."""
        self.order(do, **details)
        return self.reply()

    def memory_mb(self) -> float:
        """Resident memory in MB, shared pages counted."""
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        raise RuntimeError("the kernel does not say how much memory is used")
