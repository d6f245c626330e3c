"""The clips that come with the program, decoded: all equally loud, none clipped, none with silence
at its ends, each as long as its list says."""

from pathlib import Path

import pytest

from server.voice.checking import (
    HIGHEST_PEAK,
    LOUDNESS,
    MOST_LEAD_MS,
    MOST_TAIL_MS,
    SHORTEST_MS,
    TOLERANCE,
)
from server.voice.clips import Clip, languages, shipped, shipped_folder
from server.voice.measuring import Measured, measure, read
from server.voice.sentences import CHIME, DIGITS, TEENS, TENS


@pytest.fixture(scope="module", params=["zh", "en"])
def decoded(request: pytest.FixtureRequest) -> dict[str, tuple[Clip, Measured]]:
    """Every file of a voice once, measured."""
    files = {clip.file: clip for clip in shipped(request.param).values()}
    return {file.name: (clip, measure(read(file))) for file, clip in files.items()}


def test_all_are_equally_loud(decoded: dict[str, tuple[Clip, Measured]]) -> None:
    levels = {name: found.loudness for name, (_, found) in decoded.items()}
    assert max(levels.values()) - min(levels.values()) < TOLERANCE
    assert {name: level for name, level in levels.items() if abs(level - LOUDNESS) > 0.5} == {}


def test_none_is_clipped_or_peaks_too_high(decoded: dict[str, tuple[Clip, Measured]]) -> None:
    assert max(found.true_peak for _, found in decoded.values()) < HIGHEST_PEAK
    assert max(found.clipped for _, found in decoded.values()) == 0


def test_none_begins_or_ends_with_silence(decoded: dict[str, tuple[Clip, Measured]]) -> None:
    assert max(found.lead_ms for _, found in decoded.values()) <= MOST_LEAD_MS
    voices = [found for clip, found in decoded.values() if clip.name != CHIME]
    assert max(found.tail_ms for found in voices) <= MOST_TAIL_MS


def test_each_is_as_long_as_its_list_says(decoded: dict[str, tuple[Clip, Measured]]) -> None:
    assert [
        name
        for name, (clip, found) in decoded.items()
        if abs(found.length_ms - clip.length_ms) > 1 or found.length_ms < SHORTEST_MS
    ] == []


def test_the_files_of_a_voice_are_those_of_its_list() -> None:
    for language in languages():
        folder = shipped_folder() / language
        listed = {clip.file.name for clip in shipped(language).values()}
        assert listed == {file.name for file in folder.glob("*.ogg")}


def test_file_names_survive_every_file_system_and_archive() -> None:
    names = [file.name for file in shipped_folder().rglob("*") if file.is_file()]
    assert [name for name in names if not name.isascii() or name != name.strip()] == []
    for language in languages():
        files = [file.name.lower() for file in Path(shipped_folder() / language).iterdir()]
        assert len(files) == len(set(files))


def test_letters_figures_and_numbers_are_there() -> None:
    letters = {chr(code) for code in range(ord("A"), ord("Z") + 1)}
    assert letters | {*DIGITS["zh"], "幺", "十", CHIME} <= shipped("zh").keys()
    assert letters | {*DIGITS["en"], *TEENS, *filter(None, TENS)} <= shipped("en").keys()


def test_it_is_said_whose_voices_they_are() -> None:
    origin = (shipped_folder() / "ORIGIN.md").read_text("utf-8")
    assert "creativecommons.org/licenses/by/3.0" in origin
    assert "Apache-2.0" in origin
