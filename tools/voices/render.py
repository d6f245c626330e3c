"""Renders the shipped clips anew: `server/web/static/voices`.

Needs Debian's gcin-voice and rubberband-cli, and hibari-tts from PyPI; none of them on a hall's
machine. From the project's folder, as root for the first line:

    apt-get install gcin-voice rubberband-cli
    uv run --no-project --with-editable '.[sound]' --with hibari-tts python -m tools.voices.render

Chinese is a human voice, syllable by syllable, made a little lower and slower so that it carries in
a hall; English and the letters are a model's. Whose they are: voices/ORIGIN.md.
"""

import io
import json
import logging
import os
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import soundfile
from pypinyin import Style, pinyin
from pypinyin.style import convert
from scipy.signal import resample_poly

from server.voice.joining import pinyin as said_as
from server.voice.measuring import loudness, silence, true_peak
from server.voice.sentences import CHIME
from tools.voices.words import CHINESE, ENGLISH, LETTERS

Samples = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
log = logging.getLogger("voices")
OUT = Path("server/web/static/voices")
SYLLABLES = Path("/usr/share/gcin-voice/ogg")
SPEAKER = "5.ogg"  # the one under CC BY 3.0
RATE = 24_000
LOUDNESS = -20.0  # LUFS
HIGHEST = -1.5  # dBTP
FADE = int(0.004 * RATE)
JOIN = int(0.012 * RATE)
SEMITONES = "-3"
SLOWER = "1.14"
BITRATE_LEVEL = 0.88  # of libsndfile: about 36 kbit/s
TONES = {"ˊ": "2", "ˇ": "3", "ˋ": "4", "˙": "1"}
SPLICED = {
    "xing": ("xi", "ying"), "ze": ("zi", "e"), "ne": ("na", "e"), "me": ("ma", "e"),
    "lv": ("li", "yu"), "lve": ("li", "yue"), "nv": ("ni", "yu"), "nve": ("ni", "yue"),
    "nong": ("nu", "tong"), "qun": ("qu", "jun"), "yun": ("", "jun"),
}  # fmt: skip
"""Families that the speaker lacks: the beginning of one syllable and the voiced part of another."""
ONSET = int(0.07 * RATE)
"""How long a voiced l, m or n sounds before its vowel."""
STAND_IN = {"1": "4253", "2": "1435", "3": "4215", "4": "1253", "5": "4123"}
"""Where the speaker lacks a tone, the one that is played: a wrong tone is better than silence."""


def main() -> None:
    logging.basicConfig(level=logging.INFO)
    syllables = chinese_syllables()
    letters = {letter: english(f"{letter}.") for letter in LETTERS}
    words = {word: joined(word, syllables) for word in CHINESE}
    write("zh", {CHIME: chime(), **letters, **syllables, **words})
    write("en", {**letters, **{word: english(f"{word}.") for word in ENGLISH}})


def chinese_syllables() -> dict[str, Samples]:
    """Every syllable that a hanzi of GB 2312 is read by, and aliases where the speaker has none."""
    wanted = sorted({s for hanzi in _gb2312() for s in readings(hanzi)})
    recorded = {s: SYLLABLES / bopomofo(s) / SPEAKER for s in wanted}
    spoken = [s for s in wanted if recorded[s].is_file()]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        there = dict(zip(spoken, pool.map(lambda s: lowered(recorded[s]), spoken), strict=True))
    for syllable in wanted:
        if syllable not in there and syllable[:-1] in SPLICED:
            there[syllable] = spliced(syllable, there)
    for syllable in wanted:
        if syllable not in there:
            found = nearest_tone(syllable, there)
            log.info("%s is missing; instead %s", syllable, found)
            if found:
                there[syllable] = there[found]
    return there


def nearest_tone(syllable: str, there: Mapping[str, Samples]) -> str | None:
    near = (f"{syllable[:-1]}{tone}" for tone in (syllable[-1], *STAND_IN[syllable[-1]]))
    return next((s for s in near if s in there), None)


def spliced(syllable: str, there: Mapping[str, Samples]) -> Samples:
    first, second = SPLICED[syllable[:-1]]
    rime = there[nearest_tone(second + syllable[-1], there) or ""]
    if second[0] in "jt":
        rime = rime[voiced_from(rime) :]
    if not first:
        return levelled(rime)
    onset = there[nearest_tone(first + syllable[-1], there) or ""]
    end = ONSET if first[0] in "lmn" else voiced_from(onset)
    return levelled(crossed(onset[:end], rime))


def voiced_from(samples: Samples) -> int:
    """Where the hiss of a consonant ends: low tones carry half of the sound from there on."""
    step = int(0.005 * RATE)
    for begin in range(0, len(samples) - 4 * step, step):
        piece = samples[begin : begin + 4 * step] * np.hanning(4 * step)
        power = np.abs(np.fft.rfft(piece)) ** 2
        low = power[: int(1000 * 4 * step / RATE)].sum()
        if low > 0.5 * power.sum() and np.abs(piece).max() > 0.1 * np.abs(samples).max():
            return begin + step
    return 0


def crossed(before: Samples, after: Samples) -> Samples:
    """One sound that runs into the next over a few milliseconds."""
    join = min(JOIN, len(before), len(after))
    out = np.linspace(1, 0, join)
    middle = before[-join:] * out + after[:join] * (1 - out)
    return np.concatenate((before[:-join], middle, after[join:]))


