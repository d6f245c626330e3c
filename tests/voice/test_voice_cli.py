"""`servicehall voice` as a technician and an announcer use it."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from display.speaker import playing
from display.speaker.sinks import SinkError
from server.cli.voice import voice
from server.voice.checking import LOUDNESS
from server.voice.clips import LOOK_AGAIN_S, Clips, Origin, shipped
from server.voice.measuring import measure, read, write

SITE = ("--site", "server/demo/centre.yaml")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def ask(data: Path, *words: object, chinese: bool = False) -> Result:
    environ = {"SERVICEHALL_LANGUAGE": "zh"} if chinese else {}
    said = [str(word) for word in (*words, *SITE, "--data", data)]
    return CliRunner(env=environ).invoke(voice, said)


def tone(file: Path, peak: float = 0.3, rate: int = 48_000, lead: float = 0.0) -> Path:
    """Half a second of a vowel-like sound."""
    t = np.arange(rate // 2) / rate
    sound = sum(np.sin(2 * np.pi * 220 * n * t) / n for n in range(1, 9))
    silence = np.zeros(int(lead * rate))
    file.parent.mkdir(parents=True, exist_ok=True)
    write(file, np.concatenate((silence, np.clip(peak * sound, -1, 1))), rate)
    return file


def test_the_list_names_every_word_with_whose_it_is(data: Path) -> None:
    done = ask(data, "list")
    assert done.exit_code == 0, done.output
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    assert ["zh", "请", "shipped", f"{shipped('zh')['请'].length_ms} ms"] in rows
    assert {row[0] for row in rows} == {"zh", "en"}
    assert "missing" not in done.output
    assert "自带" in ask(data, "list", chinese=True).stdout


def test_a_recording_stands_above_the_shipped_clip_of_its_name(data: Path) -> None:
    tone(data / "voices" / "zh" / "请.wav")
    rows = [line.split("\t") for line in ask(data, "list").stdout.splitlines()]
    assert ["zh", "请", "human", "500 ms"] in rows
    assert ["zh", "号到", "shipped", f"{shipped('zh')['号到'].length_ms} ms"] in rows


def test_a_running_server_sees_recordings_come_and_go(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    monkeypatch.setattr("server.voice.clips.monotonic", lambda: now[0])
    clips = Clips(data / "voices")

    def origin() -> Origin:
        now[0] += LOOK_AGAIN_S
        clip = clips.find("zh", "请")
        assert clip is not None
        return clip.origin

    assert origin() is Origin.SHIPPED
    recorded = tone(data / "voices" / "zh" / "请.wav")
    assert origin() is Origin.HUMAN
    recorded.unlink()
    assert origin() is Origin.SHIPPED


def test_what_no_clip_says_is_told(data: Path, tmp_path: Path) -> None:
    site = tmp_path / "site.yaml"
    text = Path("server/demo/minimal.yaml").read_text("utf-8")
    words = "spoken: {zh: 银杏厅, en: Ginkgo parlour}, "
    site.write_text(text.replace("{number: 1, ", "{number: 1, " + words), "utf-8")
    said = ["--site", str(site), "--data", str(data)]
    done = CliRunner().invoke(voice, ["list", "--missing", *said])
    assert done.exit_code == 1
    assert done.stdout.splitlines() == ["en\tginkgo parlour\tmissing\tginkgo, parlour"]
    assert "voice make" in done.stderr
    call = CliRunner().invoke(
        voice, ["say", "A001", "1", str(tmp_path / "c.wav"), "--language", "en", *said]
    )
    assert call.exit_code == 0
    assert "No clip says 'ginkgo' (en)" in call.stderr


def test_a_call_is_written_as_it_sounds(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "call.wav"
    done = ask(data, "say", "a001", "3", out)
    assert done.exit_code == 0, done.output
    found = measure(read(out))
    assert found.clipped == 0
    assert 3000 < found.length_ms < 9000
    again = ask(data, "say", "A001", "3", out)
    assert again.exit_code == 1
    assert "is there already" in again.output
    short = ask(data, "say", "A001", "3", out, "--short", "--force")
    assert short.exit_code == 0
    assert measure(read(out)).length_ms < found.length_ms


def test_a_window_that_is_not_there_is_named_with_those_that_are(
    data: Path, tmp_path: Path
) -> None:
    done = ask(data, "say", "A001", "77", tmp_path / "call.wav")
    assert done.exit_code == 1
    assert "There is no window 77; there are: 1, 2" in done.output
    done = ask(data, "say", "A001", "77", tmp_path / "call.wav", chinese=True)
    assert "没有窗口 77" in done.output


def test_good_recordings_pass_and_a_call_is_made_of_them(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "recorded"
    folder.mkdir()
    shutil.copy(shipped("zh")["请"].file, folder / "请.ogg")
    done = ask(data, "check", folder)
    assert done.exit_code == 0, done.output
    assert "1 files, 0 to be mended" in done.stdout
    assert measure(read(folder / "sample" / "call.wav")).length_ms > 3000


def test_a_sample_call_is_played_or_it_says_that_nothing_can_play_it(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tone(tmp_path / "recorded" / "请.wav")
    played: list[Path] = []
    monkeypatch.setattr(playing, "play_file", played.append)
    ask(data, "check", tmp_path / "recorded", "--play")
    assert played == [tmp_path / "recorded" / "sample" / "call.wav"]

    def no_card(file: Path) -> None:
        raise SinkError("打不开声卡。", "No sound card can be opened.")

    monkeypatch.setattr(playing, "play_file", no_card)
    done = ask(data, "check", tmp_path / "recorded", "--play", chinese=True)
    assert "打不开声卡" in done.stderr


def test_each_fault_is_named_with_what_to_do(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "recorded"
    tone(folder / "号到.wav", peak=0.003)
    tone(folder / "窗口.wav", peak=3.0)
    tone(folder / "办理.wav", lead=0.4)
    tone(folder / "零.wav", rate=8000)
    tone(folder / "窗户.wav")
    (folder / "一.wav").write_bytes(b"no sound")
    (folder / "readme.txt").write_text("-")
    done = ask(data, "check", folder)
    assert done.exit_code == 1
    for said in (
        "号到.wav: is too quiet: add ",
        "窗口.wav: is clipped",
        "办理.wav: begins with 400 ms of silence, at most 60: cut it",
        "零.wav: has 8000 samples a second",
        "窗户.wav: is no word that the hall says",
        "一.wav: can't be read",
        "readme.txt: is no WAV, FLAC or Ogg file",
    ):
        assert said in done.stdout
    chinese = ask(data, "check", folder, chinese=True).stdout
    assert "办理.wav: 开头有 400 毫秒静音，最多 60：剪掉" in chinese


def test_recordings_are_taken_levelled(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "recorded"
    tone(folder / "请.wav", peak=0.02, lead=0.5)
    done = ask_plain(data, "take", folder)
    assert done.exit_code == 0, done.output
    clip = Clips(data / "voices").find("zh", "请")
    assert clip is not None
    found = measure(read(clip.file))
    assert clip.origin is Origin.HUMAN
    assert abs(found.loudness - LOUDNESS) < 0.3
    assert found.lead_ms < 20


def ask_plain(data: Path, *words: object) -> Result:
    return CliRunner().invoke(voice, [*map(str, words), "--data", str(data)])


def test_without_espeak_it_says_what_to_install(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site.yaml"
    text = Path("server/demo/minimal.yaml").read_text("utf-8")
    words = "spoken: {zh: 银杏厅, en: Ginkgo parlour}, "
    site.write_text(text.replace("{number: 1, ", "{number: 1, " + words), "utf-8")
    monkeypatch.setenv("PATH", str(tmp_path))
    done = CliRunner().invoke(voice, ["make", "--site", str(site), "--data", str(data)])
    assert done.exit_code == 1
    assert "apt install espeak-ng" in done.output


def test_a_program_that_speaks_makes_what_is_missing(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """espeak-ng itself is on few machines: a program of its name writes a sound where it would."""
    site = tmp_path / "site.yaml"
    text = Path("server/demo/minimal.yaml").read_text("utf-8")
    words = "spoken: {zh: 银杏厅, en: Ginkgo parlour}, "
    site.write_text(text.replace("{number: 1, ", "{number: 1, " + words), "utf-8")
    sound = tone(tmp_path / "sound.wav")
    program = tmp_path / "bin" / "espeak-ng"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\n/bin/cp "{sound}" "$6"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    said = ["--site", str(site), "--data", str(data)]
    done = CliRunner().invoke(voice, ["make", *said])
    assert done.exit_code == 0, done.output
    rows = CliRunner().invoke(voice, ["list", *said]).stdout
    assert "missing" not in rows
    made = Clips(data / "voices").find("en", "parlour")
    assert made is not None
    assert made.origin is Origin.MADE
