"""What is heard: the clips in a recording of a call, and those that a page gives its sound card."""

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
from playwright.sync_api import Page
from scipy.signal import correlate

from server.voice.clips import shipped
from server.voice.measuring import read
from server.voice.mixing import resampled
from server.voice.sentences import CHIME

Samples = np.ndarray[tuple[int, ...], np.dtype[np.float64]]

# Notes the address of each sound that is given to the sound card, in order.
TAP = """window.heard = [];
const bytesOf = Response.prototype.arrayBuffer;
Response.prototype.arrayBuffer = async function () {
  return Object.assign(await bytesOf.call(this), { address: this.url });
};
const decode = BaseAudioContext.prototype.decodeAudioData;
BaseAudioContext.prototype.decodeAudioData = async function (bytes, ...rest) {
  const { address } = bytes;
  return Object.assign(await decode.call(this, bytes, ...rest), { address });
};
const start = AudioBufferSourceNode.prototype.start;
AudioBufferSourceNode.prototype.start = function (...when) {
  heard.push({ address: this.buffer.address, when: when[0] ?? 0 });
  return start.apply(this, when);
};"""


def closest(clip: Samples, whole: Samples) -> tuple[int, float]:
    """Where a clip lies in a sound, and how like it is there (1.0: the same)."""
    products = correlate(whole, clip, mode="valid", method="fft")
    total = np.concatenate(([0.0], np.cumsum(whole**2)))
    energy = total[len(clip) :] - total[: -len(clip)]
    alike = products / np.sqrt(np.maximum(energy, 1e-9) * (clip**2).sum())
    where = int(np.argmax(alike))
    return where, float(alike[where])


def found_in(recording: Path, language: str, names: Sequence[str]) -> list[tuple[int, float]]:
    """Each shipped clip of `names` in a recording, looked for within a second after the one
    before: where it begins (a sample), and how like it is."""
    whole, found, after = read(recording).samples, [], 0
    for name in names:
        sound = read(shipped("zh" if name == CHIME else language)[name].file)
        clip = resampled(sound.samples, sound.rate, 1.0)
        where, alike = closest(clip, whole[after : after + len(clip) + 48_000])
        found.append((after + where, alike))
        after += where + len(clip) // 2
    return found


def heard_by(page: Page) -> list[str]:
    """The names of the shipped clips that a page with `TAP` gave its sound card."""
    names = {}
    for language in ("zh", "en"):
        for name, clip in shipped(language).items():
            names.setdefault(clip.address, name)
    sounds = sorted(page.evaluate("heard"), key=lambda each: each["when"])
    return [names[urlsplit(each["address"]).path] for each in sounds]
