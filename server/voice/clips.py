"""Which clips there are: those shipped with the program, and a human announcer's above them.

A hall's folder `voices/<language>/` (in its data folder) holds recordings named by what they say:
`请.wav`, `A.wav`, `please go to.flac`. Each replaces the shipped clip of that name.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from pathlib import Path
from time import monotonic
from urllib.parse import quote

from tinytag import TinyTag, TinyTagException

from server.contracts.languages import LANGUAGES, written_like
from server.voice.sentences import ClipName

SOUNDS = {".wav": "audio/wav", ".flac": "audio/flac", ".ogg": "audio/ogg", ".opus": "audio/ogg"}
"""Kinds of files that every Chromium plays, with what they are served as."""

VOICES = "voices"
"""Folder of a hall's own recordings in its data folder."""

LOOK_AGAIN_S = 2.0
"""Seconds between two looks at the hall's recordings."""

MADE = "made"
"""Folder beside an announcer's recordings for clips that `servicehall voice make` spoke."""


class Origin(StrEnum):
    """Whose a clip is: an announcer's recording, spoken at the hall by a program, or shipped."""

    HUMAN = "human"
    MADE = "made"
    SHIPPED = "shipped"


@dataclass(frozen=True, slots=True)
class Clip:
    """One sound file. `address`: its path on the server; `length_ms`: milliseconds."""

    name: ClipName
    language: str
    origin: Origin
    file: Path
    address: str
    length_ms: int


def shipped_folder() -> Path:
    """Where the clips are that came with the program."""
    return Path(str(files("server") / "web" / "static" / "voices"))


def voice_of(language: str) -> str:
    """The language whose clips speak `language`: its own, or those of the language it is like."""
    return language if (shipped_folder() / language).is_dir() else written_like(language)


class Clips:
    """The clips of one hall. `folder`: where the hall's own recordings are (`voices` of the data
    folder); None where there are none. Recordings that come, change or go are seen within
    LOOK_AGAIN_S."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self._seen = _state(folder)
        self._looked = monotonic()
        self._own: dict[str, Mapping[ClipName, Clip]] = {}

    def refreshed(self) -> "Clips":
        """These clips, or new ones if a recording was added, changed or taken away since."""
        return self if _state(self.folder) == self._seen else Clips(self.folder)

    def find(self, language: str, name: ClipName) -> Clip | None:
        """The clip that says `name`: the announcer's, else one made here, else the shipped."""
        spoken = voice_of(language)
        return self.own(spoken).get(name) or shipped(spoken).get(name)

    def own(self, language: str) -> Mapping[ClipName, Clip]:
        """The hall's own clips of a voice."""
        self._look_again()
        if language not in self._own:
            found = _recorded(self.folder, language) if self.folder else ()
            self._own[language] = {clip.name: clip for clip in found}
        return self._own[language]

    def _look_again(self) -> None:
        now = monotonic()
        if self.folder is None or now - self._looked < LOOK_AGAIN_S:
            return
        self._looked, seen = now, _state(self.folder)
        if seen != self._seen:
            self._seen, self._own = seen, {}

    def at(self, language: str, digest: str, file_name: str) -> Clip | None:
        """The hall's own clip with this address; only files that were found are ever named."""
        if language not in LANGUAGES:
            return None
        address = address_of(language, digest, file_name)
        return next((c for c in self.own(language).values() if c.address == address), None)


class ClipsOfOneVoice(Clips):
    """Recordings of a folder as if they were the hall's, to hear them before they are."""

    def __init__(self, folder: Path, language: str) -> None:
        super().__init__(None)
        found = (_clip(f, language, Origin.HUMAN) for f in sorted(folder.iterdir()) if f.is_file())
        self._own = {language: {clip.name: clip for clip in found if clip is not None}}


State = frozenset[tuple[str, int, int]]


def _state(folder: Path | None) -> State:
    """Names, sizes and times of the recordings, by which a change is seen."""
    if folder is None or not folder.is_dir():
        return frozenset()
    files = (f for tag in LANGUAGES for at in _places(folder, tag) for f in at.iterdir())
    return frozenset((str(f), (s := f.stat()).st_size, s.st_mtime_ns) for f in files if f.is_file())


def _places(folder: Path, language: str) -> list[Path]:
    """Made ones first, so that a recording of the same name replaces them."""
    return [at for at in (folder / language / MADE, folder / language) if at.is_dir()]


@cache
def shipped(language: str) -> Mapping[ClipName, Clip]:
    """The shipped clips of a voice, from the list beside them."""
    folder = shipped_folder() / language
    listed = folder / "clips.json"
    if not listed.is_file():
        return {}
    entries: Mapping[str, tuple[str, int]] = json.loads(listed.read_text("utf-8"))
    return {
        name: Clip(
            name, language, Origin.SHIPPED, folder / file,
            f"/static/voices/{language}/{file}", length_ms,
        )
        for name, (file, length_ms) in entries.items()
    }  # fmt: skip


def clip_name(stem: str) -> ClipName:
    """The name that a file's name means: letters as they stand, English words in lower case."""
    return (
        stem
        if len(stem) <= 2
        else " ".join(stem.replace("_", " ").replace("-", " ").split()).lower()
    )


def _recorded(folder: Path, language: str) -> Iterator[Clip]:
    for at in _places(folder, language):
        origin = Origin.MADE if at.name == MADE else Origin.HUMAN
        for file in sorted(at.iterdir()):
            if file.suffix.lower() in SOUNDS and file.is_file():
                clip = _clip(file, language, origin)
                if clip is not None:
                    yield clip


def _clip(file: Path, language: str, origin: Origin) -> Clip | None:
    """None for a file that is no sound; `servicehall voice check` says so."""
    try:
        length_ms = round(1000 * (TinyTag.get(file).duration or 0))
    except (TinyTagException, OSError):
        return None
    if not length_ms:
        return None
    digest = hashlib.sha256(file.read_bytes()).hexdigest()[:16]
    address = address_of(language, digest, file.name)
    return Clip(clip_name(file.stem), language, origin, file, address, length_ms)


def address_of(language: str, digest: str, file_name: str) -> str:
    """Where the server gives a recording; the digest of its content is part of it, so that a
    browser may keep it for good."""
    return f"/voices/{language}/{digest}/{quote(file_name)}"


def languages() -> tuple[str, ...]:
    """The languages that have a voice of their own in the program."""
    return tuple(tag for tag in LANGUAGES if (shipped_folder() / tag).is_dir())
