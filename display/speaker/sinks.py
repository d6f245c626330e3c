"""Where the sound comes out: this machine's sound card, or a folder of WAV files.

A sink sounds until a moment that its speaker moves on (`allow_until`), and is silent after it by
itself: another speaker may have the zone's turn then.
"""

import array
import threading
import time
from collections.abc import Generator
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import soundfile

from display.speaker.sound import RATE, Samples


class SinkError(Exception):
    """Nothing can be heard; it says why, and what to do, in Chinese and English."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


class Sink(Protocol):
    """Plays one sentence at a time; moments are those of `time.monotonic`, in seconds."""

    def play(self, name: str, samples: Samples) -> None: ...
    def allow_until(self, moment: float) -> None: ...
    def ended(self) -> bool | None:
        """Whether the sentence was heard to its end; None while it is heard."""

    def close(self) -> None: ...


class FolderSink:
    """Writes each sentence when it has ended, as far as it was heard, and takes as long as it
    lasts. Files are named by the milliseconds at which they begin, and the number called."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._until = 0.0
        self._playing: tuple[str, Samples, float] | None = None

    def play(self, name: str, samples: Samples) -> None:
        """See `Sink`."""
        begun = f"{time.time_ns() // 1_000_000}-{name}.wav"
        self._playing = (begun, samples, time.monotonic())

    def allow_until(self, moment: float) -> None:
        """See `Sink`."""
        self._until = moment

    def ended(self) -> bool | None:
        """See `Sink`."""
        assert self._playing is not None
        name, samples, begun = self._playing
        now, over = time.monotonic(), begun + len(samples) / RATE
        if now < min(over, self._until):
            return None
        heard = samples[: round(max(0.0, self._until - begun) * RATE)]
        soundfile.write(self._folder / name, heard, RATE)
        self._playing = None
        return len(heard) == len(samples)

    def close(self) -> None:
        """See `Sink`."""


class SoundCard:
    """This machine's sound card, by ALSA, PulseAudio or PipeWire, whichever there is."""

    CHANNELS = 2
    BUFFER_MS = 60

    def __init__(self) -> None:
        try:
            import miniaudio
        except ImportError:
            raise SinkError(
                "放声音需要附加包 sound：pip install 'servicehall[sound]'。",
                "The speaker needs the extra 'sound': pip install 'servicehall[sound]'.",
            ) from None
        self._lock = threading.Lock()
        self._left = np.zeros(0, np.float32)
        self._until, self._cut = 0.0, False
        try:
            self._device = miniaudio.PlaybackDevice(
                output_format=miniaudio.SampleFormat.SIGNED16, nchannels=self.CHANNELS,
                sample_rate=RATE, buffersize_msec=self.BUFFER_MS,
            )  # fmt: skip
        except miniaudio.MiniaudioError as error:
            raise SinkError(
                f"打不开声卡（{error}）。请接上声卡，用 aplay -l 查看；"
                "运行音箱程序的账号要在 audio 组里。",
                f"No sound card can be opened ({error}). Plug one in and look at 'aplay -l'; the "
                "account of the speaker must be in the group 'audio'.",
            ) from None
        stream = self._blocks()
        next(stream)
        self._device.start(stream)

    def play(self, name: str, samples: Samples) -> None:
        """See `Sink`."""
        with self._lock:
            self._left, self._cut = samples, False

    def allow_until(self, moment: float) -> None:
        """See `Sink`."""
        with self._lock:
            self._until = moment - self.BUFFER_MS / 1000

    def ended(self) -> bool | None:
        """See `Sink`."""
        with self._lock:
            if time.monotonic() > self._until:
                self._left, self._cut = self._left[:0], True
            return None if len(self._left) else not self._cut

    def close(self) -> None:
        """See `Sink`."""
        self._device.close()

    def _blocks(self) -> Generator[Any, int, None]:
        frames = yield b""
        while True:
            frames = yield self._block(frames)

    def _block(self, frames: int) -> "array.array[int]":
        """The next samples; silence when there are none, or when the moment has passed."""
        block = np.zeros(frames, np.float32)
        with self._lock:
            if time.monotonic() <= self._until:
                heard, self._left = self._left[:frames], self._left[frames:]
                block[: len(heard)] = heard
            elif len(self._left):
                self._left, self._cut = self._left[:0], True
        both = np.repeat((block * 32767).astype(np.int16), self.CHANNELS)
        return array.array("h", both.tobytes())


def sink_of(wanted: str) -> Sink:
    """`card`, or `file:FOLDER`. Raises SinkError."""
    if wanted == "card":
        return SoundCard()
    kind, _, folder = wanted.partition(":")
    if kind != "file" or not folder:
        raise SinkError(
            f"--sink 只能是 card 或 file:文件夹，不是 {wanted!r}。",
            f"--sink is 'card' or 'file:FOLDER', not {wanted!r}.",
        )
    return FolderSink(Path(folder))
