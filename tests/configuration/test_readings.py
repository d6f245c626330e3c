"""Names can be found by their pinyin initials, and the dictionaries don't stay in memory."""

import subprocess
import sys

import pytest

from server.configuration.readings import forget_dictionaries, initials_of


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("身份证", "sfz"),
        ("重庆", "cq"),
        ("银行", "yh"),
        ("ID 身份", "idsf"),
        ("（）", ""),
    ],
)
def test_words_are_read_as_words(name: str, initials: str) -> None:
    assert initials_of(name) == initials


def test_the_dictionaries_come_back_when_they_are_needed() -> None:
    initials_of("行政")
    forget_dictionaries()
    assert "pypinyin" not in sys.modules
    assert initials_of("银行卡") == "yhk"


MEMORY = """
from pathlib import Path
def mb():
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024
from server.configuration.readings import forget_dictionaries, initials_of
before = mb()
initials_of("\\u91cd\\u5e86")
loaded = mb()
forget_dictionaries()
print(loaded - before, mb() - before)
"""


def test_forgetting_gives_the_memory_back() -> None:
    done = subprocess.run(
        [sys.executable, "-c", MEMORY], capture_output=True, text=True, check=True
    )
    loaded, kept = map(float, done.stdout.split())
    assert loaded > 30
    assert kept < loaded / 2
