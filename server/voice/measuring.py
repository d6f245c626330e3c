"""What a sound file is like: length, level, loudness, silence at its ends (`servicehall[sound]`).

Loudness is that of EBU R 128 (ITU-R BS.1770, gated). A word is shorter than the 0.4 s that it
averages over, so it is measured as if it were said again and again without a pause.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # numpy comes with the extra
    import numpy as np

    Samples = np.ndarray[tuple[int, ...], np.dtype[np.float64]]

MEASURED_SECONDS = 3.0
SILENT = 0.01
"""Of the largest sample (−40 dB): what is below at the ends is silence."""
OVERSAMPLED = 4


class SoundLibrariesMissing(Exception):  # noqa: N818  # what is, not a fault of ours
    """soundfile or pyloudnorm is missing: pip install 'servicehall[sound]'."""


class SoundUnreadable(Exception):  # noqa: N818  # what is, not a fault of ours
    """The file holds no sound that can be read; the message is the library's."""


@dataclass(frozen=True, slots=True)
class Sound:
    """A decoded file, its channels mixed to one. `rate`: samples a second."""

    samples: "Samples"
    rate: int
    channels: int


@dataclass(frozen=True, slots=True)
class Measured:
    """`length_ms`, `lead_ms` and `tail_ms` (silence at the ends): milliseconds. `loudness`: LUFS.
    `true_peak`: dBTP. `clipped`: longest run of samples at full scale."""

    length_ms: int
    lead_ms: int
    tail_ms: int
    loudness: float
    true_peak: float
    clipped: int
    rate: int
    channels: int


def read(file: Path) -> Sound:
    """Decode WAV, FLAC or Ogg (Opus, Vorbis); raises SoundUnreadable, SoundLibrariesMissing."""
    soundfile, _ = _libraries()
    try:
        samples, rate = soundfile.read(file, dtype="float64", always_2d=True)
    except (soundfile.SoundFileError, OSError) as error:
        raise SoundUnreadable(str(error)) from error
    if not len(samples):
        raise SoundUnreadable("it is empty")
    return Sound(samples.mean(axis=1), rate, samples.shape[1])


def write(file: Path, samples: "Samples", rate: int) -> None:
    """Write 16-bit PCM as WAV."""
    soundfile, _ = _libraries()
    soundfile.write(file, samples, rate, format="WAV", subtype="PCM_16")


def measure(sound: Sound) -> Measured:
    """Measure a decoded file."""
    lead, tail = silence(sound.samples)
    return Measured(
        length_ms=_ms(len(sound.samples), sound.rate),
        lead_ms=_ms(lead, sound.rate),
        tail_ms=_ms(tail, sound.rate),
        loudness=loudness(sound.samples, sound.rate),
        true_peak=true_peak(sound.samples),
        clipped=_clipped(sound.samples),
        rate=sound.rate,
        channels=sound.channels,
    )


def silence(samples: "Samples") -> tuple[int, int]:
    """How many samples at the begin and at the end are silent."""
    import numpy as np

    heard = np.flatnonzero(np.abs(samples) > SILENT * np.abs(samples).max())
    return (int(heard[0]), len(samples) - 1 - int(heard[-1])) if len(heard) else (len(samples), 0)


def loudness(samples: "Samples", rate: int) -> float:
    """LUFS; a short sound as if it were repeated for three seconds."""
    import numpy as np

    times = max(1, int(np.ceil(MEASURED_SECONDS * rate / len(samples))))
    return float(_meter(rate).integrated_loudness(np.tile(samples, times)))


@lru_cache(maxsize=8)
def _meter(rate: int) -> Any:
    return _libraries()[1].Meter(rate)


def true_peak(samples: "Samples") -> float:
    """dBTP: the peak between the samples too, at four times their rate."""
    import numpy as np
    from scipy.signal import resample_poly

    between = resample_poly(samples, OVERSAMPLED, 1)
    peak = max(float(np.abs(between).max()), float(np.abs(samples).max()), 1e-9)
    return 20 * float(np.log10(peak))


def _clipped(samples: "Samples") -> int:
    """The longest run of neighbours at full scale."""
    import numpy as np

    full = np.concatenate(([0], np.abs(samples) >= 0.999, [0])).astype(int)
    edges = np.flatnonzero(np.diff(full))
    return int(max(edges[1::2] - edges[::2], default=0))


def _ms(samples: int, rate: int) -> int:
    return round(1000 * samples / rate)


def _libraries() -> tuple[Any, Any]:
    try:
        import pyloudnorm
        import soundfile
    except ImportError as missing:
        raise SoundLibrariesMissing(missing.name) from missing
    return soundfile, pyloudnorm
