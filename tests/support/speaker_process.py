"""`servicehall speaker` as a person starts it, its sound written into a folder. Nothing here
imports the product."""

import os
import signal
import subprocess
import wave
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.support.servicehall import PATIENCE, PROGRAM, until


class Heard(NamedTuple):
    """One sentence: when it began and ended, in milliseconds of this machine, and the number."""

    begun: int
    ended: float
    number: str


class SpeakerProcess:
    """One loudspeaker, ready; `folder` is what it plays into."""

    def __init__(self, folder: Path, link: str, zone: str) -> None:
        self.folder = folder
        folder.mkdir(parents=True)
        self._log = folder / "speaker.log"
        words = [
            *(PROGRAM, "speaker", link, "--zone", zone),
            *("--sink", f"file:{folder}", "--state", folder / "speaker.json"),
        ]
        with self._log.open("wb") as out:
            self.process = subprocess.Popen(
                [str(word) for word in words], stdout=out, stderr=subprocess.STDOUT,
                env={**os.environ, "SERVICEHALL_LANGUAGE": "en"},
            )  # fmt: skip
        until(lambda: "zone" in self._log.read_text("utf-8"))

    def heard(self) -> list[Heard]:
        """What was heard so far, in order."""
        return sorted(self._read(file) for file in self.folder.glob("*.wav"))

    def _read(self, file: Path) -> Heard:
        begun, _, number = file.stem.partition("-")
        with wave.open(str(file)) as sound:
            return Heard(
                int(begun), int(begun) + 1000 * sound.getnframes() / sound.getframerate(), number
            )

    def stop(self) -> None:
        """End it in good order."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=PATIENCE)

    def kill(self) -> None:
        """Its plug is pulled."""
        self.process.kill()
        self.process.wait(timeout=PATIENCE)


@contextmanager
def speaking(folder: Path, link: str, zone: str) -> Iterator[SpeakerProcess]:
    """A loudspeaker for the length of a story."""
    speaker = SpeakerProcess(folder, link, zone)
    try:
        yield speaker
    finally:
        if speaker.process.poll() is None:
            speaker.stop()
