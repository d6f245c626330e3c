"""A call written as WAV, decoded and looked through: every clip is there, whole, in its order."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from server.voice.announcing import Announcement, announcement
from server.voice.clips import Clips
from server.voice.measuring import measure, read, write
from server.voice.mixing import RATE, mixed, resampled
from server.voice.needs import call_of
from server.voice.settings import voice_settings
from tests.support.hearing import closest
from tests.support.voices import example_hall

ALIKE = 0.95  # of the correlation of a sound with itself
NEAR = RATE // 200  # five milliseconds


def begins(said: Announcement) -> list[int]:
    """Where each clip has to begin, in samples."""
    found, now = [], 0.0
    for each in said.played:
        now += each.gap_ms / 1000
        found.append(round(now * RATE))
        now += each.length_ms / 1000 / said.speed
    return found


@pytest.mark.parametrize(("window", "language"), [("3", "zh"), ("12", "en")])
def test_the_clips_of_a_call_lie_in_it_one_after_another(
    window: str, language: str, tmp_path: Path
) -> None:
    hall = example_hall("centre")
    called = next(each for each in hall.windows if each.key == window)
    call = call_of("T582", called, language)
    said = announcement(call, voice_settings(hall, called.zone), Clips(None), 0)
    write(tmp_path / "call.wav", mixed(said), RATE)
    heard = read(tmp_path / "call.wav")
    assert (heard.rate, heard.channels) == (RATE, 1)
    assert abs(len(heard.samples) / RATE * 1000 - said.length_ms) < 20
    for each, begin in zip(said.played, begins(said), strict=True):
        sound = read(each.clip.file)
        clip = resampled(sound.samples, sound.rate, 1.0)
        around = heard.samples[max(0, begin - RATE // 10) : begin + len(clip) + RATE // 10]
        where, alike = closest(clip, around)
        assert alike > ALIKE, each.clip.name
        assert abs(where + max(0, begin - RATE // 10) - begin) < NEAR, each.clip.name


def test_between_the_words_it_is_silent_and_nothing_is_clipped() -> None:
    hall = example_hall("centre")
    said = announcement(call_of("A001", hall.windows[0]), voice_settings(hall, "A"), Clips(None), 0)
    samples = mixed(said)
    for each, begin in list(zip(said.played, begins(said), strict=True))[1:]:
        gap = samples[begin - RATE * each.gap_ms // 1000 + 48 : begin - 48]
        assert np.abs(gap).max() < 0.01
    assert np.abs(samples).max() < 0.95


def test_half_the_volume_is_half_as_high() -> None:
    hall = example_hall("centre")
    loud = voice_settings(hall, "A")
    call = call_of("A001", hall.windows[0])
    full = mixed(announcement(call, loud, Clips(None), 0))
    half = mixed(announcement(call, replace(loud, volume=50), Clips(None), 0))
    assert np.allclose(half, full / 2, atol=1e-9)


def test_a_recording_is_measured_as_it_is(tmp_path: Path) -> None:
    t = np.arange(RATE) / RATE
    tone = 0.5 * np.sin(2 * np.pi * 1000 * t)
    silent = np.zeros(RATE // 10)
    write(tmp_path / "tone.wav", np.concatenate((silent, tone, silent, silent)), RATE)
    found = measure(read(tmp_path / "tone.wav"))
    assert found.length_ms == 1300
    assert (round(found.lead_ms, -1), round(found.tail_ms, -1)) == (100, 200)
    assert abs(found.true_peak - -6.02) < 0.1
    assert found.clipped == 0