def _gb2312() -> Iterable[str]:
    codes = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    return (text for code in codes if (text := code.decode("gb2312", "ignore")))


def readings(hanzi: str) -> list[str]:
    found = pinyin(hanzi, style=Style.TONE3, heteronym=True, neutral_tone_with_five=True)[0]
    return [s for s in found if s[-1:].isdigit()]


def bopomofo(syllable: str) -> str:
    """The folder of a syllable: ㄔㄨㄤ, ㄎㄡ3, ㄉㄜ1 (light)."""
    marked = convert(syllable.replace("v", "ü"), Style.BOPOMOFO, strict=True, default=syllable)
    bare = "".join(sign for sign in marked if sign not in TONES)
    return bare + "".join(TONES[sign] for sign in marked if sign in TONES)


def lowered(file: Path) -> Samples:
    samples, rate = soundfile.read(file, dtype="float64", always_2d=True)
    with tempfile.TemporaryDirectory() as folder:
        before, after = Path(folder, "a.wav"), Path(folder, "b.wav")
        soundfile.write(before, samples.mean(axis=1), rate, subtype="PCM_24")
        change = ["-p", SEMITONES, "-t", SLOWER]
        subprocess.run(["rubberband", "-q", "-3", "-F", *change, before, after], check=True,
                       capture_output=True)  # fmt: skip
        samples, rate = soundfile.read(after, dtype="float64")
    return levelled(resample_poly(samples, RATE // 300, rate // 300))


def english(text: str) -> Samples:
    return levelled(np.asarray(_model()(text, speed=0.95), dtype="float64"))


def _model() -> object:
    global _loaded
    if _loaded is None:
        from hibari import Hibari

        _loaded = Hibari()
    return _loaded


_loaded: object = None


def joined(word: str, syllables: Mapping[str, Samples]) -> Samples:
    """Syllables that run into one another over a few milliseconds."""
    said = syllables[said_as(word)[0]]
    for syllable in said_as(word)[1:]:
        said = crossed(said, syllables[syllable])
    return levelled(said)


def chime() -> Samples:
    """Two soft strokes, E5 and C5."""
    said = np.zeros(int(1.1 * RATE))
    for hertz, at in ((659.25, 0.0), (523.25, 0.28)):
        t = np.arange(int(0.8 * RATE)) / RATE
        tone = np.exp(-5.5 * t) * (
            np.sin(2 * np.pi * hertz * t) + 0.2 * np.sin(4 * np.pi * hertz * t)
        )
        begin = int(at * RATE)
        said[begin : begin + len(tone)] += tone
    return levelled(said)


def levelled(samples: Samples) -> Samples:
    """Without silence at the ends, these faded over milliseconds, and as loud as all others."""
    lead, tail = silence(samples)
    kept = samples[max(0, lead - FADE) : len(samples) - max(0, tail - FADE)].copy()
    kept[:FADE] *= np.linspace(0, 1, FADE)
    kept[-FADE:] *= np.linspace(1, 0, FADE)
    return kept * 10 ** ((LOUDNESS - loudness(kept, RATE)) / 20)


def coded(samples: Samples) -> bytes:
    """Ogg Opus that is as loud as all others once decoded, its peaks rounded off if it must."""
    top, gain = 10 ** (HIGHEST / 20), 1.0
    for _ in range(24):
        shaped = samples * gain
        if np.abs(shaped).max() > top:
            shaped = top * np.tanh(shaped / top)
        sound = opus(shaped)
        heard, _rate = soundfile.read(io.BytesIO(sound))
        peak, level = true_peak(heard), loudness(heard, RATE)
        if peak > HIGHEST + 0.3:
            top *= 10 ** ((HIGHEST - peak) / 20)
        elif abs(level - LOUDNESS) < 0.1:
            break
        gain *= 10 ** ((LOUDNESS - level) / 20)
    return sound


def opus(samples: Samples) -> bytes:
    file = io.BytesIO()
    soundfile.write(file, samples, RATE, format="OGG", subtype="OPUS",
                    compression_level=BITRATE_LEVEL)  # fmt: skip
    return file.getvalue()


def write(language: str, clips: Mapping[str, Samples]) -> None:
    folder = OUT / language
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.ogg"):
        old.unlink()
    listed: dict[str, tuple[str, int]] = {}
    written: dict[int, str] = {}
    for name, samples in clips.items():
        if id(samples) not in written:
            file = f"{file_name(name)}.ogg"
            (folder / file).write_bytes(coded(samples))
            written[id(samples)] = file
        listed[name] = (written[id(samples)], round(1000 * len(samples) / RATE))
    lines = (f"{json.dumps(n, ensure_ascii=False)}: {json.dumps(c)}" for n, c in listed.items())
    (folder / "clips.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def file_name(name: str) -> str:
    """Signs that every file system and archive knows: hanzi as their pinyin."""
    if name in LETTERS:
        return f"letter-{name.lower()}"
    if name.isascii():
        return name.replace(" ", "-")
    said = said_as(name)
    return said[0] + "-word" if len(said) == 1 else "-".join(said)


if __name__ == "__main__":
    main()
