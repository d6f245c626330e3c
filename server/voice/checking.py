"""Whether an announcer's recording goes together with all others (`servicehall[sound]`).

The levels are those of the shipped clips: a hall may replace some of them and keep the rest.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from server.contracts.site_mistakes import nearest
from server.voice.clips import SOUNDS, clip_name
from server.voice.measuring import Measured, SoundUnreadable, measure, read
from server.voice.sentences import CHIME, ClipName

LOUDNESS = -20.0  # LUFS
TOLERANCE = 1.0  # LU
HIGHEST_PEAK = -1.0  # dBTP
MOST_LEAD_MS = 60
MOST_TAIL_MS = 120
SHORTEST_MS = 120
LONGEST_MS = 6000
LEAST_RATE = 22_050  # samples a second


class Fault(StrEnum):
    """What is wrong with a recording; `UNKNOWN`, `MANY_CHANNELS` can stay, all others are heard."""

    UNREADABLE = "unreadable"
    NO_SOUND_FILE = "no_sound_file"
    LEAD = "lead"
    TAIL = "tail"
    SHORT = "short"
    LONG = "long"
    QUIET = "quiet"
    LOUD = "loud"
    PEAK = "peak"
    CLIPPED = "clipped"
    RATE = "rate"
    UNKNOWN = "unknown"
    MANY_CHANNELS = "many_channels"


TOLERABLE = frozenset({Fault.UNKNOWN, Fault.MANY_CHANNELS, Fault.PEAK})


@dataclass(frozen=True, slots=True)
class Found:
    """One fault. `figure`: in its own unit (ms, LU to add, dBTP, samples, samples a second,
    channels); `words`: the library's, or the name that was probably meant."""

    fault: Fault
    figure: float = 0.0
    words: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """A file of the folder, what it is like, and its faults."""

    file: Path
    name: ClipName
    measured: Measured | None
    faults: tuple[Found, ...]

    @property
    def usable(self) -> bool:
        """Nobody hears anything wrong with it."""
        return all(found.fault in TOLERABLE for found in self.faults)


def check_folder(folder: Path, wanted: Sequence[ClipName]) -> list[Checked]:
    """Each file of `folder`; `wanted`: what the hall says. Raises SoundLibrariesMissing."""
    files = sorted(each for each in folder.iterdir() if each.is_file() and each.name[0] != ".")
    return [check_file(each, wanted) for each in files]


def check_file(file: Path, wanted: Sequence[ClipName]) -> Checked:
    """One recording; raises SoundLibrariesMissing."""
    name = clip_name(file.stem)
    if file.suffix.lower() not in SOUNDS:
        return Checked(file, name, None, (Found(Fault.NO_SOUND_FILE),))
    try:
        found = measure(read(file))
    except SoundUnreadable as error:
        return Checked(file, name, None, (Found(Fault.UNREADABLE, words=str(error)),))
    faults = [*_faults(found, name)]
    if name not in wanted:
        faults.append(Found(Fault.UNKNOWN, words=nearest(name, wanted) or ""))
    return Checked(file, name, found, tuple(faults))


def _faults(found: Measured, name: ClipName) -> Iterator[Found]:
    if found.lead_ms > MOST_LEAD_MS:
        yield Found(Fault.LEAD, found.lead_ms)
    if found.tail_ms > MOST_TAIL_MS and name != CHIME:  # it dies away
        yield Found(Fault.TAIL, found.tail_ms)
    if found.length_ms < SHORTEST_MS:
        yield Found(Fault.SHORT, found.length_ms)
    if found.length_ms > LONGEST_MS:
        yield Found(Fault.LONG, found.length_ms)
    off = found.loudness - LOUDNESS
    if abs(off) > TOLERANCE:
        yield Found(Fault.LOUD if off > 0 else Fault.QUIET, -off)
    if found.clipped > 2:
        yield Found(Fault.CLIPPED, found.clipped)
    elif found.true_peak > HIGHEST_PEAK:
        yield Found(Fault.PEAK, found.true_peak)
    if found.rate < LEAST_RATE:
        yield Found(Fault.RATE, found.rate)
    if found.channels > 1:
        yield Found(Fault.MANY_CHANNELS, found.channels)
