"""One sound file, heard on this machine."""

import time
from pathlib import Path

from display.speaker.sinks import Sink, SoundCard
from display.speaker.sound import RATE, ClipStore

AFTER_S = 0.2
"""What the sound card still holds when the last sample was given to it."""
STEP_S = 0.02


def play_file(file: Path, sink: Sink | None = None) -> None:
    """Play it to its end, by the sound card or by `sink`. Raises SinkError, ClipError."""
    out = SoundCard() if sink is None else sink
    samples = ClipStore(lambda _: file.read_bytes()).of(file.name)
    out.allow_until(time.monotonic() + len(samples) / RATE + 1)
    out.play(file.stem, samples)
    while out.ended() is None:
        time.sleep(STEP_S)
    time.sleep(AFTER_S)
    out.close()
