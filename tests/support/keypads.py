"""A keypad and a strip in a terminal (`servicehall keypad simulate`), and the program that drives
them, as a technician starts them."""

import re
import subprocess
import time
from collections.abc import Iterable
from pathlib import Path

from tests.support.servicehall import PATIENCE, PROGRAM, run, until

APART_S = 0.6


class Program:
    """A command of `servicehall` that goes on until it is ended; what it says stands in a file."""

    def __init__(self, log: Path, *words: object) -> None:
        self._log = log
        with log.open("wb") as out:
            self._process = subprocess.Popen(
                [str(word) for word in (PROGRAM, *words)],
                stdin=subprocess.PIPE, stdout=out, stderr=subprocess.STDOUT,
            )  # fmt: skip

    @property
    def said(self) -> str:
        """Everything so far."""
        return self._log.read_text("utf-8", errors="replace")

    def type(self, keys: str) -> None:
        """Press keys, one after another."""
        assert self._process.stdin is not None
        self._process.stdin.write(keys.encode())
        self._process.stdin.flush()

    def end(self) -> None:
        """End it."""
        self._process.terminate()
        self._process.wait(PATIENCE)
        if self._process.stdin is not None:
            self._process.stdin.close()


class Terminal(Program):
    """The keypad at address 1 and the strip at address 2 of a bus."""

    def __init__(self, folder: Path, line: Path) -> None:
        super().__init__(
            folder / "terminal.log", "keypad", "simulate", "--protocol", "bus",
            "--address", 1, "--strip", 2, "--link", line,
        )  # fmt: skip

    def again(self, key: str) -> None:
        """Press the key that was pressed last, and mean it: sooner it would be one press."""
        time.sleep(APART_S)
        self.type(key)

    @property
    def shows(self) -> str:
        """The six figures, as `waiting|number`."""
        found = re.findall(r"1  \[(...\|...)\]", self.said)
        return found[-1] if found else ""

    @property
    def strip(self) -> list[str]:
        """The strip's eight lines of half blocks."""
        found = re.findall(r"^.  2  (.*)$", self.said, re.M)
        return [line.rstrip() for line in found[-8:]]

    def until_shows(self, face: str) -> None:
        """Wait for the six figures."""
        until(lambda: self.shows, lambda shown: shown == face)

    def until_strip(self, rows: Iterable[str]) -> None:
        """Wait for a picture on the strip."""
        wanted = [row.rstrip() for row in rows]
        until(lambda: self.strip, lambda shown: shown == wanted)


def driver(folder: Path, data: Path, *keys: str) -> Program:
    """The program on the window's machine, let in for the devices of these keys."""
    file = folder / "keypads.json"
    links = [run("link", key, "--data", data).split()[-1] for key in keys]
    run("keypad", "enrol", *links, "--state", file)
    return Program(folder / "driver.log", "keypad", "run", "--state", file)
