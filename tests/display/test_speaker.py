"""The sound of `servicehall speaker`: sentences out of clips, and where they come out."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from display.speaker.playing import play_file
from display.speaker.sinks import FolderSink, SinkError, sink_of
from display.speaker.sound import RATE, ClipError, ClipStore, rendered
from server.contracts.announcing import CallSound, PlayedClip


def clip(address: str, gap_ms: int = 0, gain: float = 1.0) -> PlayedClip:
    return PlayedClip(address=address, gap_ms=gap_ms, gain=gain, length_ms=100)


@pytest.fixture
def clips(tmp_path: Path) -> ClipStore:
    """A tenth of a second of 0.5, in other rates and with two channels."""
    for name, rate, channels in (("a.wav", 16_000, 1), ("b.flac", 44_100, 2)):
        soundfile.write(tmp_path / name, np.full((rate // 10, channels), 0.5), rate)
    return ClipStore(lambda address: (tmp_path / address[1:]).read_bytes())


def test_clips_follow_one_another_with_their_silences(clips: ClipStore) -> None:
    sound = CallSound(
        clips=[clip("/a.wav"), clip("/b.flac", gap_ms=200, gain=0.5)], speed=1.0, length_ms=400
    )
    samples = rendered(sound, clips)
    tenth = RATE // 10
    assert len(samples) == 4 * tenth
    assert np.allclose(samples[10 : tenth - 10], 0.5, atol=0.01)
    assert not samples[tenth : 3 * tenth].any()
    assert np.allclose(samples[3 * tenth + 10 : -10], 0.25, atol=0.01)


def test_a_slower_sentence_is_longer(clips: ClipStore) -> None:
    sound = CallSound(clips=[clip("/a.wav")], speed=0.8, length_ms=125)
    assert len(rendered(sound, clips)) == RATE // 8


def test_a_broken_clip_is_named() -> None:
    with pytest.raises(ClipError, match="/broken"):
        ClipStore(lambda _: b"no sound").of("/broken.wav")


def test_a_sink_falls_silent_by_itself(tmp_path: Path) -> None:
    sink = FolderSink(tmp_path)
    sink.allow_until(0.0)
    sink.play("A001", np.ones(RATE, np.float32))
    assert sink.ended() is False
    [written] = tmp_path.glob("*-A001.wav")
    assert soundfile.info(written).frames == 0


def test_a_file_is_played_to_its_end(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "call.wav", np.full(RATE // 20, 0.5), RATE)
    play_file(tmp_path / "call.wav", FolderSink(tmp_path / "heard"))
    [heard] = (tmp_path / "heard").glob("*-call.wav")
    assert soundfile.info(heard).frames == RATE // 20


@pytest.mark.parametrize("wanted", ["loud", "file:", "file"])
def test_a_sink_that_there_is_not_is_said(wanted: str) -> None:
    with pytest.raises(SinkError, match="--sink is") as said:
        sink_of(wanted)
    assert said.value.zh.startswith("--sink 只能是")
