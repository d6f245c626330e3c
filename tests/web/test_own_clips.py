"""A hall's own recordings, as boards fetch them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np
import pytest
from werkzeug.test import TestResponse

from server.storage.engine import Database
from server.voice.clips import Clips, shipped
from server.voice.measuring import write
from tests.support.halls import Clock
from tests.support.web import world_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    voices = tmp_path / "voices"
    (voices / "zh").mkdir(parents=True)
    record(voices, "请", 220)
    (tmp_path / "servicehall.db").write_text("secret")
    (voices / "zh" / "notes.txt").write_text("secret")
    return voices


def record(voices: Path, name: str, hertz: int) -> None:
    t = np.arange(4800) / 24_000
    write(voices / "zh" / f"{name}.wav", 0.3 * np.sin(2 * np.pi * hertz * t), 24_000)


@pytest.fixture
def get(folder: Path, sqlite: Database, clock: Clock) -> Callable[[str], TestResponse]:
    world = world_of(sqlite, clock, voices=folder)
    return lambda path: world.stranger().get(path)


def address(folder: Path) -> str:
    clip = Clips(folder).find("zh", "请")
    assert clip is not None
    return clip.address


def test_a_recording_is_given_for_good(get: Callable[[str], Any], folder: Path) -> None:
    answer = get(address(folder))
    assert (answer.status_code, answer.mimetype) == (200, "audio/wav")
    assert answer.data == (folder / "zh" / "请.wav").read_bytes()
    assert "immutable" in answer.headers["Cache-Control"]


def test_another_recording_has_another_address(get: Callable[[str], Any], folder: Path) -> None:
    first = address(folder)
    assert get(first).status_code == 200
    record(folder, "请", 330)
    assert address(folder) != first
    assert get(first).status_code == 404
    assert get(address(folder)).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/voices/zh/0123456789abcdef/" + quote("请.wav"),
        "/voices/zh/{digest}/notes.txt",
        "/voices/zh/{digest}/..%2f..%2fservicehall.db",
        "/voices/..%2f..%2f/{digest}/" + quote("请.wav"),
        "/voices/../{digest}/servicehall.db",
        "/voices/xx/{digest}/" + quote("请.wav"),
    ],
)
def test_nothing_else_can_be_asked_for(get: Callable[[str], Any], folder: Path, path: str) -> None:
    digest = address(folder).split("/")[3]
    assert get(path.replace("{digest}", digest)).status_code == 404


def test_the_shipped_ones_are_sound_to_a_browser(get: Callable[[str], Any]) -> None:
    answer = get(shipped("zh")["请"].address)
    assert (answer.status_code, answer.mimetype) == (200, "audio/ogg")
