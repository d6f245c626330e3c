"""A recording made to go with all others: ends cut, loudness set (`servicehall[sound]`).

It is what the shipped clips went through, and what `servicehall voice make` and `take` do.
"""

from typing import TYPE_CHECKING

from server.voice.checking import HIGHEST_PEAK, LOUDNESS
from server.voice.measuring import Sound, loudness, silence, true_peak

if TYPE_CHECKING:
    from server.voice.measuring import Samples

FADE_SECONDS = 0.004


def levelled(sound: Sound) -> Sound:
    """As loud as the shipped clips, without silence at the ends; single peaks are rounded off."""
    import numpy as np

    fade = max(1, int(FADE_SECONDS * sound.rate))
    lead, tail = silence(sound.samples)
    kept = sound.samples[max(0, lead - fade) : len(sound.samples) - max(0, tail - fade)].copy()
    fade = min(fade, len(kept) // 2)
    kept[:fade] *= np.linspace(0, 1, fade)
    kept[len(kept) - fade :] *= np.linspace(1, 0, fade)
    return Sound(_loud(kept, sound.rate), sound.rate, 1)


def _loud(samples: "Samples", rate: int) -> "Samples":
    import numpy as np

    top, gain = 10 ** ((HIGHEST_PEAK - 0.5) / 20), 1.0
    shaped = samples
    for _ in range(8):
        gain *= 10 ** ((LOUDNESS - loudness(shaped, rate)) / 20)
        shaped = samples * gain
        if true_peak(shaped) > HIGHEST_PEAK - 0.5:
            shaped = top * np.tanh(shaped / top)
        if abs(loudness(shaped, rate) - LOUDNESS) < 0.1:
            break
    return shaped
