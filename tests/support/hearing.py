"""What is heard: the clips in a recording of a call, and those that a page gives its sound card."""

import json
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import soundfile
from playwright.sync_api import Page

from tests.support.patience import PATIENCE_MS

Samples = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
VOICES = Path("server/web/static/voices")
CHIME = "chime"

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


def files_of(language: str) -> dict[str, str]:
    """The file of each word of a shipped voice."""
    listed = json.loads((VOICES / language / "clips.json").read_text("utf-8"))
    return {name: file for name, (file, _) in listed.items()}


def closest(clip: Samples, whole: Samples) -> tuple[int, float]:
    """Where a clip lies in a sound, and how like it is there (1.0: the same)."""
    from scipy.signal import correlate  # two seconds, which not every run of the tests pays

    products = correlate(whole, clip, mode="valid", method="fft")
    total = np.concatenate(([0.0], np.cumsum(whole**2)))
    energy = total[len(clip) :] - total[: -len(clip)]
    alike = products / np.sqrt(np.maximum(energy, 1e-9) * (clip**2).sum())
    where = int(np.argmax(alike))
    return where, float(alike[where])


def found_in(recording: Path, language: str, names: Sequence[str]) -> list[tuple[int, float]]:
    """Each shipped clip of `names` in a recording, looked for within a second after the one
    before: where it begins (a sample), and how like it is."""
    from scipy.signal import resample_poly

    whole, rate = soundfile.read(recording, dtype="float64")
    found, after = [], 0
    for name in names:
        spoken = "zh" if name == CHIME else language
        samples, own = soundfile.read(VOICES / spoken / files_of(spoken)[name], dtype="float64")
        clip = resample_poly(samples, rate // 1000, own // 1000)
        where, alike = closest(clip, whole[after : after + len(clip) + rate])
        found.append((after + where, alike))
        after += where + len(clip) // 2
    return found


def wait_for_sounds(page: Page, count: int) -> None:
    """Until so many sounds were given to the sound card; the page forbids waiting in itself."""
    for _ in range(3 * int(PATIENCE_MS) // 100):
        if page.evaluate("heard.length") >= count:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{page.evaluate('heard.length')} of {count} sounds came")


def heard_by(page: Page) -> list[str]:
    """The names of the shipped clips that a page with `TAP` gave its sound card."""
    names: dict[str, str] = {}
    for language in ("zh", "en"):
        for name, file in files_of(language).items():
            names.setdefault(f"/static/voices/{language}/{file}", name)
    sounds = sorted(page.evaluate("heard"), key=lambda each: each["when"])
    return [names[urlsplit(each["address"]).path] for each in sounds]
