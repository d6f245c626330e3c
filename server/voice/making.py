"""Words that no clip says, spoken by espeak-ng where the hall has it (`servicehall voice make`)."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from server.contracts.languages import written_like
from server.voice.clips import MADE, voice_of
from server.voice.levelling import levelled
from server.voice.measuring import read, write
from server.voice.sentences import ClipName

PROGRAM = "espeak-ng"
VOICES = {"zh": "cmn", "en": "en-gb"}
WORDS_A_MINUTE = "150"


class EspeakMissing(Exception):  # noqa: N818  # what is, not a fault of ours
    """espeak-ng is not installed on this machine."""


def speak(name: ClipName, language: str, folder: Path) -> Path:
    """Write the clip that says `name` below `folder` and return its file; raises EspeakMissing."""
    program = shutil.which(PROGRAM)
    if program is None:
        raise EspeakMissing(PROGRAM)
    at = folder / voice_of(language) / MADE
    at.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as aside:
        raw = Path(aside, "raw.wav")
        voice = VOICES[written_like(language)]
        command = [program, "-v", voice, "-s", WORDS_A_MINUTE, "-w", str(raw), "--", name]
        subprocess.run(command, check=True, capture_output=True, timeout=30)
        sound = levelled(read(raw))
    file = at / f"{name}.wav"
    write(file, sound.samples, sound.rate)
    return file
