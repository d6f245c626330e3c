"""How windows are named on paper: as the screens do."""

import pytest

from server.paper.window_words import window_words


@pytest.mark.parametrize(
    ("keys", "zh", "en"),
    [
        (["3"], "03 号窗口", "Window 03"),
        (["3", "1"], "01、03 号窗口", "Windows 01, 03"),
        (["2", "1"], "01、02 号窗口", "Windows 01, 02"),
        (["9", "10", "8", "14"], "08–10、14 号窗口", "Windows 08–10, 14"),
    ],
)
def test_windows_read_on_paper_as_on_the_screens(keys: list[str], zh: str, en: str) -> None:
    assert window_words(keys) == {"zh": zh, "en": en}


def test_windows_without_a_number_are_not_named() -> None:
    assert window_words(["A"]) is None
