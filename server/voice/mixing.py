"""An announcement as one sound, as a loudspeaker gives it (`servicehall[sound]`)."""

from typing import TYPE_CHECKING

from server.voice.announcing import Announcement
from server.voice.measuring import read

if TYPE_CHECKING:
    from server.voice.measuring import Samples

RATE = 48_000  # samples a second


def mixed(announcement: Announcement) -> "Samples":
    """The samples of an announcement at RATE, each clip after its silence; raises SoundUnreadable,
    SoundLibrariesMissing. A faster one is higher too, as in a browser."""
    import numpy as np

    parts: list[Samples] = [np.zeros(0)]
    for played in announcement.played:
        sound = read(played.clip.file)
        parts.append(np.zeros(RATE * played.gap_ms // 1000))
        at_rate = resampled(sound.samples, sound.rate, announcement.speed)
        parts.append(at_rate * played.gain)
    return np.concatenate(parts)


def resampled(samples: "Samples", rate: int, speed: float) -> "Samples":
    """At RATE, and `speed` times as fast."""
    from fractions import Fraction

    import numpy as np
    from scipy.signal import resample_poly

    ratio = Fraction(RATE, rate) / Fraction(round(speed * 100), 100)
    ratio = ratio.limit_denominator(1000)
    return np.asarray(resample_poly(samples, ratio.numerator, ratio.denominator))
